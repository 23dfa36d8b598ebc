import type { Ctx } from '#lib/core/context.ts'
import { readAgainstReminders } from '#lib/domain/messaging/reply/reminder.ts'
import {
  type OfferView,
  REASONS_A_MODEL_MAY_SOLVE,
  type ReplyContext,
  type ReplyReading,
} from '#lib/domain/messaging/reply/types.ts'
import { readReply } from '#lib/domain/messaging/reply.ts'
import { textDate, textProvider, textTime } from '#lib/domain/messaging/text-format.ts'
import { carrierReading } from './carrier-word.ts'
import type { InboundRow } from './inbound.ts'
import type { PhoneOffer, PhoneView } from './phone-view.ts'

/** What a text was read as, by whom, and which stored offer it is about. */
export interface TextReading {
  reader: 'rules' | 'model'
  model_id: string | null
  reading: ReplyReading
  offer_id: string | null
  /** What it was read against, for the ledger: the offers as they were. */
  context: ReplyContext
}
type Read = Omit<TextReading, 'context'>

const offerForReader = (offer: PhoneOffer): OfferView => ({
  offer_id: offer.id,
  state: offer.state,
  time_zone: offer.clinic.time_zone,
  chosen_option_id: offer.chosen_option_id,
  sent_at: offer.seen_from,
  options: offer.options.map((option) => ({
    option_id: option.id,
    reply_number: option.reply_number,
    slot_number: option.slot_number,
    starts_at: option.starts_at.getTime(),
    ends_at: option.ends_at.getTime(),
    provider_name: option.provider_name,
  })),
})

/** The offer that a text is about, also when it is too late to act on it. */
function offerOf(reading: ReplyReading): string | null {
  if (reading.kind === 'option' || reading.kind === 'none') return reading.offer_id
  return reading.kind === 'unclear' ? (reading.about?.offer_id ?? null) : null
}

/** How the people behind this phone sign. */
const knownNames = ({ open, ended }: PhoneView): string[] => [
  ...new Set(
    [...open, ...ended]
      .flatMap(({ patient }) => [patient.first_name, patient.last_name])
      .filter((name) => name !== ''),
  ),
]

/** The model may pick one of the options that are open, or say what the text is not; anything else stays unclear. */
async function askModel(
  ctx: Ctx,
  text: string,
  open: PhoneOffer[],
  unclear: ReplyReading,
): Promise<Read | null> {
  const model = ctx.ports.replyModel
  if (!model || open.length === 0) return null
  const options = open.flatMap((offer) => offer.options.map((option) => ({ offer, option })))
  const answer = await model.read({
    text,
    options: options.map(({ offer, option }) => {
      const zone = offer.clinic.time_zone
      const when = `${textDate(option.starts_at, zone)}, ${textTime(option.starts_at, zone)}`
      return { reply_number: option.reply_number, label: `${when}, ${textProvider(option.provider_name)}` }
    }),
  })
  if (answer.choice === null || answer.confidence < MODEL_MIN_CONFIDENCE) return null
  const by = { reader: 'model' as const, model_id: answer.usage.model_id }
  const evidence = `The reply model was ${Math.round(answer.confidence * 100)} % sure.`
  const { choice } = answer
  if (choice.kind === 'option') {
    const picked = options.find(({ option }) => option.reply_number === choice.reply_number)
    if (!picked) return null
    const { offer, option } = picked
    return {
      ...by,
      offer_id: offer.id,
      reading: {
        kind: 'option',
        offer_id: offer.id,
        option_id: option.id,
        reply_number: option.reply_number,
        evidence,
      },
    }
  }
  if (choice.kind === 'urgent')
    return { ...by, offer_id: null, reading: { kind: 'urgent', matched: 'reply model', evidence } }
  if (choice.kind === 'none' && open.length === 1) {
    return { ...by, offer_id: open[0]!.id, reading: { kind: 'none', offer_id: open[0]!.id, evidence } }
  }
  return { ...by, offer_id: offerOf(unclear), reading: unclear }
}

/** Below this the model's answer is not used and a person decides. */
const MODEL_MIN_CONFIDENCE = 0.9

/**
 * Reads a stored text against the offers of its phone: the deterministic reader first, the model only where that is
 * unclear. Runs without a transaction, because the model is a network call.
 */
export async function readText(ctx: Ctx, message: InboundRow, view: PhoneView): Promise<TextReading> {
  const text = ctx.sealer.open(
    { table: 'sms_message', column: 'body_sealed', id: message.id },
    message.body_sealed,
  )
  const receivedAt = (message.received_at ?? message.created_at).getTime()
  const context: ReplyContext = {
    offers: [...view.open, ...view.ended].map(offerForReader),
    is_opted_out: view.is_opted_out,
    is_waiting: view.is_waiting,
    now: ctx.now(),
    received_at: receivedAt,
    known_names: knownNames(view),
  }
  const byCarrier = carrierReading(message)
  if (byCarrier !== null) {
    return { reader: 'rules', model_id: null, reading: byCarrier, offer_id: null, context }
  }
  const reading = readAgainstReminders(text, readReply(text, context), { ...view, received_at: receivedAt })
  const byRules: Read = { reader: 'rules', model_id: null, reading, offer_id: offerOf(reading) }
  if (reading.kind !== 'unclear' || !REASONS_A_MODEL_MAY_SOLVE.has(reading.reason)) {
    return { ...byRules, context }
  }
  const seen = view.open.filter((offer) => offer.seen_from <= receivedAt)
  return { ...((await askModel(ctx, text, seen, reading)) ?? byRules), context }
}
