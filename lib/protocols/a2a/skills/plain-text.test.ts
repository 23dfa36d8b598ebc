import { describe, expect, it } from 'vitest'
import type { Work } from './outcome.ts'
import { parsePlainText } from './plain-text.ts'

const OFFER = { kind: 'peer_chooses' } as Work
const VISIT = '019f0000-0000-7000-8000-000000000001'

describe('parsePlainText', () => {
  it.each([
    [
      'Send appointment slots to +1 201 555 0101 tomorrow afternoon with Dr. Smith',
      'REQUEST_APPOINTMENT',
      {
        contact: 'sms',
        phone_number: '+1 201 555 0101',
        time_preference: 'tomorrow afternoon',
        provider_id: 'Dr. Smith',
      },
    ],
    [
      'Send appointment slots to +12015550101',
      'REQUEST_APPOINTMENT',
      { contact: 'sms', phone_number: '+12015550101' },
    ],
    [
      'Request an appointment for +12015550101 on Friday morning.',
      'REQUEST_APPOINTMENT',
      { phone_number: '+12015550101', time_preference: 'Friday morning' },
    ],
    [
      'Send appointment slots tomorrow, but not in the morning, to +12015550101.',
      'REQUEST_APPOINTMENT',
      {
        contact: 'sms',
        phone_number: '+12015550101',
        time_preference: 'tomorrow, but not in the morning',
      },
    ],
    [
      'Which times are free after 3 pm with Dr. Smith?',
      'QUERY_AVAILABILITY',
      { time_preference: 'after 3 pm', provider_id: 'Dr. Smith' },
    ],
    [
      'Check if user responded to conversation conv_123',
      'check_sms_response',
      { conversation_id: 'conv_123' },
    ],
    [
      'Has the patient answered in conversation conv_123?',
      'check_sms_response',
      { conversation_id: 'conv_123' },
    ],
    [
      'What is the state of conversation conv_123?',
      'get_conversation_state',
      { conversation_id: 'conv_123' },
    ],
    ['Which times are free tomorrow?', 'QUERY_AVAILABILITY', { time_preference: 'tomorrow' }],
    [`Please cancel appointment ${VISIT}`, 'CANCEL_APPOINTMENT', { appointment_id: VISIT }],
    [
      `Move appointment ${VISIT} to 2026-12-01T10:00:00-05:00`,
      'RESCHEDULE_APPOINTMENT',
      { appointment_id: VISIT, new_slot_details: { start_time: '2026-12-01T10:00:00-05:00' } },
    ],
  ])('reads %s', (text, name, payload) => {
    expect(parsePlainText(text, null)).toMatchObject({ name, payload })
  })

  it.each([
    ['2', 'CONFIRM_SLOT', { slot_number: 2 }],
    ['Confirm slot 2', 'CONFIRM_SLOT', { slot_number: 2 }],
    ['None of them', 'DECLINE_SLOTS', {}],
    ['No, next week please', 'DECLINE_SLOTS', { time_preference: 'next week please' }],
  ])('reads %s as an answer where times are offered, and nowhere else', (text, name, payload) => {
    expect(parsePlainText(text, OFFER)).toMatchObject({ name, payload })
    expect(parsePlainText(text, null)).toBeNull()
  })

  it.each(['', 'Hello', 'Tell me a joke', 'Send slots', 'cancel everything'])(
    'guesses nothing from %j',
    (text) => {
      expect(parsePlainText(text, null)).toBeNull()
    },
  )

  it('reads the same text the same way again and again', () => {
    const text = 'Which times are free tomorrow?'
    const first = parsePlainText(text, OFFER)
    for (let turn = 0; turn < 3; turn += 1) expect(parsePlainText(text, OFFER)).toEqual(first)
  })
})
