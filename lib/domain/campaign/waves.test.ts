import { describe, expect, it } from 'vitest'
import { MINUTE_MS } from '../scheduling/units.ts'
import { forecastWaves, planWave, type Waiting } from './waves.ts'

const NEW_YORK = 'America/New_York'
const people = (count: number, time_zone = NEW_YORK): Waiting[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${time_zone}/${index}`,
    time_zone,
    is_held_back: false,
  }))
const pace = { quiet_hours: '20:00-08:00', wave_size: 2, wave_minutes: 15 }
const NOON = Date.parse('2026-12-01T17:00:00Z')
const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString())

describe('a wave', () => {
  it('tells so many and leaves the rest to the next', () => {
    const wave = planWave(people(3), { ...pace, now: NOON })
    expect(wave.tell).toEqual(['America/New_York/0', 'America/New_York/1'])
    expect(wave.next_wave_at).toBe(NOON + 15 * MINUTE_MS)
  })

  it('is the last when nobody is left', () => {
    expect(planWave(people(2), { ...pace, now: NOON })).toMatchObject({ next_wave_at: null })
    expect(planWave([], { ...pace, now: NOON })).toEqual({ tell: [], next_wave_at: null })
  })

  it('tells nobody in quiet hours and comes back when they end', () => {
    const night = Date.parse('2026-12-02T01:00:00Z')
    const wave = planWave(people(3), { ...pace, now: night })
    expect([wave.tell, iso(wave.next_wave_at)]).toEqual([[], '2026-12-02T13:00:00.000Z'])
  })

  it('does not plan the next one into quiet hours', () => {
    const evening = Date.parse('2026-12-02T00:55:00Z')
    expect(iso(planWave(people(3), { ...pace, now: evening }).next_wave_at)).toBe('2026-12-02T13:00:00.000Z')
  })

  it('asks each patient’s own clock', () => {
    const night = Date.parse('2026-12-02T01:30:00Z')
    const wave = planWave([...people(1), ...people(3, 'America/Los_Angeles')], { ...pace, now: night })
    expect(wave.tell).toEqual(['America/Los_Angeles/0', 'America/Los_Angeles/1'])
    expect(wave.next_wave_at).toBe(night + 15 * MINUTE_MS)
  })

  it('holds back who has another question open, and looks again at the usual pace', () => {
    const waiting = people(2).map((each, index) => ({ ...each, is_held_back: index === 0 }))
    expect(planWave(waiting, { ...pace, now: NOON }).tell).toEqual(['America/New_York/1'])
    const only = waiting.slice(0, 1)
    expect(planWave(only, { ...pace, now: NOON })).toEqual({
      tell: [],
      next_wave_at: NOON + 15 * MINUTE_MS,
    })
  })
})

describe('the forecast', () => {
  it('goes on over the night', () => {
    const first_at = Date.parse('2026-12-02T00:40:00Z')
    const waves = forecastWaves(people(5), { ...pace, first_at })
    expect(waves.map(({ at, ids }) => [iso(at), ids.length])).toEqual([
      ['2026-12-02T00:40:00.000Z', 2],
      ['2026-12-02T00:55:00.000Z', 2],
      ['2026-12-02T13:00:00.000Z', 1],
    ])
  })

  it('is empty where nobody is to be told', () => {
    expect(forecastWaves([], { ...pace, first_at: NOON })).toEqual([])
  })
})
