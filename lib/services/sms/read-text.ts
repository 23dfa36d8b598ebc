import type { Ctx } from '#lib/core/context.ts'
import type { Language } from '#lib/domain/messaging/language.ts'
import { readPatientText } from '#lib/domain/messaging/read-patient-text.ts'
import { readLanguage } from '#lib/domain/messaging/reply/language.ts'
import type {
  OfferView,
  QuestionView,
  ReplyContext,
  ReplyReading,
} from '#lib/domain/messaging/reply/types.ts'
import { askModel, type ModelCall } from './ask-model.ts'
import { carrierReading } from './carrier-word.ts'
import type { InboundRow } from './inbound.ts'
import { openText } from './open-text.ts'
import { type PhoneOffer, type PhoneView, viewOf } from './phone-view.ts'

/** What a text was read as, by whom, and which stored offer it is about. */
export interface TextReading {
  reader: 'rules' | 'classifier' | 'model'
  /** Which classifier or model. */
  model_id: string | null
  reading: ReplyReading
  offer_id: string | null
  /** What it was read against, for the ledger: the offers as they were. */
  context: ReplyContext
  /** What asking the model came to; null: it was not asked. */
  call: ModelCall | null
  /** The language that the text is clearly in. */
  language: Language | null
  /** The text answered what we asked back; what is read is the text that was asked about, for this patient. */
  answers_question: { question_id: string; patient_id: string } | null
}

const offerForReader = (offer: PhoneOffer): OfferView => ({
  offer_id: offer.id,
  state: offer.state,
  time_zone: offer.clinic.time_zone,
  chosen_option_id: offer.chosen_option_id,
  sent_at: offer.seen_from,
  options: offer.options.map((option) => ({
    option_id: option.id,
    reply_number: option.reply_number,
    slot_number: option.slot_number,
    starts_at: option.starts_at.getTime(),
    ends_at: option.ends_at.getTime(),
    provider_name: option.provider_name,
  })),
})

/** The offer that a text is about, also when it is too late to act on it. */
function offerOf(reading: ReplyReading): string | null {
  if (reading.kind === 'option' || reading.kind === 'none' || reading.kind === 'other_times')
    return reading.offer_id
  return reading.kind === 'unclear' ? (reading.about?.offer_id ?? null) : null
}

/** How the people behind this phone sign. */
const knownNames = ({ patients, open, ended }: PhoneView): string[] => [
  ...new Set(
    [...patients, ...[...open, ...ended].map(({ patient }) => patient)]
      .flatMap((patient) => [patient.first_name, patient.last_name])
      .filter((name) => name !== ''),
  ),
]

/** What we asked back, if the text came in time to answer it and nothing newer was offered since. */
function questionFor({ question, open, patients }: PhoneView, receivedAt: number): QuestionView | null {
  if (question === null || question.expires_at.getTime() < receivedAt) return null
  const asked_at = question.created_at.getTime()
  if (open.some((offer) => offer.seen_from > asked_at && offer.seen_from <= receivedAt)) return null
  if (question.kind === 'confirm_cancel')
    return { kind: 'confirm_cancel', question_id: question.id, asked_at }
  const choices = question.patient_ids.flatMap((id, index) => {
    const person = patients.find((each) => each.id === id)
    return person ? [{ number: (question.first_number ?? 1) + index, patient_id: id, ...person }] : []
  })
  return { kind: 'which_patient', question_id: question.id, asked_at, choices }
}

function contextFor(ctx: Ctx, view: PhoneView, receivedAt: number): ReplyContext {
  return {
    offers: [...view.open, ...view.ended].map(offerForReader),
    visits: view.visits.map((visit) => ({
      appointment_id: visit.id,
      starts_at: visit.starts_at.getTime(),
      time_zone: visit.clinic.time_zone,
      provider_name: visit.provider.name,
    })),
    providers: view.providers.map(({ id, name }) => ({ provider_id: id, name })),
    question: questionFor(view, receivedAt),
    is_opted_out: view.is_opted_out,
    is_waiting: view.is_waiting,
    now: ctx.now(),
    received_at: receivedAt,
    known_names: knownNames(view),
  }
}

const receivedAtOf = (message: { received_at: Date | null; created_at: Date }) =>
  (message.received_at ?? message.created_at).getTime()

/** The text that we asked about, read for the one person whom the answer names. */
async function readAnswered(
  ctx: Ctx,
  view: PhoneView,
  answer: Extract<ReplyReading, { kind: 'which_patient' }>,
): Promise<Omit<TextReading, 'context'> | null> {
  const about = await ctx.db.smsMessage.findUnique({ where: { id: view.question?.about_message_id ?? '' } })
  if (about === null) return null
  const own = { ...viewOf(view, answer.patient_id), question: null }
  const text = openText(ctx, about)
  const received_at = receivedAtOf(about)
  // What we have asked since is later than the text: their latest reminder was the latest that they could answer.
  const reminders = own.reminders.map((each, index) => ({ ...each, is_latest_text: index === 0 }))
  const context = contextFor(ctx, own, received_at)
  const beside = { open: own.open, reminders, received_at, visits: context.visits ?? [] }
  const { reader, version, reading } = readPatientText(text, context, beside)
  const evidence = `${answer.evidence} ${reading.evidence}`
  return {
    reader,
    model_id: version,
    reading: { ...reading, evidence },
    offer_id: offerOf(reading),
    call: null,
    language: null,
    answers_question: { question_id: answer.question_id, patient_id: answer.patient_id },
  }
}

/**
 * Reads a stored text against the offers of its phone: the rules and the classifier first, the reply model only where that is
 * unclear. Runs without a transaction, because the model is a network call.
 */
export async function readText(ctx: Ctx, message: InboundRow, view: PhoneView): Promise<TextReading> {
  const text = openText(ctx, message)
  const receivedAt = receivedAtOf(message)
  const context = contextFor(ctx, view, receivedAt)
  const none = { model_id: null, call: null, language: null, answers_question: null, context }
  const byCarrier = carrierReading(message, text)
  if (byCarrier !== null) return { ...none, reader: 'rules', reading: byCarrier, offer_id: null }
  const { open, reminders } = view
  const beside = { open, reminders, received_at: receivedAt, visits: context.visits ?? [] }
  const { reader, version, reading } = readPatientText(text, context, beside)
  if (reading.kind === 'which_patient') {
    const answered = await readAnswered(ctx, view, reading)
    if (answered !== null) return { ...answered, context }
  }
  const language = readLanguage(text)
  const own: TextReading = {
    ...none,
    reader,
    model_id: version,
    reading,
    offer_id: offerOf(reading),
    language,
  }
  if (reading.kind !== 'unclear') return own
  const asked = await askModel(ctx, { message, text, view, receivedAt, unclear: reading })
  if (asked === null) return own
  const { call } = asked
  if (asked.reading === null) return { ...own, call }
  const { model_id } = call
  return {
    ...own,
    reader: 'model',
    model_id,
    reading: asked.reading,
    offer_id: offerOf(asked.reading),
    call,
  }
}
