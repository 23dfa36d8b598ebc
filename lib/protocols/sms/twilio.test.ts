import { describe, expect, it } from 'vitest'
import { isSwitchboardError, type SwitchboardError } from '#lib/domain/errors.ts'
import { startFakeServer } from '#lib/test/fakes/fake-server.ts'
import { startFakeTwilio } from '#lib/test/fakes/twilio.ts'
import { signTwilio } from '#lib/test/fakes/twilio-wire.ts'
import inbound from '#lib/test/payloads/twilio-inbound-constructed.json' with { type: 'json' }
import stop from '#lib/test/payloads/twilio-inbound-stop-constructed.json' with { type: 'json' }
import vectors from '#lib/test/payloads/twilio-signature-vectors.json' with { type: 'json' }
import sent from '#lib/test/payloads/twilio-status-callback-sent.form.json' with { type: 'json' }
import undelivered from '#lib/test/payloads/twilio-status-undelivered-constructed.json' with { type: 'json' }
import { parseTwilioInbound, twilioFormKind, verifyTwilioSignature } from './twilio.ts'

const { authToken, url } = inbound
const signature = inbound.headers['x-twilio-signature']
const ACCOUNT = inbound.params.AccountSid
const form = () => new URLSearchParams(inbound.body)
const verify = (change: Partial<Parameters<typeof verifyTwilioSignature>[0]> = {}) =>
  verifyTwilioSignature({ authToken, signature, url, params: form(), ...change })

describe('verifyTwilioSignature', () => {
  it.each([inbound, stop, undelivered])('accepts a recorded form', (sample) => {
    const params = new URLSearchParams(sample.body)
    expect(verify({ signature: sample.headers['x-twilio-signature'], params })).toBe(true)
  })

  it("accepts the forms of Twilio's documentation, and the fake signs them alike", () => {
    const forms = vectors.filter(({ kind }) => kind === 'form')
    expect(forms).toHaveLength(2)
    for (const vector of forms) {
      const { params: fields = {} } = vector
      expect(verifyTwilioSignature({ ...vector, params: new URLSearchParams(Object.entries(fields)) })).toBe(
        true,
      )
      expect(signTwilio(vector.authToken, vector.url, { ...fields } as Record<string, string>)).toBe(
        vector.signature,
      )
    }
  })

  it('accepts the address with its port, in capitals, and without the fragment that Twilio does not sign', () => {
    expect(verify({ url: 'https://clinic.example.com:443/api/sms/webhook' })).toBe(true)
    expect(verify({ url: 'https://clinic.example.com/api/sms/webhook#rc=2&rp=ct,rt,5xx' })).toBe(true)
  })

  it.each([
    ['another scheme', { url: 'http://clinic.example.com/api/sms/webhook' }],
    ['the address the server sees', { url: 'http://localhost:3000/api/sms/webhook' }],
    ['a slash at the end', { url: `${url}/` }],
    ['another query', { url: `${url}?clinic=2` }],
    ['a relative address', { url: '/api/sms/webhook' }],
    ['no address', { url: '' }],
    ['another scheme altogether', { url: 'javascript:alert(1)' }],
    ['another token', { authToken: 'other-token' }],
    ['no token', { authToken: undefined }],
    ['no signature', { signature: null }],
    ['an empty signature', { signature: '' }],
    ['a signature that is no base64', { signature: 'ä'.repeat(28) }],
  ])('refuses %s', (_case, change) => {
    expect(verify(change)).toBe(false)
  })

  it.each(['', ' '])('refuses everything without a token, also what is signed with %j', (empty) => {
    const forged = signTwilio(empty, url, inbound.params)
    expect(verify({ authToken: empty, signature: forged })).toBe(false)
  })

  it('refuses a form that was changed, trimmed or shortened', () => {
    const changed = form()
    changed.set('Body', '2')
    expect(verify({ params: changed })).toBe(false)
    const shortened = form()
    shortened.delete('ToCity')
    expect(verify({ params: shortened })).toBe(false)
    const extended = form()
    extended.append('Extra', '1')
    expect(verify({ params: extended })).toBe(false)
  })

  it('signs repeated keys, line ends, blanks and odd keys as they came', () => {
    const params = new URLSearchParams('Body=%20yes%0D%0A&Tag=b&Tag=a&__proto__=x&Empty=')
    const data = `${url}Body yes\r\nEmptyTagaTagb__proto__x`
    // With no params of its own the fake's signature is one over the text it is given.
    expect(verify({ params, signature: signTwilio(authToken, data, {}) })).toBe(true)
    params.delete('Tag', 'a')
    expect(verify({ params, signature: signTwilio(authToken, data, {}) })).toBe(false)
  })
})

describe('twilioFormKind', () => {
  it('tells texts from delivery reports', () => {
    expect(twilioFormKind(form())).toBe('inbound')
    expect(twilioFormKind(new URLSearchParams(undelivered.body))).toBe('status')
    expect(twilioFormKind(new URLSearchParams(Object.entries(sent)))).toBe('status')
  })
})

function errorOf(params: URLSearchParams, accountSid = ACCOUNT): SwitchboardError {
  try {
    parseTwilioInbound(params, accountSid)
  } catch (error) {
    if (isSwitchboardError(error)) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

const changed = (changes: Record<string, string | null>) => {
  const params = form()
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) params.delete(key)
    else params.set(key, value)
  }
  return params
}

describe('parseTwilioInbound', () => {
  it('reads a text and keeps all that came', () => {
    expect(parseTwilioInbound(form(), ACCOUNT)).toEqual({
      provider: 'twilio',
      provider_message_id: 'SM11111111111111111111111111111111',
      from: '+14155550123',
      to: '+14155550100',
      body: 'C',
      opt_out_type: null,
      num_media: 0,
      media: [],
      messaging_service_sid: 'MGbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',
      params: inbound.params,
    })
  })

  it('tells which word Twilio answers itself', () => {
    expect(parseTwilioInbound(new URLSearchParams(stop.body), ACCOUNT).opt_out_type).toBe('STOP')
    expect(parseTwilioInbound(changed({ OptOutType: 'SOMETHING' }), ACCOUNT).opt_out_type).toBeNull()
  })

  it('reads pictures, with or without words', () => {
    const media = {
      NumMedia: '2',
      MediaUrl0: 'https://a/0',
      MediaContentType0: 'image/png',
      MediaUrl1: 'https://a/1',
    }
    expect(parseTwilioInbound(changed({ ...media, Body: null }), ACCOUNT)).toMatchObject({
      body: '',
      num_media: 2,
      media: [
        { url: 'https://a/0', content_type: 'image/png' },
        { url: 'https://a/1', content_type: '' },
      ],
    })
    expect(parseTwilioInbound(changed({ NumMedia: '1e9' }), ACCOUNT).num_media).toBe(10)
    expect(parseTwilioInbound(changed({ NumMedia: '-1' }), ACCOUNT).num_media).toBe(0)
  })

  it('keeps blanks and line ends of the words', () => {
    expect(parseTwilioInbound(changed({ Body: ' yes\r\n' }), ACCOUNT).body).toBe(' yes\r\n')
    expect(parseTwilioInbound(changed({ Body: '' }), ACCOUNT).body).toBe('')
  })

  it.each(['MessageSid', 'From', 'To', 'Body', 'AccountSid'])('names %s when it is missing', (field) => {
    expect(errorOf(changed({ [field]: null }))).toMatchObject({ code: 'invalid_input', field })
  })

  it('turns down the text of another account, and a delivery report', () => {
    expect(errorOf(changed({ AccountSid: `AC${'c'.repeat(32)}` }))).toMatchObject({ code: 'forbidden' })
    expect(errorOf(new URLSearchParams(undelivered.body))).toMatchObject({ field: 'MessageStatus' })
  })

  it('turns down a recorded text that was split anew to look like another one', () => {
    const recorded = form()
    recorded.delete('MessagingServiceSid')
    const params = Object.fromEntries(recorded)
    const { MessageSid, NumMedia, ...rest } = params
    const forged = new URLSearchParams({ ...rest, MessageSid: `${MessageSid}NumMedia${NumMedia}` })
    expect(verify({ signature: signTwilio(authToken, url, params), params: forged })).toBe(true)
    expect(errorOf(forged)).toMatchObject({ field: 'MessageSid' })
  })
})

describe('a webhook of the fake Twilio', () => {
  it('carries a signature that holds for the public address and not for the one it is posted to', async () => {
    const fake = await startFakeTwilio()
    const received: { params: URLSearchParams; signature: string }[] = []
    const server = await startFakeServer(({ body, headers }) => {
      received.push({ params: new URLSearchParams(body), signature: String(headers['x-twilio-signature']) })
      return { status: 200, body: '<Response/>' }
    })
    const signedUrl = 'https://clinic.example.com/api/sms/webhook'
    const webhookUrl = `${server.url}/api/sms/webhook`
    const result = await fake.receive({ from: '+14155550123', body: ' 2 ', webhookUrl, signedUrl })
    await Promise.all([fake.close(), server.close()])
    const [request] = received
    expect(verifyTwilioSignature({ authToken: fake.authToken, url: signedUrl, ...request! })).toBe(true)
    expect(verifyTwilioSignature({ authToken: fake.authToken, url: webhookUrl, ...request! })).toBe(false)
    expect(parseTwilioInbound(request!.params, fake.accountSid)).toMatchObject({
      provider_message_id: result.messageSid,
      from: '+14155550123',
      to: fake.numbers[0],
      body: ' 2 ',
    })
  })
})
