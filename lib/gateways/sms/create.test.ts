import { describe, expect, it } from 'vitest'
import { createSmsGateway } from './create.ts'

const TWILIO = { accountSid: 'AC123', authToken: 'token', fromNumber: '+14155550100' }

describe('createSmsGateway', () => {
  it('makes the gateway that the configuration asks for, without a call', () => {
    expect(createSmsGateway({ twilio: {}, aws: {} }).provider).toBe('mock')
    expect(createSmsGateway({ twilio: TWILIO, aws: {} })).toMatchObject({
      provider: 'twilio',
      sender: '+14155550100',
    })
    expect(createSmsGateway({ twilio: { ...TWILIO, messagingServiceSid: 'MG1' }, aws: {} }).sender).toBe(
      'MG1',
    )
    const aws = { region: 'us-east-1', originationNumber: '+12125550101' }
    expect(createSmsGateway({ twilio: {}, aws })).toMatchObject({ provider: 'aws', sender: '+12125550101' })
  })

  it('stops on half a configuration instead of falling back to the mock', () => {
    expect(() => createSmsGateway({ twilio: { accountSid: 'AC123' }, aws: {} })).toThrow('TWILIO_AUTH_TOKEN')
  })
})
