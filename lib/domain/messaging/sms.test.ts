import { describe, expect, it } from 'vitest'
import { SMS_STATES } from './schema.ts'
import { deliveryLabel, smsLifecycle } from './sms.ts'

describe('smsLifecycle', () => {
  it('is the table of the design', () => {
    expect(smsLifecycle.steps).toEqual({
      received: [],
      scheduled: ['queued', 'sending', 'cancelled', 'delivered'],
      queued: ['scheduled', 'sending', 'cancelled', 'delivered'],
      sending: ['sent', 'delivered', 'undelivered', 'failed', 'unknown', 'queued'],
      sent: ['delivered', 'undelivered', 'queued'],
      unknown: ['sent', 'delivered', 'undelivered', 'failed', 'queued'],
      delivered: [],
      undelivered: ['delivered'],
      failed: ['delivered'],
      cancelled: ['delivered'],
    })
  })

  it('never takes a text that is with the carrier straight to another try, nor one that arrived anywhere', () => {
    for (const state of ['sent', 'unknown', 'undelivered', 'failed'] as const)
      expect(smsLifecycle.canStep(state, 'sending')).toBe(false)
    expect(smsLifecycle.isFinal('delivered')).toBe(true)
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
