import type { Ctx } from '#lib/core/context.ts'
import { MODEL_MAY_SAY, MODEL_MIN_CONFIDENCE } from '#lib/domain/messaging/reply/model-rules.ts'
import type { ReplyReading } from '#lib/domain/messaging/reply/types.ts'
import type { ReplyModel, ReplyModelChoice, ReplyModelReading } from '#lib/domain/messaging/reply-model.ts'
import { textDate, textProvider, textTime } from '#lib/domain/messaging/text-format.ts'
import { HOUR_MS } from '#lib/domain/scheduling/units.ts'
import { zonedTime } from '#lib/domain/scheduling/zone.ts'
import { logger } from '#lib/logger.ts'
import { isReplyModelOn } from '../reply-model/is-on.ts'
import type { InboundRow } from './inbound.ts'
import { toReading } from './model-choice.ts'
import type { PhoneOffer, PhoneView } from './phone-view.ts'

type Unclear = Extract<ReplyReading, { kind: 'unclear' }>

/** What became of asking the model, as the decision keeps it: never a word of the patient. */
export interface ModelCall {
  model_id: string | null
  /** What it said, or why it said nothing that counts. */
  result: string
  prompt_version: string | null
  confidence: number | null
  input_tokens: number
  output_tokens: number
  cost_micros: number
}

/** Texts from one number that the model reads within the hour; the others are a person's. */
export const MAX_MODEL_CALLS_PER_HOUR = 6

type Kind = ReplyModelChoice['kind']
/** Nothing in the rules speaks against these. */
const ALWAYS: ReadonlySet<Kind> = new Set<Kind>(['urgent', 'opt_out', 'unclear'])

async function isOverLimit(ctx: Ctx, phoneIndex: string): Promise<boolean> {
  const calls = await ctx.db.decision.count({
    where: {
      prompt_version: { not: null },
      created_at: { gt: new Date(ctx.now() - HOUR_MS) },
      message: { phone_index: phoneIndex },
    },
  })
  return calls >= MAX_MODEL_CALLS_PER_HOUR
}

const NOT_ASKED = {
  model_id: null,
  prompt_version: null,
  confidence: null,
  input_tokens: 0,
  output_tokens: 0,
  cost_micros: 0,
}

function callOf(model: ReplyModel, answer: ReplyModelReading, result: string): ModelCall {
  const { usage } = answer
  return {
    model_id: usage?.model_id ?? model.name,
    result,
    prompt_version: model.promptVersion,
    confidence: answer.choice === null ? null : answer.confidence,
    input_tokens: usage?.input_tokens ?? 0,
    output_tokens: usage?.output_tokens ?? 0,
    cost_micros: usage?.cost_micros ?? 0,
  }
}

function requestFor(text: string, offers: PhoneOffer[], view: PhoneView, receivedAt: number, zone: string) {
  const at = zonedTime(receivedAt, zone)
  return {
    text,
    today: `${textDate(receivedAt, zone).slice(0, 3)} ${at.toPlainDate().toString()}`,
    options: offers.flatMap((offer) =>
      offer.options.map((option) => {
        const when = `${textDate(option.starts_at, zone)}, ${textTime(option.starts_at, zone)}`
        return { reply_number: option.reply_number, label: `${when}, ${textProvider(option.provider_name)}` }
      }),
    ),
    providers: view.providers.map(({ name }) => textProvider(name)),
    has_visit: view.visits.length > 0,
  }
}

/** Why the model's answer does not count, or null. */
function fault(answer: ReplyModelReading, allowed: readonly Kind[]): string | null {
  if (answer.choice === null) return answer.reason
  if (answer.confidence < MODEL_MIN_CONFIDENCE) return 'low_confidence'
  const { kind } = answer.choice
  return ALWAYS.has(kind) || allowed.includes(kind) ? null : 'contradicts_rules'
}

/**
 * Asks the model about a text that the rules could not read, where it may help: switched on, within the number's limit, and
 * only for what the rules leave open. The answer is a reading that was checked against the stored offers, or null for a
 * person. Runs without a transaction; nothing of the text is logged.
 */
export async function askModel(
  ctx: Ctx,
  asked: { message: InboundRow; text: string; view: PhoneView; receivedAt: number; unclear: Unclear },
): Promise<{ call: ModelCall; reading: ReplyReading | null } | null> {
  const { message, text, view, receivedAt, unclear } = asked
  const model = ctx.ports.replyModel
  const allowed = MODEL_MAY_SAY[unclear.reason]
  const offers = view.open.filter((offer) => offer.seen_from <= receivedAt)
  const zone = (offers[0] ?? view.visits[0])?.clinic.time_zone
  if (!model || allowed === undefined || zone === undefined) return null
  if (!(await isReplyModelOn(ctx.db)))
    return { call: { ...NOT_ASKED, result: 'switched_off' }, reading: null }
  if (await isOverLimit(ctx, message.phone_index)) {
    return { call: { ...NOT_ASKED, result: 'rate_limited' }, reading: null }
  }
  const answer = await model.read(requestFor(text, offers, view, receivedAt, zone))
  const reason = fault(answer, allowed)
  const reading =
    reason === null && answer.choice !== null
      ? toReading(answer.choice, { text, offers, view, zone, unclear, confidence: answer.confidence })
      : null
  const isContradiction = reason === null && reading === null
  const result = reason ?? (isContradiction ? 'contradicts_rules' : (answer.choice?.kind ?? 'unclear'))
  const call = callOf(model, answer, result)
  logger.info({ sms_message_id: message.id, ...call }, 'the reply model was asked')
  return { call, reading }
}
