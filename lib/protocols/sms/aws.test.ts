import { describe, expect, it } from 'vitest'
import canadian from '#lib/test/payloads/aws-eum-event-destination-successful-nonfinal-then-delivered.json' with {
  type: 'json',
}
import real from '#lib/test/payloads/aws-eum-event-destination-text-delivered-real.json' with { type: 'json' }
import successful from '#lib/test/payloads/aws-eum-event-destination-text-successful.json' with {
  type: 'json',
}
import inbound from '#lib/test/payloads/aws-eum-inbound-sns-message-body.json' with { type: 'json' }
import registration from '#lib/test/payloads/aws-eventbridge-registration-status-change.json' with {
  type: 'json',
}
import bridged2024 from '#lib/test/payloads/aws-eventbridge-text-delivery-delivered-2024.json' with {
  type: 'json',
}
import bridged from '#lib/test/payloads/aws-eventbridge-text-delivery-successful.json' with { type: 'json' }
import { awsKind, parseAwsDelivery, parseAwsInbound } from './aws.ts'

describe('an inbound text of AWS', () => {
  it('is from the patient to our number', () => {
    expect(parseAwsInbound(inbound)).toEqual({
      provider: 'aws',
      provider_message_id: 'cae173d2-66b9-564c-8309-21f858e9fb84',
      from: '+14255550182',
      to: '+12125550101',
      body: 'EXAMPLE',
    })
  })

  it('may lack all but its numbers and its id', () => {
    const { originationNumber, destinationNumber, inboundMessageId } = inbound
    const text = { originationNumber, destinationNumber, inboundMessageId }
    expect(parseAwsInbound(text).body).toBe('')
    for (const key of Object.keys(text)) {
      expect(() => parseAwsInbound({ ...text, [key]: undefined })).toThrow(
        expect.objectContaining({ status: 400, message: expect.stringContaining(key) }),
      )
    }
  })
})

describe('a delivery event of AWS', () => {
  it.each([
    ['of a configuration set', successful, 'TEXT_SUCCESSFUL', 95_820],
    ['of a real receipt', real, 'TEXT_DELIVERED', 11_810],
    ['of EventBridge', bridged.detail, 'TEXT_SUCCESSFUL', 60_870],
    ['of EventBridge in 2024', bridged2024.detail, 'TEXT_DELIVERED', 8_810],
  ])('%s is read', (_from, event, status, price_micros) => {
    expect(parseAwsDelivery(event)).toMatchObject({
      provider: 'aws',
      provider_message_id: event.messageId,
      status,
      price_micros,
      segments: 1,
      occurred_at: event.eventTimestamp,
    })
  })

  it('may give our own ids back, and count its time in seconds', () => {
    const context = { message_id: 'ours', attempt: '2' }
    expect(parseAwsDelivery({ ...successful, context })).toMatchObject({ message_id: 'ours', attempt: 2 })
    expect(parseAwsDelivery(successful)).toMatchObject({ message_id: null, attempt: null })
    expect(parseAwsDelivery(canadian[0])).toMatchObject({ occurred_at: 1_467_074_434_000 })
  })

  it.each(['eventType', 'eventTimestamp', 'messageId'])('names %s when it is missing', (field) => {
    expect(() => parseAwsDelivery({ ...real, [field]: undefined })).toThrow(
      expect.objectContaining({ status: 400, message: expect.stringContaining(field) }),
    )
  })
})

it('tells texts, delivery events and other messages apart', () => {
  expect(awsKind(inbound)).toBe('inbound')
  expect([real, successful, bridged.detail, ...canadian].map(awsKind)).toEqual(Array(5).fill('delivery'))
  for (const other of [registration.detail, null, 'text', 7, [], {}]) expect(awsKind(other)).toBe('other')
})
