import { plainWords } from './words.ts'

/** Texts that only thank, greet, praise or wish well, in whatever words: nothing in them is to be done. */

const any = (...patterns: string[]) => `(?:${patterns.join('|')})`

const YOU = any(
  'you',
  'u',
  'ya',
  'yall',
  'you (?:all|guys|ladies|folks|people)',
  'everyone(?: there)?',
  'everybody',
)
const DEAR = any(
  'dear',
  'hon',
  'honey',
  'sweetie',
  'darling',
  'maam',
  'sir',
  'miss',
  'ladies',
  'guys',
  'everyone',
  'everybody',
  'all',
  'friends?',
  'doc',
  'doctora?',
  'senorita',
  'senora',
  'senor',
  'mija',
  'mijo',
  'amiga',
  'linda',
  'reina',
)
const VERY =
  '(?:so |very |too |always |really |just |such |all |the |a |an |muy |tan |bien |are |r |have been )*'
const KIND = any(
  'kind',
  'sweet',
  'nice',
  'helpful',
  'wonderful',
  'best',
  'awesome',
  'great',
  'amazing',
  'lovely',
  'patient',
  'thoughtful',
  'considerate',
  'gem',
  'angels?',
  'lifesavers?',
  'sweethearts?',
)
const FEAST = any(
  'thanksgiving',
  'turkey day',
  'holidays?',
  'christmas',
  'xmas',
  'new years?',
  'hanukkah',
  'easter',
  'dia de (?:accion de )?gracias',
  'dia del pavo',
  'dia',
  'navidad',
  'ano nuevo',
  'fiestas',
)
/** What one is thanked for: nothing that names a time or asks for one. */
const SERVICE =
  '(?:you|your|ur|the|all|everything|help|helping|time|patience|phone|texting|texts?|messages?|reminders?|reminding|info|information|kindness|care|caring|me|us|letting|know|getting|back|to|of|on|at|in|earlier today|yesterday|checking|service|assistance|prompt|quick|fast|reply|response|being|so|nice|patient|kind|with|thinking|calling|call|su|sus|tu|la|el|los|atencion|ayuda|ayudarme|todo|llamada|llamar|avisar|avisarme|aviso|informacion|amabilidad|paciencia|mensajes?|recordatorio|escribir|tomarse|tiempo)'

const THANKS = any(
  '(?:ok |okay |oh |aw+ |well |great |perfect |muy |many |much |a thousand |mil |muchas |muchisimas )*(?:thanks?|thank (?:you|u|ya)|thankyou|thanku|thx|tysm|ty|gracias|grax|appreciated?|obliged|agradecid[oa]s?)',
  '(?:i |we |really |much |lo |la |le |les |te |se |muy )+(?:appreciate|agradezco|agradecemos)(?: (?:it|you|that|mucho|this|all of you))?',
)
const THANKS_TAIL = `(?:(?: again| so much| very much| a (?:lot|bunch|ton|million)| kindly| ${DEAR}| de nuevo| (?:for|por)(?: ${SERVICE})+)*)`

const SENTENCES: readonly string[] = [
  `${THANKS}${THANKS_TAIL}`,
  `(?:hi|hello|hey|hola|buen[oa]s?(?: (?:dias?|tardes?|noches?))?|good (?:morning|afternoon|evening)|dear)(?: ${DEAR}| there)*`,
  `(?:and )?(?:happy|merry|feliz|felices|have an? (?:very |really )?(?:great|good|nice|blessed|wonderful|lovely|happy|safe)) ${FEAST}(?: (?:to|for|a|para) (?:${YOU}|all|all of you|your famil(?:y|ies)|(?:the|your|all the) (?:\\w+ )?staff|todos?|todas?|ustedes?))?(?: (?:over|there|all|too|as well|and|your|yours|family|families|alla|alli|tambien|y|su|familia|ustedes))*`,
  `(?:god |que dios )?bless (?:you|u|yall)(?: all)?(?: ${DEAR})*|(?:que )?dios (?:la|lo|los|las|te|le|les) (?:bendiga|cuide|guarde)n?(?: mucho| siempre| a todos)*|bendiciones(?: a todos| para todos)?`,
  `(?:${YOU}|youre|ur|thats|that is|its|it is|this is) ${VERY}${KIND}(?: (?:of you|to me|to us|with me|there|people|staff|team))*`,
  `(?:aw+ |oh |ay )*(?:how|so|very|que|q|muy|tan) (?:very )?(?:${KIND}|lind[oa]s?|amables?|dulces?|atent[oa]s?)(?: of you)?(?: (?:to|for) (?:text|texting|call|calling|remind|reminding|write|writing|check|checking|ask|asking|reach out|reaching out|think of|thinking of)(?: (?:in|on|me|us))*)?(?: ${DEAR})*`,
  `(?:de nada|no hay de que|igualmente|likewise|(?:the )?same to (?:you|u|yall)|(?:you|u) (?:too|as well)|youre (?:very |most |so )?welcome|my pleasure|para servir(?:le|les|te)?|a usted(?:es)?|a la orden)(?: ${DEAR})*`,
  `(?:que|q) (?:le |les |te )?(?:descanse|descansen|este bien|esten bien|le vaya bien|vaya bien|pasen? (?:un |una )?(?:muy )?(?:buen|buena|bonito|lindo|feliz|bien)?(?: \\w+)?|tengan? (?:un |una )?(?:muy )?(?:buen|buena|bonito|lindo|feliz|excelente) \\w+)`,
  `(?:take care|stay (?:safe|warm|well)|be well|cuidense|cuidese|feliz (?:tarde|noche|semana)|buen (?:dia|fin))(?: ${DEAR})*`,
]
const CLOSINGS =
  '(?:sincerely|regards|(?:best|kind|warm) (?:regards|wishes)|best|love|respectfully|cordially|atentamente|atte|saludos|yours(?: truly)?)(?: \\w+){0,3}'

const WHOLE = new RegExp(`^(?:${SENTENCES.join('|')}|${CLOSINGS})$`)
const CLOSING = new RegExp(`^${CLOSINGS}$`)
/** Says that the text came. Of a single time it may be a yes. */
const RECEIVED =
  /^(?:ok |okay )*(?:got it|gotcha|noted|understood|received|copy that|entendido|enterad[oa]|recibido|anotado|no problem(?: at all)?|no worries(?: at all)?|not a problem|sin problema|no hay problema)$/
/** Means the opposite, or something else. */
const UNFRIENDLY = /[?¿👎🙃🤔❌🚫🤷🙄😒✋⛔🛑😡😠🤬😤😭😢]/u
const PAUSES = /[.,!;:\n()]+|\s[-–—]+\s/

/** "Bless you dear, you ladies are always so kind". `mayAccept`: "got it" may be a yes to what is offered. */
export function onlyThanksOrGreets(typed: string, { mayAccept }: { mayAccept: boolean }): boolean {
  if (UNFRIENDLY.test(typed)) return false
  const said = typed.split(PAUSES).map(plainWords)
  const parts = said.filter((words) => words !== '')
  const isClosed =
    CLOSING.test(parts.at(-2) ?? '') && /^(?:m(?:r|rs|s|iss) )?\w+(?: \w+){0,2}$/.test(parts.at(-1)!)
  // "Sincerely, Mr. Oakes": the dot of a title is none of a sentence.
  const titled = /^(?:m(?:r|rs|s)|sra?|dr)$/.test(parts.at(-2) ?? '') && CLOSING.test(parts.at(-3) ?? '')
  const rest = titled ? parts.slice(0, -2) : isClosed ? parts.slice(0, -1) : parts
  return rest.length > 0 && rest.every((words) => WHOLE.test(words) || (!mayAccept && RECEIVED.test(words)))
}
