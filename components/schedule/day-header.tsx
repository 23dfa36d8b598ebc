'use client'

import { Input } from '@heroui/react'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { addDays, isLocalDay } from '#lib/api/local-day.ts'
import type { ClinicView } from '#lib/domain/staff/schema.ts'
import { ActionButton } from '../ui/action-button.tsx'
import { ClinicZone } from '../ui/clinic-zone.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { formatLongDay } from '../ui/time.ts'
import { useUrlState } from '../ui/use-url-state.ts'
import { NewVisit } from './new-visit.tsx'
import type { ProviderDay } from './use-day.ts'

interface DayHeaderProps {
  clinic: ClinicView | undefined
  day: string | undefined
  today: string | undefined
  days: readonly ProviderDay[] | undefined
}

/** Which day it is, the way to others, and what is new. The day is in the address. */
export function DayHeader({ clinic, day, today, days }: DayHeaderProps) {
  return (
    <PageHeader
      title={day === undefined ? 'Schedule' : formatLongDay(`${day}T12:00:00Z`, 'UTC')}
      aside={
        <span className="flex flex-wrap gap-x-2 max-sm:hidden">
          <ClinicZone />
          {days !== undefined && <span className="max-xl:hidden">{countWords(days)}</span>}
        </span>
      }
      actions={clinic !== undefined && <NewVisit clinic={clinic} />}
    >
      {day !== undefined && today !== undefined && <DayStepper day={day} today={today} />}
    </PageHeader>
  )
}

function DayStepper({ day, today }: { day: string; today: string }) {
  const url = useUrlState()
  const go = (to: string) => url.push({ day: to === today ? undefined : to, visit: undefined })
  return (
    <fieldset aria-label="Day" className="flex min-w-0 items-center gap-1.5 max-sm:order-last max-sm:w-full">
      <ActionButton
        variant="outline"
        isIconOnly
        aria-label="Day before"
        shortcut="k"
        onPress={() => go(addDays(day, -1))}
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
        aria-label="Day after"
        shortcut="j"
        onPress={() => go(addDays(day, 1))}
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

function countWords(days: readonly ProviderDay[]): string {
  const visits = days.reduce((sum, { visits: own }) => sum + own.length, 0)
  const holds = days.reduce((sum, { holds: own }) => sum + own.length, 0)
  const visitWords = visits === 1 ? '1 visit' : `${visits} visits`
  return `· ${visitWords}${holds === 0 ? '' : `, ${holds} held`}`
}
