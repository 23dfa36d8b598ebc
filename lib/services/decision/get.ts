import { requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import type { DecisionView } from '#lib/domain/messaging/decision-schema.ts'
import { eventView } from '../audit/view.ts'
import { patientName } from '../patient/view.ts'
import { openText } from '../sms/open-text.ts'
import { agentChain, endOf, stepsOf, textsOf } from './effects.ts'
import { type DecisionRow, type Found, findByAppointment, findByText } from './find.ts'
import { agentView, factsOf, sentView } from './view.ts'

const HELD_WORDS: Record<string, string> = {
  held: 'held',
  booked: 'booked',
  arrived: 'booked, the patient is there',
  fulfilled: 'booked, and took place',
  noshow: 'booked, the patient did not come',
  released: 'let go',
  cancelled: 'booked, then cancelled',
}

async function readOffer(ctx: Ctx, offerId: string | null) {
  if (offerId === null) return null
  return store(ctx).offer.findUnique({
    where: { id: offerId },
    include: { options: { orderBy: { reply_number: 'asc' }, include: { appointment: true } } },
  })
}
type OfferRow = NonNullable<Awaited<ReturnType<typeof readOffer>>>

function offerView(row: OfferRow, chosen: string | null): NonNullable<DecisionView['offer']> {
  return {
    id: row.id,
    state: row.state,
    offered_at: row.created_at.toISOString(),
    options: row.options.map((option) => ({
      id: option.id,
      reply_number: option.reply_number,
      starts_at: option.starts_at.toISOString(),
      provider_name: option.provider_name,
      is_chosen: option.id === chosen,
      held: option.appointment ? (HELD_WORDS[option.appointment.state] ?? 'let go') : 'not held: shared',
    })),
  }
}

/** The visit that the decision is about: the one asked for, else the one that came of the chosen option. */
async function readVisit(ctx: Ctx, found: Found, decision: DecisionRow | null, offer: OfferRow | null) {
  const chosen = offer?.options.find((option) => option.id === decision?.option_id)
  const id = found.appointment_id ?? offer?.moves_appointment_id ?? chosen?.appointment_id ?? null
  if (id === null) return null
  return store(ctx).appointment.findUnique({
    where: { id },
    include: { provider: { select: { name: true } } },
  })
}

async function effects(ctx: Ctx, found: Found, offer: OfferRow | null, visitId: string | null) {
  const { decision, own_text } = found
  const chain = decision ? await agentChain(ctx, decision) : []
  const steps = await stepsOf(ctx, {
    conversation_id: found.conversation_id,
    from: decision?.created_at ?? null,
    until: decision ? endOf(decision, chain) : null,
    subjects: [offer?.id, visitId].filter((id) => id !== undefined && id !== null),
  })
  const texts = decision ? await textsOf(ctx, decision, chain) : own_text ? [own_text] : []
  return {
    agent_messages: chain.map((row) => agentView(ctx, row)),
    steps: steps.map((row) => eventView(ctx, row)),
    texts: texts.map((row) => sentView(ctx, row)),
  }
}

async function compose(ctx: Ctx, found: Found): Promise<DecisionView> {
  const db = store(ctx)
  const { decision } = found
  const [clinic, patient, offer] = await Promise.all([
    db.clinic.findUniqueOrThrow({ where: { id: found.clinic_id } }),
    found.patient_id ? db.patient.findUnique({ where: { id: found.patient_id } }) : null,
    readOffer(ctx, decision?.offer_id ?? found.own_text?.offer_id ?? null),
  ])
  const visit = await readVisit(ctx, found, decision, offer)
  const chosen = decision?.option_id ?? null
  const number = offer?.options.find((option) => option.id === chosen)?.reply_number ?? null
  return {
    clinic: { id: clinic.id, name: clinic.name, time_zone: clinic.time_zone },
    patient: patient ? { id: patient.id, name: patientName(ctx, patient) } : null,
    conversation_id: found.conversation_id,
    text: decision
      ? {
          id: decision.message.id,
          text: openText(ctx, decision.message),
          received_at: (decision.message.received_at ?? decision.message.created_at).toISOString(),
          provider: decision.message.provider,
        }
      : null,
    decision: decision ? factsOf(ctx, decision, number) : null,
    without_text: found.without_text,
    offer: offer ? offerView(offer, chosen) : null,
    appointment: visit
      ? {
          id: visit.id,
          state: visit.state,
          starts_at: visit.starts_at.toISOString(),
          provider_name: visit.provider.name,
        }
      : null,
    ...(await effects(ctx, found, offer, visit?.id ?? null)),
  }
}

/** Everything between a patient's text, or one of ours, and what came of it. Throws `not_found`. */
export async function decisionOfText(ctx: Ctx, input: { text_id: string }): Promise<DecisionView> {
  requirePermission(ctx, 'conversations:read')
  return compose(ctx, await findByText(ctx, input.text_id))
}

/** Everything that led to a visit or a hold. Throws `not_found`. */
export async function decisionOfVisit(ctx: Ctx, input: { appointment_id: string }): Promise<DecisionView> {
  requirePermission(ctx, 'conversations:read')
  return compose(ctx, await findByAppointment(ctx, input.appointment_id))
}
