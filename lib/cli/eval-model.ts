import type { EvalCase } from '#lib/domain/messaging/eval/parse-cases.ts'
import { readCase } from '#lib/domain/messaging/eval/read-case.ts'
import { judge, type Verdict } from '#lib/domain/messaging/eval/score.ts'
import {
  type OfferView,
  REASONS_A_MODEL_MAY_SOLVE,
  type ReplyReading,
} from '#lib/domain/messaging/reply/types.ts'
import type { ReplyModel, ReplyModelReading } from '#lib/domain/messaging/reply-model.ts'
import { textDate, textProvider, textTime } from '#lib/domain/messaging/text-format.ts'
import type { ModelReader } from './run-eval.ts'

/** As where real texts are read: below this the answer does not count. */
const MIN_CONFIDENCE = 0.9
/** US dollars per million tokens, for an estimate; what Anthropic lists for its smallest model. */
const PRICE = { input: 1, output: 5 }

const labelFor = (offer: OfferView, option: OfferView['options'][number]) =>
  `${textDate(option.starts_at, offer.time_zone)}, ${textTime(option.starts_at, offer.time_zone)}, ${textProvider(option.provider_name)}`

const unclear = (): ReplyReading => ({ kind: 'unclear', reason: 'not_understood', detail: '', evidence: '' })

/** The model's choice as a reading; what does not count is unclear. */
function readingOf(answer: ReplyModelReading, offer: OfferView): ReplyReading {
  if (answer.choice === null || answer.confidence < MIN_CONFIDENCE) return unclear()
  const { choice } = answer
  const evidence = 'The reply model.'
  if (choice.kind === 'option') {
    const option = offer.options.find(({ reply_number }) => reply_number === choice.reply_number)
    if (!option) return unclear()
    const { offer_id } = offer
    return {
      kind: 'option',
      offer_id,
      option_id: option.option_id,
      reply_number: option.reply_number,
      evidence,
    }
  }
  if (choice.kind === 'none') return { kind: 'none', offer_id: offer.offer_id, evidence }
  if (choice.kind === 'urgent') return { kind: 'urgent', matched: 'reply model', evidence }
  return unclear()
}

async function judgeByModel(model: ReplyModel, labelled: EvalCase) {
  const reading = readCase(labelled)
  const [offer] = labelled.context.offers
  if (reading.kind !== 'unclear' || offer === undefined || !REASONS_A_MODEL_MAY_SOLVE.has(reading.reason))
    return null
  const options = offer.options.map((option) => ({
    reply_number: option.reply_number,
    label: labelFor(offer, option),
  }))
  const answer = await model.read({ text: labelled.text, options })
  const { input_tokens = 0, output_tokens = 0 } = answer.usage ?? {}
  const verdict: Verdict = judge(labelled.expected, readingOf(answer, offer))
  return { verdict, cost_micros: Math.round(input_tokens * PRICE.input + output_tokens * PRICE.output) }
}

/** The configured model, asked as it is for real texts; null without one. */
export const evalModel = (model: ReplyModel | null): ModelReader | null =>
  model === null ? null : { name: model.name, judge: (labelled) => judgeByModel(model, labelled) }
