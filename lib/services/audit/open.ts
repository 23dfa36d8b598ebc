import type { Ctx } from '#lib/core/context.ts'
import type { DecisionView } from '#lib/domain/messaging/decision-schema.ts'
import type { ConversationDetail, PatientDetail } from '#lib/domain/messaging/schema.ts'
import { getConversation } from '../conversation/get.ts'
import { decisionOfText, decisionOfVisit } from '../decision/get.ts'
import { getPatient } from '../patient/get.ts'
import { noteRead } from './note-read.ts'

/** One conversation as its screen shows it, with a note of who opened it. */
export async function openConversation(ctx: Ctx, id: string): Promise<ConversationDetail> {
  const detail = await getConversation(ctx, id)
  await noteRead(ctx, {
    action: 'conversation.opened',
    subject: { kind: 'conversation', id },
    clinicId: detail.clinic.id,
    conversationId: id,
    patientId: detail.patient.id,
  })
  return detail
}

/** One patient as their screen shows them, with a note of who opened it. */
export async function openPatient(ctx: Ctx, id: string): Promise<PatientDetail> {
  const detail = await getPatient(ctx, id)
  await noteRead(ctx, {
    action: 'patient.opened',
    subject: { kind: 'patient', id },
    clinicId: detail.clinic_id,
    patientId: id,
  })
  return detail
}

async function noteDecision(
  ctx: Ctx,
  subject: { kind: string; id: string },
  view: DecisionView,
): Promise<DecisionView> {
  await noteRead(ctx, {
    action: 'decision.opened',
    subject,
    clinicId: view.clinic.id,
    conversationId: view.conversation_id,
    patientId: view.patient?.id,
  })
  return view
}

/** How a text was understood and what came of it, with a note of who looked. */
export const openTextDecision = async (ctx: Ctx, input: { text_id: string }): Promise<DecisionView> =>
  noteDecision(ctx, { kind: 'sms_message', id: input.text_id }, await decisionOfText(ctx, input))

/** How a visit came about, with a note of who looked. */
export const openVisitDecision = async (ctx: Ctx, input: { appointment_id: string }): Promise<DecisionView> =>
  noteDecision(ctx, { kind: 'appointment', id: input.appointment_id }, await decisionOfVisit(ctx, input))
