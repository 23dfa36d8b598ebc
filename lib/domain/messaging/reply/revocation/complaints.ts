/**
 * A complaint about texts together with an imperative that ends something: "ur messages buzz all day, cut it out". Neither of the
 * two is a wish by itself. `words` come from `plainWords`.
 */

const union = (...parts: string[]) => `(?:${parts.join('|')})`

const TEXTS_OF_OURS = union(
  '(?:texts?|txts?|messages?|msgs?|sms|notifications?|notifs?|reminders?|alerts?|pings?)',
  '(?:texting|txting|messaging|msging|spamming|pinging|textin|messagin)',
  '(?:phone|cell|dash|watch|pocket|celular|telefono|cel) (?:\\w+ ){0,3}?(?:buzz|ring|ding|beep|blow|vibrat|going off|goes off|lights? up|suena|vibra|sonando)\\w*',
  '(?:mensaj\\w*|textos?|msjs?|recordatorios?|avisos?|notificacion\\w*)',
  'suena (?:\\w+ ){0,2}?(?:telefono|cel\\w*)',
  '(?:textean|textear|escrib\\w+ (?:tanto|diario|a cada rato|todo el dia))',
)
const COMPLAINT = new RegExp(`\\b${TEXTS_OF_OURS}\\b`)

const BEHIND =
  '(?: (?:please|pls|plz|now|already|for good|forever|thanks|thank you|ok|okay|ya|por favor|porfa|people|guys|yall))*$'
/** Said only of what goes on, wherever a sentence ends so. */
const CUT_IT_OUT = union(
  'cut (?:it|that|this) out',
  'knock it off',
  'quit it',
  'make it (?:stop|quit|end)',
  'give it a rest',
  'enough (?:is enough|already)',
  '(?:thats|that is|its) enough',
  'count me out',
  'ya (?:basta|estuvo(?: bueno)?)',
  '(?:parenle|parele|parale|cortenle|cortele|cortale)(?: ya)?',
)
/** Also said of other things: only as a sentence of its own, or behind a please. */
const NEVER_AGAIN = union(
  'never again',
  'not again',
  'no more',
  'no mas',
  'nunca mas',
  'ni (?:uno|otro) mas',
  'enough',
  'basta',
  '(?:stop|quit|end|cease|desist)(?: (?:it|that|this))?',
  'im (?:done|out)',
)
const ASKED = '(?:please|pls|plz|so|just|and|kindly|now|por favor|porfa|omg|ugh)'
const ENDS_IT = new RegExp(`\\b${CUT_IT_OUT}${BEHIND}|(?:^|\\b${ASKED} )${NEVER_AGAIN}${BEHIND}`)
/** Whoever regrets ends nothing: "sorry I missed your text, never again". */
const REGRET = /\b(?:sorry|missed|miss|forgot|forget|perdon|disculp\w*|olvid\w*)\b/

/** Whether one sentence complains of texts and one of them, in so many words, ends it. */
export const endsWhatItComplainsOf = (sentences: readonly string[]): boolean =>
  sentences.some((words) => COMPLAINT.test(words)) &&
  sentences.some((words) => ENDS_IT.test(words)) &&
  !sentences.some((words) => REGRET.test(words))

/** Whose words a STOP in capitals, or said again and again, has behind it: a reason, not what else should stop. */
const REASON =
  /^(?:i|im|ive|id|ill|we|were|you|u|yall|youre|ur|this|its|it|that|these|they|he|she|my (?!(?:appointment|appt|visit|med\w*|pills?|insulin|treatment|prescription|refills?)\b)|nobody|wrong|not|dont|do not|ya|yo|me|estoy|tengo|no|trabajo|son|es|or|before|omg|god|jesus|wtf|seriously|bro|dude|leave|go)\b/

/** "STOP STOP STOP IM TRYING TO SLEEP", "STOP you people text at 3 am". `typed` is as it was typed: the capitals count. */
export function beginsWithStop(typed: string): boolean {
  const said = /^\W*(?:STOP|ALTO|BASTA|PAREN?|QUIT|END)\b[\W_]*(.*)$/su.exec(typed)
  const again =
    /^\W*((?:stop|alto|basta|paren|quit)\b)(?:[\W_]+(?:\1|now|please|it|ya|por favor)\b)*?[\W_]+\1\b[\W_]*(.*)$/isu.exec(
      typed,
    )
  const behind = again?.[2] ?? said?.[1]
  if (behind === undefined) return false
  const words = behind.toLowerCase().replaceAll(/['’]/g, '')
  return (
    words === '' ||
    REASON.test(words) ||
    (again !== null && !/^(?:by|in|at|taking|sign|light|smoking|drinking)\b/.test(words))
  )
}
