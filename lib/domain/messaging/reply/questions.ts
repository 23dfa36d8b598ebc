import type { Token } from './tokens.ts'
import type { QuestionTopic } from './types.ts'

const words = (text: string) => text.trim().split(/\s+/)

const STARTERS = new Set(
  words(`where what whats wheres how hows when do does should is are can could will who whos which any
    donde cual que como cuales cuando cuanto cuanta hay debo tengo necesito puedo puede quien cuesta`),
)

/** What a question about the way, the bill or the preparation is made of, besides its topic. */
const PLAIN_WORDS = new Set(
  words(`
  where what whats wheres how hows when do does did is are can could will would should who whos which i we u you my our your ur the a an to at in on of for there
  going be without with again it cost total usually per session time new patient today tomorrow
  it and or have has need get go find use take takes much many long far good best please time early me any some with just also be this that near close free ahead
  know let tell give send thanks thank again exactly you guys located there before visit appointment appt first after not anything
  donde esta estan queda quedan cual es la el las los de del que como cuando cuanto cuanta cuesta hay debo tengo necesito puedo puede para mi me un una
  llegar ir tener en su sus a con por favor gracias y o va voy antes cita consulta visita traer llevar quien sera seria va a al dia se nos algun alguna total sin`),
)

/** One of these must be there; none of them can be about which time is taken. */
const TOPICS: Readonly<Record<QuestionTopic, readonly string[]>> = {
  address:
    words(`address located location directions direction building floor entrance door suite elevator street bus train
    direccion ubicacion ubicados ubicada edificio piso entrada calle autobus`),
  parking: words(
    'park parking garage lot valet estacionar estacionamiento estaciono parqueo parquear aparcar aparcamiento',
  ),
  preparation: words(`bring fasting fast eat drink food water wear mask form forms paperwork
    id card arrive arrival prepare preparation prep ayunas ayuno comer beber tomar agua comida ropa
    traer llevar identificacion formularios papeles documentos preparar preparacion prepararme llegar`),
  cost: words(
    'cost costs price prices fee charge expensive pay payment cash copay cuesta costo precio pagar pago cobran efectivo',
  ),
  provider: words('doctor dr provider physician doctora medico'),
  other:
    words(`wheelchair accessible insurance medicare medicaid covered coverage accept records portal bathroom phone call number office clinic
    medication medications meds medicine medicina medicinas medicamentos
    seguro aceptan acepta cubre cobertura telefono oficina clinica numero bano`),
}
const TOPIC_OF = new Map(
  (Object.entries(TOPICS) as [QuestionTopic, readonly string[]][]).flatMap(([topic, all]) =>
    all.map((word) => [word, topic] as const),
  ),
)
/** Of a question that has no better topic; alone they say too little, unless the question begins with a "wh". */
const NOT_ALONE = new Set(
  words('phone call number office clinic telefono oficina clinica numero llegar tomar pay doctor dr'),
)
/** "How do I get there", "donde queda la clinica": the way, without a word for it. */
const WAY =
  /^(?:which (?:office|clinic|building|location)(?: is (?:it|this|that))?|where(?:s| is| are)? (?:the |your |you |u )?(?:office|clinic|guys)?(?: located)?|how do (?:i|we) (?:get|find) (?:there|to (?:you|your|the) ?(?:office|clinic)?)|donde (?:esta|queda|estan|es)(?: (?:la|el|su) (?:clinica|consultorio|oficina))?|como (?:llego|puedo llegar))$/
const WHOM =
  /^(?:who|whos|quien) (?:(?:will|am|is|are|do|would|should|gonna|me) )?(?:i |we |he |she )?(?:be |get to )?(?:see|seeing|meet|meeting|with|have|having|going to see|atiende|va a atender|atendera)(?: with| me| us| then)?$|^con quien (?:es|sera|tengo) (?:mi |la )?(?:cita|consulta|visita)$/
const WHO = /^(?:who|whos|quien)\b/
const HOW_MUCH = /^(?:how much|cuanto)\b(?! (?:time|tiempo|long|antes))/

/** About what we have on file. */
const ON_FILE = /\b(?:address|direccion) (?:do|did|have|that|que|on|en) /
const WITHOUT_INSURANCE = /\b(?:without|with no|w no|no|sin) (?:insurance|seguro)$/
/** What to bring may be medication; whether to take it only a person says. */
const BRINGS = /\b(?:bring|llevar|traer)\b/
const MEDICATION = new Set(words('medication medications meds medicine medicina medicinas medicamentos'))

const wordOf = (token: Token) => (token.kind === 'word' ? token.text : undefined)

/** What these tokens ask about, if they are a question that leaves the choice before it as it is: "where do I park". */
function topicsOf(tokens: readonly Token[], names: ReadonlySet<string>): QuestionTopic[] | null {
  const all = tokens.filter((token) => token.kind !== 'comma').map(wordOf)
  const [first] = all
  if (first === undefined || !STARTERS.has(first) || all.includes(undefined)) return null
  const text = all.join(' ')
  if (WAY.test(text)) return ['address']
  if (ON_FILE.test(text)) return null
  if (WHOM.test(text)) return ['provider']
  const isName = (word: string) => names.has(word)
  if (WHO.test(text) && all.some((word) => isName(word!) || TOPIC_OF.get(word!) === 'provider'))
    return ['provider']
  if (!all.every((word) => PLAIN_WORDS.has(word!) || TOPIC_OF.has(word!))) return null
  const brings = BRINGS.test(text)
  const found = all.filter((word) => TOPIC_OF.has(word!) && !(brings && MEDICATION.has(word!))) as string[]
  if (HOW_MUCH.test(text) && WITHOUT_INSURANCE.test(text)) return ['cost']
  const telling = found.filter((word) => !NOT_ALONE.has(word))
  if (HOW_MUCH.test(text) && telling.length === 0) return ['cost']
  const counted = telling.length > 0 ? telling : /^wh|^(?:donde|cual|que|quien)/.test(first) ? found : []
  const topics = [...new Set(counted.map((word) => TOPIC_OF.get(word)!))]
  return topics.length === 0 ? null : topics
}

const LEADS_TO_IT = new Set(['and', 'also', 'y', 'but', 'oh', 'btw'])
const leadsToIt = (token: Token) => token.kind === 'comma' || LEADS_TO_IT.has(wordOf(token) ?? '')

export interface SplitQuestion {
  statement: Token[]
  topics: QuestionTopic[]
}

/** Cuts a sentence before its practical question, or null when there is none. `names`: of the providers. */
export function splitQuestion(tokens: readonly Token[], names: ReadonlySet<string>): SplitQuestion | null {
  for (let at = 0; at < tokens.length; at += 1) {
    const word = wordOf(tokens[at]!)
    if (word === undefined || !STARTERS.has(word)) continue
    const topics = topicsOf(tokens.slice(at), names)
    if (topics === null) continue
    // "2 thx, and where do I park".
    const end = tokens.findLastIndex((token, index) => index < at && !leadsToIt(token))
    return { statement: tokens.slice(0, end + 1), topics }
  }
  return null
}
