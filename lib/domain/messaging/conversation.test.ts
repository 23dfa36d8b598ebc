import { describe, expect, it } from 'vitest'
import type { StatusFacts } from './conversation.ts'
import { NEEDS_STAFF_REASONS, needsStaffWords, nextStep, statusLabel, wireStatus } from './conversation.ts'
import { CONVERSATION_STATUSES } from './schema.ts'

const nothing: StatusFacts = {
  is_opted_out: false,
  needs_staff: false,
  has_booking: false,
  last_offer_state: null,
  was_cancelled: false,
  has_failed_text: false,
}
const NOW = Date.parse('2026-12-01T15:00:00Z')
const HOUR = 3_600_000

describe('wireStatus', () => {
  it('takes the first rule that holds, from opted out down to failed', () => {
    const facts: StatusFacts = {
      is_opted_out: true,
      needs_staff: true,
      has_booking: true,
      last_offer_state: 'answered',
      was_cancelled: false,
      has_failed_text: true,
    }
    expect(wireStatus(facts)).toBe('opted_out')
    expect(wireStatus({ ...facts, is_opted_out: false })).toBe('needs_staff')
    const noStaff = { ...facts, is_opted_out: false, needs_staff: false }
    expect(wireStatus(noStaff)).toBe('confirmed')
    expect(wireStatus({ ...noStaff, has_booking: false })).toBe('slot_selected')
    expect(wireStatus({ ...nothing, last_offer_state: 'open', was_cancelled: true })).toBe(
      'awaiting_response',
    )
    expect(wireStatus({ ...nothing, last_offer_state: 'answered', was_cancelled: true })).toBe('cancelled')
    expect(wireStatus({ ...nothing, last_offer_state: 'cancelled' })).toBe('cancelled')
    expect(wireStatus({ ...nothing, last_offer_state: 'declined', has_failed_text: true })).toBe('declined')
    expect(wireStatus({ ...nothing, last_offer_state: 'expired' })).toBe('expired')
    expect(wireStatus({ ...nothing, has_failed_text: true })).toBe('failed')
  })

  it('waits for the patient when only texts were exchanged', () => {
    expect(wireStatus(nothing)).toBe('awaiting_response')
  })
})

describe('nextStep', () => {
  it.each([
    ['awaiting_response', 'wait'],
    ['slot_selected', 'wait'],
    ['confirmed', 'none'],
    ['declined', 'send_new_slots'],
    ['expired', 'send_new_slots'],
    ['needs_staff', 'staff_will_answer'],
    ['cancelled', 'none'],
    ['opted_out', 'none'],
    ['failed', 'none'],
  ] as const)('%s: %s', (status, step) => {
    expect(nextStep(status)).toBe(step)
  })

  it('sends nothing while the agents look for times themselves', () => {
    expect(nextStep('declined', { is_finding_times: true })).toBe('wait')
  })
})

describe('statusLabel', () => {
  it.each([
    [21.9 * HOUR, 'Waiting, 21 h left'],
    [HOUR, 'Waiting, 1 h left'],
    [59 * 60_000, 'Waiting, 59 min left'],
    [59_000, 'Waiting, less than a minute left'],
    [0, 'Waiting, time is up'],
    [-HOUR, 'Waiting, time is up'],
    [47.9 * HOUR, 'Waiting, 47 h left'],
    [73 * HOUR, 'Waiting, 3 days left'],
  ])('with %i ms left says "%s"', (left, label) => {
    expect(statusLabel('awaiting_response', { expires_at: NOW + left, now: NOW })).toBe(label)
    expect(statusLabel('awaiting_response', { expires_at: new Date(NOW + left), now: new Date(NOW) })).toBe(
      label,
    )
  })

  it('has words for every status, never the wire name', () => {
    for (const status of CONVERSATION_STATUSES) {
      for (const is_finding_times of [true, false]) {
        const label = statusLabel(status, { now: NOW, is_finding_times })
        expect(label).toMatch(/^[A-Z][a-z, ]+$/)
        expect(label).not.toBe(status)
      }
    }
    expect(statusLabel('declined', { now: NOW, is_finding_times: true })).toBe('Agent finding times')
    expect(statusLabel('needs_staff', { now: NOW })).toBe('Needs you')
    expect(statusLabel('needs_staff', { now: NOW, is_urgent: true })).toBe('Urgent')
  })
})

describe('needsStaffWords', () => {
  it('never shows a raw reason', () => {
    for (const reason of [...Object.keys(NEEDS_STAFF_REASONS), 'from_an_older_release', 'constructor']) {
      expect(needsStaffWords(reason)).toMatch(/^[A-Z][a-zA-Z, ]+$/)
    }
  })
})
