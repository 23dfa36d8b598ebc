import { describe, expect, it } from 'vitest'
import { explainSlot, type SlotQuestion } from './slot-conflicts.ts'
import type { BusyTime, ProviderSchedule } from './slots.ts'

const NEW_YORK = 'America/New_York'
/** A minute of Tuesday, 2026-12-01 in New York. */
const at = (clock: string) => Date.parse(`2026-12-01T${clock}:00-05:00`)
const NOW = at('07:00')

const provider = (over: Partial<ProviderSchedule> = {}): ProviderSchedule => ({
  provider_id: 'a',
  time_zone: NEW_YORK,
  availability: [
    {
      weekday: 2,
      start_local: '09:00',
      end_local: '12:00',
      from_date: null,
      until_date: null,
      time_zone: NEW_YORK,
    },
  ],
  time_off: [],
  busy: [],
  ...over,
})
const SERVICE = {
  duration_minutes: 30,
  buffer_before_minutes: 5,
  buffer_after_minutes: 10,
  alignment_minutes: 15,
  minimum_notice_minutes: 60,
}
const explain = (over: Partial<SlotQuestion> = {}) =>
  explainSlot({ provider: provider(), service: SERVICE, starts_at: at('10:00'), now: NOW, ...over })
const booked = (start: string, end: string, over: Partial<BusyTime> = {}): BusyTime => ({
  start: at(start) - 5 * 60_000,
  end: at(end) + 10 * 60_000,
  starts_at: at(start),
  ends_at: at(end),
  kind: 'booking',
  appointment_id: 'x',
  ...over,
})

describe('explainSlot', () => {
  it('finds nothing wrong with a free time', () => {
    expect(explain()).toEqual([])
    expect(explain({ ends_at: at('10:30') })).toEqual([])
  })

  it('lists every conflict, not only the first', () => {
    const time_off = [{ start: at('12:00'), end: at('13:00') }]
    const busy = [booked('12:15', '12:45'), booked('11:30', '12:00', { kind: 'hold', appointment_id: 'y' })]
    const kinds = explain({
      provider: provider({ time_off, busy }),
      starts_at: at('11:52'),
      ends_at: at('12:52'),
      now: at('11:30'),
    }).map((conflict) => conflict.kind)
    expect(kinds).toEqual([
      'wrong_duration',
      'inside_notice',
      'outside_availability',
      'off_alignment',
      'time_off',
      'hold',
      'booking',
    ])
  })

  it('says which part lies outside the hours', () => {
    expect(explain({ starts_at: at('11:45') })).toEqual([
      { kind: 'outside_availability', uncovered: [{ start: at('12:00'), end: at('12:15') }] },
    ])
    expect(explain({ provider: provider({ availability: [] }) })).toEqual([
      { kind: 'outside_availability', uncovered: [{ start: at('10:00'), end: at('10:30') }] },
    ])
  })

  it('calls the past the past and nothing more', () => {
    expect(explain({ now: at('10:01') })).toEqual([
      { kind: 'in_past', starts_at: at('10:00'), now: at('10:01') },
    ])
    expect(explain({ now: at('10:00') })).toEqual([
      { kind: 'inside_notice', minimum_notice_minutes: 60, earliest_at: at('11:00') },
    ])
    expect(explain({ now: at('09:00') })).toEqual([])
  })

  it('names the next time on the grid', () => {
    expect(explain({ starts_at: at('10:05') })).toEqual([
      { kind: 'off_alignment', alignment_minutes: 15, next_aligned_at: at('10:15') },
    ])
  })

  it('tells a clash of visits from a clash of buffers', () => {
    const clash = (busy: BusyTime[]) => explain({ provider: provider({ busy }) })
    const near = booked('10:30', '11:00')
    expect(clash([near])).toEqual([{ kind: 'buffer', against: 'booking', busy: near }])
    const inside = booked('10:20', '10:50', { kind: 'hold' })
    expect(clash([inside])).toEqual([{ kind: 'hold', busy: inside }])
    expect(clash([booked('10:45', '11:00', { start: at('10:40') })])).toEqual([])
  })

  it('treats busy time that says nothing about itself as a booking', () => {
    const busy = [{ start: at('10:15'), end: at('10:20') }]
    expect(explain({ provider: provider({ busy }) })).toEqual([{ kind: 'booking', busy: busy[0] }])
  })

  it('counts time off that only a buffer reaches as a buffer', () => {
    const time_off = [{ start: at('10:35'), end: at('11:00') }]
    expect(explain({ provider: provider({ time_off }) })).toEqual([
      { kind: 'buffer', against: 'time_off', busy: time_off[0] },
    ])
  })

  it('judges another length by that length, and reports it', () => {
    const busy = [booked('10:50', '11:20')]
    const conflicts = explain({ provider: provider({ busy }), ends_at: at('11:00') })
    expect(conflicts.map(({ kind }) => kind)).toEqual(['wrong_duration', 'booking'])
    expect(conflicts[0]).toMatchObject({ expected_minutes: 30, actual_minutes: 60 })
  })

  it('reports an end before the start and judges the rest by the usual length', () => {
    expect(explain({ starts_at: at('11:45'), ends_at: at('11:00') }).map(({ kind }) => kind)).toEqual([
      'wrong_duration',
      'outside_availability',
    ])
  })
})
