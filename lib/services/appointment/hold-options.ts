import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { ServiceType } from '#lib/db/generated/client.ts'
import { conflict, invalidInput } from '#lib/domain/errors.ts'
import { exceedsHeldShare, heldShareByDay } from '#lib/domain/scheduling/held-share.ts'
import type { Interval } from '#lib/domain/scheduling/interval.ts'
import { holdExpiry, type Slot, slotAt } from '#lib/domain/scheduling/slots.ts'
import { type Calendar, hasNoHours, loadCalendars } from './calendar.ts'
import { inSavepoint } from './exclusion.ts'
import { announceAppointments, lockProviders, releaseExpiredHolds } from './provider-lock.ts'
import { lostTime, NO_SERVICE, timeConflicts } from './time-check.ts'

export interface HoldOption {
  /** Path for the error, like `slots.1` or `appointment_slots.0`. */
  field: string
  /** What people call it, like `Slot 2`. */
  label: string
  provider_id: string
  starts_at: Date
  /** By default the service's. */
  duration_minutes?: number | null
}

export interface HoldRequest {
  clinic_id: string
  conversation_id: string
  patient_id: string
  service_type_id: string | null
  /** Each option is held until then, but never past its own start less the service's notice. */
  held_until: Date
  options: readonly HoldOption[]
  /** False: hours, time off and notice do not count; other people's time always does. */
  is_rule_checked: boolean
  /** Beyond the held share of a provider's day, options are shared. False: they are held all the same. */
  may_share: boolean
  /** Hold nothing at all; every option must still be free now. */
  is_shared?: boolean
}

/** What was taken for one option. The blocked range is the whole one, buffers included, that a booking would have. */
export interface TakenOption {
  provider_id: string
  starts_at: Date
  ends_at: Date
  blocked_from: Date
  blocked_until: Date
  /** The hold; null for a shared option. */
  appointment_id: string | null
  is_shared: boolean
}

interface Planned {
  option: HoldOption
  calendar: Calendar
  slot: Slot
  /** What the hold itself blocks: less than the slot where the next option of this offer begins in its buffer. */
  held: Interval
  is_shared: boolean
}

/** Options of one offer are alternatives, so one may begin in the buffer of another; their visits may not overlap. */
function fitTogether(planned: Planned[]): void {
  const ordered = planned.toSorted((a, b) => a.slot.starts_at - b.slot.starts_at)
  for (const [index, later] of ordered.entries()) {
    for (const earlier of ordered.slice(0, index)) {
      if (earlier.slot.provider_id !== later.slot.provider_id) continue
      if (later.slot.starts_at < earlier.slot.ends_at) {
        const [first, second] = [earlier, later].map(({ option }) => option.label)
        throw invalidInput(`${first} and ${second} overlap: one provider, one time.`, later.option.field)
      }
      earlier.held.end = Math.min(earlier.held.end, later.slot.starts_at)
      later.held.start = Math.max(later.held.start, earlier.held.end)
    }
  }
}

function plan(
  request: HoldRequest,
  service: ServiceType | null,
  calendars: Map<string, Calendar>,
): Planned[] {
  return request.options.map((option) => {
    const calendar = calendars.get(option.provider_id)
    if (calendar?.clinic_id !== request.clinic_id) {
      throw invalidInput('This clinic has no such provider.', option.field)
    }
    const minutes = option.duration_minutes ?? undefined
    const slot = slotAt(service ?? NO_SERVICE, option.provider_id, option.starts_at.getTime(), minutes)
    return {
      option,
      calendar,
      slot,
      held: { start: slot.blocked_from, end: slot.blocked_until },
      is_shared: false,
    }
  })
}

/** Throws `conflict` that names every option whose time is not free. */
function refuseLost(tx: TxCtx, request: HoldRequest, service: ServiceType | null, planned: Planned[]): void {
  const lost = planned.flatMap(({ option, calendar, slot }) => {
    const conflicts = timeConflicts({
      calendar,
      service,
      starts_at: slot.starts_at,
      ends_at: slot.ends_at,
      now: tx.now(),
      is_rule_checked: request.is_rule_checked,
      is_alignment_checked: false,
    })
    if (calendar.is_active && conflicts.length === 0) return []
    const text = calendar.is_active
      ? lostTime(
          option.label,
          calendar,
          slot.starts_at,
          conflicts.map(({ kind }) => kind),
        )
      : `${option.label}: ${calendar.name} takes no more visits`
    return [{ field: option.field, text }]
  })
  if (lost.length > 0)
    throw conflict(`${lost.map(({ text }) => text).join('. ')}. Nothing was held.`, lost[0]?.field)
}

/** Beyond the share of a provider's day that offers may hold, what comes is shared. Whose hours nobody knows here has no day. */
function shareBeyondLimit(tx: TxCtx, planned: Planned[]): void {
  const held = new Map<string, Interval[]>()
  for (const each of planned) {
    const { calendar, held: wanted } = each
    const before = held.get(calendar.provider_id) ?? calendar.busy.filter((busy) => busy.kind === 'hold')
    const days = hasNoHours(calendar) ? [] : heldShareByDay(calendar, before, [wanted])
    each.is_shared = days.some((day) => exceedsHeldShare({ ...day, max_share: tx.config.maxHeldShare }))
    held.set(calendar.provider_id, each.is_shared ? before : [...before, wanted])
  }
}

function heldUntil(tx: TxCtx, request: HoldRequest, service: ServiceType | null, startsAt: number): Date {
  const latest = holdExpiry({
    now: tx.now(),
    offer_ttl_hours: Infinity,
    slot_starts_at: startsAt,
    minimum_notice_minutes: service?.minimum_notice_minutes ?? 0,
  })
  // Without rules a time inside the notice may be offered; it is held until it begins.
  return new Date(Math.min(request.held_until.getTime(), latest > tx.now() ? latest : startsAt))
}

/** Inserts all holds or none. A refusal here means that somebody wrote without the lock: the wall held. */
async function insertHolds(tx: TxCtx, request: HoldRequest, service: ServiceType | null, planned: Planned[]) {
  const now = nowDate(tx)
  const data = planned.map(({ slot, held }) => ({
    id: tx.newId(),
    clinic_id: request.clinic_id,
    provider_id: slot.provider_id,
    patient_id: request.patient_id,
    service_type_id: request.service_type_id,
    conversation_id: request.conversation_id,
    state: 'held' as const,
    starts_at: new Date(slot.starts_at),
    ends_at: new Date(slot.ends_at),
    blocked_from: new Date(held.start),
    blocked_until: new Date(held.end),
    held_until: heldUntil(tx, request, service, slot.starts_at),
    created_at: now,
    updated_at: now,
  }))
  await inSavepoint(tx, async (db) => {
    const won = await db.appointment.createManyAndReturn({ data, skipDuplicates: true, select: { id: true } })
    const lost = planned.filter((_, index) => !won.some(({ id }) => id === data[index]?.id))
    if (lost.length === 0) return
    const names = lost.map(({ option, calendar, slot }) =>
      lostTime(option.label, calendar, slot.starts_at, ['booking']),
    )
    throw conflict(`${names.join('. ')}. Nothing was held.`, lost[0]?.option.field)
  })
  announceAppointments(tx, data)
  return data
}

/**
 * Takes the times of an offer: all of them, or none and a `conflict` that names every lost one. Known providers are
 * checked by hours, time off and notice (never by alignment), external ones and rule-free requests only against the
 * past and other people's time. Beyond `config.maxHeldShare` of a provider's day an option is shared: not held, but free
 * now. Answers in the order of `options`. Locks the providers; whoever released holds of other providers before, in the
 * same transaction, must have locked all of them together. Throws `invalid_input` where two options overlap.
 */
export async function holdOptions(tx: TxCtx, request: HoldRequest): Promise<TakenOption[]> {
  const providerIds = [...new Set(request.options.map((option) => option.provider_id))]
  await lockProviders(tx, providerIds)
  await releaseExpiredHolds(tx, providerIds)
  const service = request.service_type_id
    ? await tx.tx.serviceType.findUniqueOrThrow({ where: { id: request.service_type_id } })
    : null
  const starts = request.options.map((option) => option.starts_at.getTime())
  const range = { start: Math.min(...starts), end: Math.max(...starts) }
  const planned = plan(request, service, await loadCalendars(tx, providerIds, range))
  fitTogether(planned)
  refuseLost(tx, request, service, planned)
  if (request.is_shared) for (const each of planned) each.is_shared = true
  else if (request.may_share) shareBeyondLimit(tx, planned)
  const exclusive = planned.filter((each) => !each.is_shared)
  const holds = exclusive.length > 0 ? await insertHolds(tx, request, service, exclusive) : []
  return planned.map((each) => ({
    provider_id: each.slot.provider_id,
    starts_at: new Date(each.slot.starts_at),
    ends_at: new Date(each.slot.ends_at),
    blocked_from: new Date(each.slot.blocked_from),
    blocked_until: new Date(each.slot.blocked_until),
    appointment_id: holds[exclusive.indexOf(each)]?.id ?? null,
    is_shared: each.is_shared,
  }))
}
