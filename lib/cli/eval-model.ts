import type { EvalCase } from '#lib/domain/messaging/eval/parse-cases.ts'
import { readCase } from '#lib/domain/messaging/eval/read-case.ts'
import { judge, type Verdict } from '#lib/domain/messaging/eval/score.ts'
import { MODEL_MAY_SAY, MODEL_MIN_CONFIDENCE } from '#lib/domain/messaging/reply/model-rules.ts'
import type { OfferView, ReplyReading } from '#lib/domain/messaging/reply/types.ts'
import type { ReplyModel, ReplyModelReading } from '#lib/domain/messaging/reply-model.ts'
import { textDate, textProvider, textTime } from '#lib/domain/messaging/text-format.ts'
import { ANY_TIME } from '#lib/domain/scheduling/time-wish.ts'
import { zonedTime } from '#lib/domain/scheduling/zone.ts'
import type { ModelReader } from './run-eval.ts'

/** The rules never speak against these. */
const MAY_ALWAYS: ReadonlySet<string> = new Set(['urgent', 'opt_out', 'unclear'])

const labelFor = (offer: OfferView, option: OfferView['options'][number]) =>
  `${textDate(option.starts_at, offer.time_zone)}, ${textTime(option.starts_at, offer.time_zone)}, ${textProvider(option.provider_name)}`

const unclear = (): ReplyReading => ({ kind: 'unclear', reason: 'not_understood', detail: '', evidence: '' })

/** The model's choice as a reading; what does not count is unclear. */
function readingOf(answer: ReplyModelReading, offer: OfferView): ReplyReading {
  if (answer.choice === null || answer.confidence < MODEL_MIN_CONFIDENCE) return unclear()
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
  if (choice.kind === 'question') return { kind: 'question', topics: [choice.topic], evidence }
  if (choice.kind === 'cancel_visit' || choice.kind === 'change_visit') {
    return { kind: choice.kind, wish: ANY_TIME, evidence }
  }
  if (choice.kind === 'other_times') {
    return { kind: 'other_times', wish: ANY_TIME, offer_id: offer.offer_id, evidence }
  }
  if (choice.kind === 'none') return { kind: 'none', offer_id: offer.offer_id, evidence }
  if (choice.kind === 'urgent') return { kind: 'urgent', matched: 'reply model', evidence }
  return unclear()
}

async function judgeByModel(model: ReplyModel, labelled: EvalCase) {
  const reading = readCase(labelled)
  const [offer] = labelled.context.offers
  if (reading.kind !== 'unclear' || offer === undefined) return null
  const allowed = MODEL_MAY_SAY[reading.reason]
  if (allowed === undefined) return null
  const options = offer.options.map((option) => ({
    reply_number: option.reply_number,
    label: labelFor(offer, option),
  }))
  const { received_at, providers = [], visits = [] } = labelled.context
  const answer = await model.read({
    text: labelled.text,
    today: zonedTime(received_at, offer.time_zone).toPlainDate().toString(),
    options,
    providers: providers.map(({ name }) => textProvider(name)),
    has_visit: visits.length > 0,
  })
  const isAllowed =
    answer.choice === null || MAY_ALWAYS.has(answer.choice.kind) || allowed.includes(answer.choice.kind)
  const verdict: Verdict = judge(labelled.expected, isAllowed ? readingOf(answer, offer) : unclear())
  return { verdict, cost_micros: answer.usage?.cost_micros ?? 0 }
}

/** The configured model, asked as it is for real texts; null without one. */
export const evalModel = (model: ReplyModel | null): ModelReader | null =>
  model === null ? null : { name: model.name, judge: (labelled) => judgeByModel(model, labelled) }
