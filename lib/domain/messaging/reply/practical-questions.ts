import type { QuestionTopic } from './types.ts'

/**
 * Practical questions in the words of every day: "where do we put the car", "do I gotta fast for it", "cuánto me sale". Our answer to
 * one is general, so nothing in the text may ask for more than that, or say more.
 */

const anyOf = (...patterns: string[]) => new RegExp(`\\b(?:${patterns.join('|')})\\b`, 'g')

const YOU = '(?:you|u|ya|yall|you guys|u guys|you all|yous)'
const I = '(?:i|we|he|she|my \\w+|you|u|one)'
const OFFICE = '(?:office|clinic|place|building|location|practice)'
const DOCTOR = '(?:dr \\w+|doctor(?: \\w+)?|the dr|the doctor|doc|he|she)'

/** What is asked, by topic. */
const ASKS: Readonly<Record<Exclude<QuestionTopic, 'other'>, RegExp>> = {
  address: anyOf(
    `where (?:are|r|is|s) (?:${YOU}|(?:the|your|ur|this) ${OFFICE})(?: (?:located|at|exactly|now|again|guys))*`,
    `(?:wheres|where is) (?:(?:the|your|ur|this) ${OFFICE}|(?:it|this|that)(?: (?:located|at|exactly|again))*(?= [.]|$))`,
    `(?:what|whats|what is) (?:is )?(?:the |your |ur )?(?:street|address|floor|suite|cross streets?)(?! (?:do|did|have|on|for me))(?: (?:are|r) ${YOU} on)?`,
    `(?:which|what) ${OFFICE}(?: (?:is (?:this|it|that)|do (?:i|we) (?:go|come) to))?`,
    `(?:send|text|give|message|forward) (?:me |us )?(?:the |your |ur )?(?:address|directions|location)`,
    'how do (?:i|we) (?:get|find) (?:there|you|it|yall)',
    'donde (?:queda|quedan|esta|estan|es|se encuentran?)(?: (?:eso|la|el|su|ubicad[oa]s?|clinica|consultorio|oficina|lugar))*',
    '(?:cual es |que es )?(?:la |su )direccion|(?:en|a) que (?:calle|piso|edificio|oficina|direccion)',
    '(?:mand\\w*|pas[ae]\\w*|d[ae]me|da|dar|envi\\w*|regal\\w*) (?:la|su) (?:direccion|ubicacion)',
  ),
  parking: anyOf(
    `where (?:do|can|should|would|could) ${I} (?:park|(?:put|leave) (?:the|my|our) (?:car|truck|van))`,
    `(?:is|are) there (?:a |an |any |some )?(?:\\w+ )?(?:parking|garage(?! sale)|parking lot|valet|place to park|spots? to park|handicap(?:ped)? \\w+|disabled \\w+)`,
    `(?:do|does) (?:${YOU}|the ${OFFICE}|it|they) (?:have|got) (?:a |any |free )?(?:\\w+ )?(?:parking|garage|valet)`,
    'hows? (?:is )?(?:the )?parking|is (?:the )?parking (?:free|paid|validated|hard|easy)|can (?:i|we) park (?:\\w+ )?(?:there|nearby|close|on the street)',
    'donde (?:me |nos )?(?:estacion\\w+|parque\\w+|puedo (?:estacionar|parquear)\\w*|(?:dejo|pongo|dejamos) el (?:carro|coche|auto))',
    'hay (?:donde )?(?:estacion\\w+|parking|parqueo|parqueadero|lugar para el carro)',
  ),
  preparation: anyOf(
    `(?:do|does|should|must|would) ${I} (?:need to |have to |gotta |got to |supposed to |want to )?(?:fast|be fasting|come fasting|not eat|eat|skip breakfast)`,
    `(?:am|are|is) ${I} supposed to (?:fast|eat|not eat)`,
    `(?:can|may|could|should) ${I} (?:still )?(?:eat|drink|have|take) (?:(?:a |my |some |any )?(?:coffee|water|breakfast|food|anything|something|tea)|before|first)`,
    'is (?:it|this|that) (?:a )?fasting',
    `what (?:all )?(?:do|should|must) ${I} (?:need to |have to |gotta )?(?:bring|wear|take with me)`,
    '(?:tengo que|tengo q|hay que|hay q|debo|necesito|toca) (?:ir |estar |llegar )?(?:en )?ayun\\w+|(?:es|va) en ayunas|en ayunas o',
    '(?<!no )puedo (?:comer|desayunar|tomar (?:mi )?(?:cafe\\w*|agua|te|algo))',
    '(?:que|q) (?:papeles |documentos |cosas )?(?:tengo|debo|necesito|hay)(?: que| q)? (?:llevar|traer)',
  ),
  cost: anyOf(
    `how much (?:is|s|will|would|does|do|to) (?:(?:it|this|that|they|i|we|${YOU}|(?:the|a|an|my|your|ur) (?:visit|appointment|appt|copay|consult|consultation|checkup)) )?(?:gonna |going to |have to |need to |be )*(?:cost|be|owe|pay|run|charge|see|(?=without|w no|with no|if|[.])|$)`,
    `how much (?:is|s|for) (?:it|this|that|(?:the|a|an|my|your|ur) (?:visit|appointment|appt|copay|consult|consultation|checkup))(?= [.]|$| (?:without|w|with|for|again|now|total)\\b)`,
    '(?:what|whats|what is) (?:is |will |would |do )?(?:the |my |your |ur |i |we |it )?(?:copay|cost|price|fee|charge|owe)',
    'cuanto (?:\\w+ ){0,3}?(?:cuesta|costar|sale|salir|salen|cobran?|vale|pagar|pago|es|copago|debo)',
  ),
  provider: anyOf(
    `is ${DOCTOR} an? (?:man|woman|male|female|lady|guy|she|he)(?: (?:doctor|dr))?`,
    `(?:does|do|can) (?:${DOCTOR}|the doctors?) (?:speak|speaks|know|talk) (?:any )?(?:spanish|espanol|english|creole|chinese|portuguese)`,
    `(?:what|whats|what is) (?:is )?(?:dr \\w+|doctors?|the doctors|his|her)(?: s)? specialty|what (?:kind|type|sort) of (?:dr|doctor) is (?:dr \\w+|he|she|this|that)|(?:who|whos) (?:is |this )?(?:dr \\w+|the doctor)`,
    '(?:el|la) (?:dr|dra|doctora?)(?: \\w+)? (?:habla|es (?:hombre|mujer|senor|senora))(?: espanol)?',
    '(?:quien|quienes) es (?:el|la) (?:dr|dra|doctora?)|que especialidad',
  ),
}

/** A wish, an answer, or anything of one's health: more than a general answer serves. */
const SAYS_MORE =
  /\b(?:cancel\w*|resch\w*|mov(?:e|ing)|chang\w*|switch\w*|another|different|instead|rather|earlier|later|sooner|yes|yep|yeah|nope|none|book|confirm\w*|option|ill take|put me|sign me|if|unless|pain\w*|hurt\w*|sick|fever|ill|pills?|med(?:s|icines?|ications?)?|dos(?:e|age)|insulin|thinners?|blood|pressure|diabet\w*|sugar|refills?|results?|pregnan\w*|baby|symptoms?|rash|cough|surger\w*|procedure|biopsy|test|tests|scan|mri|xrays?|shots?|vaccine|allerg\w*|bleed\w*|duel\w*|dolor|fiebre|pastillas?|medic(?:ina|inas|amento|amentos)|insulina|sangre|presion|azucar|receta|resultados?|embaraz\w*|sintomas?|operaci\w*|cirugia|prueba|analisis|vacuna|alerg\w*|cancel\w*|cambi\w*|mover|otr[oa] (?:dia|hora|fecha|cita)|quiero|prefiero|si (?:puedo|me)|bill|billed|charged|complain\w*|to (?:my|his|her|him)|list)\b/
const MOST_WORDS_BESIDE = 14
const PARKS = /\b(?:park\w*|garage|estacion\w*)\b/
const ASKS_AGAIN =
  /\b(?:what|when|where|who|which|why|how|can|could|does|is there|are there|que|cual|cuando|donde|quien|como|puedo|hay)\b/

/** Whoever has none pays what the visit costs. */
const WITHOUT_INSURANCE =
  /\b(?:(?:if|since|because|bc|cuz) (?:i|we) (?:dont|do not) have (?:any )?insurance|(?:without|with no|w no|w o|wo|no) (?:any )?insurance|(?:si )?(?:sin|no tengo|no tenemos) seguro(?: medico)?)\b/g

/** The topics that a text asks about and nothing else, or none. `said`: from `plainSentences`. */
export function practicalTopics(said: string): QuestionTopic[] {
  const words = said.replace(WITHOUT_INSURANCE, ' ').replace(/ {2,}/g, ' ').trim()
  if (SAYS_MORE.test(words)) return []
  let left = words
  const topics: QuestionTopic[] = []
  for (const [topic, asks] of Object.entries(ASKS) as [QuestionTopic, RegExp][]) {
    const without = left.replace(asks, ' ')
    if (without === left) continue
    topics.push(topic)
    left = without
  }
  const beside = left.split(' ').filter((word) => word !== '' && word !== '.')
  // "How much is the parking" is of neither.
  const isMixed = topics.length > 0 && !topics.includes('parking') && PARKS.test(left)
  return isMixed || beside.length > MOST_WORDS_BESIDE || ASKS_AGAIN.test(left) ? [] : topics
}
