import { type Ctx, store } from '#lib/core/context.ts'
import type { RequestModelChoice } from '#lib/domain/agents/request-model.ts'
import { MODEL_MIN_CONFIDENCE } from '#lib/domain/messaging/reply/model-rules.ts'
import { HOUR_MS } from '#lib/domain/scheduling/units.ts'
import { isReplyModelOn } from '../reply-model/is-on.ts'
import { ownerOf } from './owner.ts'

/** Longer words are for people. */
export const MAX_MODEL_REQUEST = 500
/** Messages of one peer within the hour beyond which its words are not read by the model. */
export const MAX_MODEL_MESSAGES_PER_HOUR = 120

/** Not a date, and nothing within an id. */
const PHONE = /(?<![\w-])(?!\d{4}-\d{2}-\d{2})\+?\(?\d[\d\s().-]{6,}\d(?![\w-])/g

async function isOverLimit(ctx: Ctx): Promise<boolean> {
  const { _sum } = await store(ctx).peerTask.aggregate({
    where: { owner: ownerOf(ctx.actor), updated_at: { gt: new Date(ctx.now() - HOUR_MS) } },
    _sum: { message_count: true },
  })
  return (_sum.message_count ?? 0) > MAX_MODEL_MESSAGES_PER_HOUR
}

const wordsIn = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** True when nothing in it is the model's own: each name and time stands in the message. */
function isOwnWords(choice: RequestModelChoice, text: string): boolean {
  const written = new Set(wordsIn(text))
  return (
    [choice.conversation_id, choice.appointment_id, choice.start_time].every((each) => text.includes(each)) &&
    wordsIn(`${choice.time_words} ${choice.provider}`).every((word) => written.has(word)) &&
    (choice.slot_number === null || written.has(String(choice.slot_number)))
  )
}

export interface ReadByModel extends Omit<RequestModelChoice, 'phone'> {
  /** As the peer wrote it. */
  phone_number: string | null
}

/**
 * Asks the model what a peer's plain words ask for: where one is configured and switched on, and within the peer's limit.
 * It sees no phone number, and whatever it adds to the peer's words makes its answer count for nothing. Null: not
 * understood. Runs without a transaction; nothing of the text is logged.
 */
export async function askRequestModel(
  ctx: Ctx,
  asked: { text: string; hasOffer: boolean },
): Promise<ReadByModel | null> {
  const model = ctx.ports.requestModel
  const text = asked.text.trim()
  if (model === null || text === '' || text.length > MAX_MODEL_REQUEST) return null
  if (!(await isReplyModelOn(store(ctx))) || (await isOverLimit(ctx))) return null
  const numbers: string[] = []
  const masked = text.replace(PHONE, (number) => `PHONE_${numbers.push(number)}`)
  const { choice, confidence } = await model.readRequest({
    text: masked,
    phones: numbers.length,
    has_offer: asked.hasOffer,
  })
  if (choice === null || confidence < MODEL_MIN_CONFIDENCE || !isOwnWords(choice, masked)) return null
  const { phone, ...rest } = choice
  return { ...rest, phone_number: phone === null ? null : (numbers[phone - 1] ?? null) }
}
