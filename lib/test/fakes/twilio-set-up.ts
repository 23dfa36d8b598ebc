import type { FakeAnswer } from './fake-server.ts'
import { twilioError } from './twilio-wire.ts'

/** What of the account's set-up can be looked at. */
interface SetUp {
  accountSid: string
  numbers: readonly string[]
  messagingServices: readonly string[]
  smsUrl: string
  isVoiceOnly: boolean
}

const NUMBER_SID = `PN${'c'.repeat(32)}`

/** Accounts, IncomingPhoneNumbers and messaging Services, as far as a check reads them; null for every other address. */
export function setUpAnswer(setUp: SetUp, url: URL): FakeAnswer | null {
  const account = `/2010-04-01/Accounts/${setUp.accountSid}`
  if (url.pathname === `${account}.json`) {
    return { status: 200, body: { sid: setUp.accountSid, status: 'active', type: 'Full' } }
  }
  if (url.pathname === `${account}/IncomingPhoneNumbers.json`) {
    const numbers = setUp.numbers.filter((number) => number === url.searchParams.get('PhoneNumber'))
    const capabilities = { voice: true, sms: !setUp.isVoiceOnly, mms: !setUp.isVoiceOnly }
    const found = numbers.map((phone_number) => ({
      sid: NUMBER_SID,
      account_sid: setUp.accountSid,
      phone_number,
      capabilities,
      sms_url: setUp.smsUrl,
    }))
    return {
      status: 200,
      body: { incoming_phone_numbers: found, page: 0, page_size: 50, next_page_uri: null },
    }
  }
  const service = /^\/v1\/Services\/(MG\w+)$/.exec(url.pathname)?.[1]
  if (service === undefined) return null
  return setUp.messagingServices.includes(service)
    ? {
        status: 200,
        body: { sid: service, inbound_request_url: setUp.smsUrl, use_inbound_webhook_on_number: false },
      }
    : twilioError(20404, `The requested resource ${url.pathname} was not found`)
}
