import type { TxCtx } from '#lib/core/context.ts'
import type { DecisionOutcome } from '#lib/domain/messaging/decision.ts'
import { nextReplyNumber } from '#lib/domain/messaging/offer.ts'
import { composeText } from '../template/compose.ts'
import type { PhonePatient } from './phone-view.ts'
import type { Received } from './received.ts'
import { askBack } from './reply-question.ts'

/** More names than fit a short text: a person asks. */
const MAX_CHOICES = 4

/** First names where they tell people apart, else with the initial of the surname; null where even those are the same. */
function shortNames(patients: readonly PhonePatient[]): string[] | null {
  const firsts = patients.map(({ first_name }) => first_name)
  if (new Set(firsts).size === firsts.length) return firsts
  const initials = patients.map(({ first_name, last_name }) => `${first_name} ${last_name.charAt(0)}.`)
  return new Set(initials).size === initials.length ? initials : null
}

/** Whom a text from this phone can be about: whoever has an open offer or a visit ahead. */
function concerned({ view }: Received): PhonePatient[] {
  const ids = new Set([
    ...view.open.map(({ patient_id }) => patient_id),
    ...view.visits.map(({ patient_id }) => patient_id),
  ])
  return view.patients.filter(({ id }) => ids.has(id))
}

/**
 * Asks whom a text is about, by first names alone, when it may be about several people with this phone; their numbers are
 * none that an open offer uses. Null: it is about one person at most, or they cannot be told apart, and nothing was asked.
 */
export async function askWhichPatient(tx: TxCtx, received: Received): Promise<DecisionOutcome | null> {
  const patients = concerned(received)
  const names = shortNames(patients)
  const isAnswer = received.reading.answers_question !== null
  if (isAnswer || patients.length < 2 || patients.length > MAX_CHOICES || names === null) return null
  if (names.some((name) => name.trim() === '')) return null
  const taken = received.view.open.flatMap(({ options }) => options.map((option) => option.reply_number))
  const first = nextReplyNumber(taken)
  const words = names.map((name, index) => `${first + index} ${name}`)
  const { language } = received.conversation.patient
  const joint = language === 'es' ? 'o' : 'or'
  await askBack(tx, received, {
    kind: 'which_patient',
    patient_ids: patients.map(({ id }) => id),
    first_number: first,
    text: await composeText(tx, 'which_patient', received.conversation, {
      words: `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`,
    }),
  })
  return 'asked_which_patient'
}
