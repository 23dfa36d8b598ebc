'use client'

import { Input } from '@heroui/react'
import { ChevronLeft, ChevronRight, Printer } from 'lucide-react'
import { isLocalDay } from '#lib/api/local-day.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Picker } from '../ui/picker.tsx'
import { formatLongDay } from '../ui/time.ts'
import { useUrlState } from '../ui/use-url-state.ts'
import { NewVisit } from './new-visit.tsx'
import { leaf, type ScheduleView } from './schedule-range.ts'
import type { ScheduleDay, useSchedule } from './use-schedule.ts'
import { ViewSwitch } from './view-switch.tsx'

const EVERYBODY = 'everybody'

/** Which days these are, the way to others, how they are shown, and what is new. All of it is in the address. */
export function ScheduleHeader({ schedule }: { schedule: ReturnType<typeof useSchedule> }) {
  const { clinic, view, day, today, shown, providerId } = schedule
  const url = useUrlState()
  const isAhead = day !== undefined && today !== undefined && day > today
  return (
    <PageHeader
      title={titleOf(view, day, shown)}
      aside={
        <span className="flex flex-wrap gap-x-2 max-sm:hidden">
          <ClinicZone />
          {shown !== undefined && <span className="max-2xl:hidden">{countWords(shown)}</span>}
        </span>
      }
      actions={
        <>
          <ViewSwitch
            value={view}
            onChange={(next) => url.push({ view: next === 'day' ? undefined : next, visit: undefined })}
          />
          {view !== 'day' && <ProviderChoice schedule={schedule} providerId={providerId} />}
          <ActionButton
            variant="outline"
            isIconOnly
            aria-label="Print"
            hint="Print what is shown"
            className="max-lg:hidden"
            onPress={() => window.print()}
          >
            <Printer aria-hidden="true" />
          </ActionButton>
          {clinic !== undefined && <NewVisit clinic={clinic} fromDay={isAhead ? day : undefined} />}
        </>
      }
    >
      {day !== undefined && today !== undefined && <Stepper view={view} day={day} today={today} />}
    </PageHeader>
  )
}

function titleOf(view: ScheduleView, day: string | undefined, shown: readonly ScheduleDay[] | undefined) {
  if (day === undefined) return 'Schedule'
  if (view === 'day') return formatLongDay(`${day}T12:00:00Z`, 'UTC')
  const [first, last] = [shown?.[0]?.day, shown?.at(-1)?.day]
  return first === undefined || last === undefined ? 'Schedule' : weekWords(first, last)
}

/** `Nov 30 to Dec 6` */
function weekWords(first: string, last: string): string {
  const words = (day: string) =>
    new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(
      new Date(`${day}T12:00:00Z`),
    )
  return `${words(first)} to ${words(last)}`
}

function Stepper({ view, day, today }: { view: ScheduleView; day: string; today: string }) {
  const url = useUrlState()
  const go = (to: string) => url.push({ day: to === today ? undefined : to, visit: undefined })
  const unit = view === 'day' ? 'Day' : 'Week'
  return (
    <fieldset
      aria-label={unit}
      className="flex min-w-0 items-center gap-1.5 max-sm:order-last max-sm:w-full print:hidden"
    >
      <ActionButton
        variant="outline"
        isIconOnly
        aria-label={`${unit} before`}
        shortcut="k"
        onPress={() => go(leaf(view, day, -1))}
      >
        <ChevronLeft aria-hidden="true" />
      </ActionButton>
      <ActionButton
        variant="outline"
        shortcut="t"
        disabledReason={day === today ? 'This is today.' : null}
        onPress={() => go(today)}
      >
        Today
      </ActionButton>
      <ActionButton
        variant="outline"
        isIconOnly
        aria-label={`${unit} after`}
        shortcut="j"
        onPress={() => go(leaf(view, day, 1))}
      >
        <ChevronRight aria-hidden="true" />
      </ActionButton>
      <Input
        type="date"
        aria-label="Go to a day"
        value={day}
        onChange={(event) => {
          if (isLocalDay(event.target.value)) go(event.target.value)
        }}
        className="w-36 max-sm:flex-1"
      />
    </fieldset>
  )
}

interface ProviderChoiceProps {
  schedule: ReturnType<typeof useSchedule>
  providerId: string | undefined
}

/** One provider's week is a grid of hours; everybody's is a board. */
function ProviderChoice({ schedule, providerId }: ProviderChoiceProps) {
  const url = useUrlState()
  const known = schedule.shown?.flatMap(({ providers }) => providers.map(({ provider }) => provider)) ?? []
  const choices = [...new Map(known.map(({ id, name }) => [id, { id, label: name }])).values()]
  return (
    <Picker
      label="Provider"
      isLabelHidden
      choices={[{ id: EVERYBODY, label: 'All providers' }, ...choices]}
      value={providerId ?? EVERYBODY}
      onChange={(id) => url.push({ provider: id === EVERYBODY ? undefined : id, visit: undefined })}
      className="w-44 max-sm:w-36"
    />
  )
}

function countWords(shown: readonly ScheduleDay[]): string {
  const own = shown.flatMap(({ providers }) => providers)
  const visits = own.reduce((sum, each) => sum + each.visits.length, 0)
  const holds = own.reduce((sum, each) => sum + each.holds.length, 0)
  const visitWords = visits === 1 ? '1 visit' : `${visits} visits`
  return `· ${visitWords}${holds === 0 ? '' : `, ${holds} held`}`
}
