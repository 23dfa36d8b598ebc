import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it, vi } from 'vitest'
import { signatureHeaders } from './sign.ts'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const BODY = '{"test": 2432232314}'

describe('signatureHeaders', () => {
  it('gives the signature of the standard’s own example', () => {
    const at = 1_614_265_330_000
    expect(signatureHeaders({ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', secret: SECRET, at }, BODY)).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })

  it('signs id, whole seconds and body as bytes, as computed without the library', () => {
    const body = '{"name":"Zoë €"}'
    const headers = signatureHeaders({ id: 'm', secret: SECRET, at: 1_700_000_000_999 }, body)
    const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64')
    const expected = createHmac('sha256', key).update(`m.1700000000.${body}`, 'utf8').digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${expected}`)
  })

  it('takes a secret without the padding of its base64', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 })
    const padded = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
    const headers = signatureHeaders({ id: 'm', secret: padded.replace(/=+$/, ''), at: Date.now() }, BODY)
    expect(new Webhook(padded).verify(BODY, headers)).toEqual({ test: 2432232314 })
    vi.useRealTimers()
  })
})
