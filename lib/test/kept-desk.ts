import { bookAppointment } from '#lib/services/appointment/book.ts'
import { sendOffer } from '#lib/services/offer/send.ts'
import { simulateReply } from '#lib/services/sms/simulate.ts'
import type { TestCtx } from './context.ts'
import { drain } from './drain.ts'
import { makeFrontDesk, makePatient } from './factories.ts'
import { keepSchedule, lastTo, makePeer, type Peer, sendAs } from './peers.ts'

/** Tuesday, 24 November 2026, in New York, as an instant. */
export const tuesday = (clock: string): string => new Date(`2026-11-24T${clock}:00-05:00`).toISOString()

export type KeptDesk = Awaited<ReturnType<typeof makeKeptDesk>>

/** A front desk whose second provider is kept by an outside agent; the first one is our own. */
export async function makeKeptDesk(ctx: TestCtx) {
  const desk = await makeFrontDesk(ctx)
  const [own, kept] = desk.providers as [(typeof desk.providers)[number], (typeof desk.providers)[number]]
  const peer = await makePeer(ctx, desk.clinic.id)
  await keepSchedule(ctx, peer, kept.id)
  return { ...desk, own, kept, peer }
}

/** The same context for the agent that keeps the second provider's schedule, with every right. */
export const asKeeper = (ctx: TestCtx, desk: KeptDesk): TestCtx => ({
  ...ctx,
  actor: { ...ctx.actor, agentId: desk.peer.id },
})

/** The keeper's agent books a time of Tuesday for a patient of its own. */
export async function bookForAnother(ctx: TestCtx, desk: KeptDesk, clock: string) {
  return bookAppointment(asKeeper(ctx, desk), {
    clinic_id: desk.clinic.id,
    patient_id: (await makePatient(ctx, desk.clinic.id)).id,
    provider_id: desk.kept.id,
    service_type_id: desk.service.id,
    starts_at: tuesday(clock),
    notify_patient: false,
  })
}

/** Offers Tuesday's times with one provider, by hand. */
export async function offerTimes(
  ctx: TestCtx,
  desk: KeptDesk,
  clocks: string[] = ['10:00', '11:00'],
  fields: { provider_id?: string; is_shared?: boolean } = {},
): Promise<string> {
  const { provider_id = desk.kept.id, ...rest } = fields
  const { conversation } = await sendOffer(ctx, {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    service_type_id: desk.service.id,
    slots: clocks.map((clock) => ({ provider_id, starts_at: tuesday(clock) })),
    ...rest,
  })
  await drain(ctx)
  return conversation.id
}

/** The patient answers, and everything that can be done at once is done. */
export async function reply(ctx: TestCtx, conversationId: string, text: string): Promise<void> {
  ctx.advance(60_000)
  await simulateReply(ctx, { conversation_id: conversationId, text })
  await drain(ctx)
}

/** Sends an answer to the newest question of its kind that a peer got; does nothing else. */
export async function answer(
  ctx: TestCtx,
  peer: Peer,
  type: 'AVAILABILITY' | 'BOOKING_RESULT',
  content: Record<string, unknown>,
  fields: { in_reply_to?: string; conversation_id?: string } = {},
): Promise<string> {
  const question = await lastTo(ctx, peer, type === 'AVAILABILITY' ? 'QUERY_AVAILABILITY' : 'REQUEST_BOOKING')
  const sent = await sendAs(ctx, peer, {
    to_agent_id: 'scheduling-agent',
    message_type: type,
    in_reply_to: question.id,
    content: content as Record<string, string>,
    ...fields,
  })
  return sent.id
}

/** A time of the kept provider as its agent writes it. */
export const slot = (desk: KeptDesk, clock: string, fields: Record<string, unknown> = {}) => ({
  provider_id: desk.kept.id,
  start_time: tuesday(clock),
  end_time: new Date(Date.parse(tuesday(clock)) + 30 * 60_000).toISOString(),
  ...fields,
})
