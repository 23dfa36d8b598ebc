/**
 * Phrases that people put together from parts: "would be really great for us", "could you please put me down for". Each part is
 * closed, so that no family can turn a choice into something else.
 */

import { combine, parts, words } from './combine.ts'

const TAILS = parts(` | for me | for us | with me | with us | by me | by us`)
const HOW =
  parts(` | just | so | really | very | much | even | totally | definitely | still | all | most | quite | perfectly | entirely
  | absolutely | completely | more | indeed`)
const GOOD =
  words(`good great fine perfect ok okay best better ideal wonderful awesome excellent amazing fantastic lovely
  super cool alright preferable doable convenient easier easiest fab gr8 acceptable agreeable suitable satisfactory workable
  manageable chill solid`)
const IS = parts(`is | are | looks | sounds | seems | would be | will be | wud be`)

const WORKS = combine(
  parts(
    `works | work | would work | will work | can work | fits | would fit | suits | would suit | does work`,
  ),
  ['', 'out'],
  ['', 'me', 'us'],
  [
    ...combine(
      parts(` | really | very | just | much`),
      parts(`well | great | best | better | fine | perfectly | perfect | good`),
    ),
    '',
  ],
  parts(` | for me | for us | for my schedule | with my schedule | my schedule`),
)

/** Said of an option that is wanted, behind it: "is just fine by me", "works best for us", "me queda muy bien". */
export const SUFFIXES: readonly string[] = [
  ...combine(['it'], parts('is | shall be | will be | must be | has to be'), ['', 'then', 'please']),
  ...combine(IS, HOW, GOOD, TAILS),
  ...combine(
    HOW,
    GOOD,
    TAILS.filter((tail) => tail !== ''),
  ),
  ...WORKS,
  ...combine(
    parts(`esta | es | seria | me queda | me parece | me viene | me va | nos queda | nos viene | nos va | se me
  hace | suena`),
    parts(` | muy | super | mas | la | el | lo | mucho`),
    words(
      'bien perfecto perfecta excelente mejor genial ideal buenisimo buenisima buena bueno facil conveniente maravilla',
    ),
    ['', 'para mi', 'para nosotros'],
  ),
  ...combine(
    ['me', 'nos'],
    ['sirve', 'funciona', 'conviene', 'acomoda'],
    parts(` | mas | mucho | mejor | muy bien | bien | perfecto`),
  ),
]

const WE = ['i', 'we']
const MAY = [
  ...combine(
    WE,
    parts(`will | would | can | could | would like to | would love to | want to | would prefer to | am going to
  | wanna | need to`),
  ),
  ...words('ill id well wed ima imma finna'),
  ...combine(['id', 'wed'], ['like to', 'love to', 'rather', 'prefer to']),
  ...combine(['im', 'were', ''], ['gonna', 'going to']),
  'lets',
  'let us',
  'let me',
  'can you',
  'could you',
  'would you',
  'will you',
  ...combine(['can', 'could', 'may'], WE),
]
const POLITE = parts(` | please | pls | just | definitely | kindly`)
const TAKE = [
  ...words('take do book choose pick select reserve schedule confirm grab keep accept want need request'),
  ...combine(['go', 'go ahead', 'stick', 'stay', 'proceed'], ['with']),
  'elect',
  'opt for',
  'go for',
  'lock in',
  'have',
  'get',
]
const PUT = words('put sign pencil book mark set slot count add get schedule confirm write note')
const ME = ['me', 'us']
const DOWN = ['', 'in', 'down', 'up']

const BOOKING = combine(PUT, ME, DOWN, ['for'])

/** Before the option: "I would love to take", "could you please put me down for", "anóteme para". */
export const PREFIXES: readonly string[] = [
  ...combine(MAY, POLITE, TAKE),
  ...combine([...MAY, ''], POLITE, BOOKING),
  ...combine(
    words('take book reserve choose pick select schedule grab lock keep accept save hold'),
    ['', 'me', 'in', 'us'],
    ['', 'for'],
  ).filter((phrase) => !/^(?:save|hold|lock|keep)$/.test(phrase)),
  ...combine(
    ['', 'please', 'pls', 'just', 'kindly'],
    ['give me', 'hit me with', 'ill have', 'let me get', 'proceed with', 'go ahead with'],
  ),
  ...combine(parts(` | im | i am | we are | were`), parts(`good | fine | ok | okay | happy | cool`), [
    'with',
  ]),
  ...combine(
    parts(` | i | we | id | i would | wed`),
    parts(`would love | love | prefer | would prefer | choose | pick | like | elect | opt for | shall take | shall have | should like |
    should prefer`),
  ).filter((phrase) => !/^(?:love|like|i like|we like|we love|i love)$/.test(phrase)),
  ...combine(['me', 'nos'], words('anota apunta agenda pone reserva aparta inscribe da'), [
    'para',
    'pa',
    'pal',
    'en',
    'con',
    '',
  ]).filter((phrase) => !/^(?:me|nos) (?:da|pone)$/.test(phrase)),
  ...combine(
    parts('i would be | id be | we would be | i should be'),
    ['', 'most', 'very', 'so'],
    words('grateful thankful obliged'),
    ['for'],
  ),
  ...combine(
    ['me', 'nos'],
    words('gustaria interesa quedo'),
    parts(` | con | tomar | reservar | agendar | la opcion`),
  ),
  ...combine(
    words(`anoteme anotame apunteme apuntame agendeme agendame pongame ponme reserveme reservame apartame aparteme inscribame
      registreme programeme deme dame escojo elijo tomo tomare prefiero`),
    ['', 'para', 'por favor', 'por favor para'],
  ),
  ...combine(
    parts(`quiero | quisiera | puedo | podria | voy a | vamos a | queremos`),
    words('tomar agendar reservar escoger elegir apartar confirmar'),
  ),
  ...combine(
    ['me', 'nos'],
    ['puede', 'puedes', 'podria'],
    words('anotar apuntar agendar poner reservar apartar dar'),
    ['', 'para', 'en'],
  ),
]

/** Before a day or a time only: "we will be there on", "I'm free", "ahí estaremos". */
export const WHEN_PREFIXES: readonly string[] = [
  ...combine(['id', 'i would', 'wed', 'we would'], ['rather', 'prefer to'], ['see', 'go with', 'come']),
  ...combine(
    parts(` | i | we`),
    parts(`should be | would be | will be | shall be | am | are`),
    words('delighted pleased happy glad'),
    parts(`to see | to come | to come in | to come and see | to attend | to be there`),
  ),
  ...combine(
    parts(`i | we | ill | well | i will | we will | i can | we can | i could | we could | id | can | could`),
    parts(`see you | see u | see yall | be there | be in | come | come in | be able to come | make it | make it
  in | stop by | be available`),
    ['', 'on', 'for'],
  ).filter((phrase) => !/^(?:i|we) (?:be|see|make|stop) /.test(phrase)),
  ...combine(
    parts(`im | i am | were | we are | `),
    parts(`free | available | open | good for | good on | ok on | fine on | able to come | off`),
    ['', 'on'],
  ).filter((phrase) => !/^(?:free|open|off)(?: on)?$/.test(phrase)),
  ...combine(
    parts(`can i | can we | could i | could we | may i`),
    ['come', 'come in', 'be there', 'be seen'],
    ['', 'on', 'for'],
  ),
  ...combine(['see', 'c'], ['you', 'u', 'ya', 'yall'], ['', 'on', 'this', 'next']).filter(
    (phrase) => !/next$/.test(phrase),
  ),
  ...combine(
    ['si', 'yo', 'nosotros', ''],
    parts(`puedo | podemos | puedo ir | podemos ir | estoy libre | estamos libres | puedo llegar | puedo
  asistir | nos vemos | los veo | ahi estare | ahi estaremos`),
  ),
]
