import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../scheduling/units.ts'
import { type Candidate, NO_WISHES } from './fit.ts'
import { nextWave, planWaves, type WaveRules } from './waves.ts'

/** Monday, 23 November 2026, 6:30 PM in New York, 3:30 PM in Los Angeles. */
const NOW = Date.parse('2026-11-23T23:30:00Z')

const person = (patient_id: string, time_zone = 'America/New_York'): Candidate => ({
  patient_id,
  entry_id: patient_id,
  wishes: NO_WISHES,
  visit_id: null,
  visits: [],
  last_offered_at: null,
  waiting_since: 0,
  time_zone,
  is_opted_out: false,
  is_taken_over: false,
  has_open_offer: false,
})
const rules = (fields: Partial<WaveRules> = {}): WaveRules => ({
  size: 2,
  minutes: 15,
  quiet_hours: null,
  last_at: NOW + 24 * HOUR_MS,
  ...fields,
})
const names = (candidates: readonly Candidate[]) => candidates.map(({ patient_id }) => patient_id)
const people = ['a', 'b', 'c', 'd', 'e'].map((name) => person(name))

describe('a wave', () => {
  it('asks the first few and comes again after the minutes that are set', () => {
    const wave = nextWave(people, NOW, rules())
    expect(names(wave.picked)).toEqual(['a', 'b'])
    expect(wave.next_at).toBe(NOW + 15 * MINUTE_MS)
  })

  it('passes over those for whom it is quiet time', () => {
    const mixed = [person('east'), person('west', 'America/Los_Angeles')]
    const wave = nextWave(mixed, NOW, rules({ quiet_hours: '18:00-08:00' }))
    expect(names(wave.picked)).toEqual(['west'])
  })

  it('waits until quiet hours end for the first of those who are left', () => {
    const wave = nextWave(people, NOW, rules({ quiet_hours: '18:00-08:00' }))
    expect(wave).toEqual({ picked: [], next_at: Date.parse('2026-11-24T08:00:00-05:00') })
  })

  it('does not come when it would be too late by then', () => {
    const quiet = rules({ quiet_hours: '18:00-08:00', last_at: NOW + HOUR_MS })
    expect(nextWave(people, NOW, quiet)).toEqual({ picked: [], next_at: null })
    expect(nextWave(people, NOW, rules({ last_at: NOW }))).toMatchObject({ next_at: null })
    expect(nextWave(people, NOW + 1, rules({ last_at: NOW }))).toEqual({ picked: [], next_at: null })
    expect(nextWave([], NOW, rules())).toEqual({ picked: [], next_at: null })
  })
})

describe('all waves', () => {
  it('ask everybody once, in their turn', () => {
    const { waves, unreached } = planWaves(people, NOW, rules())
    expect(waves.map(({ at, picked }) => [(at - NOW) / MINUTE_MS, names(picked)])).toEqual([
      [0, ['a', 'b']],
      [15, ['c', 'd']],
      [30, ['e']],
    ])
    expect(unreached).toEqual([])
  })

  it('name those whom time does not reach', () => {
    const { waves, unreached } = planWaves(people, NOW, rules({ last_at: NOW + 20 * MINUTE_MS }))
    expect(waves).toHaveLength(2)
    expect(names(unreached)).toEqual(['e'])
  })

  it('neither lose nor repeat anybody, and never run inside quiet hours', () => {
    const zones = ['America/New_York', 'America/Los_Angeles', 'Asia/Kolkata', 'Australia/Sydney']
    const anyRules = fc.record({
      size: fc.integer({ min: 1, max: 5 }),
      minutes: fc.integer({ min: 5, max: 90 }),
      quiet_hours: fc.constantFrom(null, '20:00-08:00', '21:30-06:15'),
      last_at: fc.integer({ min: NOW, max: NOW + 48 * HOUR_MS }),
    })
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...zones), { maxLength: 12 }), anyRules, (where, each) => {
        const all = where.map((zone, index) => person(String(index), zone))
        const { waves, unreached } = planWaves(all, NOW, each)
        const asked = waves.flatMap(({ picked }) => names(picked))
        expect([...asked, ...names(unreached)].sort()).toEqual(names(all).sort())
        for (const wave of waves) {
          expect(wave.picked.length).toBeLessThanOrEqual(each.size)
          expect(wave.at).toBeLessThanOrEqual(each.last_at)
          for (const { time_zone } of wave.picked) {
            if (each.quiet_hours === null) continue
            const clock = new Date(wave.at).toLocaleTimeString('en-GB', { timeZone: time_zone })
            const [from, until] = each.quiet_hours.split('-') as [string, string]
            expect(clock >= `${until}:00` && clock < `${from}:00`).toBe(true)
          }
        }
      }),
      { seed: 20261124, numRuns: 300 },
    )
  })
})
