import { publishAgentMessage } from '#lib/bus/publish.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { DecisionOutcome } from '#lib/domain/messaging/decision.ts'
import type { ReplyReading } from '#lib/domain/messaging/reply/types.ts'
import { AT_WORK } from '../agent/at-work.ts'
import { askStaff } from '../conversation/ask-staff.ts'
import { answerWith } from '../sms/answer-with.ts'
import type { Received } from '../sms/received.ts'
import { composeText } from '../template/compose.ts'
import { noteConfirmed } from './confirm-visit.ts'

type ConfirmReading = Extract<ReplyReading, { kind: 'confirm_visit' }>
type OtherTimeReading = Extract<ReplyReading, { kind: 'other_time_for_visit' }>

/** The visits that the reminder named, as far as they are still booked and ahead. */
const visitsOf = (tx: TxCtx, ids: readonly string[]) =>
  tx.tx.appointment.findMany({
    where: { id: { in: [...ids] }, state: 'booked', starts_at: { gt: nowDate(tx) } },
    include: { provider: { select: { name: true } } },
    orderBy: { starts_at: 'asc' },
  })

async function leaveToStaff(
  tx: TxCtx,
  { conversation }: Received,
  reason: 'wants_other_time' | 'unclear_reply',
): Promise<DecisionOutcome> {
  await askStaff(tx, { conversation_id: conversation.id, reason, tells_patient: true })
  return 'staff_asked'
}

/** C: every visit that the reminder named is confirmed, and the patient is thanked once. */
export async function actOnConfirmVisit(
  tx: TxCtx,
  received: Received,
  reading: ConfirmReading,
): Promise<DecisionOutcome> {
  const visits = await visitsOf(tx, reading.appointment_ids)
  const [first] = visits
  if (!first) return leaveToStaff(tx, received, 'unclear_reply')
  let confirmed = 0
  for (const visit of visits) if (await noteConfirmed(tx, visit, 'text')) confirmed += 1
  if (confirmed === 0) return 'noted'
  const facts = visits.map(({ starts_at, provider }) => ({ starts_at, provider_name: provider.name }))
  const to = { ...received.conversation, service_type_id: first.service_type_id }
  const text =
    visits.length === 1
      ? await composeText(tx, 'visit_confirmed', to, facts[0]!)
      : await composeText(tx, 'visits_confirmed', received.conversation, { visits: facts })
  await answerWith(tx, received, 'notice', text)
  return 'visit_confirmed'
}

/** R: the agents look for other times; the visit stays until one of them is booked. Of several visits a person asks which. */
export async function actOnOtherTime(
  tx: TxCtx,
  received: Received,
  reading: OtherTimeReading,
): Promise<DecisionOutcome> {
  const { conversation } = received
  const visits = await visitsOf(tx, reading.appointment_ids)
  const [visit, ...others] = visits
  if (!visit || others.length > 0) return leaveToStaff(tx, received, 'wants_other_time')
  const atWork = await tx.tx.agentMessage.count({ where: { conversation_id: conversation.id, ...AT_WORK } })
  if (atWork > 0) return 'under_way'
  await publishAgentMessage(tx, {
    from: 'user-agent',
    to: 'scheduling-agent',
    message_type: 'REQUEST_APPOINTMENT',
    conversation_id: conversation.id,
    clinic_id: conversation.clinic_id,
    content: { reason: 'other_times', preferences: null, moves_appointment_id: visit.id },
  })
  return 'other_times_requested'
}
