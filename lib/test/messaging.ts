import { sendOffer } from '#lib/services/offer/send.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { receiveSms } from '#lib/services/sms/receive.ts'
import { staffActor, type TestCtx } from './context.ts'
import { makeFrontDesk } from './factories.ts'

/** Tuesday, 24 November 2026, in New York. */
export const TUESDAY = (clock: string) => `2026-11-24T${clock}:00-05:00`

export type Desk = Awaited<ReturnType<typeof makeDesk>>

/** A front desk with a scheduler on duty. */
export async function makeDesk(ctx: TestCtx) {
  const desk = await makeFrontDesk(ctx)
  const actor = staffActor('scheduler', [desk.clinic.id])
  return { ...desk, ctx, clerk: { ...ctx, actor } }
}

/** Offers Tuesday 10:00 and 11:00 with the first provider and 14:00 with the second. */
export function offerThree(desk: Desk, fields: { patient_id?: string; conversation_id?: string } = {}) {
  const [first, second] = desk.providers
  return sendOffer(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    service_type_id: desk.service.id,
    slots: [
      { provider_id: first!.id, starts_at: TUESDAY('10:00') },
      { provider_id: first!.id, starts_at: TUESDAY('11:00') },
      { provider_id: second!.id, starts_at: TUESDAY('14:00') },
    ],
    ...fields,
  })
}

/** A text from the desk's patient, as a carrier would deliver it. */
export function textFrom(
  desk: Desk,
  body: string,
  patient: { id: string; phone_sealed: string } = desk.patient,
) {
  return receiveSms(desk.ctx, {
    provider: 'mock',
    provider_message_id: `test-${desk.ctx.newId()}`,
    from: phoneOf(desk.ctx, patient),
    body,
    raw: '{}',
  })
}

/** The texts that went out to a patient, oldest first. */
export async function textsTo(desk: Desk, patientId: string = desk.patient.id) {
  const rows = await desk.ctx.db.smsMessage.findMany({
    where: { patient_id: patientId, direction: 'outbound' },
    orderBy: { id: 'asc' },
  })
  return rows.map((row) => ({
    ...row,
    text: desk.ctx.sealer.open({ table: 'sms_message', column: 'body_sealed', id: row.id }, row.body_sealed),
  }))
}

/** The decision about the latest text. */
export const lastDecision = (desk: Desk) => desk.ctx.db.decision.findFirstOrThrow({ orderBy: { id: 'desc' } })
