import type { Token } from '../tokens.ts'
import { readBetween, readBounded } from './bounds.ts'
import type { Constraint, Span } from './constraint.ts'
import type { WishWords } from './spans.ts'
import { readStretch } from './stretches.ts'
import { phraseLength } from './token-words.ts'

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
  [['late afternoons'], { type: 'clock', from: '15:00' }],
  [['early mornings'], { type: 'clock', until: '10:00' }],
  [['noon', 'mediodia', 'al mediodia', 'a mediodia'], { type: 'clock', from: '12:00', until: '12:29' }],
  [['en la mananita', 'por la mananita', 'mananita'], { type: 'parts', parts: ['morning'] }],
  [['en la tardecita', 'por la tardecita', 'tardecita'], { type: 'parts', parts: ['afternoon'] }],
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
