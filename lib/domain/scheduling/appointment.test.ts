import { describe, expect, it } from 'vitest'
import {
  ACTION_STEP,
  APPOINTMENT_ACTIONS,
  APPOINTMENT_STEPS,
  type AppointmentAction,
  type AppointmentState,
  ARRIVAL_WINDOW_MS,
  BLOCKING_STATES,
  disabledReason,
  isBlocking,
  tooEarlyReason,
} from './appointment.ts'
import { APPOINTMENT_STATES } from './schema.ts'

/** Written out a second time, so that a slip in the table shows. */
const LEGAL = new Set([
  'held booked',
  'held released',
  'booked arrived',
  'booked cancelled',
  'booked noshow',
  'arrived fulfilled',
])
const POSSIBLE: Record<AppointmentAction, AppointmentState[]> = {
  book: ['held'],
  move: ['booked'],
  cancel: ['booked'],
  arrive: ['booked'],
  fulfil: ['arrived'],
  noshow: ['booked'],
  release: ['held'],
}

describe('the appointment lifecycle', () => {
  it('allows exactly the legal steps among all pairs of states', () => {
    for (const from of APPOINTMENT_STATES) {
      for (const to of APPOINTMENT_STATES) {
        expect(APPOINTMENT_STEPS.canStep(from, to), `${from} ${to}`).toBe(LEGAL.has(`${from} ${to}`))
      }
    }
  })

  it('knows every state of the wire', () => {
    expect(Object.keys(APPOINTMENT_STEPS.steps).toSorted()).toEqual([...APPOINTMENT_STATES].toSorted())
  })

  it('blocks time while held, booked or arrived, and never in a final state', () => {
    expect(BLOCKING_STATES).toEqual(['held', 'booked', 'arrived'])
    for (const state of APPOINTMENT_STATES) expect(isBlocking(state)).toBe(!APPOINTMENT_STEPS.isFinal(state))
  })

  it('names the legal states to whoever tries another', () => {
    expect(() => APPOINTMENT_STEPS.assertStep('booked', 'fulfilled')).toThrow(
      expect.objectContaining({ code: 'illegal_state', legal: ['arrived', 'cancelled', 'noshow'] }),
    )
  })
})

describe('disabledReason', () => {
  it.each(APPOINTMENT_ACTIONS)(
    'allows "%s" exactly where the table does, and says why elsewhere',
    (action) => {
      for (const state of APPOINTMENT_STATES) {
        const reason = disabledReason(action, state)
        if (POSSIBLE[action].includes(state)) expect(reason).toBeNull()
        else expect(reason).toMatch(/^[A-Z].{10,80}\.$/)
        if (action !== 'move') {
          expect(reason === null).toBe(APPOINTMENT_STEPS.canStep(state, ACTION_STEP[action]))
        }
      }
    },
  )

  it('says what to do instead of cancelling a hold or releasing a booking', () => {
    expect(disabledReason('cancel', 'held')).toMatch(/release it instead/)
    expect(disabledReason('release', 'booked')).toMatch(/cancel it instead/)
  })
})

describe('tooEarlyReason', () => {
  const starts_at = Date.parse('2026-12-01T15:00:00Z')
  it.each([
    ['arrive', ARRIVAL_WINDOW_MS + 1, 'This visit is not today; check that it is the right one.'],
    ['arrive', ARRIVAL_WINDOW_MS, null],
    ['arrive', -1, null],
    ['noshow', 1, 'This visit has not begun yet.'],
    ['noshow', 0, null],
    ['cancel', ARRIVAL_WINDOW_MS + 1, null],
  ] as const)('%s, %d ms before the visit', (action, before, reason) => {
    expect(tooEarlyReason(action, { starts_at, now: starts_at - before })).toBe(reason)
  })
})
