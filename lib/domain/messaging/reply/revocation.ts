/**
 * A wish for no more texts in the patient's own words. Any reasonable way to say so counts (47 CFR 64.1200(a)(10)), but words about the
 * visit never do: those are a wish about the visit.
 */
const TEXTS =
  '(?:texts?|txts?|text messages?|messages?|msgs?|msges|sms|texting|messaging|txting|notifications?|alerts?)'
const TEXTED = '(?:texted|txted|messaged|contacted|bothered|notified|spammed)'
const TEXTING =
  '(?:texting|txting|messaging|contacting|bothering|spamming|harassing|sms ?ing|pestering|bugging)'
const TO_TEXT = '(?:text|txt|texting|message|messaging|msg|contact|contacting|sms|bother|spam|notify)'
const NOT_NEGATED = String.raw`(?<!\b(?:dont|not|never|wont|cant|didnt) (?:ever |please |want to |want you to )?)`
const DONT = '(?:dont|do not|dnt|no longer|never|not to|not)'
const LESS = '(?:all |of |these |those |the |your |any |so many |ur |sending |with |w |from |more ){0,3}'
const OFF_LIST = '(?!(?:\\w+ )?(?:wait|waiting|cancell?ation) ?lists?\\b|the schedule\\b)'
const ME = '(?:me|us|my (?:phone |cell )?(?:number|phone|info|contact|name|cell)|this (?:number|phone))'

const english = [
  String.raw`^(?:(?:please|pls|plz|just|ok|no|yes|hi|hello|hey) )*stop(?: (?:please|pls|plz|now|it|this|that|already|thanks|thank you|all|everything))*$`,
  String.raw`${NOT_NEGATED}\b(?:stop|quit|cease|discontinue|halt) ${LESS}(?:${TEXTING}|${TEXTS})\b`,
  String.raw`${NOT_NEGATED}\b(?:stop|quit|cease) sending (?:me |us |it |stuff |anything |to |this number )?(?:(?:these|this|those|any|all|more|the|your|so many) ?){0,2}(?:${TEXTS}\b|$)`,
  String.raw`\b(?:told|asked|said|telling|asking|need|want|like) (?:you |u )?(?:guys )?(?:already )?to (?:please )?stop(?: (?:please|now|already|texting))?$`,
  String.raw`\b(?:said|say|saying|told you|reply|replied|replying|texted|texting|typed|sent|typing)(?: you)?(?: to)? stop(?: already| now| please)*$`,
  String.raw`\b(?:dont|do not|didnt|did not|never) (?:give|gave|have) (?:you |u )?(?:my |any )?(?:permission|consent|authorization)\b`,
  String.raw`\bno more (?:of )?(?:(?:these|those|your|the) )?(?:\w+ )?${TEXTS}\b`,
  `^(?:please |pls )?no ${TEXTS}(?: please| pls| thanks| thank you)*$`,
  String.raw`\b${DONT} (?:want|wish|need|like|appreciate|care for|consent to|agree to) (?:\w+ ){0,4}?${TEXTS}\b`,
  String.raw`\b(?:rather not|prefer not to|not interested in|no interest in|sick of|tired of|fed up with|done with|annoyed by) (?:\w+ ){0,3}?${TEXTS}\b`,
  String.raw`\b${DONT} (?:want|wish) (?:you |u )?to (?:receive|get|be ${TEXTED}|${TO_TEXT}|hear from (?:you|u|this))`,
  String.raw`\b(?:dont|do not|no longer) (?:want|wish) to (?:receive|get)\b`,
  String.raw`\b(?:no longer|never|rather not|prefer not to) be ${TEXTED}\b`,
  String.raw`\b(?:dont|do not|never|not to) (?:ever |please |keep |call or |call and |bother )?${TO_TEXT}(?:ing)? (?:to )?(?:${ME}|here|anymore|any more|again)\b`,
  String.raw`(?<!\b(?:i|we|you|u|they|he|she|really|usually) )\b(?:dont|do not|never) (?:ever |please |call or |call and )*(?:text|txt|sms|message)\b`,
  String.raw`\b(?:dont|do not|never|stop|quit) (?:\w+ ){0,3}?(?:or|and|n) (?:text|txt|message)(?:ing)?(?: ${ME}| anymore| again)`,
  String.raw`\b(?:take|remove|delete|drop|get|strike|erase|scratch|unenroll|block) ${ME} (?:off|from|out of) (?:of )?${OFF_LIST}(?:\w+ ){0,3}(?:lists?|${TEXTS}|system|database|contacts|program|this|that|it|rolls|everything)\b`,
  String.raw`^(?:\w+ ){0,4}?(?:take|get) (?:me|us) off(?: please| pls| now| thanks)*$|\btake me off(?: please| pls| now| thanks)*$`,
  `^(?:please |pls |can you |could you |kindly )*(?:remove|delete|erase|forget|drop|block) ${ME}(?: please| pls| now| thanks)*$`,
  String.raw`\b(?:remove|delete|erase|forget) my (?:phone |cell )?(?:number|contact|info)\b`,
  String.raw`(?<!\b(?:dont|not|never) (?:want to )?)\bun ?su[bs]\w*cri\w*\b|\bunsub\b|\bdesu[bs]s?cri\w*`,
  String.raw`(?<!\b(?:dont|not|never) (?:want to )?)\bopt(?:ing|ed)? (?:me |us |this number )?out\b(?! of (?:the )?(?:appointment|visit|surgery|procedure|test))`,
  String.raw`\b(?:cancel|turn off|shut off|disable|deactivate|kill|silence) (?:all |of |these |those |the |your |my |this ){0,2}(?:\w+ )?(?:${TEXTS}|subscription)\b`,
  String.raw`\bend (?:(?:all |of |these |those |the |your |my |this ){1,2}(?:\w+ )?)?(?:${TEXTS}|subscription)\b`,
  String.raw`\bhow (?:do|can) (?:i|we|you) (?:\w+ )?(?:stop|end|get off|turn off|get out of|cancel) (?:\w+ ){0,2}?(?:${TEXTS}|this list|this)\b`,
  String.raw`\bnever (?:agreed|consented|signed up|subscribed|opted in|asked) (?:to|for|in) (?:\w+ ){0,3}?${TEXTS}\b`,
  String.raw`\b(?:revoke|withdraw|rescind|take back) (?:my |all )?(?:consent|permission|authorization)\b`,
  String.raw`\bleave (?:me|us) (?:alone|be)\b|\b(?:lose|forget|erase) (?:my|this) number\b|\bgo away\b|\bpiss off\b|\bf(?:uck)? off\b`,
  String.raw`\b(?:dont|do not|never) (?:ever |please )?send (?:me |us )?(?:any ?more|another|anything|${TEXTS}|(?:any|any more|more|these|those|your|the) ${TEXTS})\b`,
  String.raw`\b(?:discontinue|cease|enough|knock it off|cut it out)(?: already)? ?(?:with |of |w )?(?:all |the |these |those |your ){0,2}${TEXTS}\b`,
  String.raw`\btext (?:me )?no more\b`,
]

const MENSAJES = '(?:mensajes?|textos?|sms|mensajitos|notificaciones|avisos|msjs?|recados)'
const ESCRIBIR =
  '(?:escri[bv]\\w*|env[ií]\\w*|mand\\w*|text(?:e|o)\\w*|contact\\w*|molest\\w*|fastidi\\w*|notifi\\w*|busqu\\w*|mensaje\\w*)'
const spanish = [
  // "No me manden la direccion" is still about what is sent, so only what may be texts counts.
  String.raw`\bno me (?:vuelva\w* a |siga\w* |est\w{1,3} |quiero que me )?${ESCRIBIR}`,
  String.raw`\b(?:no|nunca|ya no) (?:me )?(?:quiero|deseo|necesito|autorizo|acepto|me interesan?)(?: que)?(?: me)?(?: \w+){0,3}? (?:${MENSAJES}|manden|envien|escriban|texteen|contacten|molesten)\b`,
  String.raw`\b(?:dejen?|dejenme|dejeme|deja|paren?|para) (?:ya )?de (?:\w+ )?${ESCRIBIR}`,
  String.raw`\bno vuelv\w* a ${ESCRIBIR}|\bdetengan?(?:se)?$|^salir(?: por favor)?$`,
  String.raw`\b(?:dejar|parar) de (?:recibir|mandar|enviar)\b|\b(?:paren?|dejen?|alto|basta|ya)(?: ya)?(?: con| de| a)* (?:los |sus |tantos |estos )?${MENSAJES}`,
  String.raw`\bno (?:me )?(?:\w+ )?(?:mas|tantos) ${MENSAJES}\b|^(?:ya )?no ${MENSAJES}`,
  String.raw`\b(?:darme|denme|deme|dame|dar|darse|doy|pido la|quiero la) (?:de )?baja\b|^baja(?: por favor)?$`,
  String.raw`\b(?:cancel\w*|paren?|quiten?|suspend\w*|deten\w*|elimin\w*|anul\w*) (?:los |estos |sus |las |mis |todos |la |mi |esta ){0,3}(?:${MENSAJES}|su[bs]s?cripcion)\b`,
  String.raw`\b(?:borr\w*|elimin\w*|quit\w*|remuev\w*|sac\w*|olvid\w*) (?:a )?(?:mi|este) (?:numero|telefono|nombre|contacto|celular)\b`,
  String.raw`\b(?:quit|borr|elimin|sac|saqu|retir|remuev|remov)\w*(?:me|nos) de (?:la|su|sus|esta|esa|este|el|tu) (?:lista|sistema|base|registro|contactos|grupo|servicio)s?\b(?! de espera)`,
  String.raw`\bdeje(?:n)?me en paz\b|\bdeje\w* de molestar\b|\bno molest(?:ar|e|en)\b|^ya (?:basta|paren?|no mas)\b|^(?:por favor )?(?:ya )?paren?(?: ya)?(?: por favor)?$`,
  String.raw`\b(?:retiro|revoco|quito) mi (?:consentimiento|permiso|autorizacion)\b|\bno doy (?:mi )?(?:consentimiento|permiso)\b`,
]

const REVOCATIONS: readonly RegExp[] = [...english, ...spanish].map((pattern) => new RegExp(pattern))

/** "Stop texting me before 9": a wish about when, not whether. A place or number ("on this number") is a whole wish. */
const LIMIT =
  /^ ?(?:me |us |anymore )?(?:before|after|during|while|until|till|when|so (?:much|often|early|late)|between|unless|if|at (?!all\b|this (?:number|phone))|on (?!this (?:number|phone)|my (?:phone|cell))|about (?:a|the|my) (?:time|visit|appointment)|antes|despues|cuando|tan)/

/** A sentence of its own: "Enough already. Stop." */
const STOP_SENTENCE =
  /^(?:(?:please|pls|just|ok|no) )*(?:stop|stopall|unsubscribe|opt ?out)(?: (?:please|pls|plz|now|already|thanks|thank you|all|texting))*$/

export type Revocation = { kind: 'revoked'; words: string } | { kind: 'limited'; words: string }

/** Finds such a wish in `words` (from `plainWords`). `limited`: only at some times; a person should ask. */
export function findRevocation(words: string): Revocation | null {
  for (const pattern of REVOCATIONS) {
    const match = pattern.exec(words)
    if (match === null) continue
    const rest = words.slice(match.index + match[0].length)
    return { kind: LIMIT.test(rest) ? 'limited' : 'revoked', words: match[0].trim() }
  }
  return null
}

/** The same in one of several sentences, each from `plainWords`. */
export function findRevokingSentence(sentences: readonly string[]): Revocation | null {
  const stop = sentences.find((sentence) => STOP_SENTENCE.test(sentence))
  return stop === undefined ? null : { kind: 'revoked', words: stop }
}

/** Real words that are one slip away from STOP. */
const NOT_STOP = new Set('top shop step spot'.split(' '))
const STOP_SLIP =
  /^(?:[a-z]stop|sto[a-z]?|s[a-z]?op|st[a-z]?p|[a-z]top|sto+p+[a-z]?|tsop|sotp|stpo|stop[a-z])$/

/** STOP with one slip of the thumb, and nothing else in the text. */
export const isSlipOfStop = (words: string): boolean => STOP_SLIP.test(words) && !NOT_STOP.has(words)
