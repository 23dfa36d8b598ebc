/**
 * What may turn a choice into something else, one pattern for a word or phrase; two spaces or a line end part them. See `dangers.ts`.
 */

const list = (text: string) => text.trim().split(/\s{2,}/)

/** A condition. Politeness in the form of one is taken out before. */
export const CONDITION = list(String.raw`
  if  unless  depend\w*  provided  assuming  as long as  so long as  whether  in case  pending  until i
  si hay  cuando (?:me|sepa|pueda)  siempre (?:y cuando|que)  con tal  depende\w*  a menos  a no ser  en caso
  supposedly`)

/** Doubt, or no preference. */
export const HEDGE = list(String.raw`
  may ?be  mayb\w*  might\w*  mite  perhaps  possib\w*  prob\w*  prolly  guess  suppose  reckon  idk  idek
  dunno  dont know  do not know  unsure
  (?:not|isnt|arent|aint) (?:\w+ )?(?:sure|certain|positive|decided|100)
  hope\w*(?! (?:you|u|ur|your|youre|yall|all is|everyone))  hoping  wish\w*  lean\w*  torn  tentativ\w*
  let (?:me|u|you|yall) (?:\w+ )?(?:check|see|ask|think|know|look)  lemme(?! (?:get|have|take|grab|do|snag|book|cop)\b(?! back))
  (?:will|ill|gotta|have to|need to|must) (?:\w+ )?(?:check|ask|see|confirm|think|get back)  get back to
  (?:have|need|got|gotta) (?:to )?(?:just )?(?:to )?(?:find|figure|arrange|line up|clear it|run it|work out)
  for now  so far  while i  mientras  right now  as of now  (?:at|for) the moment  por ahora
  (?:de|por el) momento  e+h  hm+  m+eh  u+gh  u+ff  possibility  (?:not|isnt|aint) (?:so |that |too )?bad
  could be  (?<!thats )(?<!its )when  once (?:i|my|the|we|he|she|they|its)  after i
  in general  en general  general(?:ly|mente)  normal(?:ly|mente)  usually  por lo (?:general|regular)
  si (?:puedo|podemos|alcanzo|llego|me|mi|no|consigo|salgo|logro)  ni (?:modo|loc[oa])  kinda  kind of
  sort of  sorta  consider\w*  either  both  whichever  whatever  whenever  doesnt matter  no preference
  flexible  up to (?:you|u)  (?:ill|i will|will|gonna) (?:call|text|let (?:you|u)|phone|confirm)
  to confirm  (?:in|on) (?:my|the|your) calendar  should (?:be(?! (?:delighted|pleased|happy|glad))|work|i|we)  could (?:prob\w*|work|maybe)
  (?:sleep|think) on (?:it|that|this)  hypothetic\w*  hipotetic\w*
  still (?:deciding|figuring|waiting|thinking)  tbd  tba  undecided  creo  cre[io]a  quiz\w*  kiza\w*
  tal ?ve[sz]  a lo mejor  alomejor  puede (?:q|que)  a ver  haber si  ojala  supongo  pienso
  dej[ae]me\w* ?(?:ver|checar|revisar|preguntar|pensar)\w*  checo  reviso  capaz  no se  nose
  no estoy segur\w*  posible\w*  probable\w*  lo que sea  cualquier\w*  ambas  ambos  da igual  luego te
  te aviso  le aviso  les aviso  (?:ahi|ya|luego|despues) (?:vemos|veremos|vere|checamos)
  (?:ahi|luego|despues|ya) les? (?:digo|confirmo|llamo|escribo)  well see(?! (?:you|u|ya|yall|him|her|them|the|dr|doc\w*)\b)
  (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|manana) (?:ya )?(?:te|le|les) \w+o  en (?:tu|mi|su) (?:agenda|calendario)`)

/** Wishes for something else: other times, another way, a move, a call. */
export const OTHER_WISH = list(String.raw`
  another  others?  else  different  anything  something  some ?time  earlier  later  sooner  closer
  cancel\w*  cancl\w*  resched\w*  re schedule  postpone  change\w*  changing  switch\w*  swap\w*  move
  (?:be|get) moved  moved (?:my|the|it|to|away|out)  moving  push  also  as well  tambien  too (?:early|late|soon|far|bad|much|many|long)  video
  virtual\w*  tele\w*  zoom  by phone  over the phone  phone (?:call|visit)  in person  online  call me
  take it (?:from|easy|up|to|back|as)  refill\w*  prescri\w*  recetas?  call ?backs?  questions?  preguntas?  dudas?  other than  otr[oa]s?  algo  alg[uú]n\w*  cambi\w*  mover\w*  reprogram\w*  reagend\w*
  mas (?:tarde|temprano|pronto)  llam[ae]\w*  except  excepto  menos(?! cuarto)  instead  rather than
  en vez  (?:next|an?|any|every|each|most|some|another) (?:mon|tue|wed|thu|fri|sat|sun)\w*
  proxim[oa](?! semana)
  (?:all|any\w*|every\w*|todo\w*|cualquier\w*) (?:(?:day|time|one|other|dia) )?(?:but|menos|excepto)
  (?:second|third|last|other|2nd|3rd) (?:choice|preference|pick)(?! on (?:the|your|there)\b)  back ?up  plan b
  for (?:your|ur|his|their)(?! (?:messages?|texts?|help|time|patience|kindness|reply|notes?|reminders?|offer|call|concern)\b)  number is  (?:is|are) (?:number |no )?(?:one|1)(?! of)  (?:puede|va|viene|sale|llega) (?:a )?(?:mi|mis|su)  save the date  (?:first|last) of all
  first (?:things|come|time)  at (?:first|last)  (?:with|w|for|by) (?:you|u|yall|ya|usted|ustedes|ud|uds)
  (?:te|le|les) (?:queda|sirve|parece|viene|funciona)
  (?<!\b(?:he|she|i|they|we|mom|dad|son|daughter|sister|brother|husband|wife) )(?:is|still|its|are) (?:still |really )?(?:open|available|free|there|taken|full)  deal with
  at night  tonight  midnight  (?:de|en|por) la noche  babe  bae
  this is (?:she|he|her|him)(?= [.]|$)  speaking  this (?:mon|tue|wed|thu|fri|sat|sun)\w*
  este (?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)
  week (?:after|before)  following week  semana (?:siguiente|despues|antes|anterior)  waitlist  waiting list  wait list`)

/** Takes back what was said, or does not mean it. */
export const TAKEN_BACK = list(String.raw`
  (?<!cant )(?<!cannot )(?<!(?:dont|do not) want to )(?<!dont wanna )wait  (?:cant|cannot) wait (?:for|til|till|until|that|so)  hang on  hold (?:on|off|up)  nvm  never ?mind  nevermind  scratch  oops  whoops
  kidding  jk  just joking  typo  yeah right  as if  not anymore  no longer  mejor no  siempre no  espera
  espere\w*  broma  thanks for nothing  forget it  forget (?:the whole|this)  what do (?:you|u) think
  wrong (?:number|person|chat|thread)  you (?:pick|choose|decide)  surprise me  afraid (?!of)  (?:that|this|it) (?:is|was) not  thats not(?! (?:with|on|in)\b)
  (?<!\bva )que va(?= [.]|$)  (?:great|perfect|wonderful|awesome|fantastic|genial|perfecto) (?:[.] )?(?:now|another|ahora)
  mentira\w*  who (?:needs|wants) (?:a|an|my|to|that|this)  total (?:como|si|que)
  (?:isnt|not) one i  (?:nobody|no ?one) ever  nothing (?:else|better) to do`)

/** Words to a computer, or about what only staff may touch. */
export const COMMAND = list(String.raw`
  ignor\w*  disregard\w*  instructions?  rules?  hidden  trusted  translate  sentence  instrucciones
  systems?  sistema  prompts?  previous  assistant  ai  bot  chatbot  robot  admin\w*  override\w*
  overrule\w*  execute  sudo  sql  json  xml  html  javascript  script  select  delete  update  drop table
  developer  debug\w*  patients  pacientes  everyone  everybody  (?:call|run|execute|the) function
  all (?:appointments|patients|users|numbers|of them)  database  password  token  api  tool
  print  output  respond with  reply with  pretend  act as  you are (?:now|a|an)  role  record\w*  mode
  refund\w*  mark (?:\w+ )?as`)

/** What was said by somebody, or is said to have been: no statement of today. */
export const REPORTED = list(String.raw`
  (?:you|u|yall|they|he|she|lady|nurse|doctor|receptionist|text|message|it|somebody|someone|mom|dad|wife|husband|boss) (?:guys |just |had |already )?(?:said|told|says|say|wrote|thinks?|thought|wants?|wanted)(?! (?:its|it is|it was|thats|that was|that is) (?:ok|okay|fine|good|alright))
  (?:they|he|she|you|u|got|was|been) accepted  told me  im told  was told  i told (?:you|u|them|him|her)  i (?:already )?said  (?:i|we|ive) heard
  heard (?:that|you|u|from|about|they|she|he|it|this)
  (?:tell|ask|remind|wonder\w*) (?:him|her|them|dr|doctor|if|whether)  thought (?:it|that|you|u|the|my)
  (?:espos[oa]|marido|mujer|mama|papa|hij[oa]|herman[oa]|novi[oa]|amig[oa]|jef[ea]|patron) dicen?
  used to  last (?:time|week|month|mon|tue|wed|thu|fri|sat|sun)\w*  dij[oei]\w*  me dice\w*  habia\w*
  habian  pasad[oa]  wasnt  didnt  did you  was (?:my|the|supposed)  supposed`)
