import type { OfferView, ReplyContext, VisitView } from '../reply/types.ts'

const ZONE = 'America/New_York'
const MINUTE_MS = 60_000
const VISIT_MINUTES = 30
/** Monday, 23 November 2026, 10:00 AM in New York. */
const EVAL_NOW = Date.parse('2026-11-23T15:00:00Z')
/** What the texts answer was sent an hour before. */
export const SENT_AT = EVAL_NOW - 60 * MINUTE_MS

const LEE = 'Dr. Lee'
const PATEL = 'Dr. Patel'
const THREE: readonly (readonly [starts: string, provider: string])[] = [
  ['2026-12-01T10:15:00-05:00', LEE],
  ['2026-12-02T14:30:00-05:00', PATEL],
  ['2026-12-04T09:00:00-05:00', LEE],
]

const offerOf = (count: number): OfferView => ({
  offer_id: 'offer',
  time_zone: ZONE,
  state: 'open',
  sent_at: SENT_AT,
  options: THREE.slice(0, count).map(([starts, provider_name], index) => {
    const starts_at = Date.parse(starts)
    return {
      option_id: `option-${index + 1}`,
      reply_number: index + 1,
      slot_number: index + 1,
      starts_at,
      ends_at: starts_at + VISIT_MINUTES * MINUTE_MS,
      provider_name,
    }
  }),
})

const VISIT: VisitView = {
  appointment_id: 'visit',
  starts_at: Date.parse(THREE[0]![0]),
  time_zone: ZONE,
  provider_name: LEE,
}

const BASE: ReplyContext = {
  offers: [],
  visits: [],
  providers: [
    { provider_id: 'lee', name: LEE },
    { provider_id: 'patel', name: PATEL },
  ],
  question: null,
  time_zone: ZONE,
  is_opted_out: false,
  is_waiting: false,
  now: EVAL_NOW,
  received_at: EVAL_NOW,
  known_names: ['Maria', 'Gonzalez'],
}

/** What a labelled text answers. */
export const EVAL_CONTEXTS = {
  /** 1 Tue Dec 1 10:15 AM Dr. Lee, 2 Wed Dec 2 2:30 PM Dr. Patel, 3 Fri Dec 4 9:00 AM Dr. Lee. */
  three: { ...BASE, offers: [offerOf(3)] },
  one: { ...BASE, offers: [offerOf(1)] },
  /** No offer, and the visit of option 1 is booked. */
  visit: { ...BASE, visits: [VISIT] },
  /** The same, and we have just reminded of it. */
  reminder: { ...BASE, visits: [VISIT] },
  nothing: BASE,
  waiting: { ...BASE, is_waiting: true },
  opted_out: { ...BASE, is_opted_out: true },
} as const satisfies Record<string, ReplyContext>
export type EvalContextName = keyof typeof EVAL_CONTEXTS
