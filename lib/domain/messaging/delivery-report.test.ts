import { describe, expect, it } from 'vitest'
import { isNews, reportedState, stepByReport } from './delivery-report.ts'
import { SMS_STATES } from './schema.ts'

describe('reportedState', () => {
  it.each([
    ['twilio', 'queued', 'sent'],
    ['twilio', 'sent', 'sent'],
    ['twilio', 'delivered', 'delivered'],
    ['twilio', 'read', 'delivered'],
    ['twilio', 'undelivered', 'undelivered'],
    ['twilio', 'failed', 'undelivered'],
    ['twilio', 'received', null],
    ['twilio', 'constructor', null],
    ['aws', 'TEXT_SUCCESSFUL', 'sent'],
    ['aws', 'TEXT_PENDING', 'sent'],
    ['aws', 'TEXT_DELIVERED', 'delivered'],
    ['aws', 'TEXT_CARRIER_UNREACHABLE', 'undelivered'],
    ['aws', 'TEXT_FAILED', null],
    ['aws', 'delivered', null],
  ] as const)('%s %s is %s', (provider, word, state) => {
    expect(reportedState(provider, word)).toBe(state)
  })
})

describe('isNews', () => {
  it('is what says more of one try than was known', () => {
    expect(isNews(null, 'sent')).toBe(true)
    expect(isNews('sent', 'delivered')).toBe(true)
    expect(isNews('undelivered', 'delivered')).toBe(true)
    expect(isNews('delivered', 'undelivered')).toBe(false)
    expect(isNews('delivered', 'sent')).toBe(false)
    expect(isNews('delivered', 'delivered')).toBe(false)
  })
})

describe('stepByReport', () => {
  it('takes arrival from any try and any state but an inbound text’s or one that has arrived', () => {
    for (const state of SMS_STATES) {
      const step = stepByReport(state, 'delivered', false)
      expect(step).toBe(state === 'received' || state === 'delivered' ? null : 'delivered')
    }
  })

  it('takes everything else for the current try alone, and only forward', () => {
    expect(stepByReport('unknown', 'sent', true)).toBe('sent')
    expect(stepByReport('sending', 'undelivered', true)).toBe('undelivered')
    expect(stepByReport('sent', 'undelivered', true)).toBe('undelivered')
    expect(stepByReport('sent', 'undelivered', false)).toBeNull()
    expect(stepByReport('sent', 'sent', true)).toBeNull()
    expect(stepByReport('delivered', 'undelivered', true)).toBeNull()
    expect(stepByReport('queued', 'sent', true)).toBeNull()
    expect(stepByReport('cancelled', 'undelivered', true)).toBeNull()
  })
})
