import { MONTHS } from '../calendar-words.ts'
import { readReference } from '../references.ts'
import type { Token } from '../tokens.ts'
import { type Constraint, clockText, type Span } from './constraint.ts'
import { iso, monthRange, type Today, upcomingDay, weekOf, weekStart } from './days.ts'
import { clockRange, dateOf, hourOf, readDayNumber, type WishWords } from './spans.ts'
import { countAt, phraseLength, wordAt } from './token-words.ts'

type Side = 'after' | 'from' | 'before' | 'until' | 'around'

const SIDES: ReadonlyArray<readonly [Side, readonly string[]]> = [
  [
    'after',
    [
      'after',
      'later than',
      'past',
      'any time after',
      'anytime after',
      'despues de',
      'despues del',
      'luego de',
      'pasado el',
      'sometime after',
    ],
  ],
  [
    'from',
    [
      'from',
      'starting',
      'starting from',
      'as of',
      'not before',
      'no earlier than',
      'on or after',
      'at or after',
      'a partir de',
      'a partir del',
      'desde',
      'since',
      'beginning',
      'no antes de',
      'no antes del',
    ],
  ],
  [
    'before',
    [
      'before',
      'earlier than',
      'any time before',
      'anytime before',
      'antes de',
      'antes del',
      'prior to',
      'sometime before',
    ],
  ],
  [
    'until',
    [
      'until',
      'till',
      'by',
      'no later than',
      'not after',
      'on or before',
      'up to',
      'hasta',
      'a mas tardar',
      'no despues de',
      'no despues del',
    ],
  ],
  [
    'around',
    [
      'around',
      'about',
      'close to',
      'near',
      'sometime around',
      'como a',
      'alrededor de',
      'cerca de',
      'sobre',
      'mas o menos a',
    ],
  ],
]
const ARTICLES = ['the', 'el', 'la', 'las', 'el dia']

/** Times of day that people name by what they do then. */
const DAILY_CLOCKS: ReadonlyArray<readonly [string, number]> = [
  ['work', 17],
  ['school', 15],
  ['lunch', 13],
  ['noon', 12],
  ['midday', 12],
  ['mediodia', 12],
  ['el trabajo', 17],
  ['trabajo', 17],
  ['la escuela', 15],
  ['almuerzo', 13],
  ['el almuerzo', 13],
]
const HOLIDAYS: ReadonlyArray<readonly [string, number, number]> = [
  ['christmas', 12, 25],
  ['xmas', 12, 25],
  ['navidad', 12, 25],
  ['new year', 1, 1],
  ['new years', 1, 1],
  ['new years day', 1, 1],
  ['the holidays', 1, 1],
  ['ano nuevo', 1, 1],
  ['las fiestas', 1, 6],
]

const HOUR_MINUTES = 60

/** What stands behind "after": a clock in minutes, or a day. */
type Edge = { minutes: number; length: number } | { day: Temporal.PlainDate; length: number }

const AFTER_ARTICLE = new Set(['del', 'el', 'the', 'dia'])

function readEdge(tokens: readonly Token[], at: number, words: WishWords): Edge | null {
  const token = tokens[at]
  // "Despues del 10" is a day, "despues de las 10" an hour.
  if (token?.kind === 'number' && AFTER_ARTICLE.has(wordAt(tokens, at - 1) ?? '')) {
    const match = readReference(tokens, at, new Set())
    const day =
      match?.references[0]?.kind === 'date'
        ? dateOf(match.references[0], words)
        : upcomingDay(words, token.value)
    return day === null ? null : { day, length: match?.references[0]?.kind === 'date' ? match.length : 1 }
  }
  for (const [name, hour] of DAILY_CLOCKS) {
    const length = phraseLength(tokens, at, [name])
    if (length > 0) return { minutes: hour * HOUR_MINUTES, length }
  }
  for (const [name, month, day] of HOLIDAYS) {
    const length = phraseLength(tokens, at, [name])
    const year = month >= words.date.month ? words.date.year : words.date.year + 1
    if (length > 0) return { day: Temporal.PlainDate.from({ year, month, day }), length }
  }
  const numbered = readDayNumber(tokens, at, words)
  const match = readReference(tokens, at, new Set())
  const matched = match === null ? null : edgeOf(tokens, at, match, words)
  if (matched !== null && matched.length >= (numbered?.length ?? 0)) return matched
  if (numbered !== null) return { day: numbered.date, length: numbered.length }
  const lead = phraseLength(tokens, at, ARTICLES)
  return lead === 0 ? null : withLead(readEdge(tokens, at + lead, words), lead)
}

const withLead = (edge: Edge | null, lead: number): Edge | null =>
  edge === null ? null : { ...edge, length: edge.length + lead }

function edgeOf(
  tokens: readonly Token[],
  at: number,
  match: NonNullable<ReturnType<typeof readReference>>,
  words: WishWords,
): Edge | null {
  const [reference] = match.references
  if (reference === undefined || match.references.length > 1) return null
  if (reference.kind === 'clock') {
    return { minutes: hourOf(reference) * HOUR_MINUTES + reference.minute, length: match.length }
  }
  // "After 5" is an hour of the day; "after the 5th" is a day.
  if (reference.kind === 'number' && !reference.isMarked && reference.value >= 1 && reference.value <= 12) {
    return { minutes: hourOf({ hour: reference.value }) * HOUR_MINUTES, length: match.length }
  }
  const next = phraseLength(tokens, at, ['next'])
  const day = next === 0 ? dateOf(reference, words) : null
  return day === null ? null : { day, length: match.length }
}

const toClock = (minutes: number) => clockText(Math.floor(minutes / HOUR_MINUTES), minutes % HOUR_MINUTES)

function bounded(side: Side, edge: Edge, isPlainlyAround: boolean): Constraint | null {
  if ('minutes' in edge) {
    const { minutes } = edge
    if (side === 'around') return clockRange(minutes, true)
    if (side === 'after' || side === 'from') return { type: 'clock', from: toClock(minutes) }
    return { type: 'clock', until: toClock(side === 'before' ? minutes - 1 : minutes) }
  }
  const { day } = edge
  // "About Tuesday" may be what the text is about.
  if (side === 'around' && !isPlainlyAround) return null
  if (side === 'around') {
    return { type: 'range', from: iso(day.subtract({ days: 2 })), until: iso(day.add({ days: 2 })) }
  }
  if (side === 'after') return { type: 'range', from: iso(day.add({ days: 1 })) }
  if (side === 'from') return { type: 'range', from: iso(day) }
  return { type: 'range', until: iso(side === 'before' ? day.subtract({ days: 1 }) : day) }
}

/** "After the 10th", "before noon", "around 2", "a partir del martes". */
function readBounded(tokens: readonly Token[], at: number, words: WishWords): Span | null {
  let best: Span | null = null
  for (const [side, phrases] of SIDES) {
    const lead = phraseLength(tokens, at, phrases)
    if (lead === 0) continue
    const edge = readEdge(tokens, at + lead, words)
    const constraint =
      edge === null
        ? null
        : bounded(side, edge, wordAt(tokens, at) !== 'about' && wordAt(tokens, at) !== 'sobre')
    if (constraint === null || lead + edge!.length <= (best?.length ?? 0)) continue
    best = { constraints: [constraint], length: lead + edge!.length }
  }
  return best
}

/** "Between 2 and 4", "between the 10th and the 15th", "from 9 to 11". */
function readBetween(tokens: readonly Token[], at: number, words: WishWords): Span | null {
  const lead = phraseLength(tokens, at, ['between', 'from', 'entre', 'de', 'desde'])
  const first = lead === 0 ? null : readEdge(tokens, at + lead, words)
  if (first === null) return null
  const middleAt = at + lead + first.length
  const isBetween = ['between', 'entre'].includes(wordAt(tokens, at) ?? '')
  const joints = isBetween ? ['and', 'y', 'to'] : ['to', 'until', 'till', 'a', 'hasta', 'through']
  const middle = phraseLength(tokens, middleAt, joints)
  const last = middle === 0 ? null : readEdge(tokens, middleAt + middle, words)
  if (last === null || 'minutes' in first !== 'minutes' in last) return null
  const length = lead + first.length + middle + last.length
  if ('minutes' in first && 'minutes' in last) {
    if (last.minutes <= first.minutes) return null
    return {
      constraints: [{ type: 'clock', from: toClock(first.minutes), until: toClock(last.minutes) }],
      length,
    }
  }
  if (!('day' in first && 'day' in last) || Temporal.PlainDate.compare(first.day, last.day) > 0) return null
  return { constraints: [{ type: 'range', from: iso(first.day), until: iso(last.day) }], length }
}

const days = (monday: Temporal.PlainDate, first: number, last: number): Constraint => ({
  type: 'range',
  from: iso(monday.add({ days: first })),
  until: iso(monday.add({ days: last })),
})

type Ranges = ReadonlyArray<readonly [readonly string[], (words: Today) => Constraint]>

const WEEKS: Ranges = [
  [
    [
      'next week',
      'the next week',
      'the following week',
      'following week',
      'la proxima semana',
      'proxima semana',
      'la semana que viene',
      'semana que viene',
      'la otra semana',
      'la semana proxima',
      'la siguiente semana',
    ],
    (words) => weekOf(weekStart(words, 1)),
  ],
  [
    [
      'this week',
      'esta semana',
      'later this week',
      'later in the week',
      'later in week',
      'mas tarde esta semana',
    ],
    (words) => ({ ...weekOf(weekStart(words, 0)), from: iso(words.date) }),
  ],
  [
    ['week after next', 'the week after next', 'the week after', 'week after', 'en dos semanas'],
    (words) => weekOf(weekStart(words, 2)),
  ],
  [
    [
      'early next week',
      'beginning of next week',
      'the beginning of next week',
      'start of next week',
      'principios de la proxima semana',
      'a principios de la proxima semana',
    ],
    (words) => days(weekStart(words, 1), 0, 2),
  ],
  [
    [
      'late next week',
      'later next week',
      'end of next week',
      'the end of next week',
      'finales de la proxima semana',
    ],
    (words) => days(weekStart(words, 1), 3, 6),
  ],
  [
    [
      'end of the week',
      'the end of the week',
      'end of this week',
      'late this week',
      'a fin de semana',
      'finales de semana',
    ],
    (words) => ({ ...days(weekStart(words, 0), 3, 6) }),
  ],
  [['this weekend', 'este fin de semana'], (words) => days(weekStart(words, 0), 5, 6)],
  [['next weekend', 'el proximo fin de semana'], (words) => days(weekStart(words, 1), 5, 6)],
  [
    ['this month', 'este mes'],
    (words) => ({ ...monthRange(words, words.date.month), from: iso(words.date) }),
  ],
  [
    ['next month', 'the next month', 'el proximo mes', 'el mes que viene', 'el otro mes'],
    (words) => monthRange(words, (words.date.month % 12) + 1),
  ],
  [
    [
      'end of the month',
      'the end of the month',
      'fin de mes',
      'a fin de mes',
      'finales de mes',
      'a finales de mes',
    ],
    (words) => {
      const last = words.date.with({ day: words.date.daysInMonth })
      return { type: 'range', from: iso(last.subtract({ days: 6 })), until: iso(last) }
    },
  ],
]

/** "Next week", "in 3 weeks", "the week of Dec 7", "in January". */
function readStretch(tokens: readonly Token[], at: number, words: WishWords): Span | null {
  let best: Span | null = null
  for (const [phrases, rangeOf] of WEEKS) {
    const length = phraseLength(tokens, at, phrases)
    if (length > (best?.length ?? 0)) best = { constraints: [rangeOf(words)], length }
  }
  return (
    best ?? readWeekOf(tokens, at, words) ?? readWeeksAhead(tokens, at, words) ?? readMonth(tokens, at, words)
  )
}

function readWeekOf(tokens: readonly Token[], at: number, words: WishWords): Span | null {
  const lead = phraseLength(tokens, at, [
    'week of',
    'the week of',
    'la semana del',
    'semana del',
    'la semana de',
  ])
  const edge = lead === 0 ? null : readEdge(tokens, at + lead, words)
  if (edge === null || !('day' in edge)) return null
  const monday = edge.day.subtract({ days: edge.day.dayOfWeek - 1 })
  return { constraints: [weekOf(monday)], length: lead + edge.length }
}

const MAX_WEEKS_AHEAD = 8

function readWeeksAhead(tokens: readonly Token[], at: number, words: WishWords): Span | null {
  const lead = phraseLength(tokens, at, ['in', 'in about', 'en', 'in like', 'dentro de', 'como en'])
  const count = lead === 0 ? undefined : countAt(tokens, at + lead)
  const noun = phraseLength(tokens, at + lead + 1, ['weeks', 'week', 'semanas', 'semana', 'of weeks'])
  const couple = phraseLength(tokens, at + lead, ['a couple weeks', 'a couple of weeks'])
  if (couple > 0) return { constraints: [weekOf(weekStart(words, 2))], length: lead + couple }
  if (count === undefined || noun === 0 || count < 1 || count > MAX_WEEKS_AHEAD) return null
  return { constraints: [weekOf(weekStart(words, count))], length: lead + 1 + noun }
}

const MONTH_PARTS: ReadonlyArray<readonly [readonly string[], first: number, last: number]> = [
  [['early', 'early in', 'principios de', 'a principios de'], 1, 10],
  [['mid', 'mediados de', 'a mediados de'], 11, 20],
  [['late', 'late in', 'finales de', 'a finales de', 'end of', 'the end of'], 21, 31],
  [['in', 'en', 'sometime in', 'durante'], 1, 31],
]

function readMonth(tokens: readonly Token[], at: number, words: WishWords): Span | null {
  for (const [phrases, first, last] of MONTH_PARTS) {
    const lead = phraseLength(tokens, at, phrases)
    const month = lead === 0 ? undefined : MONTHS.get(wordAt(tokens, at + lead) ?? '')
    if (month === undefined || tokens[at + lead + 1]?.kind === 'number') continue
    const start = Temporal.PlainDate.from(monthRange(words, month).from)
    const on = (day: number) => iso(start.with({ day: Math.min(day, start.daysInMonth) }))
    return { constraints: [{ type: 'range', from: on(first), until: on(last) }], length: lead + 1 }
  }
  return null
}

const PARTS: ReadonlyArray<readonly [readonly string[], Constraint]> = [
  [
    [
      'early',
      'early in the day',
      'temprano',
      'early morning',
      'early in the morning',
      'temprano en la manana',
      'first thing',
      'first thing in the morning',
      'a primera hora',
    ],
    { type: 'clock', until: '10:00' },
  ],
  [['late morning'], { type: 'clock', from: '10:00', until: '11:59' }],
  [['early afternoon'], { type: 'clock', from: '12:00', until: '14:30' }],
  [
    [
      'late afternoon',
      'late in the day',
      'end of the day',
      'end of day',
      'al final del dia',
      'tarde en el dia',
    ],
    { type: 'clock', from: '15:00' },
  ],
  [
    [
      'lunch time',
      'lunchtime',
      'at lunch',
      'around lunch',
      'during lunch',
      'my lunch break',
      'on my lunch break',
      'a la hora del almuerzo',
    ],
    { type: 'clock', from: '11:30', until: '13:30' },
  ],
]

const SHIFTS: ReadonlyArray<readonly [readonly string[], Constraint[]]> = [
  [
    [
      'earlier',
      'earlier one',
      'earlier than that',
      'sooner than that',
      'before that',
      'sooner',
      'mas temprano',
      'mas pronto',
      'antes',
    ],
    [{ type: 'shift', to: 'earlier', of: 'time' }],
  ],
  [
    [
      'later',
      'later one',
      'later than that',
      'after that',
      'mas tarde',
      'mas adelante',
      'a later date',
      'further out',
      'later on',
      'despues',
    ],
    [{ type: 'shift', to: 'later', of: 'time' }],
  ],
  [
    ['earlier in the day', 'earlier in the morning', 'mas temprano en el dia', 'earlier time'],
    [{ type: 'shift', to: 'earlier', of: 'hour' }],
  ],
  [
    ['later in the day', 'later in the afternoon', 'mas tarde en el dia', 'later time', 'later in day'],
    [{ type: 'shift', to: 'later', of: 'hour' }],
  ],
  [
    [
      'earlier that day',
      'earlier the same day',
      'mas temprano ese dia',
      'earlier on that day',
      'mas temprano ese mismo dia',
    ],
    [{ type: 'same_day' }, { type: 'shift', to: 'earlier', of: 'time' }],
  ],
  [
    [
      'later that day',
      'later the same day',
      'later same day',
      'mas tarde ese dia',
      'later on that day',
      'mas tarde ese mismo dia',
    ],
    [{ type: 'same_day' }, { type: 'shift', to: 'later', of: 'time' }],
  ],
  [
    ['that day', 'same day', 'the same day', 'that same day', 'ese dia', 'ese mismo dia', 'el mismo dia'],
    [{ type: 'same_day' }],
  ],
]

const OTHER_PROVIDERS = [
  'someone else',
  'somebody else',
  'another doctor',
  'a different doctor',
  'different doctor',
  'another provider',
  'a different provider',
  'different provider',
  'other doctor',
  'other provider',
  'otro doctor',
  'otra doctora',
  'otro medico',
  'otra persona',
  'another dr',
  'different dr',
  'a different dr',
]

function readFixed(tokens: readonly Token[], at: number): Span | null {
  let best: Span | null = null
  for (const [phrases, constraint] of [...PARTS.map(([p, c]) => [p, [c]] as const), ...SHIFTS]) {
    const length = phraseLength(tokens, at, phrases)
    if (length > (best?.length ?? 0)) best = { constraints: [...constraint], length }
  }
  const other = phraseLength(tokens, at, OTHER_PROVIDERS)
  return other > (best?.length ?? 0) ? { constraints: [{ type: 'other_provider' }], length: other } : best
}

/** The longest stretch of days or times at this token that is named by more than one word, or null. */
export function readRange(tokens: readonly Token[], at: number, words: WishWords): Span | null {
  const spans = [
    readBetween(tokens, at, words),
    readBounded(tokens, at, words),
    readStretch(tokens, at, words),
    readFixed(tokens, at),
  ]
  return spans.reduce((best, span) => ((span?.length ?? 0) > (best?.length ?? 0) ? span : best), null)
}
