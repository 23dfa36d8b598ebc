/** Wishes about a visit that stands. They are looked for anywhere in a text: what follows is a question or a person, never an act. */

const VISIT =
  '(?:appointments?|appts?|apts?|visits?|bookings?|reservations?|slot|time|checkup|check up|citas?|turno|consulta)'

/** Not decided yet, or only said by somebody. */
const UNDECIDED: readonly RegExp[] = [
  // "I might have to move it, will know after my shift": not decided yet.
  /\b(?:might|may|maybe|perhaps|tal vez|quizas?|a lo mejor|puede que|capaz que) (?:\w+ ){0,4}?(?:move|change|switch|push|reschedule|postpone|mover|cambiar|reagendar|not (?:come|make)|no (?:puedo|pueda|podre|voy|alcanzo|llego))\b/,
  /\b(?:will|ill|i will|well|wont) (?:know|decide|confirm)\b(?: \w+){0,4}? (?:after|when|once|later|closer|until|till|tomorrow|tonight|by)\b|\b(?:le|les|te) (?:aviso|digo|confirmo) (?:el|la|luego|despues|manana|mas|cuando|al)\b/,
  // "My son says he canceled": whoever said it, nobody knows what holds.
  /\b(?:says|said|thinks|told me|dice|dijo|cree) (?:\w+ ){0,4}?(?:(?:he|she|they|i|we|you|u|it|that|la|lo|ya|que) )*(?:cancel(?:l?ed|e|en|aron|o)|moved|changed|cambiaron|anul\w+)\b/,
]

/** "Don't cancel", "did you cancel?", "if I cancel": about cancelling, and no wish for it. */
const NO_WISH: readonly RegExp[] = [
  /\bthought (?:i|we)\b.{0,40}\b(?:move|change|cancel|reschedule)\b/,
  /\b(?:idk|dunno|maybe not|or maybe|not sure yet|havent decided)\b/,
  /\bif (?:it|the|my|i|we|traffic)\b.{0,30}\b(?:wont|cant|cannot|not) (?:be )?(?:come|coming|there|make|able)\b/,
  // "If Dr. Lee is out then cancel, else keep it"; not "cancel if possible".
  /\bif (?!possible|(?:you|u|yall) (?:can|could|would|will|please|dont mind)|i (?:may|can|could)|thats (?:ok|possible)|its (?:ok|possible|not too))(?:\S+ ){1,14}?(?:then )?(?:please )?(?:cancel|call it off|scratch|drop)/,
  /\bcancel\w*\b(?:(?! (?:sorry|let me know|ask)\b).){0,40}\b(?:if|unless|only when) (?!possible|(?:you|u|yall) (?:can|could|would|will|please|dont mind)|i (?:may|can|could)|thats|that is|its (?:ok|possible|not too)|there(?:s| is) an? (?:fee|charge))/,
  /\bcancel\w*\b.{0,60}\b(?:else|otherwise|if not) (?:\w+ )?(?:keep|leave|fine|ill|im|we)\b/,
  /\bsi (?!es posible|puede|fuera|no es molestia)(?:\S+ ){1,14}?(?:entonces )?(?:cancel|anul)\w*|\b(?:cancel|anul)\w*\b.{0,30}\bsi (?!es posible|puede|fuera|no es molestia)\b|\b(?:cancel|anul)\w*\b.{0,40}\bsi no (?:dej|qued|la)\w*/,
  /\bcancel\w* (?:\w+ ){0,3}?or (?:\w+ )?(?:switch|move|change|keep|reschedule)/,
  /\bcancel\w* (?:my|mi|the|la) (?:\w+ )?(?:brother|sister|mom|mother|dad|father|husband|wife|son|daughter|kid|friend)s?\b/,
  /\b(?:cancel\w*|anul\w*) (?:la |lo )?(?:cita )?(?:de|del) mi\b/,
  /\b(?:dont|do not|didnt|did not|not|never|no need to|wont|rather not|instead of|without) (?:want(?:ing)? to |have to |need to |you |u |please |going to )*cancel/,
  /\b(?:did|was|has|have|were|is|are|why|who|when) (?:you |u |they |i |we |my |the |it |that |this |somebody |someone |been |already |appointment |appt |visit )+cancel/,
  /\b(?:if|unless|in case) (?:i |we |you |she |he )?(?:have to |need to |must )?cancel/,
  /\b(?:maybe|might|may (?:need|have) to|not sure|probably|tal vez|quizas?|a lo mejor|thinking (?:of|about)) (?:if )?(?:i |we |should |need to |have to |will |tenga que )*cancel/,
  /\bcancel(?:l?ation)? (?:fee|policy|charge)/,
  /\bcancell?ation list\b/,
  /\b(?:no|nunca) (?:quiero |quise |voy a |me )*(?:la )?(?:cancel|anul)/,
  /\b(?:esta|fue|si|por que) (?:mi cita )?cancel/,
]

const CANCEL: readonly RegExp[] = [
  /\bcancel(?:l?ing)?\b|\bcanc[ea]l+\b|\bcancle\b|\bcall (?:it |this |my appointment )?off\b/,
  new RegExp(
    String.raw`\b(?:cant|cannot|can not|wont|will not|couldnt|not able to|unable to|not going to|not gonna|no longer able to) (?:be able to )?(?:come|attend|be there|get there|show up|keep (?:my|the|this|it)|make (?:it|my|the|this|that|our) ?(?:${VISIT})?)\b(?! work)`,
  ),
  /\b(?:cant|cannot|wont be able to|unable to) make (?:it|my|today|tomorrow|tmrw|mon|tue|wed|thu|fri|sat|sun)/,
  /\b(?:not|no longer) coming\b|\bwont be (?:there|coming)\b|\bnot gonna be there\b/,
  new RegExp(String.raw`\b(?:dont|do not|no longer) (?:need|want) (?:the|an|this|my|that) ${VISIT}`),
  new RegExp(String.raw`\b(?:drop|delete|scrap|void) (?:the|my|this) ${VISIT}`),
  /\b(?:cancelar|cancele|cancelen|cancela|cancelame|canceleme|cancelarla|cancelarlo|cancelo|anular|anule|anulen)\b/,
  /\bno (?:puedo|podre|voy a poder|podria|vamos a poder|podremos) (?:ir|asistir|llegar|acudir|venir|presentarme)\b/,
  /\bno (?:ire|asistire|llegare|voy a ir|voy a asistir|necesito la cita|necesito mi cita|quiero la cita)\b/,
  /\bme (?:es|sera) imposible (?:ir|asistir|llegar)\b/,
]

const CHANGE: readonly RegExp[] = [
  /(?<!\b(?:not|dont) )\b(?:re ?sch?e?d\w*|reschdule|resch\w*|reshed\w*|rebook\w*)\b/,
  new RegExp(
    String.raw`\b(?:move|change|switch|push|bump|swap|postpone|delay) (?:back |up )?(?:my|the|this|that|our) (?:\w+ ){0,2}?${VISIT}`,
  ),
  /\b(?:move|change|switch|push|postpone) (?:it|me|mine)(?: back| up| out)? (?:to|for|until|till|from)\b/,
  /\b(?:can|could|may) (?:i|we) (?:please )?(?:move|change|switch|postpone) (?:it|that|this|my|the)\b/,
  /\b(?:need|want|have|like) to (?:move|change|switch|postpone) (?:it|that|this|my|the)\b/,
  /\bneed (?:a )?(?:different|another|new) (?:time|day|date|appointment)\b|\bpostpone\b/,
  /\b(?:reprogramar|reprograme|reagendar|reagende|aplazar|posponer|recorrer)\b/,
  /\b(?:cambiar|mover|pasar|cambie|cambien|mueva|pase|cambiarme|cambiarla|moverla|pasarla) (?:me )?(?:de )?(?:mi|la|el|esta|mis)? ?(?:cita|turno|hora|dia|fecha|consulta|para|al)\b/,
]

const isIn = (patterns: readonly RegExp[], words: string) => patterns.some((pattern) => pattern.test(words))

/** Whether `words` leave open what is to happen to the visit. */
export const isUndecided = (words: string): boolean => isIn(UNDECIDED, words)
/** Whether `words` speak of cancelling without wishing for it. */
export const isNoVisitWish = (words: string): boolean => isIn(NO_WISH, words)

/** "No need to reschedule": what is not to be done. */
const NOT_AGAIN =
  /\b(?:no need|dont need|do not need|dont want|not|without|no (?:quiero|necesito)|sin) (?:to )?(?:re ?sched\w*|resched\w*|rebook\w*|reprogram\w*|reagend\w*)/g
export const withoutNotAgain = (words: string): string => words.replace(NOT_AGAIN, ' ')

/** Which wish about a visit `words` (from `plainWords`) holds; a change beats a cancellation. Null: none. */
export function findVisitWish(words: string): 'cancel' | 'change' | null {
  const asked = withoutNotAgain(words)
  if (isUndecided(asked) || isNoVisitWish(asked)) return null
  if (isIn(CHANGE, asked)) return 'change'
  return isIn(CANCEL, asked) ? 'cancel' : null
}
