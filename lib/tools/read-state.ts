import type { z } from 'zod'
import { found } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { BUILTIN_AGENT_NAMES } from '#lib/domain/agents/builtin.ts'
import { nextStep } from '#lib/domain/messaging/conversation.ts'
import { formatClock, localDateOf } from '#lib/domain/scheduling/local-time.ts'
import { AT_WORK } from '#lib/services/agent/at-work.ts'
import { noteRead } from '#lib/services/audit/note-read.ts'
import type { checkOutput, SlotOutput } from './schema.ts'

/** Offers of one conversation that are looked through for the one that a person or an outside agent sent last. */
const MAX_OFFERS = 50

const INCLUDE = {
  clinic: { select: { time_zone: true } },
  patient: true,
  offers: {
    orderBy: { id: 'desc' },
    take: MAX_OFFERS,
    include: { options: { orderBy: { slot_number: 'asc' } } },
  },
  agent_messages: { where: AT_WORK, take: 1, select: { id: true } },
} as const satisfies Prisma.ConversationInclude

export type ConversationRow = Prisma.ConversationGetPayload<{ include: typeof INCLUDE }>
type OfferRow = ConversationRow['offers'][number]

/** A conversation as the tools speak of it, by its uuid, with a note of who read it. */
export async function readConversation(ctx: Ctx, id: string): Promise<ConversationRow> {
  const row = await store(ctx).conversation.findUnique({ where: { id }, include: INCLUDE })
  const conversation = found(ctx, row, 'The conversation')
  await noteRead(ctx, {
    action: 'conversation.opened',
    subject: { kind: 'conversation', id },
    clinicId: conversation.clinic_id,
    conversationId: id,
    patientId: conversation.patient_id,
  })
  return conversation
}

function toSlot(option: OfferRow['options'][number], timeZone: string): SlotOutput {
  const starts = option.starts_at.getTime()
  return {
    slot_number: option.slot_number,
    reply_number: option.reply_number,
    date: localDateOf(starts, timeZone),
    time: formatClock(starts, timeZone),
    provider: option.provider_name,
    cost_estimate: option.cost_estimate,
    starts_at: option.starts_at.toISOString(),
    ends_at: option.ends_at.toISOString(),
  }
}

/** The slots of the latest offer, in the clinic's time. */
export const slotsOf = (conversation: ConversationRow): SlotOutput[] =>
  (conversation.offers[0]?.options ?? []).map((option) => toSlot(option, conversation.clinic.time_zone))

/** What the patient chose from the latest offer, unless the visit was called off since. */
export function selectedSlot(conversation: ConversationRow): SlotOutput | null {
  const [offer] = conversation.offers
  if (conversation.status === 'cancelled' || offer?.state !== 'answered') return null
  const chosen = offer.options.find(({ id }) => id === offer.chosen_option_id)
  return chosen ? toSlot(chosen, conversation.clinic.time_zone) : null
}

/** The offer that an answer is expected to: the built-in agents' own fresh options belong to the one before them. */
function askedOffer(conversation: ConversationRow): OfferRow | undefined {
  const agents: readonly string[] = BUILTIN_AGENT_NAMES
  return conversation.offers.find((offer) => !agents.includes(offer.created_by)) ?? conversation.offers.at(-1)
}

/** The patient's texts since the offer, the latest first, with what each was read as. */
function answersTo(ctx: Ctx, conversation: ConversationRow, offer: OfferRow | undefined) {
  return store(ctx).smsMessage.findMany({
    where: {
      conversation_id: conversation.id,
      direction: 'inbound',
      ...(offer ? { id: { gt: offer.id }, created_at: { gte: offer.created_at } } : {}),
    },
    orderBy: { id: 'desc' },
    include: { decision: { select: { reading: true } } },
  })
}

/** Has the patient answered, what, and what is to be done next. */
export async function readAnswer(ctx: Ctx, id: string): Promise<z.input<typeof checkOutput>> {
  const conversation = await readConversation(ctx, id)
  const answers = await answersTo(ctx, conversation, askedOffer(conversation))
  const [latest] = answers
  const clear = answers.find(({ decision }) => decision?.reading === 'option' || decision?.reading === 'none')
  const at = (row: { id: string }) => ({ table: 'sms_message', column: 'body_sealed', id: row.id })
  return {
    conversation_id: conversation.external_id,
    has_response: latest !== undefined,
    response: latest ? ctx.sealer.open(at(latest), latest.body_sealed) : null,
    status: conversation.status,
    selected_slot: selectedSlot(conversation),
    declined: clear?.decision?.reading === 'none',
    needs_staff: conversation.needs_staff_reason !== null,
    next_step: nextStep(conversation.status, { is_finding_times: conversation.agent_messages.length > 0 }),
    round: Math.max(1, conversation.offers[0]?.round ?? 1),
    appointment_slots: slotsOf(conversation),
  }
}
