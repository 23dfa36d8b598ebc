/**
 * Emergencies put together from a part or function of the body and a sign, in any order a person may write them. Wide on purpose,
 * like the list beside it: a false alarm costs a minute.
 */

/** The two within so many characters of each other, in either order. */
export const near = (one: string, other: string, most = 30) =>
  `\\b(?:${one})\\b.{0,${most}}\\b(?:${other})\\b|\\b(?:${other})\\b.{0,${most}}\\b(?:${one})\\b`

const LIMB =
  'face|facial|arms?|legs?|hands?|fingers|foot|feet|mouth|tongue|lips?|jaw|(?:left|right|one|half|whole|other) (?:side|of (?:my|his|her))|body|side'
const NUMB =
  'numb\\w*|droop\\w*|paraly\\w*|tingl\\w*|limp|weak|went dead|(?:cant|cannot|can not|couldnt) (?:\\w+ )?(?:feel|move|lift|raise|use)|pins and needles|fell asleep|crooked|lopsided|sagging'
const SWOLLEN = 'swell\\w*|swoll?en|puff\\w* up|puffy|closing|tight|itchy and|blowing up'
const AIRWAY = 'throat|tongue|lips?|face|airway|eyes'
const BLUE = 'blue|gr[ae]y|purple|bluish|ashen'
const OUT_OF_BODY =
  'vomit\\w*|puk\\w*|thr[eo]w\\w* up|throw\\w* up|cough\\w*|spit\\w*|pee\\w*|peeing|urine|urinat\\w*|poop\\w*|stools?|bowel|toilet|nose|mouth|ears?|eyes?|rectum|vagina\\w*|underwear|pads?'
const PILLS =
  'pills?|tablets?|meds|medication|medicine|tylenol|advil|xanax|oxy\\w*|percocets?|vicodin|benadryl|insulin|fentanyl|heroin|bottle|antidepressants|sleeping pills|vitamins|gummies|bleach|cleaner|laundry pods?|tide pods?|detergent'
const TAKEN = 'took|taken|swallowed|ate|drank|drunk|got into|downed|popped'
const TOO_MANY =
  'all|whole|entire|bottle|too many|too much|bunch|handful|extra|double|twice|triple|accident\\w*|moms?|mothers?|grand\\w+|dads?|wrong|(?:1[0-9]|[2-9][0-9]) (?:of )?'
const CHILD = 'baby|babys|newborn|infant|toddler|son|daughter|kid|child'

const SIGNS: ReadonlyArray<readonly [string, string]> = [
  ['stroke', near(LIMB, NUMB, 24)],
  [
    'stroke',
    '\\b(?:cant|cannot|can not|couldnt|isnt able to|unable to) (?:\\w+ )?(?:swallow|stand up|get up off|walk straight|think straight|see straight|see out of|see (?:anything|nothing|clear\\w*)|stay awake|stop shaking|stop vomit\\w*|stop throwing|hold anything down|keep (?:anything|water|food|nothing) down|speak right|talk right)\\b|\\b(?:he|she|mom|moms|mother|dad|father|husband|wife|baby|son|daughter|grand\\w+|suddenly) (?:\\w+ )?(?:cant|cannot|wont|isnt) (?:\\w+ )?(?:talk|speak|see|walk|stand|move|wake|eat|drink|respond)\\b(?! (?:to|tues|wed|fri|until|til|the doctor))',
  ],
  [
    'stroke',
    '\\b(?:talk\\w*|speak\\w*|speech|words)\\b.{0,20}\\b(?:funny|weird|slurr\\w*|slurd|garbled|gibberish|jumbled|mumbl\\w*|not making sense)\\b|\\b(?:not making (?:any )?sense|suddenly confused|very confused|so confused and|confused and|disoriented|went blind|(?:lost|losing) (?:my |his |her )?(?:vision|sight|balance)|sudden\\w* (?:blur\\w*|blind|vision|headache|weak\\w*)|vision (?:is |went |got )?(?:gone|black|blur\\w*|doubl\\w*)|seeing (?:double|spots)|blurr\\w* vision)\\b',
  ],
  ['breathing', near(BLUE, 'lips?|fingers?|fingertips|nails|face|skin|toes', 20)],
  [
    'breathing',
    '\\b(?:cant|cannot|hard to|trouble|struggl\\w*|barely|not) (?:\\w+ )?(?:breath\\w*|brethe?\\w*|breth\\w*|catch (?:my|his|her) breath|get (?:any |enough )?air|inhale)\\b|\\bcant breath\\w*|\\bwheez\\w*|\\bbreath\\w*\\b.{0,24}\\b(?:hard|fast|heavy|funny|weird|shallow|rattl\\w*|trouble|difficult\\w*|struggl\\w*|worse|labored)\\b|\\b(?:inhaler|rescue inhaler|nebulizer)\\b.{0,30}\\b(?:not|isnt|doesnt|no|empty|out|help)\\w*|\\boxygen\\b.{0,20}\\b(?:low|[5-8]\\d|drop\\w*|out)\\b|\\bo2\\b.{0,12}\\b[5-8]\\d\\b',
  ],
  ['allergic shock', near(AIRWAY, SWOLLEN, 24)],
  [
    'allergic shock',
    '\\bhives\\b|\\ballerg\\w*\\b.{0,30}\\b(?:reaction|swell\\w*|breath\\w*|throat)\\b|\\bstung\\b.{0,60}\\b(?:swell\\w*|swoll?en|breath\\w*|hives|throat|dizzy)\\b',
  ],
  ['bleeding', `${near('blood|bloody', OUT_OF_BODY, 24)}`],
  [
    'bleeding',
    '\\b(?:blood|bleed\\w*)\\b.{0,24}\\b(?:everywhere|a lot|lots|tons|soak\\w*|gush\\w*|pour\\w*|spurt\\w*|wont stop|not stopp\\w*|heavy|clots?)\\b|\\b(?:wont|doesnt|cant get it to|not) stop\\w* (?:the )?bleed\\w*|\\bblack (?:tarry )?(?:stools?|poop)\\b|\\bsoak\\w* (?:through )?(?:a |\\d )?(?:pads?|towels?|bandages?)\\b',
  ],
  [
    'head injury',
    '\\b(?:hit|hurt|bump\\w*|bang\\w*|crack\\w*|smack\\w*|landed on|split|injur\\w*) (?:\\w+ )?(?:my|his|her|their|the|on|head)\\b.{0,8}\\b(?:head|skull)\\b|\\bhit (?:my|his|her|their|the) head\\b|\\bhead (?:injury|wound|trauma)\\b|\\bconcussion\\b',
  ],
  [
    'fall',
    '\\b(?:fell|fallen|falling|fall)\\b.{0,60}\\b(?:head|blood thinners?|hip|cant (?:get up|move|walk)|stairs|warfarin|eliquis|coumadin|broke\\w*|unconscious|not moving|confused)\\b|\\b(?:blood thinners?|eliquis|warfarin|coumadin)\\b.{0,60}\\b(?:fell|hit|head|cut|bleed\\w*|bruis\\w*)\\b|\\bfell (?:and|n) (?:i |he |she )?(?:cant|cannot|hit|broke)\\b',
  ],
  [
    'sugar',
    '\\b(?:sugars?|glucose|bs|blood sugar|glucometer|meter)\\b.{0,24}\\b(?:[3-9]\\d\\d|[1-5]\\d|hi|high high|low low|error|crash\\w*|really low|super low|too low|dropp\\w*)\\b(?! ?(?:am|pm|percent))|\\b(?:[3-9]\\d\\d)\\b.{0,16}\\b(?:sugar|glucose)\\b|\\bdka\\b|\\bketo\\w*acid\\w*|\\bdiabetic (?:coma|shock)\\b',
  ],
  [
    'blood pressure',
    '\\b(?:bp|blood pressure|pressure)\\b.{0,20}\\b(?:1[89]\\d|2\\d\\d)\\b|\\b(?:1[89]\\d|2\\d\\d) (?:over )?1\\d\\d\\b',
  ],
  [
    'fever',
    `\\b(?:fever|temp|temperature)\\b.{0,24}\\b(?:10[3-9]|4[0-2])\\b|\\b10[3-9](?: \\d)? (?:degree |f )?(?:fever|temp\\w*)\\b|\\b(?:${CHILD})\\b.{0,40}\\b(?:fever|febrile)\\b.{0,40}\\b(?:limp|lethargic|wont|not|stiff|rash|seiz\\w*)|\\b(?:newborn|\\d (?:week|wk|day)s? old)\\b.{0,40}\\bfever\\b|\\bstiff neck\\b`,
  ],
  [
    'poisoning',
    near(
      TAKEN,
      `(?:${TOO_MANY})\\b.{0,24}\\b(?:${PILLS})|(?:${PILLS})\\b.{0,24}\\b(?:all at once|on purpose|by accident|accidentally)`,
      30,
    ),
  ],
  [
    'poisoning',
    `\\b(?:${CHILD}|he|she|dog)\\b.{0,30}\\b(?:${TAKEN})\\b.{0,30}\\b(?:${PILLS})\\b|\\b(?:${TAKEN}) (?:\\w+ ){0,2}(?:bottle|pack|box) of\\b|\\bcarbon monoxide\\b|\\bgas leak\\b`,
  ],
  [
    'heart',
    '\\bheart\\b.{0,24}\\b(?:rac\\w*|pound\\w*|flutter\\w*|skipp\\w*|palpitat\\w*|beat\\w* (?:so |really |very |too )?(?:fast|hard|out)|stopp\\w*|1[4-9]\\d|2\\d\\d|explode|jump\\w*)\\b|\\bpalpitations?\\b|\\bchest\\b.{0,40}\\b(?:elephant|weight|pound\\w*|funny|weird|numb|discomfort|sore and|sharp|stab\\w*|squish\\w*|pressing|fire|killing|uncomfortable|shoot\\w*|spasm\\w*|flutter\\w*|heav\\w*|bad)\\b|\\b(?:elephant|weight|band|something sitting)\\b.{0,20}\\bchest\\b|\\b(?:left arm|jaw)\\b.{0,24}\\b(?:pain\\w*|hurt\\w*|ach\\w*|shoot\\w*)\\b|\\b(?:pain|hurts?|shooting|ache)\\b.{0,24}\\b(?:left arm|jaw|down my arm|down (?:his|her) arm)\\b',
  ],
  [
    'unconscious',
    '\\b(?:pass\\w*|black\\w*|zon\\w*) ?out\\b|\\bfaint\\w*|\\b(?:about|going|gonna|almost|nearly|might) (?:to )?(?:pass out|faint|collapse|black out)\\b|\\b(?:wont|not|cant|doesnt|isnt|didnt|unable to) (?:\\w+ )?(?:wake|waking|respond\\w*|answering me|moving|breathing|come to)\\b|\\bblacked?\\b.{0,8}\\bout\\b|\\bnonresponsive\\b|\\b(?:found (?:him|her|them|my \\w+) on the floor)\\b',
  ],
  [
    'dizzy',
    '\\bdizz\\w*\\b.{0,50}\\b(?:stand|fall\\w*|fell|see|vision|black|faint|cant|throw\\w*|sweat\\w*|chest|heart|numb|real|confus\\w*|shak\\w*)\\b|\\b(?:sweat\\w*|cold sweats?|clammy)\\b.{0,50}\\b(?:chest|dizz\\w*|arm|jaw|shak\\w*|nause\\w*|faint)\\b',
  ],
  ['seizure', '\\bseiz\\w*|\\bconvuls\\w*|\\bshaking (?:and|n) (?:wont|cant|not|eyes)\\b|\\beyes roll\\w*'],
  [
    'pregnancy',
    '\\b(?:pregnant|preggo|pregnancy|(?:weeks?|months?|mths?) (?:along|pregnant))\\b.{0,60}\\b(?:bleed\\w*|spotting|blood|cramp\\w*|pain\\w*|leak\\w*|contract\\w*|fluid|fell|not mov\\w*|headache|water)\\b|\\b(?:bleed\\w*|spotting|blood|cramp\\w*|leak\\w*|contractions?)\\b.{0,60}\\b(?:pregnant|preggo|pregnancy|weeks)\\b|\\bcontractions?\\b|\\bwater (?:just |has )?(?:broke|breaking)\\b|\\bbaby\\b.{0,24}\\b(?:hasnt moved|not mov\\w*|isnt mov\\w*|stopped mov\\w*|not kick\\w*|hasnt kick\\w*|coming now)\\b|\\bmiscarr\\w*',
  ],
  [
    'pregnancy',
    '\\b(?:havent|hasnt|have not|has not|cant|cannot|can not|not|dont|didnt|do not|no longer|stopped|stop|quit|barely|hardly) (?:\\w+ )?(?:felt|feel|feeling) (?:\\w+ ){0,2}?(?:baby|babies|twins?|any (?:kicks?|kicking|movements?|moving)|(?:him|her|it|them) (?:kick|mov)\\w*)\\b|\\b(?:baby|babies|twins?)\\b.{0,20}\\b(?:hasnt|havent|isnt|not|aint|quit|stopped|no longer|less|barely|hardly|stopp?in?g?)\\b (?:\\w+ )?(?:mov\\w*|kick\\w*)\\b|\\b(?:no|less|reduced|decreased) (?:fetal |baby )?(?:movement|kicks?)\\b.{0,30}\\b(?:baby|belly|today|since|all day|last night|yesterday)\\b',
  ],
  [
    'severe pain',
    '\\b(?:worst|unbearable|excruciating|agoniz\\w*|severe|extreme|terrible|horrible|intense|insane|crazy|stabbing|10 out of 10|crippling|awful) (?:\\w+ ){0,2}(?:pains?|headache|migraine|cramps?|stomach ache|belly pain)\\b|\\bpain\\b.{0,24}\\b(?:unbearable|excruciating|10 (?:out of )?10|ten out of ten|cant (?:take|stand|move|walk|sleep)|so bad|really bad|worse and worse|killing)\\b|\\b(?:so much|in so much|screaming in|doubled over|crying from|crying in) (?:the )?pain\\b|\\bworst (?:headache|pain)\\b',
  ],
  [
    'injury',
    '\\b(?:bone (?:is |was )?(?:sticking|poking|through|out)|cut (?:off|open|deep|to the bone)|(?:cut|chopped|sliced) (?:my|his|her) (?:\\w+ ){1,2}(?:off|open|bad|deep)|severed|amputat\\w*|impaled|stabb\\w*|gunshot|been shot|electrocut\\w*|drown\\w*|third degree|boiling (?:water|oil)|scald\\w*|burn\\w* (?:\\w+ )?(?:bad\\w*|really bad|severe\\w*)|snake ?bit\\w*|snake bite|(?:incision|stitches|wound) (?:\\w+ ){0,2}(?:open\\w*|burst|split|popped|busted|came apart|pus|oozing))\\b',
  ],
  [
    'self-harm',
    '\\b(?:no|dont see (?:the|a|any)|whats the|what is the|see no) (?:point|reason) (?:in |to |of )?(?:living|live|being (?:alive|here)|going on|go on|anymore|any more|of life)\\b|\\b(?:(?:world|everyone|everybody|family|they|kids) (?:\\w+ ){0,4}better (?:off )?without me)\\b|\\b(?:dont|do not|no longer|not) (?:\\w+ )?(?:want|wanna|wish) (?:to )?(?:\\w+ )?(?:live|be alive|exist|be here|wake up|be around|go on)\\b|\\b(?:want|wanna|wish|going|gonna) (?:to |it to |i was |i were )?(?:just )?(?:die|disappear forever|be dead|end it|be over forever|sleep forever|not wake up|dead|hurt myself|jump off)\\b|\\b(?:hurt|hurting|harm|harming|cut|cutting|kill|killing|burning) (?:my ?self|himself|herself|themself|themselves)\\b|\\bnot worth living\\b|\\b(?:goodbye|good bye) (?:forever|everyone|world)\\b|\\bkill (?:my|him|her|them)sel\\w*|\\bi (?:have|got) a (?:gun|knife) (?:and|to)\\b',
  ],
  [
    'violence',
    '\\b(?:he|she|husband|boyfriend|wife|girlfriend|partner|ex|dad|stepdad)\\b.{0,24}\\b(?:hit|hits|hitting|beat|beats|beating|chok\\w*|punched|hurt|hurting|threaten\\w*|strangl\\w*|kill|raped|abus\\w*) (?:me|us|my (?:kids?|baby|son|daughter|child\\w*))\\b|\\b(?:raped|sexually assaulted|afraid for my life|not safe at home|domestic violence|beaten up)\\b',
  ],
  [
    'emergency',
    '\\b(?:emergency room|urgent care now|(?:going|go|headed|heading|rush\\w*|take|taking|took|at|in|on (?:my|our) way) (?:\\w+ )?(?:to )?the er|call(?:ed|ing)? (?:an )?(?:ambulance|911|nine one one)|help me (?:please|now|hurry)|need help (?:now|right now|asap|hurry)|code blue|mayday|rapid(?:ly)? getting worse|its an emergency|emergency please)\\b',
  ],
]

const CUERPO =
  'cara|boca|brazos?|piernas?|manos?|dedos|pies?|lengua|labios?|(?:medio|un|este|todo el|el) (?:lado|cuerpo)|lado (?:izquierdo|derecho)|mitad|cachete'
const SIN_FUERZA =
  'dorm\\w*|durmi\\w*|entum\\w*|adormec\\w*|paraliz\\w*|caid[oa]|torcid[oa]|chuec[oa]|hormigue\\w*|no (?:la |lo |los |las )?(?:siento|siente|puedo mover|puede mover|muev\\w*)|debil\\w*|sin fuerza'

const SENALES: ReadonlyArray<readonly [string, string]> = [
  ['derrame', near(CUERPO, SIN_FUERZA, 30)],
  [
    'derrame',
    '\\bno (?:puede|puedo|podia) (?:\\w+ )?(?:hablar bien|ver bien|ver nada|tragar|abrir los ojos|mover (?:bien )?(?:la|el|los|las|mi|su))\\b|\\b(?:mi (?:mama|papa|esposo|esposa|hijo|hija|abuel[oa]|marido|bebe)|el|ella) no puede (?:\\w+ )?(?:hablar|ver|caminar|pararse|moverse|despertar)\\b|\\b(?:habla|hablando|hablar) (?:\\w+ )?(?:raro|enredado|arrastrando|mal|chistoso|incoherencias|sin sentido)\\b|\\b(?:veo|ve|vista|vision) (?:\\w+ ){0,2}(?:borros[oa]|doble|negro|nublad[oa]|manchas|nada)\\b|\\bno veo (?:bien|nada)\\b|\\bperdi(?:o)? (?:la|el) (?:vista|vision|habla|equilibrio|conciencia|conocimiento)\\b|\\bmuy confundid[oa]\\b|\\bdesorientad[oa]\\b|\\bembolia\\b',
  ],
  [
    'no puede respirar',
    '\\b(?:labios|cara|dedos|unas|boca) (?:\\w+ ){0,2}(?:morad[oa]s?|azul\\w*|gris\\w*)\\b|\\bpon\\w* (?:morad[oa]|azul)\\b|\\b(?:me|le|nos) (?:falta|cuesta|esta faltando) (?:\\w+ )?(?:aire|respir\\w*|la respiracion|el aliento)\\b|\\bno (?:me |le )?(?:puedo|puede|esta|entra|alcanza|jala|agarro|agarra) (?:\\w+ )?(?:respir\\w*|aire|aliento)\\b|\\b(?:ahog\\w*|asfixi\\w*|sofoc\\w*|atragant\\w*)\\b|\\brespir\\w* (?:\\w+ )?(?:mal|con dificultad|muy rapido|raro|agitad\\w*)\\b|\\bcrisis de asma\\b',
  ],
  ['alergia', near('cara|lengua|garganta|labios?|ojos|boca', 'hinch\\w*|inflam\\w*|cerr\\w*', 24)],
  [
    'alergia',
    '\\bronchas\\b|\\banafil\\w*|\\b(?:alergi\\w*)\\b.{0,40}\\b(?:hinch\\w*|respir\\w*|garganta|reaccion|fuerte)\\b|\\b(?:pico|picaron)\\b.{0,50}\\b(?:hinch\\w*|respir\\w*|mareo|garganta)\\b',
  ],
  [
    'sangrado',
    near(
      'sangre',
      'vomit\\w*|orin\\w*|pipi|escup\\w*|tos\\w*|toser|popo|heces|excremento|evacu\\w*|nariz|boca|oido|bano|mucha|much[oa]|perd\\w*|coagulos',
      30,
    ),
  ],
  [
    'sangrado',
    '\\b(?:des)?sangr\\w* (?:\\w+ ){0,2}(?:mucho|bastante|demasiado|harto|no para|fuerte|horrible)\\b|\\bno (?:para|deja|paro|se detiene|me para)\\w* (?:de sangr\\w*|la sangre|el sangrado)\\b|\\b(?:estoy|esta|sigo|sigue) (?:\\w+ )?sangr\\w*|\\bsangrado\\b',
  ],
  [
    'golpe',
    '\\b(?:golp\\w*|peg\\w*|di|dio|estrell\\w*) (?:\\w+ ){0,3}(?:cabeza|nuca)\\b|\\b(?:me cai|se cayo|caida|cayo)\\b.{0,50}\\b(?:cabeza|cadera|no se puede|no (?:se )?levanta|escaleras|anticoagulante\\w*|inconsciente|no se mueve|sangr\\w*)\\b|\\batropell\\w*|\\b(?:choque|accidente) (?:de (?:carro|auto|coche)|fuerte)\\b|\\b(?:choque|choco|chocamos)\\b.{0,30}\\b(?:duele|herid\\w*|sangr\\w*|cabeza)\\b',
  ],
  [
    'azucar',
    '\\b(?:azucar|glucosa)\\b.{0,24}\\b(?:[3-9]\\d\\d|[1-5]\\d|muy baja|bajisima|altisima|por las nubes|hi)\\b|\\bpresion\\b.{0,20}\\b(?:1[89]\\d|2\\d\\d|por las nubes|altisima|bajisima)\\b',
  ],
  [
    'fiebre',
    '\\b(?:fiebre|calentura|temperatura)\\b.{0,24}\\b(?:39|4[0-2]|10[3-9]|altisima|no (?:le |se me )?(?:baja|quita))\\b',
  ],
  [
    'sobredosis',
    `${near('tom\\w*|trag\\w*|comi\\w*|ingiri\\w*|bebi\\w*', '(?:tod[oa]s|frasco|bote|muchas|muchos|demasiad[oa]s|punado|bastantes|un monton|el doble|de mas)\\b.{0,20}\\b(?:pastill\\w*|pildor\\w*|medicin\\w*|medicament\\w*|dosis)', 16)}|\\b(?:tom\\w*|trag\\w*|bebi\\w*|comi\\w*)\\b.{0,16}\\b(?:cloro|veneno|detergente|insecticida|pila|bateria|moneda|iman\\w*|frasco)\\b`,
  ],
  [
    'corazon',
    '\\bsale el corazon\\b|\\b(?:corazon)\\b.{0,30}\\b(?:acelerad\\w*|rapid\\w*|palpit\\w*|se (?:me )?sale|brinca\\w*|fuerte|duele|late muy|taquicardia|apriet\\w*)\\b|\\btaquicardia\\b|\\bpalpitacion\\w*|\\bpecho\\b.{0,30}\\b(?:apret\\w*|apriet\\w*|opresion|presion|dolor|duele|arde|pesad\\w*|punzad\\w*|oprim\\w*|piquete\\w*|molestia)\\b|\\b(?:dolor\\w*|duele|apriet\\w*|presion|opresion|punzad\\w*|pesadez|ardor|piquetes?|molestia)\\b.{0,24}\\bpecho\\b|\\bbrazo izquierdo\\b',
  ],
  [
    'inconsciente',
    '\\bdesmay\\w*|\\bdesvanec\\w*|\\bno (?:se )?(?:despiert\\w*|reaccion\\w*|respond\\w*|mueve|contesta ni)\\b|\\binconsciente\\b|\\bconvuls\\w*|\\bataque (?:epileptico|de epilepsia)\\b|\\bmaread[oa]\\b.{0,50}\\b(?:desmay\\w*|vista|veo|caer\\w*|vomit\\w*|no puedo|sudor\\w*|pecho|pararme)\\b|\\bsudor(?:es)? frio\\w*',
  ],
  [
    'embarazo',
    '\\b(?:embarazad\\w*|embarazo|meses|semanas)\\b.{0,60}\\b(?:sangr\\w*|contraccion\\w*|no se mueve|dolor\\w*|liquido|fuente|colicos|duele)\\b|\\b(?:contracciones|rompio la fuente|se me rompio|aborto espontaneo|(?:el )?bebe (?:ya )?no se (?:me )?mueve|ya viene el bebe)\\b',
  ],
  [
    'dolor',
    '\\bdolor\\w* (?:\\w+ ){0,4}(?:insoportable\\w*|fuertisim\\w*|terrible\\w*|horrible\\w*|intens\\w*|que no aguanto)\\b|\\b(?:no|ya no) (?:aguanto|soporto|puedo con) (?:mas )?(?:el|este|la|del) dolor\\w*|\\bdolor (?:muy )?fuerte (?:de |en )(?:\\w+ )?(?:cabeza|estomago|vientre|pecho|barriga|abdomen|panza)\\b|\\b(?:el peor dolor|me muero (?:del|de) dolor|llorando de(?:l)? dolor|me estoy muriendo)\\b',
  ],
  [
    'suicidio',
    '\\b(?:ya )?no (?:le )?(?:quiero|encuentro|veo|tiene) (?:\\w+ )?(?:vivir|sentido (?:a|de|en|la)|estar (?:viv[oa]|aqui)|seguir (?:viv\\w*|asi)|existir|caso (?:vivir|seguir))\\b|\\b(?:me )?(?:quiero|quisiera|prefiero|pienso|pensando|voy) (?:en |a )?(?:morir\\w*|matar\\w*|quitarme la vida|desaparecer|lastimarme|hacerme dano|suicid\\w*|cortarme)\\b|\\bmejor (?:estar |me )?muert[oa]\\b|\\b(?:estarian|estaran|estan) mejor sin mi\\b|\\bhacer(?:me|se) dano\\b|\\bganas de (?:morir\\w*|vivir|matar\\w*)\\b',
  ],
  [
    'violencia',
    '\\bme (?:pega|pego|golpea|golpeo|esta pegando|esta golpeando|amenaz\\w*|quiere matar|viol\\w*|ahorc\\w*)\\b',
  ],
  [
    'emergencia',
    '\\b(?:(?:llam\\w*|necesit\\w*) (?:\\w+ )?(?:al 911|ambulancia|ayuda (?:ya|urgente|por favor))|sala de emergencias?|urgencias|es (?:una )?emergencia|ayudenme|auxilio|socorro)\\b',
  ],
]

export const URGENT_SIGNS: ReadonlyArray<readonly [string, RegExp]> = [...SIGNS, ...SENALES].map(
  ([name, pattern]) => [name, new RegExp(pattern)] as const,
)
