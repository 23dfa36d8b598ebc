import { parseArgs } from 'node:util'
import { startFakeServer } from './fake-server.ts'
import { startFakeTwilio } from './twilio.ts'

/**
 * A fake Twilio for a person: `node lib/test/fakes/twilio-main.ts --port 4010 --webhook http://127.0.0.1:10003/api/sms/webhook
 * --signed-url https://clinic.example.com/api/sms/webhook`. Texts are printed; a patient's answer is a curl call.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4010' },
    'control-port': { type: 'string', default: '4011' },
    webhook: { type: 'string', default: 'http://127.0.0.1:10003/api/sms/webhook' },
    'signed-url': { type: 'string' },
  },
})

const fake = await startFakeTwilio({ port: Number(values.port) })
const webhookUrl = values.webhook
const signedUrl = values['signed-url']
if (signedUrl !== undefined) {
  fake.smsUrl = signedUrl
  fake.site = { origin: new URL(signedUrl).origin, reachedAt: new URL(webhookUrl).origin }
}

/**
 * POST {from, body} is a patient's text; GET lists what was sent and received; POST /status {sid, status} moves a text on; POST
 * /outage {"is_down":"true"} makes every webhook fail until it says false.
 */
const control = await startFakeServer(async ({ method, url, body }) => {
  if (method === 'GET') return { status: 200, body: fake.messages }
  const input = JSON.parse(body) as Record<string, string>
  if (url.pathname === '/status') {
    const code = input.error_code === undefined ? undefined : Number(input.error_code)
    return { status: 200, body: await fake.setStatus(input.sid ?? '', input.status ?? 'delivered', code) }
  }
  if (url.pathname === '/outage') {
    fake.isWebhookDown = input.is_down === 'true'
    return { status: 200, body: { is_down: fake.isWebhookDown } }
  }
  const answer = await fake.receive({ from: input.from ?? '', body: input.body ?? '', webhookUrl, signedUrl })
  return { status: 200, body: answer }
}, Number(values['control-port']))

console.log(`Fake Twilio at ${fake.url}. Start the product with:
  TWILIO_ACCOUNT_SID=${fake.accountSid}
  TWILIO_AUTH_TOKEN=${fake.authToken}
  TWILIO_FROM_NUMBER=${fake.numbers[0]}
  TWILIO_API_BASE_URL=${fake.url}
  PUBLIC_BASE_URL=${new URL(signedUrl ?? webhookUrl).origin}
A patient answers:
  curl -d '{"from":"+14155550123","body":"2"}' ${control.url}
Its delivery report, and an outage of the webhook:
  curl -d '{"sid":"SM...","status":"delivered"}' ${control.url}/status
  curl -d '{"is_down":"true"}' ${control.url}/outage
What was sent and received:
  curl ${control.url}`)

process.once('SIGINT', async () => {
  await Promise.all([fake.close(), control.close()])
  process.exit(0)
})
