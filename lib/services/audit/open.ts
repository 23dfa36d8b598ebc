import type { Ctx } from '#lib/core/context.ts'
import type { ConversationDetail, PatientDetail } from '#lib/domain/messaging/schema.ts'
import { getConversation } from '../conversation/get.ts'
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
