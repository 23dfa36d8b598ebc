import { describe, expect, it } from 'vitest'
import { type Candidate, NO_WISHES } from './fit.ts'
import { chooseNewSlots, isNewTime, MAX_OPENINGS_AT_ONCE, type NewSlot } from './new-time.ts'

const person = (patient_id: string): Candidate => ({
  patient_id,
  entry_id: patient_id,
  wishes: NO_WISHES,
  visit_id: null,
  visits: [],
  last_offered_at: null,
  waiting_since: 0,
  time_zone: 'UTC',
  is_opted_out: false,
  is_taken_over: false,
  has_open_offer: false,
})
const slot = (start: number, fits: Candidate[], service_type_id = 's'): NewSlot => ({
  service_type_id,
  slot: {
    provider_id: 'p',
    starts_at: start,
    ends_at: start + 30,
    blocked_from: start,
    blocked_until: start + 30,
  },
  fits,
})
const starts = (slots: NewSlot[]) => slots.map((each) => each.slot.starts_at)
const many = Array.from({ length: 20 }, (_, index) => person(String(index)))

describe('which of the opened times are offered', () => {
  it('are the nearest few', () => {
    const slots = Array.from({ length: 10 }, (_, index) => slot(index * 30, many)).reverse()
    expect(starts(chooseNewSlots(slots, []))).toEqual([0, 30, 60, 90, 120])
    expect(MAX_OPENINGS_AT_ONCE).toBe(5)
  })

  it('are no more than there are people to take them', () => {
    const slots = [slot(0, [person('a')]), slot(30, [person('a')]), slot(60, [person('a'), person('b')])]
    expect(starts(chooseNewSlots(slots, []))).toEqual([0, 60])
    expect(chooseNewSlots([slot(0, [])], [])).toEqual([])
  })

  it('never overlap each other or what is offered already', () => {
    const slots = [slot(0, many), slot(15, many, 'other'), slot(30, many), slot(60, many)]
    expect(starts(chooseNewSlots(slots, [{ start: 70, end: 80 }]))).toEqual([0, 30])
  })
})

it('counts a time as new when part of it was opened', () => {
  const { slot: half } = slot(0, [])
  expect(isNewTime(half, [{ start: 29, end: 60 }])).toBe(true)
  expect(isNewTime(half, [{ start: 30, end: 60 }])).toBe(false)
})
