import { describe, expect, it } from 'vitest'
import { SMS_STATES } from './schema.ts'
import { deliveryLabel, smsLifecycle } from './sms.ts'

describe('smsLifecycle', () => {
  it('is the table of the design', () => {
    expect(smsLifecycle.steps).toEqual({
      received: [],
      queued: ['sending', 'cancelled'],
      sending: ['sent', 'failed', 'unknown', 'queued'],
      sent: ['delivered', 'undelivered'],
      unknown: ['sent', 'delivered', 'failed', 'queued'],
      delivered: [],
      undelivered: [],
      failed: [],
      cancelled: [],
    })
  })

  it('never sends again what may have been sent, without going through unknown', () => {
    expect(smsLifecycle.canStep('sent', 'queued')).toBe(false)
    expect(smsLifecycle.canStep('sent', 'sending')).toBe(false)
    expect(() => smsLifecycle.assertStep('delivered', 'sending')).toThrow(/final/)
  })
})

describe('deliveryLabel', () => {
  it('says what happened, with the carrier’s reason in plain words', () => {
    expect(deliveryLabel('delivered')).toBe('Delivered')
    expect(deliveryLabel('undelivered', '30006')).toBe('Not delivered: landline or unreachable carrier')
    expect(deliveryLabel('undelivered', 'TEXT_SPAM', 'aws')).toBe(
      'Not delivered: filtered by the carrier as unwanted',
    )
    expect(deliveryLabel('failed', '21610', 'twilio')).toBe('Not sent: this person opted out of texts')
    expect(deliveryLabel('undelivered')).toBe('Not delivered')
    expect(deliveryLabel('delivered', '30006')).toBe('Delivered')
  })

  it('has words for every state', () => {
    for (const state of SMS_STATES) expect(deliveryLabel(state)).toMatch(/^[A-Z][a-z, ]+$/)
  })
})
