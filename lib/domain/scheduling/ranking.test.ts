import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pickOffer } from './pick-offer.ts'
import { type RankedSlot, rankSlots, type SlotPreferences } from './ranking.ts'
import { type Slot, slotAt } from './slots.ts'
import { HOUR_MS } from './units.ts'

const ZONE = 'America/New_York'
const SERVICE = {
  duration_minutes: 30,
  buffer_before_minutes: 0,
  buffer_after_minutes: 10,
  alignment_minutes: 30,
  minimum_notice_minutes: 0,
}
const NOW = Date.parse('2026-11-30T12:00Z')
/** A slot on a day of December 2026 in New York; the 1st is a Tuesday. */
const slot = (provider: string, day: number, clock: string): Slot =>
  slotAt(SERVICE, provider, Date.parse(`2026-12-${String(day).padStart(2, '0')}T${clock}:00-05:00`))
const rank = (slots: readonly Slot[], preferences: SlotPreferences = {}) =>
  rankSlots(slots, preferences, { zone: ZONE, now: NOW })
const label = (each: Slot) => {
  const local = new Date(each.starts_at - 5 * HOUR_MS).toISOString()
  return `${each.provider_id} ${local.slice(8, 10)} ${local.slice(11, 16)}`
}
const scoresOf = (ranked: readonly RankedSlot[]) => ranked.map((each) => [label(each), each.match_score])

describe('rankSlots', () => {
  it('scores and explains the example of the A2A design document', () => {
    const slots = [slot('clinic_a', 1, '15:00'), slot('dr_smith', 1, '10:00'), slot('dr_smith', 1, '14:00')]
    const ranked = rank(slots, { preferred_provider_ids: ['dr_smith', 'clinic_x'], time_of_day: 'afternoon' })
    expect(ranked.map(({ match_score, reasoning }) => ({ match_score, reasoning }))).toEqual([
      { match_score: 0.9, reasoning: ['Matches preferred provider', 'Matches time preference'] },
      { match_score: 0.7, reasoning: ['Matches preferred provider'] },
      { match_score: 0.7, reasoning: ['Matches time preference'] },
    ])
    expect(ranked[0]).toMatchObject(slots[2]!)
  })

  it('counts each stated wish the same and leaves out what was not stated', () => {
    const wishes = { time_of_day: 'morning', weekdays: [2, 4], dates: ['2026-12-01'] } as const
    const ranked = rank([slot('a', 1, '09:00'), slot('a', 3, '09:00'), slot('a', 3, '13:00')], wishes)
    expect(scoresOf(ranked)).toEqual([
      ['a 01 09:00', 0.9],
      ['a 03 09:00', 0.77],
      ['a 03 13:00', 0.63],
    ])
    expect(ranked[1]!.reasoning).toEqual(['Matches time preference', 'Matches weekday preference'])
  })

  it('puts the provider seen last first, and adds it to the wishes', () => {
    const ranked = rank([slot('a', 1, '09:00'), slot('b', 2, '09:00')], { last_provider_id: 'b' })
    expect(scoresOf(ranked)).toEqual([
      ['b 02 09:00', 0.6],
      ['a 01 09:00', 0.5],
    ])
    expect(ranked[0]!.reasoning).toEqual(['Same provider as last visit'])
    expect(
      rank([slot('b', 1, '09:00')], { last_provider_id: 'b', preferred_provider_ids: ['b'] })[0]!.match_score,
    ).toBe(1)
  })

  it.each([
    [{ earliest_date: '2026-12-02' }, ['02', '03']],
    [{ latest_date: '2026-12-02' }, ['01', '02']],
    [{ earliest_date: '2026-12-02', latest_date: '2026-12-02' }, ['02']],
    [{ dates: ['2026-12-03', '2026-12-09'] }, ['03']],
  ])('reads the dates of %j as local and inclusive', (preferences, days) => {
    const slots = [slot('a', 1, '23:30'), slot('a', 2, '00:00'), slot('a', 3, '23:30')]
    const matched = rank(slots, preferences).filter(({ match_score }) => match_score === 0.9)
    expect(matched.map((each) => label(each).slice(2, 4))).toEqual(days)
  })

  it('draws the parts of the day at noon and at 5 PM, local', () => {
    const slots = ['11:59', '12:00', '16:59', '17:00'].map((clock) => slot('a', 1, clock))
    const matching = (time_of_day: 'morning' | 'afternoon' | 'evening') =>
      rank(slots, { time_of_day })
        .filter(({ match_score }) => match_score === 0.9)
        .map((each) => label(each).slice(5))
    expect(matching('morning')).toEqual(['11:59'])
    expect(matching('afternoon')).toEqual(['12:00', '16:59'])
    expect(matching('evening')).toEqual(['17:00'])
  })

  it('explains a slot that matches nothing, and one nobody had a wish for', () => {
    expect(rank([slot('a', 1, '09:00')], { time_of_day: 'evening' })[0]).toMatchObject({
      match_score: 0.5,
      reasoning: ['Matches no stated preference'],
    })
    expect(rank([slot('a', 1, '09:00')], { weekdays: [], preferred_provider_ids: [] })[0]).toMatchObject({
      match_score: 0.5,
      reasoning: ['No preference stated: soonest first'],
    })
  })

  it('leaves out what was offered before and what has begun', () => {
    const slots = [slot('a', 1, '09:00'), slot('b', 1, '09:00')]
    const exclude = [{ provider_id: 'a', starts_at: slots[0]!.starts_at }]
    expect(rank(slots, { exclude }).map(label)).toEqual(['b 01 09:00'])
    expect(rankSlots(slots, {}, { zone: ZONE, now: slots[0]!.starts_at })).toEqual([])
  })

  const anySlot = fc
    .tuple(
      fc.constantFrom('a', 'b', 'c'),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom('09:00', '09:30', '13:00', '18:00'),
    )
    .map(([provider, day, clock]) => slot(provider, day, clock))
  const anySlots = fc.uniqueArray(anySlot, { maxLength: 25, selector: label })
  const anyWishes = fc.record({
    preferred_provider_ids: fc.subarray(['a', 'b', 'c']),
    last_provider_id: fc.constantFrom(null, 'a', 'z'),
    time_of_day: fc.constantFrom(null, 'morning' as const, 'evening' as const),
    weekdays: fc.subarray([2, 3, 5]),
    earliest_date: fc.constantFrom(null, '2026-12-03'),
  })

  it('gives the same for every order of the input, all slots once, scores from 0 to 1 with two decimals', () => {
    fc.assert(
      fc.property(anySlots, anyWishes, fc.infiniteStream(fc.nat()), (slots, wishes, random) => {
        const ranked = rank(slots, wishes)
        const shuffled = slots
          .map((each) => ({ each, key: random.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ each }) => each)
        expect(rank(shuffled, wishes)).toEqual(ranked)
        expect(ranked.map(label).toSorted()).toEqual(slots.map(label).toSorted())
        for (const { match_score, reasoning } of ranked) {
          expect(match_score >= 0 && match_score <= 1 && Number(match_score.toFixed(2)) === match_score).toBe(
            true,
          )
          expect(reasoning.length).toBeGreaterThan(0)
        }
      }),
    )
  })

  it('picks options that fit together, best scores first, the same every time', () => {
    fc.assert(
      fc.property(anySlots, anyWishes, fc.integer({ min: 0, max: 5 }), (slots, wishes, count) => {
        const ranked = rank(slots, wishes)
        const picked = pickOffer(ranked, { zone: ZONE, count })
        expect(pickOffer(ranked, { zone: ZONE, count })).toEqual(picked)
        expect(picked.length).toBe(Math.min(count, slots.length))
        expect(picked.every((each, i) => i === 0 || picked[i - 1]!.match_score >= each.match_score)).toBe(
          true,
        )
        for (const [i, a] of picked.entries()) {
          for (const b of picked.slice(i + 1)) {
            const isApart =
              a.provider_id !== b.provider_id || a.ends_at <= b.starts_at || b.ends_at <= a.starts_at
            expect(isApart).toBe(true)
          }
        }
      }),
    )
  })
})

describe('pickOffer', () => {
  const pick = (slots: readonly Slot[], preferences: SlotPreferences = {}, count?: number) =>
    pickOffer(rank(slots, preferences), { zone: ZONE, count }).map(label)

  it('offers three, spread over the days when nothing speaks for one', () => {
    const days = [1, 2, 3].flatMap((day) => ['09:00', '10:00', '14:00'].map((clock) => slot('a', day, clock)))
    expect(pick(days)).toEqual(['a 01 09:00', 'a 02 14:00', 'a 03 09:00'])
  })

  it('spreads over providers and parts of the day within one day', () => {
    const slots = [slot('a', 1, '09:00'), slot('a', 1, '10:00'), slot('b', 1, '10:00'), slot('b', 1, '14:00')]
    expect(pick(slots, {}, 2)).toEqual(['a 01 09:00', 'b 01 14:00'])
    expect(pick(slots.slice(0, 2), {}, 2)).toEqual(['a 01 09:00', 'a 01 10:00'])
  })

  it('never takes a worse score for the sake of variety', () => {
    const slots = [slot('a', 1, '09:00'), slot('a', 1, '10:00'), slot('b', 2, '14:00')]
    expect(pick(slots, { preferred_provider_ids: ['a'] }, 2)).toEqual(['a 01 09:00', 'a 01 10:00'])
  })

  it('never offers overlapping times of one provider, but does of two', () => {
    const overlapping = { ...slot('a', 1, '09:15') }
    expect(pick([slot('a', 1, '09:00'), overlapping])).toEqual(['a 01 09:00'])
    expect(pick([slot('a', 1, '09:00'), slot('b', 1, '09:15')])).toEqual(['a 01 09:00', 'b 01 09:15'])
  })

  it('names the better ones first, also one that clashes with another’s buffer', () => {
    const slots = [slot('c', 1, '09:00'), slot('c', 1, '09:30'), slot('a', 2, '09:00')]
    expect(pick(slots, { weekdays: [2] })).toEqual(['c 01 09:00', 'c 01 09:30', 'a 02 09:00'])
  })

  it('lets options reach into each other’s buffers only when there are too few otherwise', () => {
    const tight = [slot('a', 1, '09:00'), slot('a', 1, '09:30'), slot('a', 1, '10:00')]
    expect(pick(tight, {}, 2)).toEqual(['a 01 09:00', 'a 01 10:00'])
    expect(pick(tight, {}, 3)).toEqual(['a 01 09:00', 'a 01 10:00', 'a 01 09:30'])
  })

  it('offers nothing where there is nothing', () => {
    expect(pick([])).toEqual([])
  })
})
