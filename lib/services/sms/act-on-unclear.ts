import type { TxCtx } from '#lib/core/context.ts'
import type { NeedsStaffReason } from '#lib/domain/messaging/conversation.ts'
import type { DecisionOutcome } from '#lib/domain/messaging/decision.ts'
import type { ReplyReading } from '#lib/domain/messaging/reply/types.ts'
import { askStaff } from '../conversation/ask-staff.ts'
import { composeText } from '../template/compose.ts'
import { requestFreshTimes } from './act-on-choice.ts'
import { askWhichPatient } from './act-on-which.ts'
import { queueText } from './queue-text.ts'
import type { Received } from './received.ts'

type UnclearReading = Extract<ReplyReading, { kind: 'unclear' }>
type UnclearReason = UnclearReading['reason']

/** Reasons of the reader that staff know by a name of their own; every other one is an unclear reply. */
const STAFF_REASON: Partial<Record<UnclearReason, NeedsStaffReason>> = {
  question: 'asked_question',
  wants_other_time: 'wants_other_time',
  wants_other_provider: 'wants_other_time',
  wants_to_cancel_visit: 'wants_to_cancel_visit',
  wrong_person: 'wrong_person',
  already_answered: 'change_after_booking',
  waiting_list: 'wants_waiting_list',
}

/** The patient did choose, among times that are gone: they get fresh ones. */
const IS_LATE: ReadonlySet<UnclearReason> = new Set<UnclearReason>(['offer_closed', 'option_in_past'])

/** A plain answer would settle these, so the patient is asked for one, once for each offer. */
const IS_ASKED_AGAIN: ReadonlySet<UnclearReason> = new Set<UnclearReason>([
  'only_courtesy',
  'reaction',
  'contradiction',
  'several_options',
  'several_offers',
  'number_out_of_range',
  'ambiguous_time',
  'retracted',
])

/** The words were clear, and may be about several people with this phone. */
const IS_ABOUT_SOMEBODY: ReadonlySet<UnclearReason> = new Set<UnclearReason>([
  'several_offers',
  'several_people',
])

/** Nobody has to read these: thanks, a greeting, a thumbs-up. An open offer stays open. */
const NEEDS_NO_ANSWER: ReadonlySet<UnclearReason> = new Set<UnclearReason>(['only_courtesy', 'reaction'])

/** Asks for one of the numbers. False: there is nothing to choose, or the patient was asked already. */
async function askAgain(tx: TxCtx, { conversation, view }: Received): Promise<boolean> {
  const open = view.open.filter((offer) => offer.conversation_id === conversation.id)
  const [offer] = open
  if (!offer) return false
  const asked = await tx.tx.decision.findFirst({
    where: {
      conversation_id: conversation.id,
      outcome: 'asked_again',
      created_at: { gte: offer.created_at },
    },
    select: { id: true },
  })
  if (asked) return false
  await queueText(tx, {
    clinic_id: conversation.clinic_id,
    patient_id: conversation.patient_id,
    conversation_id: conversation.id,
    kind: 'notice',
    text: await composeText(tx, 'ask_again', conversation, {
      reply_numbers: view.open.flatMap((each) => each.options.map((option) => option.reply_number)),
    }),
  })
  return true
}

/** Where the reader is not sure, nobody guesses: the patient is asked for a plain answer, or a person reads the text. */
export async function actOnUnclear(
  tx: TxCtx,
  received: Received,
  reading: UnclearReading,
): Promise<DecisionOutcome> {
  const { conversation, is_new_sender } = received
  if (is_new_sender) {
    await askStaff(tx, { conversation_id: conversation.id, reason: 'unknown_sender' })
    return 'staff_asked'
  }
  if (IS_LATE.has(reading.reason)) return requestFreshTimes(tx, received, 'late_reply')
  const which = IS_ABOUT_SOMEBODY.has(reading.reason) ? await askWhichPatient(tx, received) : null
  if (which !== null) return which
  if (IS_ASKED_AGAIN.has(reading.reason) && (await askAgain(tx, received))) return 'asked_again'
  if (NEEDS_NO_ANSWER.has(reading.reason)) return 'noted'
  const reason = STAFF_REASON[reading.reason] ?? 'unclear_reply'
  await askStaff(tx, { conversation_id: conversation.id, reason, tells_patient: true })
  return 'staff_asked'
}
