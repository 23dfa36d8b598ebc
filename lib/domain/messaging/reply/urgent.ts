import { URGENT_ACCIDENTS } from './urgent-accidents.ts'
import { URGENT_SIGNS } from './urgent-signs.ts'
import { plainWords } from './words.ts'

/**
 * Words that put a text in front of a person at once, whatever else it says. They are wide on purpose: a false alarm costs a
 * minute, so "no chest pain" and "stroke follow-up" count too. This is triage of mail, not of patients.
 */
const URGENT: ReadonlyArray<readonly [string, RegExp]> = [
  // Self-harm
  ['suicide', /\bsuicid\w*/],
  [
    'self-harm',
    /\b(?:kill|kil|hurt|harm|cut|cutting|hurting|harming|killing|shoot|hang) (?:my ?self|me)\b(?! (?:off|out|loose|some slack|a break)\b)/,
  ],
  ['self-harm', /\bself ?harm\w*|\bkms\b|\bunaliv\w*|\b(?:cut|slit|slash)(?:ting)? my wrists?\b/],
  ['wish to die', /\b(?:want|wanna|wants|going|gonna|ready|wish i could|rather) (?:to )?(?:die|be dead)\b/],
  [
    'wish to die',
    /\b(?:dont|do not|no longer|not) (?:want|wanna|wish) (?:to )?(?:live|be alive|be here anymore|wake up)\b/,
  ],
  [
    'wish to die',
    /\b(?:end|ending|take|taking) (?:my|his|her|their) (?:own )?life\b|\bend it all\b|\bbetter off dead\b/,
  ],
  ['wish to die', /\b(?:no|without) reason to live\b|\bcan ?t go on\b/],
  [
    'overdose',
    /\bover ?dos\w*|\bod(?:ed|ing)\b|\b(?:took|taken|swallowed|taking) (?:way )?(?:too many|too much|all (?:of )?(?:my|the|his|her)|a (?:whole )?(?:bottle|bunch|handful) of)\b/,
  ],
  [
    'poisoning',
    /\bpoison\w*|\b(?:drank|swallowed|drunk) (?:\w+ )?(?:bleach|cleaner|antifreeze|batter(?:y|ies)|magnet)/,
  ],
  [
    'violence',
    /\b(?:stabbed|gun ?shot|shot me|been shot|attacked me|hit by a car|car (?:accident|crash|wreck))\b/,
  ],
  [
    'poisoning',
    /\b(?:swallow\w*|drank|drunk|drinking|ate|ingested) (?:\w+ ){0,3}?(?:bleach|batter(?:y|ies)|detergent|cleaner|antifreeze|pesticide|magnets?)\b/,
  ],
  [
    'self-harm',
    /\b(?:cut|cutting|slit|slitting|slashed) (?:my|his|her|their) (?:own )?(?:wrists?|throat|veins?)\b/,
  ],
  [
    'overdose',
    /\bme (?:tome|he tomado) (?:muchas|demasiadas|todas las|un frasco de) (?:\w+ )?(?:pastillas|medicinas|pildoras)\b/,
  ],
  ['unconscious', /\b(?:se|me) desmay\w*|\bno (?:se )?despierta\b/],
  ['threat', /\b(?:kill|shoot|stab) (?:him|her|them|someone|somebody|people|you)\b/],
  ['dying', /\b(?:im|i am|is|hes|shes|are|were) dying\b|\bdying to\b/],
  // Heart, brain, breath
  [
    'chest pain',
    /\bchest\b.{0,30}\b(?:pain\w*|hurt\w*|tight\w*|pressure|ache\w*|aching|burning|heavy|crush\w*|squeez\w*)/,
  ],
  ['chest pain', /\b(?:pain\w*|hurt\w*|tight\w*|pressure|ache)\b.{0,20}\bchest\b/],
  ['heart attack', /\bheart ?attack\b|\bcardiac arrest\b|\bheart (?:has )?stopped\b/],
  [
    'stroke',
    /\bstroke\b|\bface (?:is )?droop\w*|\bslurr\w* (?:my )?(?:speech|words)|\bspeech (?:is )?slurr\w*/,
  ],
  [
    'stroke',
    /\b(?:numb\w*|weak\w*|paraly\w*)\b.{0,20}\bone side\b|\bone side\b.{0,30}\b(?:numb\w*|weak\w*|paraly\w*)/,
  ],
  ['worst headache', /\bworst headache\b|\bthunderclap\b/],
  [
    'breathing',
    /\b(?:cant|cannot|can not|cant even|trouble|difficulty|hard to|hard time|struggling to|not|stopped|unable to) (?:\w+ )?(?:breath\w*|breeth\w*)/,
  ],
  [
    'breathing',
    /\bshort(?:ness)? of breath\b|\bout of breath\b|\bgasping\b|\bturning blue\b|\blips are blue\b/,
  ],
  ['choking', /\bchok(?:e|ed|ing)\b|\b(?:throat|airway|tongue)\b.{0,20}\b(?:clos\w*|swell\w*|swollen)/],
  ['allergic shock', /\banaphyla\w*|\b(?:severe|bad|serious) allergic\b|\bepi ?pen\b/],
  [
    'unconscious',
    /\bunconscious\b|\bunresponsive\b|\b(?:passed|passing|blacked|blacking) out\b|\bfaint(?:ed|ing)\b|\bcollaps\w*|\b(?:wont|not|cant) wak(?:e|ing) up\b/,
  ],
  ['seizure', /\bseizures?\b|\bconvuls\w*/],
  [
    'bleeding',
    /\bbleed(?:s|ing)?\b(?! gums)|\bhemorrhag\w*|\b(?:coughing|vomiting|throwing|puking|spitting) (?:up )?(?:\w+ )?blood\b|\b(?:lot|lots|losing|lost) (?:of )?blood\b/,
  ],
  ['labor', /\bwater (?:just )?broke\b|\bin labou?r\b|\bbaby (?:is )?(?:not|isnt|stopped) moving\b/],
  [
    'severe pain',
    /\b(?:severe|extreme|unbearable|excruciating|worst) (?:\w+ )?pain\b|\bpain (?:is )?(?:so bad|unbearable|excruciating|killing me)\b/,
  ],
  [
    'emergency',
    /\b911\b|\b988\b|\bambulance\b|\bparamedics?\b|\b(?:this|it|its|it is|is|have|having) (?:is )?an? (?:\w+ )?emergency\b|\bmedical emergency\b|^emergency\b/,
  ],
  // Spanish
  [
    'dolor de pecho',
    /\b(?:dolor\w*|presion|opresion|punzada\w*|ardor) (?:\w+ ){0,3}(?:pecho|corazon)\b|\bme (?:duele|aprieta|arde|oprime) (?:\w+ ){0,3}(?:pecho|corazon)\b|\b(?:pecho|corazon) (?:\w+ ){0,2}(?:duele|aprieta|oprime|arde)\b/,
  ],
  [
    'no puede respirar',
    /\b(?:no (?:puedo|puede|podemos|consigo|logra|logro)|me cuesta|le cuesta|dificultad (?:para|al)|problemas para) (?:\w+ )?respirar\b|\bno respira\b|\bme (?:ahogo|asfixio|estoy ahogando|estoy asfixiando)\b|\bse (?:ahoga|esta ahogando|asfixia)\b|\bfalta (?:de|el) aire\b|\bsin aire\b/,
  ],
  [
    'suicidio',
    /\bsuicid\w*|\b(?:matarme|ahorcarme|colgarme)\b|\bme (?:quiero|voy a|quisiera) (?:matar|morir|suicidar|cortar|lastimar)\b|\bquiero morir\w*|\bquitarme la vida\b|\bacabar con mi vida\b|\bno quiero (?:vivir|seguir viviendo|existir)\b|\b(?:hacerme|me hago|hacerse) dano\b|\b(?:lastimarme|cortarme|autolesion\w*)\b|\bsin ganas de vivir\b|\bmejor (?:estar )?muert[oa]\b/,
  ],
  ['amenaza', /\b(?:matarlo|matarla|voy a matar)\b/],
  [
    'sangrado',
    /\b(?:des)?sangr(?:ando|ado|a mucho|o mucho|e mucho|andome|ando mucho)\b|\bhemorragia\b|\b(?:mucha|perdiendo|vomit\w*|escup\w*|tos(?:iendo|o) (?:con )?) ?sangre\b|\bno (?:para|deja) de sangrar\b/,
  ],
  [
    'sobredosis',
    /\bsobredosis\b|\b(?:tome|tomo|tomado|trague|tragado) (?:\w+ ){0,2}?(?:demasiad[ao]s|muchas|todas (?:las|mis)) (?:\w+ )?(?:pastillas|pildoras|medicinas|medicamentos)\b|\b(?:envenen|intoxic)\w*|\bveneno\b/,
  ],
  [
    'derrame',
    /\bderrame\b|\bembolia\b|\binfarto\b|\bataque (?:al|del) (?:corazon|cardiaco)\b|\bataque cardiaco\b|\bparo cardiaco\b|\b(?:cara|boca) (?:\w+ )?(?:caida|torcida|dormida)\b|\bno (?:siento|puedo mover) (?:\w+ )?(?:lado|brazo|pierna|cara)\b/,
  ],
  [
    'inconsciente',
    /\binconsciente\b|\b(?:me|se) desmay\w*|\bdesmayad[oa]\b|\bno (?:despierta|reacciona|responde)\b|\bconvulsion\w*|\bperdi(?:o)? el conocimiento\b/,
  ],
  [
    'emergencia',
    /\bemergencia\b|\bambulancia\b|\burgencias\b|\bes urgente\b|\breaccion alergica\b|\bse me cierra la garganta\b|\bgarganta (?:\w+ )?cerrando\b|\brompi (?:la )?(?:fuente|aguas)\b|\bse me rompio la fuente\b|\bde parto\b|\bauxilio\b|\bdolor (?:muy )?(?:insoportable|fuertisimo)\b/,
  ],
]

/** Words that people also use when they laugh. */
const FIGURE =
  /\b(?:(?:im|i am|i|was|were|literally|lowkey|she|he|we) (?:\w+ )?(?:dying|died|dead|deceased|choking|crying)|dying (?:to|of|over|at)|heart attack|stroke|kill (?:me|him|her|them|someone|somebody|my \w+)|killing me|infarto|muero|muriendo|matarlo|matarla|shoot me|kms|die|i ?v? ?passed out|od(?:ed|ing)? on|overdos\w* on|ataque (?:al corazon|cardiaco|de risa)|derrame|voy a matar|choked|fainted|emergency|emergencia)\b/g
const LAUGHTER =
  /\b(?:lo+l+|lmf?ao+|rofl|ha(?:ha)+h?|he(?:he)+|ja(?:ja)+j?|je(?:je)+|jk|just kidding|kidding|xd|es broma)\b|[\u{1f602}\u{1f923}\u{1f480}\u{1f606}\u{1f605}\u2620]/u
/** An emergency of another kind, said in so many words: "emergency at work", "a family emergency, nobody is sick". */
const OTHER_EMERGENCY =
  /\b(?:(?:work|plumbing|car|pet|dog|school|babysit\w*|childcare|family|travel|house|job|wedding|hair|laundry|wardrobe|fashion|snack|coffee) emergency|emergency (?:at|with|in) (?:my |the |our )?(?:work|job|office|school|house|home|car|plumb\w*|basement|kitchen|store|shop|boss)|emergency (?:work|plumb\w*|contact|meeting|shift|dentist|landing|brake|call at work|at work)|(?:non|not an?|no es(?: una)?|no hay|nada de|isnt an?|its not an?) (?:\w+ )?(?:emergency|emergencia)|emergency contacts?|emergencia (?:en|del?|con) (?:el |la |mi )?(?:trabajo|chamba|escuela|casa|carro|coche|familia)|emergencia (?:familiar|laboral)|contacto de emergencia)\b/g

/** What sounds like a sign and is none: reading without glasses, sleeping late, a joint that aches. */
const HARMLESS =
  /\bno veo bien (?:las? |los? |el )?(?:letras?|pantalla|numeros?|telefono|de cerca|sin)\b|\b(?:i am|im) not waking up (?:that |so |too )?early\b|\b(?:back|knees?|feet|foot|shoulders?|hips?|tooth|teeth|ankles?|elbow|wrists?|ears?|legs?|traffic|game|team|allergies|sinuses|commute|suspense|jets|giants|mets|yankees|kids|heat|humidity|rash|itch|schedule|job|boss) (?:is|are|has been|have been) killing me\b/g

/** Words that end so and are no "-ing" without its g. */
const ENDS_IN_IN =
  /^(?:again|pain|brain|skin|chin|shin|thin|vein|begin|within|since|insulin|aspirin|vitamin|cabin|margin|virgin|cousin|main|rain|train|gain|remain|plain|spain|grain|drain|strain|stain|certain|curtain|captain|mountain|heparin|warfarin|coumadin|penicillin|amoxicillin|origin|urin|login|basin|robin|martin|latin|satin|ruin|dolphin|pumpkin|napkin|muffin|violin|poison|join|coin|groin)$/

/** "Wont quit bleedin": as it would be spelled out. */
const spelledOut = (words: string): string =>
  words
    .replace(/\b[a-z]{3,}in\b/g, (word) => (ENDS_IN_IN.test(word) ? word : `${word}g`))
    .replace(
      /\b(wont|doesnt|dont|didnt|not|never|cant|isnt|hasnt|aint) (ever )?quit(?:ting)?\b/g,
      '$1 $2stop',
    )
    .replace(
      /\baint (?=(?:moving|breathing|responding|waking|talking|making|peeing|kicking|stopping)\b)/g,
      'not ',
    )
    .replace(/\bcaint\b/g, 'cant')

/** "Ffell", "hipp", "helpppp": shaking hands and fear hold keys down. */
const withoutHeldKeys = (words: string): string =>
  words
    .replace(/\b([a-z])\1+|([a-z])\2{2,}|([bcdghkmnprtvwxyz])\3+(?=$| )/g, '$1$2$3')
    .replace(/\b(\w*?)nn?g\b/g, '$1ng')

/**
 * What makes the text urgent, in one or two words, or null. `text` is what was typed: laughter is often an emoji. A figure of
 * speech is one only beside laughter, and only where nothing else in the text is a sign.
 */
export function findUrgent(text: string): string | null {
  const all = plainWords(text).replace(OTHER_EMERGENCY, ' ').replace(HARMLESS, ' ')
  const words = LAUGHTER.test(text.toLowerCase()) ? all.replace(FIGURE, ' ') : all
  const said = [words, spelledOut(words), withoutHeldKeys(words)]
  return (
    [...URGENT, ...URGENT_SIGNS, ...URGENT_ACCIDENTS].find(([, pattern]) =>
      said.some((each) => pattern.test(each)),
    )?.[0] ?? null
  )
}
