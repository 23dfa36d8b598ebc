import type { OfferView, ReplyContext } from './types.ts'

/** Offers that the corpus is read against. All times are local to New York. */
const ZONE = 'America/New_York'
const MINUTE_MS = 60_000
/** Mon Nov 30, 10:00 AM. */
export const RECEIVED = Date.parse('2026-11-30T15:00:00Z')

type Line = readonly [local: string, provider: string]

/** An offer whose reply numbers start at `first`. Local times in December are UTC-5. */
export function offerOf(
  id: string,
  lines: readonly Line[],
  first = 1,
  state: OfferView['state'] = 'open',
): OfferView {
  return {
    offer_id: id,
    time_zone: ZONE,
    state,
    options: lines.map(([local, provider_name], index) => {
      const starts_at = Date.parse(`${local}:00-05:00`)
      return {
        option_id: `${id}-${first + index}`,
        reply_number: first + index,
        slot_number: index + 11,
        starts_at,
        ends_at: starts_at + 30 * MINUTE_MS,
        provider_name,
      }
    }),
  }
}

const THREE: readonly Line[] = [
  ['2026-12-01T10:00', 'Smith'],
  ['2026-12-01T14:00', 'Johnson'],
  ['2026-12-02T09:00', 'Williams'],
]

export const OFFERS = {
  /** 1 Tue Dec 1 10:00 AM Smith, 2 Tue Dec 1 2:00 PM Johnson, 3 Wed Dec 2 9:00 AM Williams. */
  three: [offerOf('a', THREE)],
  /** 1 Tue Dec 1 10:00 AM, the only one. */
  one: [offerOf('a', THREE.slice(0, 1))],
  /** 1 Tue 10:00 AM, 2 Tue 2:00 PM. */
  two: [offerOf('a', THREE.slice(0, 2))],
  /** Numbers that are also hours of other options: 1 at 2:00 PM, 2 at 10:00 AM, 3 at 1:00 PM. */
  hours: [
    offerOf('a', [
      ['2026-12-08T14:00', 'Dr. Ana O’Neil, MD'],
      ['2026-12-08T10:00', 'N. Ortiz, NP'],
      ['2026-12-11T13:00', 'Dr. Ana O’Neil, MD'],
    ]),
  ],
  /** Two open offers on one phone: 1 to 3, and 4 Thu Dec 3 11:00 AM Lee, 5 Fri Dec 4 2:00 PM Smith. */
  both: [
    offerOf('a', THREE),
    offerOf(
      'b',
      [
        ['2026-12-03T11:00', 'Lee'],
        ['2026-12-04T14:00', 'Smith'],
      ],
      4,
    ),
  ],
  /** Option 2 was chosen before; nothing is open. */
  answered: [{ ...offerOf('a', THREE, 1, 'answered'), chosen_option_id: 'a-2' }],
  /** None of them, the patient said. */
  declined: [offerOf('a', THREE, 1, 'declined')],
  expired: [offerOf('a', THREE, 1, 'expired')],
  /** The first ran out; 4 and 5 are open. */
  late: [
    offerOf('a', THREE, 1, 'expired'),
    offerOf(
      'b',
      [
        ['2026-12-03T11:00', 'Lee'],
        ['2026-12-04T14:00', 'Smith'],
      ],
      4,
    ),
  ],
  nothing: [],
} as const satisfies Record<string, readonly OfferView[]>
export type OfferName = keyof typeof OFFERS

export const contextOf = (offers: readonly OfferView[], more: Partial<ReplyContext> = {}): ReplyContext => ({
  offers,
  is_opted_out: false,
  now: RECEIVED,
  received_at: RECEIVED,
  known_names: ['Maria', 'Gonzalez'],
  ...more,
})

/** The texts of a corpus table, between bars, with the escapes of JSON: a table of a thousand lines is read by nobody. */
export const texts = (table: string): string[] =>
  table.split('|').map((text) => JSON.parse(`"${text.trim().replaceAll('"', '\\"')}"`) as string)
