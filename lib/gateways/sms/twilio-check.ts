import type twilio from 'twilio'
import type { ExpectedSetUp, SetUpFinding, TwilioConfig } from '#lib/domain/messaging/sms-gateway.ts'
import { TwilioCallError } from './twilio-client.ts'

type Client = ReturnType<typeof twilio>

const good = (name: string, words: string): SetUpFinding => ({ name, is_ok: true, words })
const bad = (name: string, words: string): SetUpFinding => ({ name, is_ok: false, words })
const codeOf = (error: unknown) => (error instanceof TwilioCallError ? error.code : 'ERR_NETWORK')
const CREDENTIAL_CODES = new Set(['20003', 'HTTP_401', 'HTTP_403', '20404'])
const withoutFragment = (url: string) => url.split('#')[0]

function unasked(name: string, error: unknown): SetUpFinding {
  const code = codeOf(error)
  return CREDENTIAL_CODES.has(code)
    ? bad(
        name,
        `Twilio refused the credentials (${code}). Copy TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN from its console again.`,
      )
    : bad(
        name,
        `Twilio could not be asked (${code}). See that this machine reaches api.twilio.com, and try again.`,
      )
}

async function checkAccount(client: Client, config: TwilioConfig): Promise<SetUpFinding> {
  const name = 'Twilio credentials'
  try {
    const account = await client.api.v2010.accounts(config.accountSid!).fetch()
    return account.status === 'active'
      ? good(name, 'the account is active.')
      : bad(name, `the account is ${account.status}. Open it in Twilio's console to make it active.`)
  } catch (error) {
    return unasked(name, error)
  }
}

function checkWebhook(given: string, expected: ExpectedSetUp): SetUpFinding {
  const name = 'Twilio webhook'
  const wanted = expected.webhook_url
  if (wanted === null) return bad(name, 'it cannot be compared before PUBLIC_BASE_URL is set.')
  return withoutFragment(given) === wanted
    ? good(name, 'texts are delivered to this installation.')
    : bad(
        name,
        `texts go elsewhere. Set "A message comes in" of the number, or of its messaging service, to ${wanted}`,
      )
}

async function checkNumber(
  client: Client,
  config: TwilioConfig,
  expected: ExpectedSetUp,
): Promise<SetUpFinding[]> {
  const name = 'Twilio number'
  try {
    const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: config.fromNumber!, limit: 1 })
    if (!number)
      return [bad(name, 'the account has no such number. Set TWILIO_FROM_NUMBER to one of its own.')]
    const webhook = checkWebhook(number.smsUrl ?? '', expected)
    return number.capabilities.sms
      ? [good(name, 'it belongs to the account and can text.'), webhook]
      : [bad(name, 'it cannot send texts. Choose a number with the SMS capability in Twilio.'), webhook]
  } catch (error) {
    return [unasked(name, error)]
  }
}

async function checkService(
  client: Client,
  config: TwilioConfig,
  expected: ExpectedSetUp,
): Promise<SetUpFinding[]> {
  const name = 'Twilio messaging service'
  try {
    const service = await client.messaging.v1.services(config.messagingServiceSid!).fetch()
    const found = good(name, 'it belongs to the account.')
    return service.useInboundWebhookOnNumber
      ? [found, good('Twilio webhook', 'each number has its own; compare them in Twilio’s console.')]
      : [found, checkWebhook(service.inboundRequestUrl ?? '', expected)]
  } catch (error) {
    const code = codeOf(error)
    if (code !== '20404' && code !== 'HTTP_404') return [unasked(name, error)]
    return [
      bad(name, 'the account has no such service. Copy TWILIO_MESSAGING_SERVICE_SID from its console again.'),
    ]
  }
}

/** Whether Twilio takes our credentials, has our number, and delivers to our address. Sends nothing. */
export async function checkTwilio(
  client: Client,
  config: TwilioConfig,
  expected: ExpectedSetUp,
): Promise<SetUpFinding[]> {
  const account = await checkAccount(client, config)
  if (!account.is_ok) return [account]
  const sender = config.messagingServiceSid
    ? await checkService(client, config, expected)
    : await checkNumber(client, config, expected)
  return [account, ...sender]
}
