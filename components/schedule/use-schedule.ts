'use client'

import { useQuery } from '@tanstack/react-query'
import { appointmentsQuery } from '#lib/api/appointments.ts'
import { dayBounds, isLocalDay } from '#lib/api/local-day.ts'
import { providersQuery } from '#lib/api/providers.ts'
import type { AppointmentView, ProviderView, TimeOffView } from '#lib/domain/scheduling/schema.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { dateKey } from '../ui/time.ts'
import { useNow } from '../ui/use-now.tsx'
import { useUrlState } from '../ui/use-url-state.ts'
import { type Block, blockOn, openBlocks } from './day-layout.ts'
import { daysOf, isScheduleView, type ScheduleView } from './schedule-range.ts'

const TICK_MS = 30_000

export type Placed<Item> = Item & { block: Block }

/** Everything of one provider on one day. */
export interface ProviderDay {
  provider: ProviderView
  open: Block[]
  away: Placed<TimeOffView>[]
  visits: Placed<AppointmentView>[]
  holds: Placed<AppointmentView>[]
}

/** What happened to a time that is free again; it stays in the patient's history, not in the day. */
const GONE: readonly AppointmentView['state'][] = ['cancelled', 'released']

/** One calendar day of every provider. */
export interface ScheduleDay {
  day: string
  providers: ProviderDay[]
}

/**
 * What the address asks for (`?day=2026-12-01&view=week&provider=...`), by default today in the clinic's zone, with
 * everything on it. `shown` is one day, or the seven of its week.
 */
export function useSchedule() {
  const { clinic } = useClinic()
  const url = useUrlState()
  const now = useNow(TICK_MS)
  const zone = clinic?.time_zone
  const today = zone === undefined || now === undefined ? undefined : dateKey(now, zone)
  const [askedDay, askedView] = [url.get('day'), url.get('view')]
  const day = isLocalDay(askedDay) ? askedDay : today
  const view: ScheduleView = isScheduleView(askedView) ? askedView : 'day'
  const days = day === undefined ? [] : daysOf(view, day)
  const appointments = useQuery(
    appointmentsQuery(
      clinic === undefined || days.length === 0
        ? undefined
        : { clinic_id: clinic.id, ...dayBounds(days[0] ?? '', clinic.time_zone, days.at(-1)) },
    ),
  )
  const providers = useQuery(providersQuery(clinic?.id))
  const isKnown = providers.data !== undefined && appointments.data !== undefined
  const shown: ScheduleDay[] | undefined =
    !isKnown || zone === undefined || now === undefined || days.length === 0
      ? undefined
      : days.map((each) => ({
          day: each,
          providers: providerDays(providers.data, appointments.data, { day: each, zone, now }),
        }))
  return { clinic, view, day, today, now, shown, providerId: url.get('provider'), appointments, providers }
}

interface When {
  day: string
  zone: string
  now: number
}

function providerDays(
  providers: readonly ProviderView[],
  appointments: readonly AppointmentView[],
  when: When,
): ProviderDay[] {
  const standing = appointments.filter((each) => !GONE.includes(each.state) && !hasRunOut(each, when.now))
  const ofProvider = Map.groupBy(standing, (each) => each.provider.id)
  return providers
    .map((provider) => {
      const own = place(ofProvider.get(provider.id) ?? [], when)
      return {
        provider,
        open: openBlocks(provider, when.day, when.zone),
        away: place(provider.time_off, when),
        visits: own.filter((each) => each.state !== 'held'),
        holds: own.filter((each) => each.state === 'held'),
      }
    })
    .filter(({ provider, visits, holds }) => {
      const isUsual = provider.is_active && !provider.is_external
      return isUsual || visits.length + holds.length > 0
    })
}

/** A hold whose time is up takes no time any more, whether or not it has been swept away yet. */
const hasRunOut = (appointment: AppointmentView, now: number) =>
  appointment.state === 'held' && appointment.held_until !== null && Date.parse(appointment.held_until) <= now

function place<Item extends { starts_at: string; ends_at: string }>(
  items: readonly Item[],
  { day, zone }: When,
): Placed<Item>[] {
  return items.flatMap((item) => {
    const block = blockOn(day, item, zone)
    return block === undefined ? [] : [{ ...item, block }]
  })
}
