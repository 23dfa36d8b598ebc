import type { Language } from '../language.ts'
import type { TemplateValues } from '../template-variables.ts'
import { oneLine, textDate, textPhone, textProvider, textTime } from '../text-format.ts'
import type { FactsKind } from './entry.ts'
import type { BaseFacts, FactsByKind, TextInstant } from './facts.ts'

interface Words {
  opt_out: string
  questions: string
  you: string
  cost: string
  reply: (numbers: string) => string
  or: string
}

/** The phrases that variables bring along. */
const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    opt_out: 'Reply STOP to opt out.',
    questions: 'Questions?',
    you: 'you',
    cost: 'Estimated cost',
    reply: (numbers) => `Reply ${numbers} or NONE.`,
    or: 'or',
  },
  es: {
    opt_out: 'STOP para no recibir textos.',
    questions: '¿Preguntas?',
    you: 'usted',
    cost: 'Costo estimado',
    reply: (numbers) => `Responda ${numbers} o NINGUNO.`,
    or: 'o',
  },
}

const isFilled = (value: string | null | undefined): value is string =>
  value !== undefined && value !== null && oneLine(value) !== ''

/** "Reply 1, 2 or 3, or NONE." and for one option "Reply 1 or NONE." */
function howToAnswer(replyNumbers: readonly number[], language: Language): string {
  const { reply, or } = WORDS[language]
  const [last] = replyNumbers.slice(-1)
  if (replyNumbers.length < 2) return reply(String(last))
  return reply(`${replyNumbers.slice(0, -1).join(', ')} ${or} ${last},`)
}

/** What every text may name. Values are written as they came: what GSM-7 lacks is put right when the text is whole. */
export function baseValues(facts: BaseFacts): TemplateValues {
  const words = WORDS[facts.language]
  return {
    clinic: oneLine(facts.clinic),
    first_name: isFilled(facts.first_name) ? oneLine(facts.first_name) : words.you,
    clinic_phone: isFilled(facts.clinic_phone) ? `${words.questions} ${textPhone(facts.clinic_phone)}` : '',
    opt_out: words.opt_out,
  }
}

const dateOf = (at: TextInstant, { time_zone, language }: BaseFacts) => textDate(at, time_zone, language)
const timeOf = (at: TextInstant, { time_zone, patient_time_zone }: BaseFacts) =>
  textTime(at, time_zone, patient_time_zone)

const visitValues = (visit: { starts_at: TextInstant; provider_name: string }, base: BaseFacts) => ({
  date: dateOf(visit.starts_at, base),
  time: timeOf(visit.starts_at, base),
  provider: textProvider(visit.provider_name),
})

const visitLine = (visit: Parameters<typeof visitValues>[0], base: BaseFacts) => {
  const { date, time, provider } = visitValues(visit, base)
  return `${date}, ${time}, ${provider}`
}

/** One cost for all is said once; costs that differ stand on their lines. */
function costs(facts: FactsByKind['offer'], language: Language): { sentence: string; perLine: boolean } {
  const general = isFilled(facts.cost_estimate) ? oneLine(facts.cost_estimate) : undefined
  const each = facts.options.map(({ cost_estimate }) =>
    isFilled(cost_estimate) ? oneLine(cost_estimate) : general,
  )
  const [only, ...others] = new Set(each)
  if (others.length > 0) return { sentence: '', perLine: true }
  return { sentence: only === undefined ? '' : `${WORDS[language].cost} ${only}.`, perLine: false }
}

function offerValues(facts: FactsByKind['offer'], base: BaseFacts): TemplateValues {
  const cost = costs(facts, base.language)
  const lines = facts.options.map((option) => {
    const own = isFilled(option.cost_estimate) ? option.cost_estimate : facts.cost_estimate
    const shown = cost.perLine && isFilled(own) ? `, ${oneLine(own)}` : ''
    return `${option.reply_number}. ${visitLine(option, base)}${shown}`
  })
  const numbers = facts.options.map((option) => option.reply_number)
  return { cost: cost.sentence, options: [...lines, howToAnswer(numbers, base.language)].join('\n') }
}

/** What a text of one kind may name beside the base. */
export const VALUES: {
  readonly [Kind in FactsKind]: (facts: FactsByKind[Kind], base: BaseFacts) => TemplateValues
} = {
  plain: () => ({}),
  offer: offerValues,
  offer_for_visit: (facts, base) => ({ ...offerValues(facts, base), ...visitValues(facts.replaces, base) }),
  visit: visitValues,
  visits: ({ visits }, base) => ({ options: visits.map((visit) => visitLine(visit, base)).join('\n') }),
  numbers: (facts, base) => ({ options: howToAnswer(facts.reply_numbers, base.language) }),
  words: (facts) => ({ options: oneLine(facts.words) }),
  words_for_visit: (facts, base) => ({
    options: oneLine(facts.words),
    date: dateOf(facts.starts_at, base),
    time: timeOf(facts.starts_at, base),
  }),
}
