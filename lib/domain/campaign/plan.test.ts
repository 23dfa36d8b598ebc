import { describe, expect, it } from 'vitest'
import { overlaps } from '../scheduling/interval.ts'
import { MINUTE_MS } from '../scheduling/units.ts'
import { type HitVisit, planOptions } from './plan.ts'

const ZONE = 'America/New_York'
const at = (text: string) => Date.parse(`${text}:00-05:00`)
const slot = (provider_id: string, start: string, buffer = 0) => ({
  provider_id,
  starts_at: at(start),
  ends_at: at(start) + 30 * MINUTE_MS,
  blocked_from: at(start) - buffer * MINUTE_MS,
  blocked_until: at(start) + (30 + buffer) * MINUTE_MS,
})
const visit = (id: string, fields: Partial<HitVisit> = {}): HitVisit => ({
  id,
  provider_id: 'ortiz',
  starts_at: at('2026-12-01T14:00'),
  preferred_provider_id: null,
  patient_busy: [],
  free: [],
  ...fields,
})
const plan = (visits: HitVisit[], count = 3) => planOptions(visits, { zone: ZONE, count })
const starts = (options: { provider_id: string; starts_at: number }[] | undefined) =>
  options?.map((each) => [each.provider_id, new Date(each.starts_at).toISOString()])

describe('equivalent times', () => {
  it('are the nearest in time, with the own provider before others', () => {
    const free = [
      slot('ortiz', '2026-12-01T09:00'),
      slot('ortiz', '2026-12-08T09:00'),
      slot('smith', '2026-12-01T14:30'),
    ]
    expect(starts(plan([visit('a', { free })], 1).get('a'))).toEqual([['ortiz', '2026-12-01T14:00:00.000Z']])
  })

  it('count the preferred provider like the own one, and say why each is there', () => {
    const free = [slot('smith', '2026-12-01T14:30'), slot('jones', '2026-12-01T14:00')]
    const [option] = plan([visit('a', { free, preferred_provider_id: 'smith' })], 1).get('a')!
    expect(option).toMatchObject({ provider_id: 'smith', reasoning: ['Preferred provider', 'Same day'] })
    expect(option!.match_score).toBeGreaterThan(0.9)
  })

  it('spread over days rather than crowd one morning, and stand in the order of time', () => {
    const free = ['2026-12-01T09:00', '2026-12-01T09:30', '2026-12-02T14:00', '2026-12-03T14:00'].map(
      (start) => slot('ortiz', start),
    )
    expect(starts(plan([visit('a', { free })]).get('a'))).toEqual([
      ['ortiz', '2026-12-01T14:00:00.000Z'],
      ['ortiz', '2026-12-01T14:30:00.000Z'],
      ['ortiz', '2026-12-02T19:00:00.000Z'],
    ])
    const more = [...free, slot('ortiz', '2026-11-30T14:00')]
    const days = plan([visit('a', { free: more })])
      .get('a')!
      .map((option) => option.reasoning.at(-1))
    expect(days).toEqual(['1 day earlier', 'Same day', '1 day later'])
  })

  it('leave out when the patient has another visit', () => {
    const free = [slot('ortiz', '2026-12-02T14:00'), slot('ortiz', '2026-12-02T15:00')]
    const patient_busy = [{ start: at('2026-12-02T13:45'), end: at('2026-12-02T14:15') }]
    expect(starts(plan([visit('a', { free, patient_busy })]).get('a'))).toEqual([
      ['ortiz', '2026-12-02T20:00:00.000Z'],
    ])
  })

  it('are none where nothing is free', () => {
    expect(plan([visit('a')]).get('a')).toEqual([])
  })
})

describe('a plan for many', () => {
  const day = Array.from({ length: 8 }, (_, index) =>
    slot('ortiz', `2026-12-02T${String(9 + index).padStart(2, '0')}:00`),
  )

  it('promises no time twice, buffers included', () => {
    const free = Array.from({ length: 40 }, (_, index) => ({
      ...slot('ortiz', '2026-12-02T09:00', 10),
      starts_at: at('2026-12-02T09:00') + index * 15 * MINUTE_MS,
      ends_at: at('2026-12-02T09:30') + index * 15 * MINUTE_MS,
      blocked_from: at('2026-12-02T08:50') + index * 15 * MINUTE_MS,
      blocked_until: at('2026-12-02T09:40') + index * 15 * MINUTE_MS,
    }))
    const visits = ['a', 'b', 'c', 'd'].map((id) => visit(id, { free }))
    const all = [...plan(visits).values()].flat()
    for (const [index, one] of all.entries()) {
      for (const other of all.slice(index + 1)) {
        const spans = [one, other].map((each) => ({ start: each.blocked_from, end: each.blocked_until }))
        expect(overlaps(spans[0]!, spans[1]!)).toBe(false)
      }
    }
    expect(all.length).toBeGreaterThanOrEqual(visits.length)
  })

  it('gives everybody a first option before anybody gets a second', () => {
    const visits = ['a', 'b', 'c', 'd', 'e', 'f'].map((id, index) =>
      visit(id, { free: day, starts_at: at('2026-12-01T09:00') + index * 30 * MINUTE_MS }),
    )
    const planned = plan(visits)
    expect(visits.map(({ id }) => planned.get(id)!.length).sort()).toEqual([1, 1, 1, 1, 2, 2])
  })

  it('lets the earliest visits choose first when there is too little for all', () => {
    const visits = ['late', 'early'].map((id) =>
      visit(id, {
        free: day.slice(0, 1),
        starts_at: at(id === 'early' ? '2026-12-01T09:00' : '2026-12-01T10:00'),
      }),
    )
    const planned = plan(visits)
    expect([planned.get('early')!.length, planned.get('late')!.length]).toEqual([1, 0])
  })

  it('does not depend on the order in which visits and times are given', () => {
    const visits = ['a', 'b', 'c'].map((id) => visit(id, { free: day }))
    const turned = visits.toReversed().map((each) => ({ ...each, free: day.toReversed() }))
    const show = (planned: ReturnType<typeof plan>) => ['a', 'b', 'c'].map((id) => starts(planned.get(id)))
    expect(show(plan(turned))).toEqual(show(plan(visits)))
  })
})
