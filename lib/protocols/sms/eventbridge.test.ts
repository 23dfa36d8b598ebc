import { describe, expect, it } from 'vitest'
import bridged from '#lib/test/payloads/aws-eventbridge-text-delivery-successful.json' with { type: 'json' }
import { isEventBridgeKey, parseEventBridge } from './eventbridge.ts'

describe('the key of an API destination', () => {
  const keys = ['a'.repeat(32), 'b'.repeat(32)]
  it('is one of ours, the old or the new', () => {
    expect(isEventBridgeKey(keys[0]!, keys)).toBe(true)
    expect(isEventBridgeKey(keys[1]!, keys)).toBe(true)
  })
  it.each([[null], [''], ['a'], ['a'.repeat(31)], [`${'a'.repeat(32)} `], ['A'.repeat(32)]])(
    'is not %j',
    (given) => {
      expect(isEventBridgeKey(given, keys)).toBe(false)
    },
  )
  it('is nothing where none is configured, not even nothing', () => {
    expect(isEventBridgeKey('', [])).toBe(false)
    expect(isEventBridgeKey('', [''])).toBe(false)
    expect(isEventBridgeKey(null, [''])).toBe(false)
  })
})

describe('parseEventBridge', () => {
  it('reads the sample of the guide', () => {
    expect(parseEventBridge(JSON.stringify(bridged))).toMatchObject({
      id: bridged.id,
      source: 'aws.sms-voice',
    })
  })
  it.each([
    ['no JSON', '{'],
    ['another source', JSON.stringify({ ...bridged, source: 'evil' })],
    ['no id', JSON.stringify({ ...bridged, id: '' })],
    ['no detail', JSON.stringify({ ...bridged, detail: 'text' })],
    ['no time', JSON.stringify({ ...bridged, time: 'yesterday' })],
  ])('refuses %s with 400, which is not tried again', (_what, raw) => {
    expect(() => parseEventBridge(raw)).toThrow(expect.objectContaining({ status: 400 }))
  })
})
