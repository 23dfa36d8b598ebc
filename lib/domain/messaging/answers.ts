/** What patients ask that a clinic may answer beforehand. Anything else, and anything without an approved text, is a person's. */
export const ANSWER_TOPICS = ['address', 'parking', 'preparation', 'cost', 'provider'] as const
export type AnswerTopic = (typeof ANSWER_TOPICS)[number]

export type AnswerKey = `answer:${AnswerTopic}`
/** Under which the approved answer of a topic is kept among the clinic’s texts. */
export const answerKey = (topic: AnswerTopic): AnswerKey => `answer:${topic}`

/** The topic of an approved answer's key; null for the key of any other text. */
export const topicOf = (key: string): AnswerTopic | null =>
  ANSWER_TOPICS.find((topic) => answerKey(topic) === key) ?? null
