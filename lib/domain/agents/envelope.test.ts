import { describe, expect, it } from 'vitest'
import { isSwitchboardError } from '../errors.ts'
import { envelope, isMessageType, MESSAGE_TYPES, parsePayload, toEnvelope } from './envelope.ts'

const PROVIDER = '019f0000-0000-7000-8000-000000000001'
const SERVICE = '019f0000-0000-7000-8000-000000000002'
const MESSAGE = '019f0000-0000-7000-8000-000000000003'

const request = { service_type_id: SERVICE, reason: 'none_of_them', preferences: null, exclude: [] } as const
const slot = {
  slot_id: 'slot_a',
  provider_id: PROVIDER,
  start_time: '2026-11-24T14:00:00Z',
  end_time: '2026-11-24T14:30:00Z',
  match_score: 0.9,
  reasoning: ['Matches preferred provider', 'Matches time preference'],
}

function errorOf(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  return undefined
}

describe('parsePayload', () => {
  it('takes the offer of the A2A design document as it stands there', () => {
    const content = { request_echo: request, available_slots: [slot], suggestion_context: 'Found slots.' }
    expect(parsePayload('OFFER_SLOTS', content)).toEqual(content)
  })

  it('drops fields that the type does not know', () => {
    const content = { offer_id: PROVIDER, option_id: SERVICE, is_change: false, phone_number: '+12125550100' }
    expect(parsePayload('CONFIRM_SLOT', content)).not.toHaveProperty('phone_number')
  })

  it.each([
    ['a time without an offset', { ...slot, start_time: '2026-11-24T14:00:00' }, 'start_time'],
    ['a score above one', { ...slot, match_score: 1.2 }, 'match_score'],
    ['a provider that is no uuid', { ...slot, provider_id: 'prov_dr_smith' }, 'provider_id'],
  ])('refuses %s and names the field', (_what, wrong, field) => {
    const content = { request_echo: request, available_slots: [wrong], suggestion_context: '' }
    const error = errorOf(() => parsePayload('OFFER_SLOTS', content))
    expect(isSwitchboardError(error, 'invalid_input')).toBe(true)
    expect(error).toMatchObject({ field: `content.available_slots.0.${field}` })
  })

  it('does not echo what was sent, since it may be a patient’s', () => {
    const error = errorOf(() => parsePayload('REQUEST_APPOINTMENT', { reason: 'Maria Garcia' })) as Error
    expect(error.message).not.toContain('Maria')
  })

  it('offers no empty list of slots', () => {
    const content = { request_echo: request, available_slots: [], suggestion_context: '' }
    expect(errorOf(() => parsePayload('OFFER_SLOTS', content))).toMatchObject({ code: 'invalid_input' })
    expect(parsePayload('AVAILABILITY', content).available_slots).toEqual([])
  })
})

describe('isMessageType', () => {
  it('knows the types of the flow and nothing that every object has', () => {
    expect(MESSAGE_TYPES).toContain('FINAL_APPOINTMENT_CONFIRMATION')
    expect(isMessageType('CONFIRM_SLOT')).toBe(true)
    expect(isMessageType('constructor')).toBe(false)
  })
})

describe('toEnvelope', () => {
  it('has the header fields of the A2A design, agents by name', () => {
    const written = toEnvelope({
      id: MESSAGE,
      correlation_id: 'conv_1',
      in_reply_to: null,
      created_at: new Date('2026-11-24T10:00:05Z'),
      from: { name: 'scheduling-agent' },
      to: { name: 'user-agent' },
      message_type: 'DECLINE_SLOTS',
      content: { offer_id: SERVICE },
    })
    expect(written).toEqual({
      message_id: MESSAGE,
      correlation_id: 'conv_1',
      in_reply_to: null,
      timestamp: '2026-11-24T10:00:05.000Z',
      source_agent_id: 'scheduling-agent',
      target_agent_id: 'user-agent',
      message_type: 'DECLINE_SLOTS',
      payload: { offer_id: SERVICE },
    })
    expect(envelope.safeParse(written).success).toBe(true)
  })
})
