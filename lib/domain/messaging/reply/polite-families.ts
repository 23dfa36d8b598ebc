import { combine, parts, words } from './combine.ts'

const WE = ['i', 'we']
/** An apology or a greeting that says nothing about the choice, and a condition that our own offer already meets. */
export const COURTESIES: readonly string[] = [
  ...combine(
    parts(
      `sorry | sry | so sorry | apologies | my apologies | excuse | pardon | disculpe | perdon | perdone`,
    ),
    ['', 'for', 'about', 'por'],
    parts(` | the | my | la | mi`),
    parts(`late | delayed | slow | tardia | such a late | `),
    parts(`reply | response | answer | delay | text | respuesta | demora | tardanza`),
  ),
  ...combine(
    parts(`sorry | sry | i | just | i just | sorry i just | sry just | sorry just | ok just`),
    parts(`saw | seeing | got | read | noticed`),
    parts(`this | these | your text | your message | ur text | the text | it | ur message`),
  ),
  ...combine(
    ['sorry', 'sry', 'oops', 'oops sorry'],
    ['meant to', 'forgot to', 'i forgot to', 'i meant to'],
    parts(`answer | reply | respond | text back | write back | get back to you`),
    ['', 'earlier', 'sooner', 'yesterday'],
  ),
  ...combine(
    ['if'],
    parts(`its | it is | thats | that is | they are`),
    ['still'],
    ['available', 'open', 'free', 'there'],
  ),
  ...combine(
    parts(`thank you | thank u | thanks | thankyou | thx | ty | many thanks | ok thanks | thanks you`),
    parts(` | all | guys | kindly | again | doc | maam | sir`),
    parts(` | so much | so very much | ever so much | very much | a lot | a bunch | a ton | a million | in advance | kindly |
  again`),
    parts(` | for your help | for the help | for everything | for reaching out | for texting | for the reminder
  | for your time | for asking | for checking | for the options | for letting me know`),
  ),
  ...combine(
    ['gracias', 'muchas gracias', 'mil gracias', 'muchisimas gracias'],
    parts(` | por todo | por su ayuda | por avisar | por escribir | por su atencion | por el aviso | doctor |
  doctora | senorita | de nuevo | de antemano`),
  ),
  ...combine(
    parts(`i | we | really | i really | `),
    ['appreciate'],
    parts(`it | you | that | your help | the help`),
  ),
  'if so',
  'pretty please',
  'if yes',
  ...combine(['si'], ['todavia', 'aun'], ['esta'], ['disponible', 'libre']),
  ...combine(
    ['have', 'hope you have', 'have yourself'],
    ['a', 'an'],
    ['', 'very', 'really'],
    parts(`great | good | nice | blessed | wonderful | awesome | lovely | amazing`),
    parts(`day | one | week | weekend | evening | night | afternoon | morning`),
  ),
  ...combine(
    ['que'],
    parts(`tenga | tengan | pase | pasen | tengas`),
    ['', 'un', 'una'],
    ['', 'muy'],
    parts(`buen | buena | bonito | lindo | excelente`),
    ['dia', 'tarde', 'noche', 'semana'],
  ),
  ...words(
    'thnx thanx thks tks tnx thankyou thnks sry xfa xfavor pfv grax grcs bendiciones yay woohoo hiya heya howdy yall folks team guys doc',
  ),
]

const MOVE = words('move change switch push postpone reschedule bump')
const VISIT = [
  '',
  'my',
  'it',
  'this',
  'that',
  ...combine(parts(`my | the | this | our | that`), words('appointment appt visit time')),
]

/** Asks for another time than the one that stands: "can we move my appointment to". */
export const MOVES: readonly string[] = [
  ...combine(
    [
      '',
      ...combine(['can', 'could', 'may'], ['i', 'we', 'you']),
      ...combine(WE, parts(`need to | have to | want to | would like to | am going to have to`)),
      ...combine(['id', 'wed', 'would'], ['like to']),
      ...words('lets please'),
      'is it possible to',
      'need to',
    ],
    ['', 'please'],
    MOVE,
    VISIT,
    ['', 'back', 'up', 'out'],
    parts(` | to | for | until | till | to the`),
  ).filter(
    (phrase) =>
      !/^(?:change|switch|push|move|bump|postpone)(?: (?:my|this|that|up|out|back|for))?$/.test(phrase),
  ),
  ...combine(
    parts(` | puedo | podemos | puede | podria | quiero | quisiera | necesito | me puede | me gustaria | se
  puede`),
    words('mover cambiar pasar reprogramar reagendar posponer aplazar'),
    parts(`mi cita | la cita | mi consulta | la hora | el dia | mi turno | la`),
    parts(` | para | a | al | para el | para la | para otro dia`),
  ),
]

const THEM = [
  ...words('these those them either any'),
  ...combine(
    parts(`these | those | the | your | any of the | any of these | any of those | all of those | all those`),
    words('times days dates options slots appointments choices ones'),
  ),
  ...combine(['any of', 'either of', 'all of', 'a single one of'], parts(` | these | those | them | that`)),
]
const ESOS = [
  ...words('ninguno ninguna'),
  ...combine(
    parts(`esos | esas | estos | estas | ninguno de esos | ninguna de esas | ninguno de los | ninguna de las |
  ningun | ninguna`),
    ['', ...words('horarios horas dias fechas opciones citas horario hora dia fecha opcion')],
  ),
]

/** None of what was offered: "I'm not free any of those days", "no puedo en ninguno de esos horarios". */
export const NONES: readonly string[] = [
  ...combine(
    ['', 'unfortunately', 'sorry', 'sadly'],
    ['', 'i', 'we'],
    parts(`cant | cannot | cant do | cant make | cannot do | cannot make | wont be able to do | wont be able to
  make | am not able to make | cant come | cant go`),
    ['', 'at', 'on', 'in'],
    THEM,
  ),
  ...combine(
    parts(` | sorry | unfortunately | no | no sorry`),
    ['', 'i', 'we'],
    ['cant', 'cannot', 'wont be able to'],
    parts(`make it | come | be there | come in | do it | make that`),
    parts(`that day | then | that time | at that time | on that day | at that hour`),
  ),
  ...combine(
    parts(` | unfortunately | sorry | sadly | but`),
    parts(`im | i am | we are | i wont be | ill be | i will be`),
    parts(`not available | unavailable | not free | busy | working | booked | available | at work | out of town
  | away`),
    parts(` | for | at | on | during | in`),
    THEM,
  ).filter((phrase) => !/(?:be|im|am|are) available/.test(phrase) || /wont be available/.test(phrase)),
  ...combine(
    ['', 'unfortunately', 'sorry', 'sadly'],
    parts(`none | none of them | none of those | none of these | neither | neither one | not one | not a single
  one | nothing`),
    ['', 'there'],
    parts(`works | work | is good | are good | fits | fit | will work | would work | suits | suit`),
    parts(` | me | for me | for us | my schedule | with my schedule`),
  ),
  ...combine(
    ['', 'sorry', 'unfortunately', 'sadly'],
    parts(`those | these | they | those times | these times | those days | these days | those dates | the times
  | all of those | all of these`),
    parts(`dont | do not | wont | will not | cant | arent | are not | are all`),
    parts(`work | fit | suit | good | great | bad | possible | no good`),
    parts(` | me | for me | for us | my schedule | with my schedule`),
  ).filter(
    (phrase) =>
      !/(?:dont|not|wont|cant) (?:bad|no good)|are all (?:work|fit|suit|good|great|possible)/.test(phrase),
  ),
  ...combine(
    ['', 'lo siento', 'disculpe'],
    ['', 'yo', 'lamentablemente'],
    parts(`no puedo | no podria | no podemos | no me es posible | no estoy disponible | no me sirve | no me
  queda | no me sirven | no me quedan | no me conviene | no me funciona | no me quedan bien | no me
  queda bien`),
    parts(` | ir | asistir | en | a | ir en | con`),
    ESOS,
  ),
  ...combine(
    ['', 'lo siento', 'disculpe'],
    ESOS,
    ['', 'me', 'nos'],
    parts(`sirve | sirven | queda | quedan | queda bien | quedan bien | conviene | convienen | funciona |
  funcionan | puedo | va | van | acomoda | acomodan`),
  ),
].filter((phrase) => !/^(?:i |we )?(?:cant|cannot)\b.* (?:either|any)$/.test(phrase))
