import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Appointment } from '#lib/db/generated/client.ts'
import { conflict, invalidInput } from '#lib/domain/errors.ts'
import {
  type ConflictView,
  type OverrideBookingInput,
  type OverrideBookingResult,
  overrideBookingInput,
} from '#lib/domain/scheduling/schema.ts'
import { noteFreedTime } from '../opening/note-freed.ts'
import { syncReminders } from '../reminder/sync.ts'
import { recordAndView } from './answer.ts'
import { supersedeOffers } from './book.ts'
import { makeRoom, type Room } from './make-room.ts'
import { cancelByOverride } from './override-cancel.ts'
import { listConflicts } from './override-conflicts.ts'
import { type Displaced, type Placement, readDisplaced, readPlacement } from './override-target.ts'
import { lockProvidersFor, recordFreed, releaseExpiredHolds } from './provider-lock.ts'
import { tellKeeperOfBooking } from './tell-keeper.ts'
import { lockVisitThread, tellPatient } from './visit-thread.ts'
import { insertVisit, updateVisit } from './write-visit.ts'

interface Threads {
  own: string | null
  displaced: Map<string, string | null>
}

/** Phones and conversations of everybody concerned, in the order of phones, before any provider is locked. */
async function lockThreads(
  tx: TxCtx,
  input: OverrideBookingInput,
  target: Placement,
  displaced: Displaced[],
): Promise<Threads> {
  const is_notifying = input.notify_patient !== false
  const { clinic_id } = input
  const visits = [
    {
      id: null,
      visit: {
        clinic_id,
        patient: target.patient,
        service_type_id: target.service_type_id,
        conversation_id: target.row?.conversation_id ?? input.conversation_id,
        is_notifying,
        continues: target.row === null,
      },
    },
    ...displaced.map(({ row }) => ({
      id: row.id,
      visit: {
        clinic_id,
        patient: row.patient,
        service_type_id: row.service_type_id,
        conversation_id: row.conversation_id,
        is_notifying,
        continues: false,
      },
    })),
  ]
  const byPhone = visits.sort((a, b) =>
    (a.visit.patient?.phone_index ?? '') < (b.visit.patient?.phone_index ?? '') ? -1 : 1,
  )
  const threads: Threads = { own: null, displaced: new Map() }
  for (const { id, visit } of byPhone) {
    const conversationId = await lockVisitThread(tx, visit)
    if (id === null) threads.own = conversationId
    else threads.displaced.set(id, conversationId)
  }
  return threads
}

/** Throws unless the override names exactly the bookings that are in the way. */
function settleConflicts(conflicts: readonly ConflictView[], displaced: readonly Displaced[]): void {
  const named = new Set(displaced.map(({ row }) => row.id))
  const blocking = conflicts.filter((each) => !each.can_override)
  const left = blocking.filter((each) => !each.appointment_id || !named.has(each.appointment_id))
  if (left.length > 0) {
    const texts = left.map(({ text }) => text).join(' ')
    throw conflict(`${texts} Say what happens to it: move it or cancel it. Nothing was changed.`, 'displace')
  }
  const index = displaced.findIndex(({ row }) => !blocking.some((each) => each.appointment_id === row.id))
  if (index >= 0) {
    throw conflict('This appointment is not in the way (any more).', `displace.${index}.appointment_id`)
  }
}

/** Takes every visit that goes elsewhere off the calendar, so that two can change places; they come back in `place`. */
async function liftOff(tx: TxCtx, target: Placement, displaced: readonly Displaced[]): Promise<void> {
  const moving = [target, ...displaced.map(({ placement }) => placement)].flatMap(
    (each) => each?.row?.id ?? [],
  )
  await tx.tx.appointment.updateMany({ where: { id: { in: moving } }, data: { state: 'released' } })
  const cancelled = displaced.filter(({ placement }) => placement === null).map(({ row }) => row.id)
  await tx.tx.appointment.updateMany({
    where: { id: { in: cancelled }, state: 'booked' },
    data: { state: 'cancelled', ended_at: nowDate(tx), updated_at: nowDate(tx), version: { increment: 1 } },
  })
}

async function place(
  tx: TxCtx,
  placement: Placement,
  conversation_id: string | null,
): Promise<{ appointment: Appointment; room: Room }> {
  const room = await makeRoom(tx, placement)
  const { slot, row } = placement
  const visit = {
    provider_id: slot.provider_id,
    starts_at: new Date(slot.starts_at),
    ends_at: new Date(slot.ends_at),
    blocked_from: room.blocked_from,
    blocked_until: room.blocked_until,
    is_override: true,
    conversation_id,
  }
  const { clinic_id, patient, service_type_id } = placement
  const appointment = row
    ? await updateVisit(tx, { id: row.id, state: 'released' }, { ...visit, state: 'booked' })
    : await insertVisit(tx, { ...visit, clinic_id, patient_id: patient.id, service_type_id })
  if (appointment === null || typeof appointment === 'string') {
    throw conflict('This time was taken just now. Look at the conflicts again.', placement.field)
  }
  return { appointment, room }
}

/** Holds that had to go are told in the threads of their offers, where staff read it. */
async function tellHolders(tx: TxCtx, room: Room): Promise<void> {
  await recordFreed(tx, 'hold.released_by_override', room.released)
  for (const { conversation_id, clinic_id } of room.released) {
    if (conversation_id)
      tx.outgoing.events.push({ type: 'conversation.changed', id: conversation_id, clinic_id })
  }
}

async function placeDisplaced(tx: TxCtx, input: OverrideBookingInput, each: Displaced, threads: Threads) {
  const { row, placement } = each
  const conversation_id = threads.displaced.get(row.id) ?? null
  if (placement) {
    const placed = await place(tx, placement, conversation_id)
    await tellKeeperOfBooking(tx, placed.appointment)
    await tellHolders(tx, placed.room)
  }
  if (!placement) {
    await tx.tx.appointment.update({ where: { id: row.id }, data: { conversation_id } })
    await syncReminders(tx, [row.id], { is_just_told: false })
  }
  const news = placement ? 'moved' : 'cancelled'
  const visit = { id: row.id, conversation_id }
  const is_texted = await tellPatient(tx, visit, news, input.notify_patient !== false)
  await recordAndView(tx, row.id, {
    action: `appointment.${news}_for_override`,
    detail: { is_texted, from_provider_id: row.provider_id, from_starts_at: row.starts_at.toISOString() },
    note: input.reason,
  })
}

/** Every provider whose time this takes, frees or shifts. */
const providersOf = (target: Placement, displaced: readonly Displaced[]): string[] => [
  target.slot.provider_id,
  ...(target.row ? [target.row.provider_id] : []),
  ...displaced.flatMap(({ row, placement }) => [
    row.provider_id,
    placement?.slot.provider_id ?? row.provider_id,
  ]),
]

/** Locks everything in order, then reads again: what was seen before the locks may have changed. */
async function lockAndRead(tx: TxCtx, input: OverrideBookingInput) {
  const seen = { target: await readPlacement(tx, input), displaced: await readDisplaced(tx, input) }
  const threads = await lockThreads(tx, input, seen.target, seen.displaced)
  const locked = providersOf(seen.target, seen.displaced)
  await lockProvidersFor(tx, {
    provider_ids: locked,
    conversation_ids: threads.own ? [threads.own] : [],
  })
  await releaseExpiredHolds(tx, locked)
  if (input.action === 'book') await supersedeOffers(tx, threads.own)
  const target = await readPlacement(tx, input)
  const displaced = await readDisplaced(tx, input)
  if (!providersOf(target, displaced).every((id) => locked.includes(id))) {
    throw conflict('One of these appointments was just moved. Look at the conflicts again.', 'appointment_id')
  }
  return { target, displaced, threads }
}

/** The times that everybody who moved or was cancelled left behind. */
async function noteFreedTimes(tx: TxCtx, target: Placement, displaced: readonly Displaced[]): Promise<void> {
  for (const { row, placement } of [{ row: target.row, placement: target }, ...displaced]) {
    if (row) await noteFreedTime(tx, { cause: placement ? 'moved' : 'cancellation', visit: row })
  }
}

async function bookOrMove(tx: TxCtx, input: OverrideBookingInput): Promise<OverrideBookingResult> {
  if (input.is_preview) {
    const conflicts = await listConflicts(tx, await readPlacement(tx, input))
    return { conflicts, is_applied: false, appointment: null }
  }
  const { target, displaced, threads } = await lockAndRead(tx, input)
  const conflicts = await listConflicts(tx, target)
  settleConflicts(conflicts, displaced)
  await liftOff(tx, target, displaced)
  const { appointment, room } = await place(tx, target, threads.own)
  await tellKeeperOfBooking(tx, appointment)
  for (const each of displaced) await placeDisplaced(tx, input, each, threads)
  await tellHolders(tx, room)
  await noteFreedTimes(tx, target, displaced)
  const news = input.action === 'book' ? 'booked' : 'moved'
  const is_texted = await tellPatient(tx, appointment, news, input.notify_patient !== false)
  const view = await recordAndView(tx, appointment.id, {
    action: `appointment.${news}_by_override`,
    detail: {
      is_texted,
      conflicts: [...new Set(conflicts.map(({ kind }) => kind))],
      released_holds: room.released.map(({ id }) => id),
      narrowed: room.narrowed,
      displaced: displaced.map(({ row }) => row.id),
    },
    note: input.reason,
  })
  return { conflicts, is_applied: true, appointment: view }
}

/**
 * Books, moves or cancels against the rules, with a reason that the audit trail keeps. All conflicts are listed first:
 * `is_preview` changes nothing. It beats hours, time off, notice, the grid, buffers (which are cut) and holds (which are
 * released and told in their threads), never a booking: each one in the way must be moved or cancelled by `displace`.
 * Throws `conflict` naming the bookings that are left in the way, `invalid_input`, `illegal_state`, `not_found`.
 */
export async function overrideBooking(ctx: Ctx, input: OverrideBookingInput): Promise<OverrideBookingResult> {
  const parsed = parseInput(overrideBookingInput, input)
  if (!parsed.is_preview && !parsed.reason) {
    throw invalidInput('Say why in a few words (at least 3 characters).', 'reason')
  }
  const mutation = {
    name: 'booking.override',
    permission: 'bookings:override',
    idempotencyKey: parsed.is_preview ? null : parsed.idempotency_key,
    input: parsed,
  } as const
  return mutate(ctx, mutation, (tx) =>
    parsed.action === 'cancel' ? cancelByOverride(tx, parsed) : bookOrMove(tx, parsed),
  )
}
