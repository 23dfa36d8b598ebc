import { describe, expect, it } from 'vitest'
import { exceedsHeldShare, heldShareByDay } from './held-share.ts'

const ZONE = 'America/New_York'
const at = (day: string, clock: string) => Date.parse(`2026-12-${day}T${clock}:00-05:00`)
const span = (day: string, start: string, end: string) => ({ start: at(day, start), end: at(day, end) })
const PROVIDER = {
  time_zone: ZONE,
  availability: [2, 3].map((weekday) => ({
    weekday,
    start_local: '08:00',
    end_local: '18:00',
    from_date: null,
    until_date: null,
    time_zone: ZONE,
  })),
  time_off: [],
}

describe('exceedsHeldShare', () => {
  it('lets offers hold up to the share, and no minute more', () => {
    const day = { available_minutes: 600, held_minutes: 150 }
    expect(exceedsHeldShare({ ...day, adding_minutes: 30 })).toBe(false)
    expect(exceedsHeldShare({ ...day, adding_minutes: 31 })).toBe(true)
    expect(exceedsHeldShare({ ...day, adding_minutes: 31, max_share: 0.5 })).toBe(false)
  })

  it('is exact at the limit whatever the fraction', () => {
    for (const max_share of [0.1, 0.2, 0.3, 0.7]) {
      const held = {
        available_minutes: 10,
        held_minutes: 0,
        adding_minutes: Math.round(10 * max_share),
        max_share,
      }
      expect(exceedsHeldShare(held)).toBe(false)
    }
  })

  it('lets nothing be held on a day without hours', () => {
    expect(exceedsHeldShare({ available_minutes: 0, held_minutes: 0, adding_minutes: 30 })).toBe(true)
  })
})

describe('heldShareByDay', () => {
  it('measures the hours less time off, and what is held and added', () => {
    const provider = { ...PROVIDER, time_off: [span('01', '16:00', '20:00')] }
    const held = [span('01', '08:00', '08:40'), span('02', '08:00', '09:00')]
    expect(heldShareByDay(provider, held, [span('01', '10:00', '10:30')])).toEqual([
      { date: '2026-12-01', available_minutes: 480, held_minutes: 40, adding_minutes: 30 },
    ])
  })

  it('answers for each local day that the addition touches, in order', () => {
    const adding = [span('02', '10:00', '10:30'), span('01', '10:00', '10:30'), span('02', '11:00', '11:30')]
    expect(heldShareByDay(PROVIDER, [], adding)).toEqual([
      { date: '2026-12-01', available_minutes: 600, held_minutes: 0, adding_minutes: 30 },
      { date: '2026-12-02', available_minutes: 600, held_minutes: 0, adding_minutes: 60 },
    ])
  })

  it('splits what crosses midnight', () => {
    const night = { start: at('01', '23:50'), end: at('02', '00:20') }
    const minutes = heldShareByDay(PROVIDER, [], [night]).map((day) => day.adding_minutes)
    expect(minutes).toEqual([10, 20])
  })
})
