import { describe, expect, it } from 'vitest'
import { createMockGateway, LATE_DELIVERY_SECONDS, MOCK_SENDER, SENTINEL_NUMBERS } from './mock.ts'

const gateway = createMockGateway()
const text = (to: string, attempt = 1) => ({ message_id: 'm1', attempt, to, body: 'Hello', sent_at: 0 })
const query = (to: string, attempt = 1) => ({ message_id: 'm1', attempt, to, body: 'Hello', since: 0 })

describe('the mock gateway', () => {
  it('accepts any ordinary number and delivers at once', async () => {
    expect(gateway).toMatchObject({ provider: 'mock', sender: MOCK_SENDER })
    expect(await gateway.send(text('+14155550123'))).toEqual({
      kind: 'accepted',
      provider_message_id: 'mock-m1',
      provider_status: 'sent',
      price_micros: null,
      delivery: { state: 'delivered', after_seconds: 0 },
    })
  })

  it('gives the same try the same id and another try another', async () => {
    const [first, again, second] = await Promise.all(
      [1, 1, 2].map((n) => gateway.send(text('+14155550123', n))),
    )
    expect(again).toEqual(first)
    expect(second).toMatchObject({ provider_message_id: 'mock-m1-2' })
  })

  it.each([
    ['+15005550001', '21211', 'stop'],
    ['+15005550002', '21612', 'failover'],
    ['+15005550003', '21408', 'stop'],
    ['+15005550004', '21610', 'opt_out'],
    ['+15005550009', '21614', 'stop'],
    ['+15005550014', '20429', 'retry'],
  ])('refuses %s with %s, policy %s, on every try', async (to, code, policy) => {
    for (const attempt of [1, 2, 5]) {
      expect(await gateway.send(text(to, attempt))).toMatchObject({ kind: 'refused', code, policy })
    }
  })

  it('rate-limits once and then accepts', async () => {
    expect(await gateway.send(text('+15005550013', 1))).toMatchObject({ policy: 'retry', code: '20429' })
    expect(await gateway.send(text('+15005550013', 2))).toMatchObject({ kind: 'accepted' })
  })

  it('tells late and failed delivery together with the acceptance', async () => {
    expect(await gateway.send(text('+15005550011'))).toMatchObject({
      delivery: { state: 'delivered', after_seconds: LATE_DELIVERY_SECONDS },
    })
    expect(await gateway.send(text('+15005550012'))).toMatchObject({
      delivery: { state: 'undelivered', error_code: '30006' },
    })
    expect(await gateway.send(text('+15005550017'))).toMatchObject({
      delivery: { state: 'undelivered', error_code: '30003' },
    })
  })

  it('loses the answer of an accepted text and finds the text again', async () => {
    expect(await gateway.send(text('+15005550015'))).toMatchObject({ kind: 'unknown', code: 'ETIMEDOUT' })
    expect(await gateway.findSent?.(query('+15005550015'))).toMatchObject({
      kind: 'accepted',
      provider_message_id: 'mock-m1',
    })
  })

  it('loses a text on the way, knows that it never went out, and accepts the next try', async () => {
    expect(await gateway.send(text('+15005550016'))).toMatchObject({ kind: 'unknown' })
    expect(await gateway.findSent?.(query('+15005550016'))).toBeNull()
    expect(await gateway.send(text('+15005550016', 2))).toMatchObject({ kind: 'accepted' })
  })

  it('describes each sentinel number', () => {
    for (const [number, { words }] of Object.entries(SENTINEL_NUMBERS)) {
      expect(number).toMatch(/^\+15005550\d{3}$/)
      expect(words).toMatch(/^[a-z]/)
    }
  })
})
