import { ANSWER_TEXTS } from './answers.ts'
import type { FactsKind, TextEntry } from './entry.ts'
import { OFFER_TEXTS } from './offers.ts'
import { REMINDER_TEXTS } from './reminders.ts'
import { VISIT_TEXTS } from './visits.ts'
import { WAITING_LIST_TEXTS } from './waiting-list.ts'

/**
 * Every text that the product can send to a patient, by key. Texts begin with the clinic's name, never name a specialty, a
 * diagnosis or a result, and stay in GSM-7. That alphabet lacks á, í, ó and ú (ñ, é, ü, ¿ and ¡ are in it): the Spanish
 * defaults do without by choice of words, and what a name, a weekday or a clinic's own wording brings along is written
 * plain by `toAutomatedText`, because one such letter makes a text of 1 segment one of 3.
 *
 * A new text is one entry in the file of its group, in every language of `Language`; `facts` names what it is told
 * about (lib/domain/messaging/templates/entry.ts lists the kinds and the variables of each), and `composeText(ctx, key,
 * addressee, facts)` sends it. The editor, the lint and the tests of length and alphabet find it in this table.
 */
export const TEXTS = {
  ...OFFER_TEXTS,
  ...VISIT_TEXTS,
  ...REMINDER_TEXTS,
  ...ANSWER_TEXTS,
  ...WAITING_LIST_TEXTS,
} as const satisfies Record<string, TextEntry>

export type TextKey = keyof typeof TEXTS
export type KindOf<K extends TextKey> = (typeof TEXTS)[K]['facts'] & FactsKind
export const TEXT_KEYS = Object.keys(TEXTS) as TextKey[]
