import { describe, expect, it } from 'vitest'
import { axisOf, blockOn, closedBlocks, lanesOf, mergeBlocks, openBlocks } from './day-layout.ts'

const NEW_YORK = 'America/New_York'
const rule = (weekday: number, start_local: string, end_local: string, dates = {}) => ({
  id: 'r',
  weekday,
  start_local,
  end_local,
  from_date: null,
  until_date: null,
  time_zone: NEW_YORK,
  ...dates,
})

describe('where a time lies on a day', () => {
  it('counts minutes of the clinic’s wall clock', () => {
    const visit = { starts_at: '2026-12-01T15:00:00Z', ends_at: '2026-12-01T15:45:00Z' }
    expect(blockOn('2026-12-01', visit, NEW_YORK)).toEqual({ from: 600, until: 645 })
    expect(blockOn('2026-12-01', visit, 'America/Chicago')).toEqual({ from: 540, until: 585 })
  })

  it('is cut at both midnights when it lasts for days', () => {
    const away = { starts_at: '2026-11-30T20:00:00Z', ends_at: '2026-12-02T20:00:00Z' }
    expect(blockOn('2026-11-30', away, NEW_YORK)).toEqual({ from: 900, until: 1440 })
    expect(blockOn('2026-12-01', away, NEW_YORK)).toEqual({ from: 0, until: 1440 })
    expect(blockOn('2026-12-02', away, NEW_YORK)).toEqual({ from: 0, until: 900 })
  })

  it('is nowhere on another day', () => {
    const visit = { starts_at: '2026-12-01T15:00:00Z', ends_at: '2026-12-01T15:45:00Z' }
    expect(blockOn('2026-12-02', visit, NEW_YORK)).toBeUndefined()
    expect(blockOn('2026-11-30', visit, NEW_YORK)).toBeUndefined()
  })

  it('does not touch the day that begins when it ends', () => {
    const visit = { starts_at: '2026-12-02T03:00:00Z', ends_at: '2026-12-02T05:00:00Z' }
    expect(blockOn('2026-12-01', visit, NEW_YORK)).toEqual({ from: 1320, until: 1440 })
    expect(blockOn('2026-12-02', visit, NEW_YORK)).toBeUndefined()
  })

  it('keeps its length in the hour that occurs twice', () => {
    const visit = { starts_at: '2026-11-01T05:30:00Z', ends_at: '2026-11-01T06:15:00Z' }
    expect(blockOn('2026-11-01', visit, NEW_YORK)).toEqual({ from: 90, until: 135 })
  })
})

describe('when a provider works', () => {
  it('follows weekday and dates and joins what touches', () => {
    const rules = [
      rule(2, '13:00', '17:00'),
      rule(2, '09:00', '12:00'),
      rule(2, '12:00', '12:30'),
      rule(3, '09:00', '10:00'),
      rule(2, '18:00', '19:00', { until_date: '2026-11-30' }),
      rule(2, '19:00', '20:00', { from_date: '2026-12-01' }),
    ]
    expect(openBlocks({ availability: rules, exceptions: [] }, '2026-12-01', NEW_YORK)).toEqual([
      { from: 540, until: 750 },
      { from: 780, until: 1020 },
      { from: 1140, until: 1200 },
    ])
  })

  it('reaches midnight, and starts after an hour that clocks skip', () => {
    expect(
      openBlocks({ availability: [rule(7, '02:30', '24:00')], exceptions: [] }, '2026-03-08', NEW_YORK),
    ).toEqual([{ from: 210, until: 1440 }])
  })

  it('keeps to the hours that a date has of its own', () => {
    const usual = { availability: [rule(2, '09:00', '17:00')] }
    const own = (windows: { start_local: string; end_local: string }[]) =>
      openBlocks(
        { ...usual, exceptions: [{ date: '2026-12-01', time_zone: NEW_YORK, windows }] },
        '2026-12-01',
        NEW_YORK,
      )
    expect(own([{ start_local: '10:00', end_local: '12:00' }])).toEqual([{ from: 600, until: 720 }])
    expect(own([])).toEqual([])
  })

  it('leaves the rest of the axis closed', () => {
    const open = [
      { from: 540, until: 720 },
      { from: 780, until: 1020 },
    ]
    expect(closedBlocks(open, { from: 480, until: 1080 })).toEqual([
      { from: 480, until: 540 },
      { from: 720, until: 780 },
      { from: 1020, until: 1080 },
    ])
    expect(closedBlocks([], { from: 480, until: 1080 })).toEqual([{ from: 480, until: 1080 }])
  })
})

describe('the axis of a day', () => {
  it('holds everything in whole hours, and a working day when there is nothing', () => {
    expect(axisOf([])).toEqual({ from: 540, until: 1020 })
    expect(axisOf([{ from: 425, until: 1090 }])).toEqual({ from: 420, until: 1140 })
  })
})

describe('what overlaps', () => {
  it('stands side by side, and only with what it overlaps', () => {
    const blocks = [
      { from: 60, until: 120 },
      { from: 90, until: 150 },
      { from: 120, until: 180 },
      { from: 200, until: 230 },
    ]
    expect(lanesOf(blocks)).toEqual([
      { lane: 0, lanes: 2 },
      { lane: 1, lanes: 2 },
      { lane: 0, lanes: 2 },
      { lane: 0, lanes: 1 },
    ])
  })

  it('merges without changing what it was given', () => {
    const blocks = [
      { from: 10, until: 20 },
      { from: 0, until: 12 },
    ]
    expect(mergeBlocks(blocks)).toEqual([{ from: 0, until: 20 }])
    expect(blocks[0]).toEqual({ from: 10, until: 20 })
  })
})
