import type { TxCtx } from '#lib/core/context.ts'
import { conflict } from '#lib/domain/errors.ts'
import { overlaps } from '#lib/domain/scheduling/interval.ts'
import { formatSlotForText } from '#lib/domain/scheduling/local-time.ts'
import type { Slot } from '#lib/domain/scheduling/slots.ts'
import type { TakenTime } from './calendar.ts'
import { calendarFor } from './override-conflicts.ts'
import type { Placement } from './override-target.ts'
import { type Freed, releaseHolds } from './provider-lock.ts'
import { updateVisit, visitsOfPatientAt } from './write-visit.ts'

/** What had to give way, and what the visit itself may block. */
export interface Room {
  blocked_from: Date
  blocked_until: Date
  released: Freed[]
  /** Neighbours whose buffers were cut. */
  narrowed: string[]
}

const visitOf = (busy: TakenTime) => ({ start: busy.starts_at, end: busy.ends_at })

/**
 * Two visits that do not overlap share the time between them: the newcomer's buffer ends where the neighbour's begins,
 * and the neighbour's where the newcomer's visit begins.
 */
async function fitBetween(tx: TxCtx, slot: Slot, neighbours: readonly TakenTime[]) {
  const range = { from: slot.blocked_from, until: slot.blocked_until }
  const narrowed: string[] = []
  for (const other of neighbours) {
    const isBefore = other.ends_at <= slot.starts_at
    if (isBefore) range.from = Math.max(range.from, Math.min(other.end, slot.starts_at))
    else range.until = Math.min(range.until, Math.max(other.start, slot.ends_at))
    const isInside = isBefore ? other.end > slot.starts_at : other.start < slot.ends_at
    if (!isInside) continue
    const cut = isBefore
      ? { blocked_until: new Date(slot.starts_at) }
      : { blocked_from: new Date(slot.ends_at) }
    await updateVisit(tx, { id: other.appointment_id }, cut)
    narrowed.push(other.appointment_id)
  }
  return { blocked_from: new Date(range.from), blocked_until: new Date(range.until), narrowed }
}

/**
 * Makes the time of a placement free: holds in it are released, buffers in it are cut. Bookings stay: one that is still
 * there, or another visit of the same patient, is a `conflict`. The caller holds the provider's lock.
 */
export async function makeRoom(tx: TxCtx, placement: Placement): Promise<Room> {
  const { slot, row, patient } = placement
  const calendar = await calendarFor(tx, placement)
  const visit = { start: slot.starts_at, end: slot.ends_at }
  const inTheWay = calendar.busy.filter((busy) => overlaps(visit, visitOf(busy)))
  const when = formatSlotForText(slot.starts_at, calendar.time_zone)
  if (inTheWay.some((busy) => busy.kind === 'booking')) {
    throw conflict(`Another visit with ${calendar.name} is booked at ${when}.`, placement.field)
  }
  const times = { starts_at: new Date(visit.start), ends_at: new Date(visit.end) }
  const [elsewhere] = await visitsOfPatientAt(tx, patient.id, times, row ? [row.id] : [])
  if (elsewhere) throw conflict(`The patient has another visit at ${when}.`, placement.field)
  const released = await releaseHolds(
    tx,
    inTheWay.map((busy) => busy.appointment_id),
  )
  const blocked = { start: slot.blocked_from, end: slot.blocked_until }
  const neighbours = calendar.busy.filter((busy) => !inTheWay.includes(busy) && overlaps(blocked, busy))
  return { ...(await fitBetween(tx, slot, neighbours)), released }
}
