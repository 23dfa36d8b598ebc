import { describe, expect, it } from 'vitest'
import { isSwitchboardError } from '../errors.ts'
import type { ProposedOption } from './offer.ts'
import { assertOptions, nextReplyNumber, offerLifecycle } from './offer.ts'
import { OFFER_STATES } from './schema.ts'

const MINUTE = 60_000
const option = (
  slot_number: number,
  startMinute: number,
  provider_id = 'smith',
  minutes = 30,
): ProposedOption => ({
  slot_number,
  provider_id,
  starts_at: startMinute * MINUTE,
  ends_at: (startMinute + minutes) * MINUTE,
})

function refusedField(options: ProposedOption[], root?: string): string | undefined {
  try {
    assertOptions(options, root)
  } catch (error) {
    if (isSwitchboardError(error, 'invalid_input')) return error.field
    throw error
  }
  return 'accepted'
}

describe('offerLifecycle', () => {
  it('lets an open offer be acted on, and a declined one be chosen from after all', () => {
    expect(offerLifecycle.steps.open).toEqual(['answered', 'declined', 'expired', 'superseded', 'cancelled'])
    expect(offerLifecycle.steps.declined).toEqual(['answered'])
    for (const state of OFFER_STATES) {
      expect(offerLifecycle.isFinal(state)).toBe(state !== 'open' && state !== 'declined')
    }
  })
})

describe('nextReplyNumber', () => {
  it('starts at 1 and goes on after the offers that are open', () => {
    expect(nextReplyNumber([])).toBe(1)
    expect(nextReplyNumber([1, 2, 3])).toBe(4)
    expect(nextReplyNumber([4, 5, 2])).toBe(6)
  })
})

describe('assertOptions', () => {
  it('takes one to nine options, back to back or with different providers', () => {
    expect(refusedField([option(1, 0)])).toBe('accepted')
    expect(refusedField([option(1, 0), option(2, 30), option(7, 0, 'johnson')])).toBe('accepted')
    expect(refusedField(Array.from({ length: 9 }, (_, index) => option(index + 1, index * 30)))).toBe(
      'accepted',
    )
  })

  it('names the field that is wrong', () => {
    expect(refusedField([])).toBe('appointment_slots')
    expect(refusedField(Array.from({ length: 10 }, (_, index) => option(index + 1, index * 30)))).toBe(
      'appointment_slots',
    )
    expect(refusedField([option(1, 0), option(2, 60), option(1, 90)])).toBe('appointment_slots.2.slot_number')
    expect(refusedField([option(1, 0), option(2, 29)])).toBe('appointment_slots.1.starts_at')
    expect(refusedField([option(1, 0), option(2, 0)], 'slots')).toBe('slots.1.starts_at')
    expect(refusedField([option(1, 0, 'smith', 0)])).toBe('appointment_slots.0.starts_at')
    expect(refusedField([{ ...option(1, 0), starts_at: Number.NaN }])).toBe('appointment_slots.0.starts_at')
  })
})
