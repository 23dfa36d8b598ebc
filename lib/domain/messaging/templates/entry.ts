import type { Language } from '../language.ts'
import type { TemplateVariable } from '../template-variables.ts'

/** What a text is told about, beside the clinic and the patient. */
export const FACT_VARIABLES = {
  plain: [],
  /** Times to choose from. */
  offer: ['options', 'cost'],
  /** Times to choose from, in place of a visit that stands. */
  offer_for_visit: ['options', 'cost', 'date', 'time', 'provider'],
  /** One visit. */
  visit: ['date', 'time', 'provider'],
  /** Several visits, one a line, as `{options}`. */
  visits: ['options'],
  /** The numbers that a reply may be; `{options}` says how to answer. */
  numbers: ['options'],
  /** Words from elsewhere, as `{options}`. */
  words: ['options'],
  /** Words from elsewhere, and a visit. */
  words_for_visit: ['options', 'date', 'time'],
} as const satisfies Record<string, readonly TemplateVariable[]>
export type FactsKind = keyof typeof FACT_VARIABLES

/** What every text may name, whatever it is about. */
export const COMMON_VARIABLES = [
  'clinic',
  'first_name',
  'clinic_phone',
  'opt_out',
] as const satisfies readonly TemplateVariable[]

/** Where the editor lists a text. */
export const TEXT_GROUPS = ['offers', 'visits', 'reminders', 'answers', 'waiting_list', 'carrier'] as const
export type TextGroup = (typeof TEXT_GROUPS)[number]

/** One text that the product can send: when, about what, and its default words in every language. */
export interface TextEntry extends Record<Language, string> {
  group: TextGroup
  /** How staff call it. */
  title: string
  /** When it is sent, as a clerk would say it. */
  when: string
  facts: FactsKind
  /** What no version of it may leave out. */
  required: readonly TemplateVariable[]
}
