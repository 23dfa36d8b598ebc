import { found } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import type { Prisma, SmsMessage } from '#lib/db/generated/client.ts'

export const DECISION_INCLUDE = {
  message: true,
  mark: true,
} satisfies Prisma.DecisionInclude
export type DecisionRow = Prisma.DecisionGetPayload<{ include: typeof DECISION_INCLUDE }>

/** What a ledger was asked about, and the decision that led to it, if a patient's text did. */
export interface Found {
  clinic_id: string
  conversation_id: string | null
  patient_id: string | null
  decision: DecisionRow | null
  appointment_id: string | null
  /** The text of ours that was asked about and that no text of the patient led to. */
  own_text: SmsMessage | null
  /** Who did it when no text led to it, in words. */
  without_text: string | null
}

/** The patient's text behind one of ours: the one that it answers, else the last one read before it left. */
async function behindOurs(
  ctx: Ctx,
  text: {
    id: string
    in_reply_to: string | null
    conversation_id: string | null
    kind: string
    created_at: Date
  },
): Promise<DecisionRow | null> {
  const db = store(ctx)
  if (text.in_reply_to) {
    const answered = await db.decision.findUnique({
      where: { sms_message_id: text.in_reply_to },
      include: DECISION_INCLUDE,
    })
    if (answered) return answered
  }
  if (text.conversation_id === null || text.kind === 'staff') return null
  return db.decision.findFirst({
    where: { conversation_id: text.conversation_id, created_at: { lte: text.created_at } },
    orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
    include: DECISION_INCLUDE,
  })
}

/** From a text of either direction. Throws `not_found` for one of another clinic. */
export async function findByText(ctx: Ctx, textId: string): Promise<Found> {
  const db = store(ctx)
  const text = found(ctx, await db.smsMessage.findUnique({ where: { id: textId } }), 'The text')
  const decision =
    text.direction === 'inbound'
      ? await db.decision.findUnique({ where: { sms_message_id: text.id }, include: DECISION_INCLUDE })
      : await behindOurs(ctx, text)
  const unread = 'This text has not been read yet.'
  const ours = `${text.sent_by ?? 'Switchboard'} sent this text; no text of the patient led to it.`
  return {
    clinic_id: text.clinic_id,
    conversation_id: text.conversation_id,
    patient_id: text.patient_id,
    decision,
    appointment_id: null,
    own_text: decision || text.direction === 'inbound' ? null : text,
    without_text: decision ? null : text.direction === 'inbound' ? unread : ours,
  }
}

/** The choice that a visit came of: an option that this visit was held for, or that moved it to where it is. */
async function choiceOf(
  ctx: Ctx,
  visit: { id: string; conversation_id: string | null; provider_id: string; starts_at: Date },
): Promise<DecisionRow | null> {
  const options = await store(ctx).offerOption.findMany({
    where: {
      OR: [
        { appointment_id: visit.id },
        { offer: { moves_appointment_id: visit.id } },
        {
          provider_id: visit.provider_id,
          starts_at: visit.starts_at,
          offer: { conversation_id: visit.conversation_id ?? undefined, state: 'answered' },
        },
      ],
    },
    select: { id: true },
  })
  if (options.length === 0) return null
  return store(ctx).decision.findFirst({
    where: { option_id: { in: options.map(({ id }) => id) }, conversation_id: visit.conversation_id },
    orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
    include: DECISION_INCLUDE,
  })
}

/** From a visit or a hold. Throws `not_found` for one of another clinic. */
export async function findByAppointment(ctx: Ctx, appointmentId: string): Promise<Found> {
  const db = store(ctx)
  const visit = found(ctx, await db.appointment.findUnique({ where: { id: appointmentId } }), 'The visit')
  const decision = visit.conversation_id === null ? null : await choiceOf(ctx, visit)
  const made = await db.auditEvent.findFirst({
    where: {
      subject_kind: 'appointment',
      subject_id: visit.id,
      action: { in: ['appointment.booked', 'appointment.moved', 'slot.held'] },
    },
    orderBy: { sequence: 'desc' },
  })
  const by = made?.actor_name ?? 'Switchboard'
  return {
    clinic_id: visit.clinic_id,
    conversation_id: visit.conversation_id,
    patient_id: visit.patient_id,
    decision,
    appointment_id: visit.id,
    own_text: null,
    without_text: decision ? null : `${by} made this visit; no text of the patient led to it.`,
  }
}
