import { near } from './urgent-signs.ts'

/**
 * Emergencies by what happened (a fall, a blow, a bite, a poison) and by signs of small children, clots and the end of strength.
 * As in `urgent-signs.ts`: wide on purpose.
 */

const BODY =
  'head|skull|neck|chest|back|face|eyes?|hands?|fingers?|thumb|arms?|legs?|foot|feet|toes?|ankle|knee|hip|ribs?|stomach|belly'
const MACHINE =
  'chain ?saw|saw|mower|tractor|truck|trailer|forklift|combine|auger|press|grinder|table saw|nail gun|axe|hatchet|tree|beam|atv|four wheeler|quad|car|van|bus|train'
const ANIMAL = 'horse|bull|cow|steer|pit ?bull|dog|mule|pig|hog|deer|bear'
const VENOM =
  'rattle ?snake|rattler|copperhead|cottonmouth|moccasin|viper|snake|black widow|brown recluse|scorpion|jellyfish|rabid \\w+|raccoon|bat'
const POISON =
  'bleach|ammonia|windex|lysol|pine ?sol|drano|antifreeze|gasoline|gas|kerosene|paint thinner|lighter fluid|pesticides?|weed ?killer|roundup|rat poison|chlorine|lye|acid|hand sanitizer|mouthwash|nail polish remover|perfume|button battery|magnets?|coins?|quarter|penny|marble'
const HIGH_PLACE =
  'roof|ladder|tree|scaffold\\w*|balcony|window|truck|tractor|horse|bike|motorcycle|moped|scooter|loft|silo'

const ACCIDENTS: ReadonlyArray<readonly [string, string]> = [
  [
    'fall',
    `\\b(?:fell|fallen|falling|thrown|bucked|knocked) (?:\\w+ )?(?:off|from|out of) (?:of )?(?:a |the |my |his |her )?(?:${HIGH_PLACE})\\b`,
  ],
  [
    'injury',
    `\\b(?:${MACHINE})\\b.{0,16}\\b(?:(?:got|cut|caught|rolled|fell|landed|crushed|pinned|ran over|hit|slipped)\\b.{0,12}\\b(?:my|his|her) (?:\\w+ )?(?:${BODY})|(?:rolled on|rolled over|fell on|landed on|crushed|pinned|ran over|hit) (?:me|him|her))\\b`,
  ],
  [
    'injury',
    `\\b(?:ran over|run over|crushed|smashed|pinned|mangled|got caught in|slammed) (?:\\w+ )?(?:my|his|her|by|the)\\b.{0,16}\\b(?:${BODY}|${MACHINE})\\b`,
  ],
  [
    'injury',
    `\\b(?:${ANIMAL}|somebody|someone|he|she)\\b.{0,6}\\b(?:kicked|stepped on|trampled|stomped|gored|mauled|bit|attacked)\\b.{0,16}\\b(?:${BODY}|him|her)\\b`,
  ],
  [
    'injury',
    `\\b(?:broke|broken|snapped|dislocated) (?:my|his|her) (?:neck|back|skull|hip|leg|arm|wrist|ankle|collarbone|jaw)\\b|\\b(?:finger|thumb|toe|ear|hand|skin|nail)s?\\b.{0,12}\\b(?:hang\\w* off|came off|torn off|ripped off|cut off|half off)\\b`,
  ],
  [
    'bite',
    `\\b(?:bit|bitten|stung|struck|got)\\b.{0,14}\\b(?:${VENOM})\\b|\\b(?:${VENOM})\\b.{0,10}\\b(?:bit|bite|got|stung|struck)\\b`,
  ],
  [
    'poisoning',
    `\\b(?:drank|drunk|drinking|swallow\\w*|ate|ingested|got into|inhaled?|breath\\w* in|breathing)\\b.{0,16}\\b(?:${POISON})\\b|\\bmix\\w*\\b.{0,12}\\bbleach\\b|\\bsmoke inhalation\\b|\\b(?:chemical|toxic) fumes\\b`,
  ],
  [
    'unconscious',
    '\\bslump\\w*\\b|\\bfound (?:my )?(?:him|her|them|mom|mother|dad|father|grand\\w+|husband|wife|son|daughter|sister|brother)\\b.{0,12}\\b(?:on|in) (?:the )?(?:\\w+ )?(?:floor|ground|tub|shower|bed not)\\b',
  ],
  [
    'stroke',
    '\\bpupils?\\b.{0,24}\\b(?:big\\w*|bigger|uneven|different|huge|blown|dilated|larger)\\b|\\b(?:vision|sight|eyesight) (?:just |suddenly |all of a sudden )?(?:went|gone|disappeared)\\b',
  ],
  ['chest pain', near('chest', 'sitting|standing|stepped|crush\\w*|caved|clamp\\w*', 24)],
  ['allergic shock', near('lips?|tongue|throat|face|eyes?', 'swole|swoll|swelled|ballooned', 24)],
  [
    'blood clot',
    `${near('legs?|calf|calves|thigh', 'clots?|swole and|swollen and (?:hot|red|hurts?)|hot and swollen|short of breath|short winded|cant breathe?', 40)}|\\b(?:short winded|winded just)\\b`,
  ],
  [
    'infection',
    '\\bred (?:streaks?|lines?)\\b.{0,24}\\b(?:up|down|leg|arm|wound|spread\\w*|from)\\b|\\b(?:sepsis|septic|gangrene|flesh eating)\\b',
  ],
  [
    'sugar',
    '\\bketones?\\b.{0,16}\\b(?:high|large|moderate|big|dark|up)\\b|\\b(?:high|large|moderate) ketones\\b',
  ],
  [
    'sick baby',
    '\\b(?:baby|infant|newborn|toddler|kid|son|daughter|he|she)\\b.{0,40}\\b(?:floppy|limp|lethargic|listless|unresponsive|wont (?:feed|nurse|eat or drink|cry|latch or))\\b|\\b(?:floppy|limp) (?:baby|infant|newborn)\\b|\\bsoft spot\\b.{0,24}\\b(?:sunk\\w*|bulg\\w*|swoll\\w*)\\b|\\bno (?:wet diapers?|pee|tears)\\b.{0,40}\\b(?:hrs?|hours?|day|today|baby|since|sunken)\\b|\\bno wet diapers?\\b',
  ],
  [
    'self-harm',
    '\\b(?:nobody|no one|noone) (?:would|will|d) (?:even )?(?:miss|notice|care if) (?:me|i|im)\\b|\\b(?:have|got) (?:the|my|a|these) (?:pills|gun|knife|rope|razor|blade) (?:in my hand|on my lap|to do it|right here|ready)\\b|\\b(?:said|saying|wrote|writing|write) (?:my |a |their )?(?:goodbyes?|suicide note)\\b',
  ],
]

const GOLPE = 'cabeza|cuello|nuca|pecho|espalda|cara|ojos?|mano|dedos?|brazo|pierna|pie'
const ACCIDENTES: ReadonlyArray<readonly [string, string]> = [
  [
    'quemadura',
    `\\b(?:aceite|agua|sopa|cafe|caldo|grasa|manteca|leche) (?:\\w+ )?hirviendo\\b|\\bquem\\w* (?:\\w+ ){0,4}?(?:cara|ojos?|todo el|mucho|feo|boca|pecho|vivo|bebe|nin[oa])\\b|\\bno puedo ver(?: (?:y|pero|desde|con|de un|por el ojo)\\b|$)`,
  ],
  [
    'caida',
    '\\b(?:cay[oe]|caido|cai|callo|aventaron) (?:\\w+ )?(?:del?|desde) (?:\\w+ )?(?:techo|escaler\\w*|arbol|andamio|caballo|balcon|ventana|moto\\w*|bici\\w*|camion|tractor)\\b',
  ],
  [
    'golpe',
    `\\b(?:me|le|se) (?:cay[oe]|callo|pego|patio|atropell\\w*|aplast\\w*|machuc\\w*|mordio|corto|corte|quebr\\w*|fractur\\w*)\\b.{0,24}\\b(?:${GOLPE}|carro|coche|camion|perro|vibora|serpiente)\\b`,
  ],
  [
    'picadura',
    '\\b(?:pico|picaron|mordio)\\b.{0,16}\\b(?:alacran|escorpion|vibora|serpiente|culebra|arana|viuda negra|medusa|cascabel)\\b',
  ],
  [
    'veneno',
    '\\b(?:tom[eo]|bebi[o]?|trag[uo]e?|comi[o]?|inhal\\w*|respir[eo])\\b.{0,16}\\b(?:cloro|lejia|amoniaco|gasolina|detergente|insecticida|raticida|thinner|acido|pila|moneda|iman|jabon|desinfectante)\\b',
  ],
  [
    'sin aire',
    '\\b(?:se (?:le |me )?(?:fue|va|acaba|acabo|corto|corta)) (?:\\w+ )?(?:el )?(?:aire|aliento|respiracion)\\b|\\b(?:quedo|quede|queda|dejo de|deja de) (?:sin )?respir\\w*\\b|\\b(?:puso|pone|poniendo|quedo) (?:\\w+ )?(?:morad[oa]|azul|tieso|tiesa|flacid[oa])\\b',
  ],
  [
    'inconsciente',
    '\\bno (?:vuelve|volvio) en si\\b|\\b(?:le|me) (?:dio|dan|dieron|da) (?:un |una |unos )?(?:ataques?|convulsion\\w*|derrame|paro|embolia)\\b|\\b(?:encontr[eo]|hall[eo]|estaba) (?:\\w+ ){0,4}?tirad[oa] en el\\b',
  ],
  [
    'derrame',
    '\\b(?:lado|mitad|media) (?:de )?(?:la |su |mi )?(?:cara|boca|cuerpo)\\b|\\b(?:tuerce|torcio|chueca|enchuec\\w*|cuelga|caido) (?:\\w+ )?(?:la )?(?:boca|cara|ojo|parpado)\\b|\\b(?:duerme|dormido|dormida) (?:\\w+ )?(?:boca|cara|lengua|brazo|lado)\\b',
  ],
  [
    'embarazo',
    '\\b(?:no|dej\\w*|ya no|sin|casi no)\\b.{0,30}\\b(?:bebe|patad\\w*)\\b.{0,20}\\b(?:mov\\w*|mueve|muev\\w*|desde|hoy|ayer|patea\\w*|patad\\w*)\\b|\\b(?:bebe|patad\\w*)\\b.{0,20}\\b(?:no|dej\\w*|ya no|casi no)\\b.{0,16}\\b(?:mov\\w*|mueve\\w*|patea\\w*)\\b|\\bno (?:he )?(?:siento|sentido|senti) (?:\\w+ ){0,2}(?:bebe|patad\\w*|movimientos?)\\b|\\bembaraz\\w*\\b.{0,40}\\b(?:liquido|agua|sangr\\w*|dolor\\w*|contrac\\w*|mareo|hinchad\\w*)\\b|\\b(?:liquido|agua|sangr\\w*|dolor\\w*|contrac\\w*)\\b.{0,40}\\bembaraz\\w*\\b',
  ],
  ['fiebre', '\\b(?:39|4[0-2])(?: \\d)? (?:\\w+ )?(?:de )?(?:fiebre|calentura|temperatura)\\b'],
  ['coagulo', '\\bpierna\\b.{0,40}\\b(?:hinchada y|caliente y|coagulo|trombo\\w*)\\b|\\btrombosis\\b'],
  [
    'suicidio',
    '\\bsin (?:fuerzas|ganas) (?:de|para|pa) (?:\\w+ )?(?:vivir|seguir|viviendo)\\b|\\bno tengo (?:fuerzas|ganas|razon\\w*) (?:de|para|pa) (?:\\w+ )?(?:vivir|viviendo|seguir)\\b|\\bme siento morir\\b|\\bnadie me (?:va a extranar|extranaria)\\b',
  ],
]

export const URGENT_ACCIDENTS: ReadonlyArray<readonly [string, RegExp]> = [...ACCIDENTS, ...ACCIDENTES].map(
  ([name, pattern]) => [name, new RegExp(pattern)] as const,
)
