/**
 * Words that put a text in front of a person at once, whatever else it says. They are wide on purpose: a false alarm costs a
 * minute, so "no chest pain" and "stroke follow-up" count too. This is triage of mail, not of patients.
 */
const URGENT: ReadonlyArray<readonly [string, RegExp]> = [
  // Self-harm
  ['suicide', /\bsuicid\w*/],
  ['self-harm', /\b(?:kill|kil|hurt|harm|cut|cutting|hurting|harming|killing|shoot|hang) (?:my ?self|me)\b/],
  ['self-harm', /\bself ?harm\w*|\bkms\b|\bunalive\b/],
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
    /\bover ?dos\w*|\b(?:took|taken|swallowed) (?:too many|all (?:of )?(?:my|the)|a (?:whole )?bottle of)\b/,
  ],
  ['poisoning', /\bpoison\w*/],
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
    /\bdolor (?:\w+ )?(?:de|en) (?:el )?pecho\b|\bme duele (?:mucho )?el pecho\b|\bel pecho me duele\b/,
  ],
  [
    'no puede respirar',
    /\bno (?:puedo|puede|podemos) respirar\b|\bme (?:ahogo|asfixio|estoy ahogando)\b|\bfalta de aire\b|\bme falta el aire\b/,
  ],
  [
    'suicidio',
    /\bsuicid\w*|\bmatarme\b|\bquiero morir\w*|\bquitarme la vida\b|\bno quiero vivir\b|\bhacerme dano\b/,
  ],
  ['sangrado', /\bsangr(?:ando|ado|a mucho)\b|\bhemorragia\b|\bmucha sangre\b/],
  [
    'emergencia',
    /\bemergencia\b|\bambulancia\b|\bataque al corazon\b|\binfarto\b|\bderrame cerebral\b|\bsobredosis\b|\binconsciente\b|\bconvulsion\w*/,
  ],
]

/** What makes the text urgent, in one or two words, or null. `words` come from `plainWords`. */
export function findUrgent(words: string): string | null {
  return URGENT.find(([, pattern]) => pattern.test(words))?.[0] ?? null
}
