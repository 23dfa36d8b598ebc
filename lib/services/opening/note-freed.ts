import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { ServiceType } from '#lib/db/generated/client.ts'
import { type Interval, subtract } from '#lib/domain/scheduling/interval.ts'
import { findFreeSlots } from '#lib/domain/scheduling/slots.ts'
import { DAY_MS, MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { fitting, lastOfferAt, noticeMinutes } from '#lib/domain/waiting-list/fit.ts'
import { chooseNewSlots, isNewTime, NEW_TIME_DAYS, type NewSlot } from '#lib/domain/waiting-list/new-time.ts'
import { loadCalendars } from '../appointment/calendar.ts'
import { tellKeeper } from '../appointment/tell-keeper.ts'
import { loadCandidates } from './candidates.ts'
import { createOpening } from './create.ts'
import { isFreeByRules } from './free-time.ts'

/** A visit as it stood before it was cancelled or moved away. */
export interface FreedVisit {
  id: string
  clinic_id: string
  provider_id: string
  service_type_id: string | null
  starts_at: Date
}

export type FreedCause =
  | {
      cause: 'cancellation' | 'moved'
      visit: FreedVisit
      /** The freed time that the visit moved to. */
      follows_id?: string | null
    }
  | {
      cause: 'time_off_cancelled' | 'availability'
      provider_id: string
      /** What was opened, epoch ms. */
      ranges: readonly Interval[]
    }

/** The provider's times that are being offered already. One time is never offered twice at once. */
async function openTimes(tx: TxCtx, providerId: string): Promise<Interval[]> {
  const rows = await tx.tx.opening.findMany({
    where: { provider_id: providerId, state: 'open', ends_at: { gt: nowDate(tx) } },
    select: { starts_at: true, ends_at: true },
  })
  return rows.map((row) => ({ start: row.starts_at.getTime(), end: row.ends_at.getTime() }))
}

async function noteFreedVisit(tx: TxCtx, freed: Extract<FreedCause, { visit: FreedVisit }>): Promise<void> {
  const { visit } = freed
  if (visit.service_type_id === null) return
  const service = await tx.tx.serviceType.findUniqueOrThrow({ where: { id: visit.service_type_id } })
  const ends_at = new Date(visit.starts_at.getTime() + service.duration_minutes * MINUTE_MS)
  const time = { ...visit, service, ends_at }
  if (!service.backfill_enabled || tx.now() > lastOfferAt(visit.starts_at.getTime(), service)) return
  const wanted = { start: visit.starts_at.getTime(), end: ends_at.getTime() }
  const isOffered = (await openTimes(tx, visit.provider_id)).some(
    (open) => open.start < wanted.end && wanted.start < open.end,
  )
  if (isOffered || !(await isFreeByRules(tx, time))) return
  await createOpening(tx, {
    clinic_id: visit.clinic_id,
    provider_id: visit.provider_id,
    service_type_id: service.id,
    starts_at: visit.starts_at,
    ends_at,
    cause: freed.cause,
    freed_by_id: visit.id,
    follows_id: freed.follows_id ?? null,
  })
}

type Clinic = { id: string; time_zone: string; suggests_preferred: boolean }

/** The free slots of one service in the time that was opened, each with those whom it fits. */
async function newSlotsOf(
  tx: TxCtx,
  opened: { provider_id: string; ranges: readonly Interval[]; range: Interval },
  clinic: Clinic,
  service: ServiceType,
): Promise<NewSlot[]> {
  const calendar = (await loadCalendars(tx, [opened.provider_id], opened.range)).get(opened.provider_id)
  if (!calendar?.is_active || calendar.is_external) return []
  const candidates = await loadCandidates(tx, {
    clinic,
    service,
    is_backfilled: service.backfill_enabled,
    preferred_provider_id: clinic.suggests_preferred ? opened.provider_id : null,
  })
  if (candidates.length === 0) return []
  const slots = findFreeSlots({
    providers: [calendar],
    service: { ...service, minimum_notice_minutes: noticeMinutes(service) },
    range: opened.range,
    now: tx.now(),
  })
  return slots
    .filter((slot) => isNewTime(slot, opened.ranges))
    .map((slot) => ({
      service_type_id: service.id,
      slot,
      fits: fitting(
        candidates,
        {
          ...slot,
          service_type_id: service.id,
          time_zone: clinic.time_zone,
          freed_by_patient_id: null,
          invited_patient_ids: new Set(),
        },
        tx.now(),
      ).fits,
    }))
}

async function noteNewTime(tx: TxCtx, freed: Extract<FreedCause, { provider_id: string }>): Promise<void> {
  const horizon = { start: tx.now(), end: tx.now() + NEW_TIME_DAYS * DAY_MS }
  const ranges = subtract(freed.ranges, [
    { start: -Infinity, end: horizon.start },
    { start: horizon.end, end: Infinity },
  ])
  const [first, last] = [ranges[0], ranges.at(-1)]
  if (!first || !last) return
  const provider = await tx.tx.provider.findUniqueOrThrow({
    where: { id: freed.provider_id },
    include: { clinic: true, services: { include: { service_type: true } } },
  })
  const services = provider.services
    .map(({ service_type }) => service_type)
    .filter((service) => service.is_active)
    .filter((service) => service.backfill_enabled || provider.clinic.suggests_preferred)
  const slots: NewSlot[] = []
  for (const service of services) {
    const opened = { ...freed, ranges, range: { start: first.start, end: last.end } }
    slots.push(...(await newSlotsOf(tx, opened, provider.clinic, service)))
  }
  for (const { service_type_id, slot } of chooseNewSlots(slots, await openTimes(tx, provider.id))) {
    await createOpening(tx, {
      clinic_id: provider.clinic_id,
      provider_id: provider.id,
      service_type_id,
      starts_at: new Date(slot.starts_at),
      ends_at: new Date(slot.ends_at),
      cause: freed.cause,
      freed_by_id: null,
      follows_id: null,
    })
  }
}

/**
 * Called by every verb that frees a provider's time, in its transaction, after the time is free and with the provider's
 * lock held. Where the service is set to offer freed times (or, for newly opened time, the clinic tells those who prefer
 * the provider), and the time is free by our rules and far enough ahead, it becomes an opening that is offered in waves.
 * Of newly opened time the nearest few are taken, never more than there are people whom they fit. The outside agent that
 * keeps the schedule hears which visit has gone.
 */
export async function noteFreedTime(tx: TxCtx, freed: FreedCause): Promise<void> {
  if (!('visit' in freed)) return noteNewTime(tx, freed)
  await tellKeeper(tx, freed.visit)
  await noteFreedVisit(tx, freed)
}
