/**
 * A wish for no more texts in the patient's own words. Any reasonable way to say so counts (47 CFR 64.1200(a)(10)), but words about the
 * visit never do: those are a wish about the visit.
 */
const TEXTS = '(?:texts?|txts?|text messages?|messages?|msgs?|sms|texting|messaging)'
const NOT_NEGATED = String.raw`(?<!\b(?:dont|not|never|wont|cant|didnt) (?:ever |please )?)`

const REVOCATIONS: readonly RegExp[] = [
  /^(?:(?:please|pls|plz|just|ok|no) )*stop(?: (?:please|pls|plz|now|it|this|that|already|thanks))*$/,
  new RegExp(
    String.raw`${NOT_NEGATED}\b(?:stop|quit|cease) (?:all |with (?:the |these )?|the |these |those |your |any )?(?:texting|txting|messaging|contacting|bothering|spamming|harassing|${TEXTS})\b`,
  ),
  new RegExp(
    String.raw`${NOT_NEGATED}\b(?:stop|quit|cease) sending (?:me |us )?(?:(?:these|this|those|any|all|more|the|your|so many) ?){0,2}(?:${TEXTS}\b|$)`,
  ),
  new RegExp(String.raw`\bno more (?:of )?(?:(?:these|those|your|the) )?(?:\w+ )?${TEXTS}\b`),
  new RegExp(String.raw`\b(?:dont|do not|no longer|never) (?:want|wish|need|like) (?:\w+ ){0,4}?${TEXTS}\b`),
  /\b(?:dont|do not|no longer) (?:want|wish) to (?:receive|get|be (?:texted|messaged|contacted))\b/,
  /\b(?:dont|do not|never|not to) (?:ever |please |keep )?(?:text|txt|texting|message|messaging|msg|contact|contacting|sms) (?:me|us|this number|this phone|my phone|my number|here)\b/,
  /\b(?:dont|do not|never) (?:ever |please )?(?:text|txt|sms|message)(?: (?:again|anymore|any more))?$/,
  /\b(?:take|remove|delete|drop|get) (?:me|us|my (?:phone )?number|my name|this number) (?:off|from|out of) (?:of )?(?!(?:\w+ )?(?:wait|waiting|cancell?ation) ?lists?\b)(?:\w+ ){0,3}(?:lists?|texts|messages|system|database|contacts)\b/,
  /^(?:please |pls )?(?:remove|delete) (?:me|my (?:phone )?number|this number)(?: please)?$/,
  /(?<!\b(?:dont|not|never) (?:want to )?)\bunsubscribe\b/,
  /(?<!\b(?:dont|not|never) (?:want to )?)\bopt (?:me |us )?out(?: (?:of (?:these|this|all|your|the|texts?|messages?).*|please|now|thanks))?$/,
  new RegExp(
    String.raw`\b(?:cancel|turn off|disable) (?:all |of |these |those |the |your |my |this ){0,2}(?:\w+ )?(?:${TEXTS}|notifications|subscription)\b`,
  ),
  new RegExp(
    String.raw`\bend (?:(?:all |of |these |those |the |your |my |this ){1,2}(?:\w+ )?)?(?:${TEXTS}|notifications|subscription)\b`,
  ),
  new RegExp(
    String.raw`\bnever (?:agreed|consented|signed up|subscribed) (?:to|for) (?:\w+ ){0,3}?${TEXTS}\b`,
  ),
  /\b(?:revoke|withdraw) (?:my )?consent\b/,
  /\bleave me alone\b|\blose (?:my|this) number\b/,
  new RegExp(
    String.raw`\b(?:dont|do not|never) (?:ever |please )?send (?:me |us )?(?:any ?more|another|${TEXTS}|(?:any|any more|more|these|those|your|the) ${TEXTS})\b`,
  ),
  new RegExp(
    String.raw`\b(?:discontinue|cease|enough (?:with|of)) (?:all |the |these |those |your ){0,2}${TEXTS}\b`,
  ),
  /\bunsub\b/,
  // Spanish
  /\bno me (?:escriba|escriban|escribas|envie|envien|envies|mande|manden|mandes|textee|texteen|contacte|contacten|contactes)\b/,
  /\b(?:deje|dejen|deja|dejenme|dejeme|pare|paren|para) de (?:escribir|enviar|mandar|textear|molestar|contactar)\w*/,
  /\b(?:ya )?no (?:quiero|deseo|necesito) (?:que me (?:manden|envien|escriban)|(?:recibir )?(?:mas )?(?:\w+ ){0,2}?(?:mensajes|textos|sms))\b|\bno (?:me )?(?:\w+ )?mas (?:mensajes|textos|sms)\b|\bbasta de (?:mensajes|textos)\b/,
  /\b(?:darme|denme|deme|dame|dar) de baja\b|\b(?:cancele|cancelen|cancelar|pare|paren|quite|quiten|suspenda|suspendan) (?:los|estos|sus|las|mis|todos los) (?:mensajes|textos|sms|notificaciones)\b/,
  /\b(?:borre|borren|elimine|eliminen|quite|quiten|remueva|remuevan) mi (?:numero|telefono|nombre)\b/,
  // A waiting list is no list of numbers to text.
  /\b(?:quiteme|quitenme|borreme|borrenme|elimineme) de (?:la|su|esta) lista\b(?! de espera)/,
]

/** "Stop texting me before 9": a wish about when, not whether. A place or number ("on this number") is a whole wish. */
const LIMIT =
  /^ ?(?:me |us |anymore )?(?:before|after|during|while|until|till|when|so (?:much|often|early|late)|between|unless|if|at (?!all\b|this (?:number|phone))|on (?!this (?:number|phone)|my (?:phone|cell))|about (?:a|the|my) (?:time|visit|appointment))/

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
