/**
 * A wish for no more texts, put together from what it is made of: a word that ends something, and what is to end. Any reasonable
 * way to say so counts (47 CFR 64.1200(a)(10)). `words` are of one sentence, from `plainWords`, with slips mended.
 */

const union = (...parts: string[]) => `(?:${parts.join('|')})`
/** Up to so many words between two parts of a wish. */
const gap = (most: number) => String.raw`(?:\S+ ){0,${most}}?`

// English

/** What we send. */
const TEXTS = union(
  '(?:texts?|txts?|tx|msgs?|msges|messages?|sms)(?: (?:messages?|msgs?|alerts?|reminders?|notifications?|updates?))?',
  'notifs?',
  'notifications?',
  'alerts?',
  'reminders?',
  'spam\\w*',
  'blasts?',
  'pings?',
)
/** What we do. */
const TEXTING = union(
  '(?:text|txt|tex|messag|msg|contact|bother|bugg|harass|pester|spamm|annoy|remind|notify|ping|dm|sms|blast|stalk)(?:e?ing|in)',
  'sms ?ing',
  'writing(?: (?:to )?(?:me|us|this))?',
  'hitting (?:me|us) up',
  'hitting up',
  'blowing (?:up|me up|my)',
  'blow(?:ing)? up (?:my|this)',
  'sending',
  'reaching out',
)
const TO_TEXT = union(
  'text',
  'txt',
  'message',
  'msg',
  'contact',
  'sms',
  'bother(?= (?:me|us|my|this))',
  'bug(?= (?:me|us))',
  'spam',
  'notify',
  'pester',
  'harass',
  'annoy',
  'ping',
  'dm',
  'hmu',
  'write (?:to )?(?:me|us|this)',
  'hit (?:me|us) up',
  'reach out',
  'remind me',
  'send (?:me|us)',
)
const END = union(
  'stop',
  'quit',
  'cease',
  'discontinue',
  'terminate',
  'desist',
  'suspend',
  'halt',
  'knock off',
  'cut out',
  'cut it out with',
  'pull the plug on',
)
/** What we do, in the words of letters. */
const CONTACT = '(?:communications?|correspondence|outreach|contacts?|solicitations?)'
const NOT_BEFORE = String.raw`(?<!\b(?:dont|not|never|wont|cant|didnt|cannot|couldnt|doesnt|non|bus|full|pit) (?:ever |please |want to |want you to |let me )?)`
const WEARY = union(
  'sick (?:and tired )?of',
  'tired of',
  'fed up (?:with|of)',
  'done with',
  'over',
  'enough (?:with|of)?',
  'had it with',
  'annoyed (?:by|with|at)',
  'not int\\w*sted in',
  'no interest in',
  'rather not',
  'prefer not to',
  'no longer (?:want|wish|need|interested)',
)
const DONT = union(
  'dont',
  'do not',
  'dnt',
  'dont ever',
  'never',
  'no longer',
  'not',
  'didnt',
  'did not',
  'doesnt',
  'would not',
  'wouldnt',
)
const WANT = union(
  'want',
  'wnat',
  'wish',
  'need',
  'like',
  'care for',
  'consent',
  'agree',
  'appreciate',
  'authorize',
  'ask for',
  'sign up',
  'subscribe',
)
const MY_NUMBER = union(
  'me',
  'my(?= (?:off|from|out)\\b)',
  '(?:number|name|phone)',
  'us',
  '(?:my|this|our|the|his|her) (?:\\w+ )?(?:number|numbr|num|phone|cell|cellphone|mobile|line|contact|info|name|digits)',
)
const LISTS = union(
  '(?:the|ur|your|this|that|yall|yalls|all|any|these|those|whatever|every) (?:\\w+ ){0,3}?(?:lists?|system|database|contacts?|rolls?|program|records?|files?|subscription|thing|group|distribution|service)',
  '(?:mailing|texting|text|contact|call|sms|spam) ?(?:lists?|thing)',
  `(?:(?:the|ur|your|this|that|yall|yalls|any|these|those|whatever) (?:\\w+ ){0,2}?)?(?:bots?|robots?|machine|autotext\\w*|app|feed|rotation|roster|loop|computer)`,
  'lists?',
)
const NOT_THE_WAITING_LIST =
  '(?! (?:for|of) (?:the )?(?:visit|appointment)|(?:\\w+ )?(?:wait|waiting|cancell?ation) ?lists?)'
const OFF = union('off', 'off of', 'off from', 'loose from', 'from', 'frm', 'out of', 'out', 'of')

/** What follows "I said stop": "already", "10 times", "like you asked". */
const EMPHASIS = '(?:already|now|please|as|like|per|is|to|so|\\d)'

const english: readonly string[] = [
  // "Stop these texts", "quit blowing up my phone".
  `${NOT_BEFORE}\\b${END} (?!by\\b|in\\b|at\\b|taking\\b|my (?!phone|texts?|msgs?|messages?|reminders?|notif))${gap(4)}${union(TEXTS, TEXTING)}\\b`,
  `${NOT_BEFORE}\\b${END} sending\\b`,
  `${NOT_BEFORE}\\b${END} (?:with )?(?:all )?(?:the|these|those|this|ur|your|yalls?) (?:\\w+ )?(?:bs|crap|shit|nonsense|stuff|thing|junk)\\b`,
  // "Don't text me", "do not ever contact this number"; not "I don't text and drive".
  `(?<!\\b(?:i|we|they|he|she|really|usually) )\\b(?:dont|do not|dnt|never|plz dont) (?:you |u )?(?:ever |please |pls |dare |even |call or |call and |keep |try to )*${TO_TEXT}(?!s\\b)(?:ing)?\\b(?! (?:back|if|unless|on|for))`,
  `\\b(?:dont|do not) (?:you )?(?:text|txt|message|msg|contact) (?:me|us|this|my)\\b`,
  `\\b${DONT} ${WANT} (?!to (?:cancel|miss|change|stop|lose|opt out))${gap(5)}${union(TEXTS, TEXTING, 'texted', 'messaged', 'contacted', 'hear from (?:you|u|yall)', 'any of (?:this|these)')}\\b(?! (?:me )?(?:on|at|in|to|about) (?:mon|tue|wed|thu|fri|the wrong))`,
  `\\b(?:dont|do not|dnt|no longer|not|tired of|sick of|stop|quit|can i not|can we not|may i not) (?:want|wish|wanna|like|need|care|appreciate|interested)? ?(?:to |in )?(?:keep |be )?(?:receiv|gett|receive|get)(?:ing)? (?:any |these|those|this|texts?|msgs?|messages?|anything|stuff|spam|it anymore|nothing)\\b`,
  `\\b${WEARY} ${gap(3)}${union(TEXTS, TEXTING, 'texted', 'messaged', 'contacted')}\\b`,
  `\\bno (?:more |mo |further |other )?(?:of )?(?:the |these |those |your |ur )?(?:\\w+ )?${TEXTS}(?: (?:please|pls|plz|thanks|thank you|ty|period|ever|again|to this (?:phone|number)))*$`,
  `\\bno mo(?:re|)? (?:of )?(?:the |these |those |your |ur )?(?:\\w+ )?${union(TEXTS, TEXTING)}\\b`,
  // "Please no more": nothing follows that could be about something else.
  '\\b(?:no more|no mas)(?: (?:please|pls|plz|thanks|thx|ty|of (?:these|this|them|those)|ever|now|already|ok|okay|por favor|gracias))*$',
  // "Take my number off your list", "delete me from this".
  `(?<!\\b(?:dont|do not|not|never|didnt) )\\b${union('take', 'remove', 'delete', 'drop', 'get', 'strike', 'erase', 'scratch', 'unenroll', 'pull', 'wipe', 'lose', 'purge', 'block', 'scrub', 'kick', 'cut', 'boot', 'unhook', 'unplug', 'disconnect', 'exclude')} (?:the )?${MY_NUMBER} ${OFF} (?:of )?${NOT_THE_WAITING_LIST}${union(LISTS, `(?:${gap(3)})${TEXTS}`, '(?:this|that|it|here|everything|there)', '(?:(?:your|ur|the|this|these|all|yalls?) )*(?:texting|messaging)')}(?: |$)`,
  `^${gap(5)}(?:take|get|leave|cut|count) (?:me|us) (?:off|out)(?: (?:please|pls|plz|now|thanks|of it|of this|already|ok|this|it))*$`,
  `^(?:please |pls |plz |can you |could you |kindly |just |ok )*(?:remove|delete|erase|forget|drop|block|unsubscribe|unenroll) ${MY_NUMBER}(?: (?:please|pls|plz|now|thanks|already))*$`,
  `(?<!\\b(?:dont|not|never) )\\b(?:remove|delete|erase|lose|block|drop) (?:my|this) (?:phone |cell )?(?:number|numbr|phone|contact|info|digits)\\b`,
  `\\b(?:im|i am|were|we are) good (?:on|without) (?:\\w+ ){0,2}?${TEXTS}\\b`,
  '\\b(?:dont|do not|no longer) want these(?: (?:any ?more|no more|ever again|from (?:you|u|yall)))+\\b',
  // "Unsubscribe", "opt me out".
  String.raw`(?<!\b(?:dont|not|never|didnt) (?:want to )?)\bun ?su[bs]\w*cri?\w*\b|\bunsub\b|\bdesu[bs]s?cri\w*`,
  String.raw`(?<!\b(?:dont|not|never) (?:want to )?)\bopt(?:ing|ed)? (?:me |us |this number )?out\b(?! of (?:the )?(?:appointment|visit|surgery|procedure|test))`,
  `\\b(?:cancel|turn off|shut off|disable|deactivate|kill|silence|mute|shut down|switch off) (?:all |of |these |those |the |your |ur |my |this ){0,3}(?:\\w+ )?${union(TEXTS, 'subscription', 'texting')}\\b(?! (?:visit|appointment|appt))`,
  `\\bend (?:(?:all |of |these |those |the |your |ur |my |this ){1,2}(?:\\w+ )?)?${union(TEXTS, 'subscription')}\\b`,
  `\\bhow (?:do|can|to) (?:i |we |you |u )?(?:\\w+ )?(?:stop|end|get off|turn off|turn (?:this|these|it|them) off|get out of|cancel|quit|opt out|unsubscribe|block)\\b(?: ${gap(4)}${union(TEXTS, TEXTING, LISTS, 'this', 'these')})?`,
  `\\bdo ?not (?:text|contact|call|message) list\\b`,
  // Consent that was never given, or is taken back.
  `\\bnever (?:agreed|consented|signed up|subscribed|opted in|asked|gave|authorized|approved|requested|wanted)\\b(?! (?:to see|for (?:the|an?|my) (?:appointment|visit)))${gap(5)}${union(TEXTS, TEXTING, 'permission', 'consent', 'number', 'this', 'these', 'text', 'it')}?`,
  String.raw`\b(?:didnt|did not|never|dont) (?:consent|sign up|subscribe|opt in|agree|ask) (?:to|for|in) (?:this|these|that|it|any of|texts|your)\b`,
  String.raw`\b(?:dont|do not|didnt|did not|never) (?:give|gave|have) (?:you |u |yall )?(?:guys )?(?:my |any )?(?:permission|consent|authorization)\b`,
  String.raw`\b(?:revoke|withdraw|rescind|take back|pull) (?:my |all )?(?:consent|permission|authorization)\b`,
  // Sent away.
  `\\b(?:dont|do not|never) (?:you )?(?:ever |please )?send (?:them|these|those|it|this|any|anymore|any more|no more|nothing)\\b|\\b(?:dont|do not) want (?:anything|nothing|them|these|this|stuff) (?:on|to) my (?:phone|cell)\\b|\\b(?:email|mail|letter|call)s? only\\b`,
  `\\b(?:asked|told|begged|requested)\\b(?! me).{0,30}\\b(?:be )?(?:taken off|removed|to stop|deleted)\\b|\\b(?:have|has|need) to (?:type|say|text|tell|send|reply|write|repeat|keep saying|ask) (?:you )?(?:to )?stop\\b`,
  `\\b${union(TEXTS, TEXTING, 'this', 'it', 'these')} (?:has|have|need|needs|must|gotta|got|better|should) (?:to )?(?:stop|end|cease|quit)\\b`,
  '\\b(?:rather|prefer) (?:i )?not (?:to )?(?:get|receive|have|be getting) (?:them|these|those|this|any|texts?|messages?|reminders?)\\b',

  `\\b(?:refrain from|desist from|no further|rather you (?:not|didnt|dont)|prefer (?:that )?(?:you|u) (?:not|dont|didnt)|(?:ask|request) (?:that )?(?:you|u) (?:not|stop|do not|cease)|(?:can|could|would|will) (?:you|u|yall) (?:please )?(?:not|stop|quit|chill)|chill|cool it|lay off|ease off)(?: (?:with|w|on))? ${gap(3)}${union(TEXTS, TEXTING, TO_TEXT, 'contact', 'communication\\w*')}\\b`,
  `^(?:please |pls |ok |just )*(?:take|remove|delete) ${OFF} (?:ur |your |the |this |my |all )*(?:text |mailing |contact )?lists?(?: (?:please|pls|thanks))*$|^off (?:ur |your |the |this )*(?:text |mailing )?list(?: (?:please|pls|thanks))*$`,
  `^(?:please |pls |ok |just |yo )*(?:(?:texts|reminders|notifications|alerts|messages) off|no reminders|knock it off|cut it out|give it a rest|shut (?:it |the \\w+ )?up|stfu|kick rocks|beat it|fuera|f u|fu)(?: (?:please|pls|thanks|already|now))*$`,
  `\\b(?:dont|do not) (?:do|accept|use) (?:texts?|texting|text messages?|sms)\\b|\\b(?:dont|do not) (?:need|want) (?:to be )?(?:a |any |ur |your |the )?(?:remind(?:ed|ing|ers?)|computer (?:texting|telling))`,
  '\\b(?:get|hop|stay) (?:off|out of|outta) my (?:phone|line|texts|messages)\\b|\\b(?:this is|its|thats) (?:harassment|spam)\\b|\\b(?:legal action|sue (?:you|u|yall))\\b|\\b(?:report|reporting|reported|complain\\w*) (?:this |it |you |u )?(?:to|with) (?:the )?(?:fcc|ftc|bbb|my carrier|att|verizon|tmobile|authorities|police)\\b',
  `\\b(?:only|just|please|rather you) call(?: me)?(?: instead)? (?:dont|do not|no|never|not) ${union(TEXTS, TO_TEXT, TEXTING)}\\b`,

  '^(?:ok |just |please |omg |then )*(?:make (?:it|this|them|these) stop|enough(?: enough| already| is enough)?|cease(?: and desist)?|blocked|remover?|unsub)(?: (?:please|pls|now|thanks|por favor))*$',
  '\\bmake (?:it|this|them|these) (?:stop|quit|end|go away)$',
  // "Make these texts quit", "have the messages stopped", "put an end to the texts".
  `\\b(?:make|have|get|let) ${gap(3)}${TEXTS} (?:\\w+ )?(?:stop|stopp?ed|quit|end|ended|cease|go away|halt|canceled|cancelled|shut off|turned off)\\b`,
  `\\b(?:put (?:an end|a stop)|bring an end) to ${gap(4)}${union(TEXTS, TEXTING)}\\b`,
  `\\bno (?:need|reason) (?:to|for you to|for u to) (?:keep )?${union(TO_TEXT, TEXTING)}(?: (?:me|us|here|this number))? (?:any ?more|again|ever)\\b`,
  '\\b(?:take|get|pull) (?:my|this) (?:number|phone|name|cell) off(?: (?:please|pls|now|thanks))*$',
  `\\b(?:zero|0) (?:more )?${TEXTS}\\b`,
  '\\bwant (?:out|off) of (?:this|the|your|ur|these)\\b',
  `\\b(?:want|wanna|wanted|like|need|wish|love) (?:to )?(?:be |get )?(?:off|out)(?: of)? ${NOT_THE_WAITING_LIST}${union(LISTS, `(?:${gap(3)})${TEXTS}`)}(?: |$)`,
  // "I decline further correspondence", "that all communication be terminated".
  `\\b(?:decline|refuse|reject|terminate|end|stop|cease|discontinue|no) (?:\\w+ ){0,3}${CONTACT}\\b(?! (?:info|lens|number|person|sport)\\w*)`,
  `\\b${union(TEXTS, TEXTING, CONTACT)} (?:\\w+ ){0,5}?be (?:terminated|stopped|discontinued|ended|ceased|halted|suspended|removed|cut off|shut off)\\b`,
  `\\b${union(TEXTS, TEXTING)}\\b.{0,40}\\b(?:see|ensure|make sure|be sure) (?:to it )?(?:that )?(?:they|it|these|this) (?:cease|stop|end|quit)s?\\b`,
  '^(?:please |kindly |pls )(?:desist|cease|discontinue|refrain|unenroll)(?: (?:now|immediately|at once|thank you|thanks))*$',
  `\\b(?:aint|isnt) (?:nobody |no one |noone )?(?:tryna|trying to|gonna|want|wanting|need|asking for|got time for|here for) (?:be )?(?:get |getting |see |read |receive |want |have )?${gap(3)}${TEXTS}\\b`,
  '\\bun ?sign (?:me|us|this)\\b|\\b(?:unregister|deregister|disenroll|unenroll) (?:me|us|my number|this number)\\b|\\bwho (?:signed|put|added|enrolled) (?:me|us|my number) (?:up|on|to|in)\\b',
  '\\b(?:dont|do not|never|stop|quit) (?:use|using|hit|hitting|ring|ringing|blow up|touch) (?:up )?(?:my|this) (?:\\w+ )?(?:number|line|phone|cell|digits)\\b',
  '\\b(?:getting|got|consider yourself|youre|you are|u r) (?:\\w+ )?blocked\\b',
  '\\b(?:please|pls|plz|just|kindly) (?:stop|quit|end|cease) (?:them|these|those)(?: (?:now|please|thanks|thank you|for good))*$',
  `\\bno ${TEXTS} (?:only|just|call|calls|phone|email|mail)\\b|\\bonly (?:phone )?calls? no ${TEXTS}\\b`,
  `\\b(?:turn|shut|switch|cut) ${gap(3)}${TEXTS} off\\b`,
  `\\b(?:word|code|command|way|button|link) (?:to|for|that) (?:end|stop|quit|ending|stopping|ends|stops|turn off|get off|not get|get out of) ${gap(2)}${union(TEXTS, TEXTING, LISTS, 'these', 'this', 'them')}(?: |$)`,
  '\\bturn (?:these|this|those|them|it|that) off\\b',
  String.raw`\b(?:leave|let) (?:me|us) (?:alone|be)\b|\bleave (?:my|this) (?:phone|number) alone\b|\b(?:lose|forget|erase) (?:my|this) number\b|\bgo away\b|\bpiss off\b|\bbug off\b|\bbuzz off\b|\bf(?:uck|k)? (?:off|you)\b|\bscrew off\b|\bget lost\b|\bstay (?:off|out of) my phone\b`,
  // "I'll block you", "reported as spam".
  `\\b(?:block(?:ing|ed)?|report(?:ing|ed)?) (?:u|you|yall|ya|this|these|ur|your|the|as) ?(?:number|texts?|spam|msgs?|messages?|guys)?(?= (?:if|now|next|unless|as|to|for|stop|and)|$)`,
  String.raw`\b(?:reported?|marked) (?:as |for |to )?(?:\w+ )?(?:spam|junk|fcc|ftc)\b|\bspam reported\b|\b(?:calling|call|tell|contact|report) (?:\w+ )?(?:lawyer|attorney|fcc|ftc|the authorities)\b`,
  `\\b(?:i|ive|i ve|we|weve|already) (?:have |already |literally |just |even )?(?:told|asked|said|replied|sent|texted|typed|wrote|answered|texting|saying|keep saying|keep replying)(?! me) (?:\\S+ ){0,6}?(?:stop|quit|unsubscribe)\\b(?! (?:taking|by|in|at|eating|my|smoking|drinking|the (?!text|messag|msg)))`,
  `\\b(?:if|next time|one more|another|again)\\b.{0,50}\\b(?:block|report|sue|lawyer|attorney|police|fcc)\\w*|\\b(?:will|gonna|going to|im|i am|ill|to) (?:block|report|sue)\\w*\\b.{0,40}\\b(?:text|txt|messag|msg|spam|contact|if (?:you|u|yall))\\w*`,
  `\\b(?:\\d+|so many|too many|multiple|several|a million|hundred|thousand|third|3rd|2nd|second|last) (?:times?|texts?|messages?|msgs?)\\b.{0,50}\\b(?:stop|enough|remove me|quit|take me off)\\b|\\b(?:stop|enough)\\b.{0,30}\\b(?:\\d+|so many|multiple|several) (?:times?|texts?)\\b`,
  // "You were told to stop".
  String.raw`\b(?:told|asked|said|telling|asking|need|want|like|begging|wish) (?:you |u |yall )?(?:guys |people )?(?:already )?(?:would |to )(?:please )?(?:stop|quit)(?: (?:please|now|already|texting|it|this))*$`,
  `\\b(?:said|say|saying|told you|reply|replied|replying|respond|responding|texted|texting|typed|typing|sent|send|sending|answer|this is my)(?: you| u| the word| word| with)?(?: to)? stop(?: ${EMPHASIS}\\w*(?: (?!${EMPHASIS})\\w+){0,2})*$`,
  String.raw`\btext (?:me )?no more\b`,
  `\\b(?:enough|knock it off|cut it out)(?: already)? ?(?:with |of |w )?(?:all |the |these |those |your |ur ){0,2}${TEXTS}\\b`,
]

// Spanish

const MENSAJES = union(
  'mensaj\\w*',
  'textos?',
  'texts?',
  'sms',
  'notificacion\\w*',
  'avisos?',
  'msjs?',
  'msgs?',
  'recados?',
  'recordatorios?',
  'alertas?',
  'whats\\w*',
  'spam',
)
/** The polite form of what is asked of us, and the infinitive. */
const ESCRIBIR = union(
  'escri[bv]\\w*',
  'env[ií]\\w*',
  'mand\\w*',
  'text(?:e|o)\\w*',
  'contact\\w*',
  'molest\\w*',
  'fastidi\\w*',
  'notifi\\w*',
  'busqu\\w*',
  'mensaje\\w*',
  'llen\\w*',
  'jod\\w*',
  'chin\\w*',
  'recuerd\\w*',
  'acos\\w*',
  'spam\\w*',
)
const PARAR = union(
  'dej(?:en?|ad|eis|es)(?! (?:un|el|su|tu) (?:mensaje|recado))',
  'parad',
  'deja',
  'dejar',
  'paren?',
  'parar',
  'para',
  'basta',
  'alto',
  'cese\\w*',
  'detenga\\w*',
  'suspend\\w*',
  'termin\\w*',
  'acab\\w*',
  'corten?',
  'stop',
)
const QUITAR = union(
  'quit',
  'borr',
  'elimin',
  'sac',
  'saqu',
  'retir',
  'remuev',
  'remov',
  'desactiv',
  'desinscrib',
  'cancel',
  'anul',
  'bloque',
  'olvid',
)
const MI_NUMERO = union(
  '(?:mi|este|mis|el) (?:numero|num|telefono|tel|nombre|contacto|celular|cel|movil|linea|datos)',
)
const LISTA = union(
  'lista\\w*',
  'sistema',
  'base',
  'registros?',
  'contactos?',
  'grupo',
  'servicio',
  'suscripcion',
  'directorio',
  'agenda',
)
const COURTESY_ES =
  '(?: (?:por|favor|porfa|porfavor|xfa|x favor|gracias|ya|hombre|please|pls|ahora|mismo|si))*'

const spanish: readonly string[] = [
  // "Dejen de mandar mensajes", "ya paren con los textos".
  `\\b${PARAR} (?!de (?:trabajar|fumar|tomar|comer|sangrar|llover))${gap(4)}${union(MENSAJES, `(?:de )?(?:\\w+ )?${ESCRIBIR}`)}\\b`,
  `\\bya ${gap(2)}(?:de |con )${gap(2)}${MENSAJES}\\b|\\bya (?:estuvo|fue) (?:bueno )?(?:de|con)\\b`,
  // "No me manden", "ya no me los envíe".
  `\\b(?:no|nunca|ya no|tampoco) (?:me|nos) (?:lo |los |las |la )?(?:vuelva\\w* a |siga\\w* |est\\w{1,3} |anden? )?(?!mandaron|enviaron|escribieron|contactaron|avisaron|mando|envio|han)${ESCRIBIR}\\b(?! (?:si|cuando|mas tarde|la direccion|el codigo|nada (?:del|de la) (?:doctor|cita|receta)))`,
  `\\b(?:no|nunca|ya no) ${gap(1)}(?:quiero|deseo|necesito|autorizo|autorice|acepto|acepte|pedi|solicite|di|doy|quisiera|gusta\\w*|interesa\\w*)(?: que)?(?: me)?(?: \\w+){0,4}? ${union(MENSAJES, 'mand(?:en|aran|ar|e|es)', 'envi(?:en|aran|ar|e|es)', 'escrib(?:an|ieran|ir|a)', 'textee\\w*', 'contact(?:en|aran|e)', 'molest(?:en|aran|e)', 'permiso', 'consentimiento', 'autorizacion')}\\b`,
  `\\bno ${gap(1)}(?:mas|tantos?) ${MENSAJES}\\b|^(?:por favor )?(?:ya )?no (?:mas )?${MENSAJES}${COURTESY_ES}$|\\bno vuelv\\w* a ${ESCRIBIR}`,
  `\\b(?:nada de|sin mas|cero) (?:mas )?${MENSAJES}\\b`,
  String.raw`\b(?:ya no|no) (?:quiero|deseo|necesito) (?:recibir|mas) (?:nada|mas|esto|estos|de esto|ninguno)\b|\bya no quiero (?:esto|estos|nada de esto)\b`,
  String.raw`\bcomo (?:me )?(?:quito|salgo|cancelo|paro|borro|elimino|desactivo|desuscribo)(?: \w+){0,2} (?:de )?(?:esto|estos|aqui|la lista|los mensajes|mensajes)\b`,
  `\\b(?:no|nunca|ya no) (?:${ESCRIBIR}) (?:mas|nada|otra vez|nunca|mensajes|textos|a este)\\b|\\b(?:ya )no (?:mande|envie|escriba|textee|moleste)n?\\b|\\bno (?:me )?(?:hablen|busquen|llamen ni|anden)(?: (?:mas|nada|mensajes|textos|por|ya|mandando))*\\b|\\bno (?:me )?lleguen?(?: (?:mas|ya|nada|estos|esos|sus|tantos|los|de))* ${MENSAJES}`,
  `\\bno (?:me )?(?:ocupo|necesito|interesan|pedi|solicite) ${gap(2)}${MENSAJES}\\b|\\bme (?:tienen|traen|cansaron|cansan|hartaron|hartan|enfadan|molestan) ${gap(5)}${MENSAJES}\\b|\\bya me (?:cansaron|hartaron)\\b|\\bno quiero (?:saber )?nada (?:de|con) ustedes\\b`,
  `^(?:por favor |porfa |ya |que |y |me pueden |pueden |quiero que me )*(?:quit|borr|elimin|saqu|sac|remuev|desuscrib|desinscrib)\\w*(?:me|nos)(?: (?:de (?:aqui|esto|ahi|todo|la lista|eso)|por|favor|porfa|ya|gracias))*$`,
  `\\b(?:quitar|borrar|sacar|eliminar)(?:me|nos)? (?:de )?(?:los |las |sus |la |esta )?${union(MENSAJES, LISTA)}\\b(?! de espera)`,
  `\\b(?:dejen|suelten) (?:ya )?(?:mi|este) (?:telefono|celular|cel|numero)\\b|\\bse me llena el (?:telefono|celular|cel)\\b`,
  // "Denme de baja", "sáquenme de la lista".
  String.raw`\b(?:darme|denme|deme|dame|den|dar|denos|darse|doy|dejen?me|pido la|quiero la|solicito la|ponganme) (?:de )?baja\b(?! (?:la|por (?!favor)))|^(?:de )?baja(?: por favor)?$`,
  `\\b${QUITAR}\\w*(?:me|nos)? (?:por favor |ya )?(?:a )?(?:${MI_NUMERO} )?(?:de|del) (?:la |su |sus |esta |esa |este |el |tu |los |estos |las )?(?:\\w+ (?:de )?)?${union(LISTA, MENSAJES)}\\b(?! de espera)`,
  `\\b${QUITAR}\\w* (?:a )?${MI_NUMERO}\\b`,
  `\\b(?:cancel|quit|suspend|deten|elimin|anul|desactiv|apag)\\w* (?:ya )?(?:los |estos |sus |las |mis |todos |la |mi |esta |esos |el ){0,3}${union(MENSAJES, 'su[bs]s?cripcion')}\\b`,
  `\\b(?:hart[oa]s?|cansad[oa]s?|aburrid[oa]|asquead[oa]) (?:ya )?(?:de |con )${gap(3)}${MENSAJES}\\b`,
  String.raw`\bdej[ae]\w*(?:me|nos) (?:en paz|tranquil[oa]s?|ya)\b|\bdeje\w* de (?:molestar|jod\w*|ching\w*|fregar)\b|\bno (?:me )?molest(?:ar|e|en|es)\b|\bno (?:jodan|chinguen|frieguen)\b`,
  `^(?:ya |por favor |porfa |oigan |señores |bueno |que )*(?:basta|paren?|paren ya|no mas|detengan?(?:se)?|alto|salir|stop|ya estuvo|baja)${COURTESY_ES}$`,
  `\\bsalir(?:me|nos)? de (?:esto de )?(?:los |las |la |sus |su )?${union(MENSAJES, 'lista')}\\b(?! de espera)`,
  `\\b(?:ya no|no) (?:me|nos) (?:avis|recuerd|confirm|mand)\\w* (?:\\w+ )?(?:por|con|en|mediante) ${MENSAJES}\\b`,
  '\\bno (?:les |le )?(?:autorizo|permito|doy permiso|consiento) (?:\\w+ ){0,4}?(?:mi|este) (?:numero|telefono|celular|cel)\\b',
  String.raw`\b(?:retiro|revoco|quito) (?:mi|el) (?:consentimiento|permiso|autorizacion)\b`,
  `\\b(?:los |las )?(?:voy a |vamos a |la voy a |lo voy a |ya los |ya la |l[oa]s? )(?:bloque|report|denunci)\\w*|\\b(?:bloque|report|denunci)(?:ar|are|ados?)(?:los|las|la|lo)?\\b(?= |$)(?:.{0,20}(?:spam|numero|mensaj\\w*|$))`,
  `\\bya (?:les|le|te|los) (?:dije|pedi|he dicho|avise)\\b.{0,40}\\b(?:no me|paren?|dejen?|basta|quit\\w*|borr\\w*|no quiero)\\b|\\bsi (?:me )?(?:vuelven|siguen|mandan|escriben|llega)\\b.{0,40}\\b(?:bloque|report|denunc|demand)\\w*|\\b(?:l[oa]s|te|l[oa]) (?:bloque|report|denunci)(?:o|e|are)\\b`,
  `\\bquien (?:les|le|te) (?:dio|autorizo) (?:permiso|mi numero|mi telefono|mi celular)\\b.{0,40}\\b(?:quit|borr|saqu|sac|elimin|no me)\\w*`,
]

export const CONCEPTS: readonly RegExp[] = [...english, ...spanish].map((pattern) => new RegExp(pattern))
