import { foldText } from '../fold-text.ts'
import { countOpenOptions } from './options.ts'
import type { Token } from './tokens.ts'
import type { QuestionView, ReplyContext, ReplyReading } from './types.ts'

const SAYS_YES =
  /^(?:(?:ok|okay|please|hi|hello|thanks|hola|ya|perdon|sorry) )*(?:yes|yep|yeah|yup|y|si|claro|correct|correcto|confirm|confirmo|confirmed|sure)(?: (?:yes|si|please|pls|por favor|cancel|cancel it|cancel please|please cancel|please cancel it|cancelela|cancele|cancelala|cancelar|cancelenla|i do|go ahead|thanks|thank you|gracias|sir|maam|senora|senor|confirm|it is|lo es|give it up|thats right|that is right|quiero cancelar|quiero cancelarla))*$/
const SAYS_NO =
  /^(?:(?:ok|okay|please|hi|hello|sorry|hola|perdon|oh|wait) )*(?:no|nope|nah|n|keep|dont|do not|ill be there|i will be there|i can make it|dejela|mantengala|dejala|conservar)(?: (?:no|thanks|thank you|gracias|please|por favor|keep|it|keep it|keep my|appointment|the|my|visit|cancel|dont|do not|i will|ill|be there|can make it|i want it|dejela|mantengala|mi|la|cita|asi|quiero|mantenerla|conservarla|que|se|quede|ahi|estare|cancele|lo))*$/

const textOf = (tokens: readonly Token[]): string | null => {
  const words: string[] = []
  for (const token of tokens) {
    if (token.kind === 'word') words.push(token.text)
    else if (token.kind === 'number') words.push(String(token.value))
    else if (token.kind !== 'comma' && token.kind !== 'stop' && token.kind !== 'hash') return null
  }
  return words.join(' ')
}

/** An offer of which "yes" would be an answer as well. */
const hasOnlyOption = (context: ReplyContext) => countOpenOptions(context) === 1

function readConfirmation(
  question: Extract<QuestionView, { kind: 'confirm_cancel' }>,
  text: string,
  context: ReplyContext,
): ReplyReading | null {
  const { question_id } = question
  if (SAYS_NO.test(text)) {
    return {
      kind: 'confirm_cancel',
      question_id,
      is_confirmed: false,
      evidence: 'Answers that the visit stays.',
    }
  }
  if (!SAYS_YES.test(text) || hasOnlyOption(context)) return null
  return {
    kind: 'confirm_cancel',
    question_id,
    is_confirmed: true,
    evidence: 'Answers that the visit is to be cancelled.',
  }
}

const AROUND =
  /^(?:(?:it is|its|this is|for|about|the|es|para|sobre|soy|im|i am|option|number|numero|la|el|yes|si|hi|please) )+|(?: (?:please|thanks|thank you|gracias|por favor))+$/g

function readWhich(
  { question_id, choices }: Extract<QuestionView, { kind: 'which_patient' }>,
  text: string,
): ReplyReading | null {
  const said = text.replace(AROUND, '').trim()
  const isSame = ({ number, first_name, last_name }: (typeof choices)[number]) => {
    const first = plain(first_name)
    const whole = `${first} ${plain(last_name)}`
    return [
      String(number),
      first,
      whole,
      `${number} ${first}`,
      `${first} ${plain(last_name).charAt(0)}`,
    ].includes(said)
  }
  const meant = choices.filter(isSame)
  if (meant.length !== 1) return null
  const [{ patient_id, number }] = meant as [(typeof choices)[number]]
  return {
    kind: 'which_patient',
    question_id,
    patient_id,
    evidence: `Answers that the text was about number ${number}.`,
  }
}

const plain = (name: string) =>
  foldText(name)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/**
 * Reads a text as the answer to what we asked back, or null when it is not one for sure. A text from before the question
 * never is.
 */
export function readQuestionAnswer(tokens: readonly Token[], context: ReplyContext): ReplyReading | null {
  const { question } = context
  if (!question || question.asked_at > context.received_at) return null
  const text = textOf(tokens)
  if (text === null || text === '') return null
  return question.kind === 'confirm_cancel'
    ? readConfirmation(question, text, context)
    : readWhich(question, text)
}
