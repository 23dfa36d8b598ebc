import type { TxCtx } from '#lib/core/context.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import type { DecisionOutcome } from '#lib/domain/messaging/decision.ts'
import type { ReplyReading } from '#lib/domain/messaging/reply/types.ts'
import { wishFilter } from '#lib/domain/scheduling/time-wish.ts'
import { cancelAppointment } from '../appointment/cancel.ts'
import { askStaff } from '../conversation/ask-staff.ts'
import { composeText } from '../template/compose.ts'
import { requestTimes } from './act-on-choice.ts'
import { askWhichPatient } from './act-on-which.ts'
import { answerWith } from './answer-with.ts'
import type { PhoneVisit } from './phone-view.ts'
import type { Received } from './received.ts'
import { askBack, closeQuestion } from './reply-question.ts'

type CancelReading = Extract<ReplyReading, { kind: 'cancel_visit' }>
type ChangeReading = Extract<ReplyReading, { kind: 'change_visit' }>
type ConfirmReading = Extract<ReplyReading, { kind: 'confirm_cancel' }>

async function leaveToStaff(tx: TxCtx, { conversation, is_new_sender }: Received): Promise<DecisionOutcome> {
  const reason = is_new_sender ? 'unknown_sender' : 'wants_to_cancel_visit'
  await askStaff(tx, { conversation_id: conversation.id, reason, tells_patient: !is_new_sender })
  return 'staff_asked'
}

/** The only visit that the text can be about; null: none, or several. */
const onlyVisit = ({ view }: Received): PhoneVisit | null =>
  view.visits.length === 1 ? view.visits[0]! : null

const visitFacts = ({ starts_at, provider }: PhoneVisit) => ({ starts_at, provider_name: provider.name })

/**
 * A wish to cancel never cancels: with exactly one visit ahead, of which nothing in the text speaks against it, the
 * patient is asked to confirm; else a person finds out what was meant.
 */
export async function actOnCancelVisit(
  tx: TxCtx,
  received: Received,
  reading: CancelReading,
): Promise<DecisionOutcome> {
  const visit = onlyVisit(received)
  if (visit === null) return (await askWhichPatient(tx, received)) ?? leaveToStaff(tx, received)
  const isMeant = wishFilter(reading.wish, visit.clinic.time_zone)
  if (!isMeant({ provider_id: visit.provider_id, starts_at: visit.starts_at.getTime() })) {
    return leaveToStaff(tx, received)
  }
  await askBack(tx, received, {
    kind: 'confirm_cancel',
    appointment_id: visit.id,
    until: visit.starts_at,
    text: await composeText(tx, 'confirm_giving_up', received.conversation, visitFacts(visit)),
  })
  return 'asked_to_confirm'
}

/** The answer to that question. Only a clear yes, in time, cancels the visit that was asked about. */
export async function actOnConfirmCancel(
  tx: TxCtx,
  received: Received,
  reading: ConfirmReading,
): Promise<DecisionOutcome> {
  const { question, visits } = received.view
  const visit = visits.find(({ id }) => id === question?.appointment_id)
  if (question?.id !== reading.question_id || !(await closeQuestion(tx, reading.question_id)))
    return 'under_way'
  if (!visit) return leaveToStaff(tx, received)
  if (!reading.is_confirmed) {
    const text = await composeText(tx, 'visit_kept', received.conversation, visitFacts(visit))
    await answerWith(tx, received, 'notice', text)
    return 'visit_kept'
  }
  try {
    await cancelAppointment(tx, { appointment_id: visit.id, reason: 'The patient confirmed it by text.' })
    return 'visit_cancelled'
  } catch (error) {
    const isChanged = ['illegal_state', 'conflict', 'staff_has_it'].some((code) =>
      isSwitchboardError(error, code as 'conflict'),
    )
    if (!isChanged) throw error
    return leaveToStaff(tx, received)
  }
}

/** A wish to move a visit offers other times for it; the visit stands until one is chosen. Several visits: a person. */
export async function actOnChangeVisit(
  tx: TxCtx,
  received: Received,
  reading: ChangeReading,
): Promise<DecisionOutcome> {
  const visit = onlyVisit(received)
  if (visit === null) return (await askWhichPatient(tx, received)) ?? leaveToStaff(tx, received)
  return requestTimes(tx, received, reading.wish, {
    moves_appointment_id: visit.id,
    service_type_id: visit.service_type_id,
  })
}
