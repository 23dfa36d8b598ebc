import { MONTHS } from '../calendar-words.ts'
import type { Token } from '../tokens.ts'
import type { Constraint, Span } from './constraint.ts'
import { iso, monthRange, type Today, weekOf, weekStart } from './days.ts'
import { readEdge } from './edges.ts'
import type { WishWords } from './spans.ts'
import { countAt, phraseLength, wordAt } from './token-words.ts'

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
export function readStretch(tokens: readonly Token[], at: number, words: WishWords): Span | null {
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
  [['in', 'en', 'sometime in', 'durante', 'at', 'for', 'para', 'pa'], 1, 31],
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
