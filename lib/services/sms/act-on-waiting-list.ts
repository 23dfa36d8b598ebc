import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import type { DecisionOutcome } from '#lib/domain/messaging/decision.ts'
import type { ReplyReading } from '#lib/domain/messaging/reply/types.ts'
import { timeOfDay } from '#lib/domain/scheduling/schema.ts'
import type { WaitingListEntryView } from '#lib/domain/waiting-list/schema.ts'
import { wishWords } from '#lib/domain/waiting-list/words.ts'
import { askStaff } from '../conversation/ask-staff.ts'
import { composeText } from '../template/compose.ts'
import { changeWaitingListEntry } from '../waiting-list/change.ts'
import { joinWaitingList } from '../waiting-list/join.ts'
import { leaveWaitingList } from '../waiting-list/leave.ts'
import { answerWith } from './answer-with.ts'
import type { Received } from './received.ts'

type JoinReading = Extract<ReplyReading, { kind: 'join_waiting_list' }>

async function leaveToStaff(tx: TxCtx, { conversation, is_new_sender }: Received): Promise<DecisionOutcome> {
  const reason = is_new_sender ? 'unknown_sender' : 'wants_waiting_list'
  await askStaff(tx, { conversation_id: conversation.id, reason, tells_patient: !is_new_sender })
  return 'staff_asked'
}

/** The coming visits that the wish can be about: the one of this conversation, else those of its service, else all. */
async function visitsMeant(tx: TxCtx, { conversation }: Received) {
  const visits = await tx.tx.appointment.findMany({
    where: {
      clinic_id: conversation.clinic_id,
      patient_id: conversation.patient_id,
      state: 'booked',
      starts_at: { gt: nowDate(tx) },
    },
    select: { id: true, conversation_id: true, service_type_id: true },
  })
  const own = visits.filter((visit) => visit.conversation_id === conversation.id)
  if (own.length > 0) return own
  const { service_type_id } = conversation
  return visits.filter((visit) => service_type_id === null || visit.service_type_id === service_type_id)
}

/** Which service, and which visit is given up. Null where that is not sure, or the clinic offers no freed times of it. */
async function wanted(tx: TxCtx, received: Received) {
  const { conversation } = received
  const onPhone = await tx.tx.patient.count({
    where: { clinic_id: conversation.clinic_id, phone_index: conversation.phone_index },
  })
  const visits = await visitsMeant(tx, received)
  const [visit] = visits
  const service_type_id = visit ? visit.service_type_id : conversation.service_type_id
  if (onPhone > 1 || visits.length > 1 || service_type_id === null) return null
  const service = await tx.tx.serviceType.findUniqueOrThrow({ where: { id: service_type_id } })
  return service.is_active && service.backfill_enabled
    ? { service_type_id, appointment_id: visit?.id ?? null }
    : null
}

/** Joins, or changes the entry that is there; the days and times that were said replace the old ones. */
async function joinOrChange(
  tx: TxCtx,
  { conversation }: Received,
  { wishes }: JoinReading,
  asked: NonNullable<Awaited<ReturnType<typeof wanted>>>,
): Promise<[DecisionOutcome, WaitingListEntryView]> {
  const { clinic_id, patient_id } = conversation
  const entry = await tx.tx.waitingListEntry.findFirst({
    where: { patient_id, service_type_id: asked.service_type_id, state: 'waiting' },
  })
  if (!entry) {
    const joined = await joinWaitingList(tx, { clinic_id, patient_id, ...asked, ...wishes })
    return ['joined_waiting_list', joined]
  }
  const changed = await changeWaitingListEntry(tx, {
    entry_id: entry.id,
    provider_id: entry.provider_id,
    appointment_id: asked.appointment_id,
    weekdays: wishes?.weekdays ?? entry.weekdays,
    times_of_day: wishes?.times_of_day ?? timeOfDay.array().parse(entry.times_of_day),
    from_date: entry.from_date?.toISOString().slice(0, 10),
    until_date: entry.until_date?.toISOString().slice(0, 10),
  })
  return ['changed_waiting_list', changed]
}

/** Confirms joining the waiting list, or a change of what suits. */
function onListText(tx: TxCtx, { conversation }: Received, entry: WaitingListEntryView) {
  const words = wishWords(entry, conversation.patient.language)
  if (!entry.visit) return composeText(tx, 'on_waiting_list', conversation, { words })
  const starts_at = new Date(entry.visit.starts_at)
  return composeText(tx, 'on_waiting_list_with_visit', conversation, { words, starts_at })
}

/**
 * The patient wants to be told when a time frees: for the service of their visit, which is then given up, or of the
 * conversation. Where that is not sure, or the clinic offers no freed times, a person decides.
 */
export async function actOnJoin(
  tx: TxCtx,
  received: Received,
  reading: JoinReading,
): Promise<DecisionOutcome> {
  const asked = received.is_new_sender ? null : await wanted(tx, received)
  if (asked === null) return leaveToStaff(tx, received)
  try {
    const [outcome, entry] = await joinOrChange(tx, received, reading, asked)
    await answerWith(tx, received, 'notice', await onListText(tx, received, entry))
    return outcome
  } catch (error) {
    // An older entry asks for what can no longer be had, as a provider who has left.
    if (!isSwitchboardError(error, 'invalid_input')) throw error
    return leaveToStaff(tx, received)
  }
}

/** The patient wants to come off the waiting list, whatever service they wait for. Two people on one phone: staff ask. */
export async function actOnLeave(tx: TxCtx, received: Received): Promise<DecisionOutcome> {
  const { conversation } = received
  const entries = await tx.tx.waitingListEntry.findMany({
    where: {
      clinic_id: conversation.clinic_id,
      patient: { phone_index: conversation.phone_index },
      state: 'waiting',
    },
    select: { id: true, patient_id: true },
  })
  if (new Set(entries.map((entry) => entry.patient_id)).size > 1) return leaveToStaff(tx, received)
  for (const entry of entries) await leaveWaitingList(tx, { entry_id: entry.id })
  const key = entries.length > 0 ? 'off_waiting_list' : 'not_on_waiting_list'
  await answerWith(tx, received, 'notice', await composeText(tx, key, conversation))
  return entries.length > 0 ? 'left_waiting_list' : 'not_on_waiting_list'
}
