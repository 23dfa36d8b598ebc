/** Who writes for the patient, and says so: "Maria's dad here, she says the first one", "texting for my mom, she wants Friday". */

const ELDER =
  '(?:(?:grand)?(?:mom|mum|mother|dad|father|ma|pa)|mama|mami|papa|papi|madre|padre|aunt|auntie|uncle|ti[oa]|abuel[oa]|abuelit[oa]|suegr[oa]|(?:mother|father) in law)'
const YOUNGER =
  '(?:(?:grand)?(?:son|daughter)|niece|nephew|hij[oa]|hijit[oa]|niet[oa]|sobrin[oa]|nuera|yerno|(?:son|daughter) in law)'
const PARTNER =
  '(?:husband|hubby|wife|partner|fiancee?|girlfriend|gf|boyfriend|bf|espos[oa]|marido|mujer|novi[oa])'
const SIBLING = '(?:sister|brother|herman[oa]|prim[oa]|cousin)'
const CARER = '(?:caregiver|caretaker|carer|aide|helper|neighbou?r|cuidador[a]?|vecin[oa])'
const KIN = `(?:${[ELDER, YOUNGER, PARTNER, SIBLING, CARER].join('|')})`

/** Whose daughter writes is a parent, and so on: "mom says Friday, im her daughter", not "my brother says". */
const COUNTERPARTS: readonly (readonly [writer: string, patient: string])[] = [
  [YOUNGER, ELDER],
  [ELDER, YOUNGER],
  [PARTNER, PARTNER],
  [SIBLING, SIBLING],
]

const OPENS = '(?:(?:hi|hello|hey|hola|good morning|good afternoon|buen dia|buenos dias|buenas|ok)[ ,.!]+)?'
const NOBODY = '(?!(?:the|my|mi|his|her|su|it|that|what|who|let|always)\\b)'
const NAME = '(?!(?:dice|says|said|picks|wants|quiere|that|que)\\b)[a-z]+'

/** "This is Linda's husband", "its Tom, Linda's husband", "soy el esposo de Carmen", "im her daughter". */
const IS_KIN = [
  `${OPENS}(?:this is|it'?s) (?:${NOBODY}[a-z]+, ?)?(?:${NOBODY}[a-z]+'?s|her|his) ${KIN}(?: here| texting| writing)?`,
  `${OPENS}${NOBODY}[a-z]+'s ${KIN} (?:here|texting|writing)`,
  `(?:i'?m|i am) (?:her|his) ${KIN}`,
  `soy (?:la|el|su) ${KIN}(?: de ${NOBODY}[a-z]+(?: [a-z]+)?(?=[,.;:!]|$))?`,
]
/** "Texting for my dad George", "le escribo de parte de mi abuelita". */
const WRITES_FOR = [
  `(?:(?:i'?m|i am) )?(?:texting|writing|answering|replying|responding)(?: (?:this|you|u|back))? (?:for|on behalf of) (?:my )?${KIN}(?: ${NOBODY}[a-z]+(?=[,.;:!]))?`,
  `(?:yo )?(?:le |les |te )?(?:escribo|contesto|respondo) (?:de parte de|en nombre de|a nombre de|por) mi ${KIN}(?: ${NOBODY}[a-z]+(?=[,.;:!]))?`,
]
/** Why the patient does not write: "she doesn't text", "yo le contesto porque anda manejando". */
const WRITES_BECAUSE = [
  `(?:she|he|(?:my )?${KIN}) (?:does ?n['o]?t|do ?n['o]?t|ca ?n['o]?t|can ?not|does not) (?:(?:know how to|like to|get to|come to|use|reach|answer) )?(?:text|type|write|(?:her|his|the) phone)(?: at work| right now| well)?`,
  '(?:ella|el) no (?:sabe|puede) (?:usar (?:el )?(?:telefono|celular)|(?:mandar|escribir) mensajes|escribir|contestar|textear)',
  '(?:yo )?(?:le|les) (?:contesto|escribo|respondo)(?: yo)? (?:porque|pq|por ?que)(?: (?:ella|el) (?:anda|esta|va) [a-z]+(?:ando|iendo))?',
  '(?:yo )?l[aeo] ayudo con (?:el|su) (?:telefono|celular)|i help (?:her|him) with (?:the|her|his) phone',
]

const patternOf = (parts: readonly string[]) =>
  new RegExp(`(?<![\\w'])(?:${parts.join('|')})(?![\\w'])[ ,.;:!]{0,3}`, 'gi')
const KIN_FRAME = patternOf(IS_KIN)
const FOR_FRAME = patternOf(WRITES_FOR)
const WHY_FRAME = patternOf(WRITES_BECAUSE)

const SAYS =
  '(?:says|said|picks|picked|chose|dice|dijo|escoge)(?: (?:that|que)| to (?:tell|text|let) (?:you|u|ya|yall)(?: know)?(?: that)?)?'
const ASKED =
  '(?:asked|told|wants) me to (?:text|tell|write|send|answer|reply to|let) (?:you|u|ya|yall)(?: know)?(?: that)?'
const WANTS =
  '(?:wants|would like|prefers|quiere|prefiere)(?! to (?:know|ask|change|cancel))(?: to (?:do|take|have))?'

/** What the writer says for themselves: then nobody knows whose word counts. */
const OWN_WORD =
  /\b(?:i (?:say|said|think|want|prefer|would|told)|(?:works?|good|fine) for me|yo (?:digo|quiero|prefiero|creo|mejor)|digo yo)\b/i

/** "Ruth" of "Ruth's husband", "Ana" of "soy el esposo de Ana". */
const namesIn = (frames: readonly string[]) =>
  frames.flatMap((frame) => {
    const [, owner, of] =
      new RegExp(
        `(?<!\\w)([a-z]{2,})'?s ${KIN}\\b|\\bde (?:(?:dona?|la senora|el senor) )?([a-z]{2,})`,
        'i',
      ).exec(frame) ?? []
    return owner ?? of ?? []
  })

/** "George" of "for my dad George", "Lupe" of "mi esposa Lupe dice". */
const namesBehindKin = (frames: readonly string[]) =>
  frames.flatMap((frame) => new RegExp(`\\b${KIN} (${NAME})[ ,.;:!]*$`, 'i').exec(frame)?.[1] ?? [])

/**
 * Who counts as the patient in this text, as a pattern; null where nobody says that they write for somebody, or where it is
 * somebody of another name than the patient's.
 */
function spokenFor(text: string, patient: ReadonlySet<string>): string | null {
  const kin = text.match(KIN_FRAME) ?? []
  const forWhom = text.match(FOR_FRAME) ?? []
  const why = text.search(WHY_FRAME)
  const isNobody = kin.length + forWhom.length === 0 && why === -1
  if (isNobody || OWN_WORD.test(text)) return null
  const speaks = new RegExp(`(?:my |mi )?${KIN}(?: ${NAME})? (?=${SAYS}(?!\\w))`, 'gi')
  // "Mom says Tuesday. She doesn't text": she is who was named before.
  const before = why === -1 ? [] : (text.slice(0, why).match(speaks) ?? [])
  const names = [...namesIn(kin), ...namesBehindKin([...forWhom, ...before])]
  if (patient.size > 0 && names.some((name) => !patient.has(name.toLowerCase()))) return null
  const named = forWhom.flatMap((frame) => frame.match(new RegExp(`\\b${KIN}\\b`, 'gi')) ?? [])
  const others = COUNTERPARTS.flatMap(([writer, patient]) =>
    kin.some((frame) => new RegExp(`\\b${writer}\\b`, 'i').test(frame)) ? [patient] : [],
  )
  const relatives = [...named, ...others].map((each) => `(?:my |mi )?${each}(?: ${NAME})?`)
  const said = before.map((each) => each.trim())
  return `(?:${['she', 'he', 'ella', 'el', ...said, ...namesIn(kin), ...relatives].join('|')})`
}

const withoutAccents = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘`´]/g, "'")

/** The words of somebody who writes for the patient, as the patient would have written them, or null. */
function withoutRelay(typed: string, patient: ReadonlySet<string>): string | null {
  const text = withoutAccents(typed)
  const who = spokenFor(text, patient)
  if (who === null) return null
  const left = [WHY_FRAME, FOR_FRAME, KIN_FRAME].reduce((rest, frame) => rest.replace(frame, ' . '), text)
  const says = `(?:(?<!\\w)(?:${who}|and|&|y),? (?:${ASKED}|${SAYS})|(?<=[,.;:!] ?)dice que)(?!\\w)`
  return (
    left
      // What is said ends at the pause behind it: "she says Friday, she likes mornings".
      .replace(new RegExp(`${says}((?: [^\\s,.]+){1,6}),`, 'gi'), ' . $1.')
      .replace(new RegExp(says, 'gi'), ' . ')
      .replace(
        new RegExp(`(?<!\\w)(?:${who})(?: ${WANTS}|'d (?:like|prefer)|'ll take| will take)(?!\\w)`, 'gi'),
        ' I want',
      )
      .replace(/\b(?:si )?l[ao] quiere\b(?! mucho)/gi, ' acepto')
  )
}

/**
 * The text as the patient would have written it: "Maria says Tuesday" is "Tuesday". What "she" says counts only from somebody who
 * says whose relative is writing. `patient`: the words of the patient's names.
 */
export function asThePatient(typed: string, patient: ReadonlySet<string>): string {
  const named = patient.size === 0 ? typed : asNamed(typed, patient)
  return withoutRelay(named, patient) ?? named
}

/** "Maria wants the first one" is "I want the first one". */
function asNamed(typed: string, patient: ReadonlySet<string>): string {
  const name = `(?:${[...patient].join('|')})`
  const writesForPatient = new RegExp(
    `\\b${name}(?:['’]?s) ${KIN}\\b|\\b(?:this is|its|it's) (?:her|his) ${KIN}\\b|\\bsoy (?:la|el) ${KIN} de ${name}\\b`,
    'i',
  )
  const who = writesForPatient.test(typed) ? `(?:${name}(?: ${name})*|she|he|ella)` : `${name}(?: ${name})*`
  return typed
    .replace(new RegExp(`\\b${who} ${SAYS}\\b`, 'gi'), ' ')
    .replace(new RegExp(`\\b${who} ${WANTS}\\b`, 'gi'), 'I want')
}
