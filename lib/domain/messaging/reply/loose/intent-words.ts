/** What shows that a text is no choice but a wish of another kind, anywhere in it. `words` come from `plainSentences`. */

const anyOf = (...patterns: string[]) => new RegExp(patterns.join('|'))

/** Nothing may be done on these: a person asks. Politeness with an "if" is taken out before. */
export const UNSURE = anyOf(
  String.raw`\b(?:maybe|might|perhaps|idk|dunno|(?:dont|do not) know(?! (?:if (?:you|there)|what (?:else|other)))|undecided|depend\w*|not sure|unsure|i guess|unless|whether|havent decided|what do (?:you|u) think|let (?:me|u) (?:\w+ )?(?:check|see|ask)|lemme|ignore|instructions|system|prompt|jk|just kidding|not that i|havent said (?:yes|anything)|(?:somebody|someone|they|lady|girl) (?:just )?(?:called|said|told|says)|been told)\b`,
  String.raw`\b(?:quiz\w*|tal ?vez|a lo mejor|creo|ojala|depende\w*|(?:yo )?que se(?: yo)?$|puede (?:q|que) (?:no|si)|no se si|dejame (?:ver|checar))\b`,
  String.raw`\b(?:anything|something|appointment|time|one|slot|algo|cita) (?:for |para )?(?:my|mi) (?:brother|sister|mom|mother|dad|father|husband|wife|son|daughter|kid|friend|herman[oa]|espos[oa]|hij[oa]|mama|papa)\b`,
  String.raw`\b(?:dont|do not|not|never|no (?:quiero|voy a)) (?:\w+ )?canc\w*`,
  String.raw`\bif (?!(?:possible|(?:you|u|yall|she|he|they|there|its|so|dr|thats|theres|anything|any|something|available) ?))`,
  String.raw`\b(?:my|mi|mis|for my|his|her|su) (?:brother|sister|mom|mother|dad|father|husband|wife|son|daughter|kid|friend|herman[oa]|espos[oa]|hij[oa]|mama|papa)s? (?:one|appointment|appt|visit|apt|cita)\b|\bla (?:cita )?de mi (?:herman[oa]|espos[oa]|hij[oa]|mama|papa)\b|\bone for my\b|\bel de mi (?:herman[oa]|espos[oa]|hij[oa]|mama|papa)\b`,
)

const THEM =
  '(?:any|either|neither|none|those|these|them|em|dose|(?:all|any|each|both) (?:of )?(?:em|them|these|those|the)|(?:the|all|those|these) (?:three|two|3|2|whole|times|days|dates|options|appointments|choices)|that (?:whole )?(?:week|day|time|date|morning|afternoon|one)|the whole week|then|ones)'
const CANT =
  '(?:cant|cannot|can not|wont|will not|unable to|not able to|couldnt|could not|dont|do not|doesnt|does not|arent|are not|isnt|not gonna|not going to|aint|never)'
/** "Nope, got a final that morning": a no with what stands in the way. */
const NO_AND_WHY = String.raw`^(?:sorry |oh |ugh |aw )?(?:no|nope|nah|nop)\b(?: [.])? (?:\w+ )?(?:got|have|gotta|theres|i work|im at|my|tengo|hay|es) (?:\w+ ){1,6}?(?:that|then|ese|esa)\b|\bno can do\b`

/** None of what was offered, in words that are said of nothing else: what stands around them only tells why. */
export const OUTRIGHT_NONE = String.raw`\b(?:have to|gotta|got to|must) (?:say no to|pass on|decline) (?:that|the|it|this|those|these|all)\b|\bningun[oa]? de (?:l[oa]s|es[oa]s|est[oa]s)\b|\b(?:theyre|they are|those are|these are) all (?:bad|no good|out|terrible|impossible)\b|\b(?:each|every (?:single )?one|all|not one|none) (?:of|a) (?:those|these|dem|them) (?:days|times|dates|slots|appointments)\b|^(?:no|nope|nah)(?: (?:and )?(?:no|nope|nah)){2,}(?: (?:lol|haha|sorry|thanks|to all(?: of (?:them|those))?))*$|\bno (?:good|go|bueno)(?: for me)?(?: [.])? any of (?:em|them|those|these)\b(?! (?:works?|is|are)\b)`

/** None of what was offered. */
export const NONE = anyOf(
  NO_AND_WHY,
  OUTRIGHT_NONE,
  String.raw`\b(?:no good|no go|no bueno|not good|no)(?: [.])? (?:not )?any of (?:them|em|those|these)\b(?! (?:works?|is|are|will|would)\b)`,
  String.raw`\b(?:trabajo|estudio|(?:ando|estoy) (?:ocupad[oa]|fuera)) (?:esos|esas|los|las|todos los|todas las) (?:tres|3|dos|dias)\b(?!.*\bpero\b)`,
  String.raw`\b(?:ando|estoy|estare|voy a estar) fuera (?:\w+ ){0,3}?en (?:esas fechas|esos dias|esa fecha|esa semana)\b`,
  String.raw`\b${CANT} (?:(?!so |but |then )\w+ ){0,5}?${THEM}\b(?! (?:is|one is))`,
  String.raw`\b${THEM} (?:\w+ ){0,4}?${CANT}\b|\b(?:those|these|they|all of (?:those|these|them|em)|all (?:three|those|these)) (?:are |r )?(?:\w+ )?(?:bad|no good|conflict\w*|out|impossible|suck|terrible|awful)\b`,
  String.raw`^(?:none|nun|ningun[oa]?|nada|neither)\b|\b(?:none|nun|neither|not one|not a single one|not any|nada|zero|nothing) (?:of )?(?:\w+ ){0,3}?(?:works?|fits?|good|suits?|for me|em|them|those|these|times|days|options|ones|do|available|possible)\b|\b(?:no|nope|nah|pass|hard pass) (?:to|on) (?:all|every|any|them|those|these|em)\b|^(?:\w+ ){0,2}?(?:nah|no|nope|sorry|unfortunately|nop) none\b|\bnone (?:sorry|please|thanks|unfortunately|again)?$|\bnone (?:of (?:them|those|these|yours?) )?(?:are|is|r|will|would|can|could)\b|\b(?:cant|cannot|couldnt|wont) (?:\w+ ){0,3}?(?:a single|even) one\b|\bno (?:good|go|bueno) (?:for )?(?:any|all|every one|each|none) of (?:em|them|those|these)\b|(?:^|[.] )(?:so |but )?not (?:any|a single one|one) of (?:them|those|these|em)\b`,
  String.raw`\b(?:out of (?:town|state|the country)|away|travel\w*|on (?:vacation|a trip|a cruise|holiday)|busy|working|i work|trabajo|at work|booked(?: up| solid)?|slammed|swamped|gone|on (?:shift|call|duty|the road|the clock|nights|days|set|base|deployment)|in (?:trial|meetings|training|rehab|camp|jail)|hauling|deployed|harvesting|calving|stuck|not (?:home|here|available|around|free|in town)|unavailable|in (?:court|school|class|surgery|the hospital)|have (?:court|jury duty|finals|exams|work|class|school)) (?:\w+ ){0,4}?(?:those|that|these|all|whole|entire|every|each|both|then)\b`,
  String.raw`\b(?:those|that|these|all|whole|entire|both) (?:whole |entire |three |of those )?(?:weeks?|days?|dates|times|mornings?)\b (?:\w+ ){0,3}?(?:im|i am|i|we|were|i have|is|are|wont|dont|doesnt|no|bad|busy|booked|gone|away|working)\b`,
  String.raw`^(?:sorry |no |nope |nah |oh |hi |unfortunately |hmm |honey |dear )*(?:(?:that|it|this|that time|that day|time|day|this one|that one) )?(?:no good|no go|no bueno|no can do|no dice|doesnt work|does not work|dont work|wont work|not good|not gonna work|not possible|cant do (?:it|that|this|then)|cant make (?:that|this)|cant do|bad day|bad time|im busy|im working|i work|isnt good|aint gonna work|wont do)(?: (?:for me|then|that day|sorry|either|at all|unfortunately|thanks|that time))*$`,
  String.raw`\bno (?:\S+ ){0,5}?(?:ningun[oa]?|ningun|esos|esas|estos|estas|ese dia|ese horario|esa semana|esa hora|esa fecha|ni una|las tres|los tres|las dos)\b|\b(?:ningun[oa]?|ningun) (?:\S+ ){0,4}?(?:sirve\w*|queda\w*|viene\w*|va|van|puedo|funciona\w*|conviene\w*|acomoda\w*|de las|de los|me|gracias|hora|dia|fecha)\b|^(?:\S+ ){0,2}?ningun[oa]?$`,
  String.raw`\b(?:ese|esos|esa|esas|estos|estas|toda esa|toda la) (?:\w+ )?(?:dias?|semanas?|horas?|fechas?|horarios?)?(?: \w+){0,3}? (?:no|estoy|ando|salgo|voy a estar|tengo|trabajo|imposible|fuera|de viaje)\b|\b(?:estoy|ando|voy a estar|estare|salgo) (?:\w+ ){0,3}?(?:esa semana|esos dias|ese dia|esas fechas|toda la semana)\b|\bno (?:me )?(?:puedo|alcanzo|voy a poder|podre|viene bien|queda bien|sirve|funciona|conviene) (?:\w+ )?(?:a esa hora|ese dia|esa|ese|en esas|en esos|esas|esos)\b`,
)

/** Asks, but not for times. */
export const ABOUT_SOMETHING_ELSE = anyOf(
  String.raw`\b(?:records?|results?|labs?|insurance|medicaid|medicare|address|location|office|clinic|parking|hours|copay|cost|price|bill|refills?|prescription|meds|medication|pharmacy|note|form|forms|paperwork|referral|fax|email|website|man or woman|male|female)\b`,
  String.raw`\b(?:resultados?|seguro|receta|direccion|oficina|clinica|estacionamiento|costo|cuesta|cuanto|recibo|medicinas?|hablar con|horario de)\b`,
)

/** Wants to be called, or asks when the clinic is open. */
export const CALLS = anyOf(
  String.raw`^(?:which|cual|cuales)\b`,
  String.raw`\b(?:(?:are|r) (?:you|u|yall) (?:guys )?open|call (?:me|at|back|us|you|u|the)|phone call|speak (?:to|with)|talk to|llam[ea]\w*|hablar con)\b`,
)
/** Names what is asked for. */
export const OTHER_TIMES = anyOf(
  String.raw`\b(?:another|other|different|more|any|new) (?:\w+ )?(?:times?|days?|dates?|slots?|options?|openings?|appointments?|appts?|doctor|dr|doc)\b|\b(?:anything|something)\b`,
  String.raw`\b(?:otr[oa]s?|mas|algun\w*) (?:\w+ )?(?:horas?|horarios?|dias?|fechas?|opcion\w*|citas?|doctora?|momento)\b|\balgo\b`,
)

/** Other times than those that were offered or stand. */
export const OTHERNESS = anyOf(
  String.raw`\b(?:another|others?|else|besides|different|anything|something|any ?time|some ?time|earlier|later|sooner|more (?:options|times|choices|dates|slots)|new (?:times?|dates?|options?)|next(?= after)|dif+e?r[ea]?nt|next (?:week|month|year|available|day|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|sat\w*|sun\w*)|(?:the )?week (?:after|of|before)|weekends?|evenings?|nights?|after (?:work|school|hours|thanksgiving|christmas|the holidays?|new years?)|instead|rather|(?:jan|janu?ary|feb|febuary|february|mar|march|apr|april|may|june|july|aug|august) (?:\d+)?)\b`,
  String.raw`\b(?:otr[oa]s?|algo|alg[u]n\w*|mas (?:tarde|temprano|pronto|opciones|horarios|horas|adelante)|antes|despues|proxim[oa]s?|siguiente|fin(?:es)? de semana|sabados?|domingos?|(?:por|en) la (?:noche|tarde|manana)|semana (?:que|q) (?:viene|entra)|enero|febrero|marzo|diciembre)\b`,
)
/** Asks for times, or says which are wanted. */
export const ASKS_FOR_TIMES = anyOf(
  String.raw`\b(?:any|any(?:one|body) (?:besides|other than|but|else (?:available|free|there))|try|anything|something|another|others?|different|more|new|do (?:you|u|yall|they) (?:\w+ )?have|(?:you|u|yall) (?:\w+ )?(?:have|got)|got (?:any|anything|something|some)|got|have (?:any|anything|something)|has (?:any|anything|something)|is there|are there|whats|what (?:about|else|other|do|times|days)|how about|how bout|can (?:we|i|u|you|it)|could (?:we|i|u|you|it)|may i|would (?:you|there|it)|need|needs|want|prefer\w*|rather|better|best|would be (?:great|good|nice|better|best|ideal)|would like|id like|i like|looking for|hoping|only|has to be|have to be|gotta be|must be|should be|works?|please|pls|plz|possible|available|free|open\w*|see if|how soon|when (?:is|can|could)|else|any|later|earlier|sooner|next|dif+e?r[ea]?nt)\b`,
  String.raw`\b(?:hay|habra|habria|tien\w*|tendr\w*|algo|alg[u]n\w*|otr[oa]s?|mas (?:tarde|temprano|pronto|opciones|adelante)|prefier\w*|prefer\w*|quisier\w*|quiero|necesit\w*|me (?:queda|viene|va|conviene|gustaria|sirve)|deme|dame|denme|puede|pueden|podria\w*|se puede|mejor|solo|nomas|busco|ocupo|por favor|porfa|disponible|para)\b`,
)

/** To move the visit that stands. */
export const MOVES = anyOf(
  String.raw`\bre ?sc?h?e?d\w*\b|\bresch\w*\b|\breshed\w*\b|\b(?:move|change|switch|bump|push|swap|shift|slide|scoot|post ?pone|delay|rebook)\b|\b(?:another|different|other|later|earlier|new|next) (?:time|day|date|slot|week|appt|appointment|one|opening|spot)\b|\b(?:later|earlier|sooner) (?:in|that|on|than|time|the|slot|if)\b|\bdif+e?r[ea]?nt (?:time|day|date|slot|week)\b|\binstead\b|\bnext day\b|\bwhat else\b|\bany (?:\w+ )?(?:spots?|openings?|slots?|other|later|earlier|sooner|time|chance)\b|\bcome (?:in )?(?:another|a different|later|earlier|some other)\b|\bnot that day\b|\bcan (?:i|we|it|u|you) (?:\w+ ){0,4}?(?:later|earlier|different|other|instead|another)\b`,
  String.raw`\b(?:mover\w*|cambi\w*|pasar(?:la|lo|me|mela)?|recorr\w*|reprogram\w*|reagend\w*|aplaz\w*|pospon\w*|atras\w*|adelant\w*)\b|\botr[oa] (?:dia|hora|fecha|horario|cita|momento)\b|\bmas (?:tarde|temprano)\b|\bpara (?:otro|el otro|despues|mas)\b|\bmejor (?:el|otro|para)\b`,
)
/** To give the visit up. */
export const GIVES_UP = anyOf(
  String.raw`\b(?:canc\w*l\w*|cancle\w*|cansel\w*|kancel\w*|cncl|cxl|anul\w*)\b`,
  String.raw`\bgive (?:it|mine|that|my (?:spot|slot|time)) to (?:some(?:one|body)|any(?:one|body)|another|whoever|who)\b|\btake (?:me|my name|us) off\b|\b(?:withdraw|forfeit|give up|scrap|skip|scratch|drop|nix|void|forget|lose) (?:my|the|this|that) (?:\w+ )?(?:appointment|appt|apt|visit|slot|spot|\d+)\b|\b(?:withdraw|forfeit|scrap|skip|scratch|drop|nix|void|forget) (?:my|the|this|that|tuesdays?|tues|monday|wednesday|thursday|friday) ?(?:appointment|appt|apt|visit|one|slot|spot|time|tuesday)\b|\b(?:give|let) (?:my|the|someone else|somebody else) (?:\w+ )?(?:spot|slot|time|have)\b|\b(?:dont|do not|no longer|wont|not) (?:\w+ )?(?:need|want|needing) (?:it|the|this|my|that|(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?(?= (?:any ?more|no more)\b)|to (?:come|be seen|see))\b|\bno longer (?:need|want|coming|able)\b|\b(?:wont|not|cant|aint|isnt|never) (?:\w+ )?(?:gonna |going to |be able to )?(?:make it|mak(?:e|ing) it|come|coming|be there|go|going|show|attend|keep)\b|\bcall (?:it |this )?off\b|\bbail\w*\b|\bfeel(?:ing)? (?:much |all )?better\b.{0,30}\b(?:need|cancel|skip|no)\b`,
  String.raw`\bya no (?:voy|puedo|podre|quiero|necesito|ocupo|ire|vamos|la (?:necesito|quiero|ocupo)|alcanzo|hace falta)\b|\bno (?:voy|ire|vamos|podre|puedo|podremos|alcanzo|asistire|llego|ocupo|necesito) (?:\w+ ){0,3}?(?:ir|asistir|llegar|poder|cita|presentar\w*)?\b|\b(?:quit|borr|elimin)\w* (?:mi|la) cita\b|\bdej\w* (?:mi|la) cita\b|\bbaja (?:a |de )?(?:mi |la )?cita\b`,
)

export const WRONG_PERSON = anyOf(
  String.raw`\b(?:no ?(?:body|one)|nobody|no one) (?:\w+ ){0,3}?(?:by that name|with that name|named|called(?! (?:me|us|back|you|u)\b)|here)\b|\b(?:new|different|got this|just got this|have had this) (?:phone|number|sim)\b.{0,40}\b(?:who|not|last|this|wrong|recently|year|month|week|ago|dis)\b|\b(?:hasnt|has not|doesnt|does not|no longer|didnt|isnt) (?:\w+ )?(?:had|have|has|using|use|own|at) (?:this|that) (?:number|phone|cell)\b|\b(?:i )?(?:dont|do not) know (?:her|him|them|a|any|anyone|who (?:that|this|you|she|he))\b|\bnot (?:her|him|my name|the person|who you|the right)\b|(?<!\b(?:pressed|hit|picked|chose|sent|typed|clicked|tapped|put|selected|entered|pushed|punched|marked|texted|took) (?:the |a |in the )?)\bwrong (?:number|person|lady|guy|maria|patient|phone)\b|\b(?:changed|switched|gave up) (?:her|his|their) number\b|\b(?:this|the) (?:number|phone) (?:now )?(?:belongs|is now)\b|\bnot (?:a|the|your) patient\b|\bnever been (?:a patient|to your|there|to this)\b|\b(?:somebody|someone) elses (?:phone|number)\b|\b(?:you|u|yall|ya)(?:ve| have)? (?:got |have )?(?:the )?wrong\b|\b(?:whos|who is|who are|who r|who) (?:this|dis|you|u|yall)\b(?! (?:with|for))\b|\bthis (?:is not|isnt|aint)\b.{0,20}\b(?:number|phone|her|him)\b`,
  String.raw`\bequivoc\w*\b|\bconfundid\w*\b|\b(?:aqui|aca) no (?:vive|es|hay|esta|conocemos)\b|\bno (?:soy (?:esa|ella|el|la) |conozco a |la conozco|lo conozco|se quien (?:es|son))|\b(?:este|ese) (?:numero|telefono|celular|movil) (?:ya )?no (?:es|pertenece|le)\b|\bquien (?:habla|eres)\b|\bnumero (?:nuevo|incorrecto|mal)\b|\b(?:otra|diferente) persona\b|\bcambio de numero\b|\bno soy (?:su |un |una |la |el )?paciente\b`,
)
