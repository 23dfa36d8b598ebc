import type { Token } from '../tokens.ts'
import { type Constraint, clockText, type Span } from './constraint.ts'
import { iso } from './days.ts'
import { type Edge, HOUR_MINUTES, readEdge } from './edges.ts'
import { clockRange, type WishWords } from './spans.ts'
import { phraseLength, wordAt } from './token-words.ts'

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
      'tipo',
      'like',
      'tipo a',
    ],
  ],
]

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

/** "About Tuesday", "like Friday": of a day these may say something else. */
const MAY_BE_ABOUT = new Set(['about', 'sobre', 'like', 'tipo'])

/** "Like 3", "like noon"; "like the one" compares. */
const isHourAt = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.kind === 'number' || tokens[at]?.kind === 'time' || wordAt(tokens, at) === 'noon'

/** "After the 10th", "before noon", "around 2", "a partir del martes". */
export function readBounded(tokens: readonly Token[], at: number, words: WishWords): Span | null {
  let best: Span | null = null
  for (const [side, phrases] of SIDES) {
    const lead = phraseLength(tokens, at, phrases)
    if (lead === 0 || (wordAt(tokens, at) === 'like' && !isHourAt(tokens, at + lead))) continue
    const edge = readEdge(tokens, at + lead, words)
    const constraint = edge === null ? null : bounded(side, edge, !MAY_BE_ABOUT.has(wordAt(tokens, at) ?? ''))
    if (constraint === null || lead + edge!.length <= (best?.length ?? 0)) continue
    best = { constraints: [constraint], length: lead + edge!.length }
  }
  return best
}

/** "Between 2 and 4", "between the 10th and the 15th", "from 9 to 11". */
export function readBetween(tokens: readonly Token[], at: number, words: WishWords): Span | null {
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
