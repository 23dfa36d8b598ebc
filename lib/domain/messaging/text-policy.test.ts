import { describe, expect, it } from 'vitest'
import { type HoldFacts, holdOf, holdWords, textRule } from './text-policy.ts'
import { WAIT_REASONS } from './wait-reasons.ts'

const NEW_YORK = 'America/New_York'
const at = (text: string) => Date.parse(text)
const facts = (fields: Partial<HoldFacts> & { now: number }): HoldFacts => ({
  rule: textRule('reminder'),
  zone: NEW_YORK,
  quiet_hours: null,
  caps: { per_day: null, per_week: null },
  sent: [],
  ...fields,
})
const until = (fields: Partial<HoldFacts> & { now: number }) => {
  const hold = holdOf(facts(fields))
  return hold && [new Date(hold.until).toISOString(), hold.why]
}

describe('textRule', () => {
  it('takes every kind that it does not know for an automated text that answers nobody', () => {
    for (const kind of ['reminder', 'something new', 'constructor'])
      expect(textRule(kind)).toEqual({ keepsQuiet: true, counts: true, canAnswer: false })
  })

  it('never counts confirmations and what a person wrote, and never holds the answer to STOP', () => {
    expect([textRule('confirmation').counts, textRule('staff').counts]).toEqual([false, false])
    expect(textRule('carrier')).toMatchObject({ keepsQuiet: false, counts: false })
  })
})

describe('holdOf, quiet hours', () => {
  const quiet_hours = '20:00-08:00'

  it('hold by the clock where the patient is', () => {
    const now = at('2026-11-24T02:30:00Z')
    expect(until({ now, quiet_hours })).toEqual(['2026-11-24T13:00:00.000Z', 'quiet_hours'])
    expect(until({ now, quiet_hours, zone: 'America/Los_Angeles' })).toBeNull()
    expect(until({ now, quiet_hours, rule: textRule('carrier') })).toBeNull()
  })

  it('end at the wall clock’s time in the nights in which the clocks change', () => {
    const autumn = until({ now: at('2026-11-01T03:00:00Z'), quiet_hours })
    expect(autumn).toEqual(['2026-11-01T13:00:00.000Z', 'quiet_hours'])
    const spring = until({ now: at('2027-03-14T04:00:00Z'), quiet_hours })
    expect(spring).toEqual(['2027-03-14T12:00:00.000Z', 'quiet_hours'])
  })
})

describe('holdOf, caps', () => {
  const now = at('2026-11-24T15:00:00-05:00')
  const daysAgo = (days: number, clock = '10:00') => at(`2026-11-${24 - days}T${clock}:00-05:00`)

  it('let as many as the cap go in one local day, the next one on the next', () => {
    const caps = { per_day: 2, per_week: null }
    expect(until({ now, caps, sent: [daysAgo(0)] })).toBeNull()
    expect(until({ now, caps, sent: [daysAgo(1, '23:59'), daysAgo(0, '00:00')] })).toBeNull()
    expect(until({ now, caps, sent: [daysAgo(0, '00:00'), daysAgo(0)] })).toEqual([
      '2026-11-25T05:00:00.000Z',
      'daily_cap',
    ])
  })

  it('take the day of the patient’s zone', () => {
    const caps = { per_day: 1, per_week: null }
    const sent = [at('2026-11-24T01:00:00-05:00')]
    expect(until({ now, caps, sent })).not.toBeNull()
    expect(until({ now, caps, sent, zone: 'America/Los_Angeles' })).toBeNull()
  })

  it('wait for the end of the quiet hours after midnight', () => {
    const caps = { per_day: 1, per_week: null }
    expect(until({ now, caps, sent: [daysAgo(0)], quiet_hours: '20:00-08:00' })).toEqual([
      '2026-11-25T13:00:00.000Z',
      'daily_cap',
    ])
  })

  it('count a week as today and the six days before, and wait for the day that falls out of it', () => {
    const caps = { per_day: null, per_week: 3 }
    expect(until({ now, caps, sent: [daysAgo(7), daysAgo(6), daysAgo(1)] })).toBeNull()
    const sent = [daysAgo(6), daysAgo(5), daysAgo(1)]
    expect(until({ now, caps, sent })).toEqual(['2026-11-25T05:00:00.000Z', 'weekly_cap'])
    expect(until({ now, caps, sent: [daysAgo(0), daysAgo(0), daysAgo(0)] })).toEqual([
      '2026-12-01T05:00:00.000Z',
      'weekly_cap',
    ])
  })

  it('begin the day where the clocks change at the local midnight all the same', () => {
    const caps = { per_day: 1, per_week: null }
    const fallBack = at('2026-11-01T20:00:00-05:00')
    expect(until({ now: fallBack, caps, sent: [at('2026-11-01T00:30:00-04:00')] })).toEqual([
      '2026-11-02T05:00:00.000Z',
      'daily_cap',
    ])
    expect(until({ now: fallBack, caps, sent: [at('2026-10-31T23:30:00-04:00')] })).toBeNull()
  })

  it('do not hold what never counts', () => {
    const caps = { per_day: 1, per_week: 1 }
    expect(until({ now, caps, sent: [daysAgo(0)], rule: textRule('confirmation') })).toBeNull()
  })
})

describe('holdWords', () => {
  it('say until when, in the clinic’s time, and why', () => {
    const hold = { until: at('2026-11-25T13:00:00Z'), why: 'quiet_hours' } as const
    expect(holdWords(hold, NEW_YORK)).toBe(
      'Waits until Wed Nov 25, 8:00 AM: quiet hours where the patient is',
    )
    for (const why of WAIT_REASONS) expect(holdWords({ until: 0, why }, 'UTC')).toMatch(/: [a-z][a-z ]+$/)
  })
})
