import { ANSWER_TOPICS, type AnswerKey, type AnswerTopic, answerKey } from '#lib/domain/messaging/answers.ts'
import type { Language } from '#lib/domain/messaging/language.ts'
import type { TextGroup } from '#lib/domain/messaging/templates/entry.ts'
import type { WordingView } from '#lib/domain/messaging/templates/schema.ts'
import { TEXT_KEYS, TEXTS, type TextKey } from '#lib/domain/messaging/templates/table.ts'

/** One thing that can be worded: a text of the product, or the answer to a question. */
export interface Subject {
  key: TextKey | AnswerKey
  title: string
  when: string
  /** What is said where nobody has changed it; null: nothing, a person answers. */
  defaults: Record<Language, string> | null
  /** It makes no sense for every service alike. */
  needsService: boolean
}

export const GROUP_TITLES: Record<TextGroup, string> = {
  offers: 'Offers',
  visits: 'Visits',
  reminders: 'Reminders',
  answers: 'Answers to patients',
  waiting_list: 'Waiting list',
  carrier: 'STOP, START and HELP',
}

const textSubject = (key: TextKey): Subject => {
  const { title, when, en, es } = TEXTS[key]
  return { key, title, when, defaults: { en, es }, needsService: false }
}

export const subjectsOf = (group: TextGroup): Subject[] =>
  TEXT_KEYS.filter((key) => TEXTS[key].group === group).map(textSubject)

const TOPICS: Record<AnswerTopic, { title: string; when: string }> = {
  address: { title: 'Address', when: 'Where are you? How do I get there?' },
  parking: { title: 'Parking', when: 'Where can I park? Is it free?' },
  preparation: { title: 'How to prepare', when: 'What should I bring? May I eat before? For each service.' },
  cost: { title: 'Cost', when: 'What will it cost?' },
  provider: { title: 'Who the provider is', when: 'Who will I see?' },
}

export const ANSWER_SUBJECTS: readonly Subject[] = ANSWER_TOPICS.map((topic) => ({
  key: answerKey(topic),
  ...TOPICS[topic],
  defaults: null,
  needsService: topic === 'preparation',
}))

/** The row that holds for exactly this scope, if its words were not taken back. */
export const ownWording = (
  rows: readonly WordingView[],
  at: { key: string; language: Language; service_type_id: string | null },
): WordingView | undefined =>
  rows.find(
    (row) =>
      row.key === at.key &&
      row.language === at.language &&
      row.service_type_id === at.service_type_id &&
      row.text !== null,
  )

/** The version of exactly this scope, also of words that were taken back; 0: it never had any. */
export const wordingVersion = (
  rows: readonly WordingView[],
  at: { key: string; language: Language; service_type_id: string | null },
): number =>
  rows.find(
    (row) => row.key === at.key && row.language === at.language && row.service_type_id === at.service_type_id,
  )?.version ?? 0

/** What this scope says without words of its own: the clinic's, else the default, else nothing. */
export function inheritedText(
  rows: readonly WordingView[],
  subject: Subject,
  at: { language: Language; service_type_id: string | null },
): string {
  const clinics =
    at.service_type_id === null
      ? undefined
      : ownWording(rows, { key: subject.key, language: at.language, service_type_id: null })
  return clinics?.text ?? subject.defaults?.[at.language] ?? ''
}

/** "Own words in English and Spanish", "Default", "No answer yet"; services with words of their own are counted. */
export function statusWords(rows: readonly WordingView[], subject: Subject): string {
  const own = rows.filter((row) => row.key === subject.key && row.text !== null)
  const languages = new Set(own.map(({ language }) => language))
  if (languages.size === 0) return subject.defaults === null ? 'A person answers' : 'Default'
  const names = [languages.has('en') ? 'English' : '', languages.has('es') ? 'Spanish' : '']
  const services = new Set(own.flatMap(({ service_type_id }) => service_type_id ?? [])).size
  const said = `${subject.defaults === null ? 'Answered' : 'Own words'} in ${names.filter(Boolean).join(' and ')}`
  return services === 0 ? said : `${said}, ${services} ${services === 1 ? 'service' : 'services'} apart`
}
