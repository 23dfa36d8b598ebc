import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { POST } from '#app/api/sms/webhook/route.ts'
import { setAppForTests } from '#lib/compose.ts'
import { createSmsGateway } from '#lib/gateways/sms/create.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type FakeTwilio, startFakeTwilio } from '#lib/test/fakes/twilio.ts'
import { serveTestApp } from '#lib/test/http.ts'
import { type Desk, makeDesk, offerThree } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'

/** What carriers sign: the address outside the proxy. */
const BASE = 'https://clinic.example'
const database = openTestDatabase()
let fake: FakeTwilio
let desk: Desk
let webhookUrl: string
let close: () => Promise<void>

/** The webhook's route behind a real socket, as a proxy would reach it. */
async function serveWebhook(): Promise<void> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const answer = await POST(
      new Request(`http://127.0.0.1${request.url}`, {
        method: 'POST',
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks),
      }),
    )
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/sms/webhook`
  close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

beforeEach(async () => {
  fake = await startFakeTwilio()
  const twilio = { accountSid: fake.accountSid, authToken: fake.authToken }
  const sms = createSmsGateway({
    twilio: { ...twilio, fromNumber: fake.numbers[0], apiBaseUrl: fake.url },
    aws: {},
  })
  const ctx = testCtx(database.db(), {
    ports: { sms },
    config: { isMockGateway: false, publicBaseUrl: BASE },
  })
  desk = await makeDesk(ctx)
  serveTestApp(ctx, { settings: { twilio: { accountSid: fake.accountSid, authTokens: [fake.authToken] } } })
  await serveWebhook()
})
afterEach(async () => {
  await close()
  await fake.close()
})
afterAll(() => setAppForTests(null))

const reply = (
  body: string,
  signedUrl = `${BASE}/api/sms/webhook`,
  more: { optOutType?: 'STOP'; from?: string } = {},
) =>
  fake.receive({
    ...{ from: phoneOf(desk.ctx, desk.patient), to: fake.numbers[0], body, webhookUrl, signedUrl },
    ...more,
  })
/** What Twilio was asked to send to this test's patient. */
const outbound = () => fake.sentTo(phoneOf(desk.ctx, desk.patient)).map((message) => message.body)

it('offers through Twilio’s own SDK, takes the signed answer, books and confirms', async () => {
  const sent = await offerThree(desk)
  await drain(desk.ctx)
  expect(outbound()).toEqual([sent.preview.text])

  const answer = await reply('2')
  expect(answer.status).toBe(200)
  expect(answer.body).toContain('<Response')
  await drain(desk.ctx)

  expect(await desk.ctx.db.conversation.findUnique({ where: { id: sent.conversation.id } })).toMatchObject({
    status: 'confirmed',
  })
  expect(outbound()[1]).toContain('you are confirmed for Tue Nov 24, 11:00 AM')
  const texts = await desk.ctx.db.smsMessage.findMany({ where: { conversation_id: sent.conversation.id } })
  expect(new Set(texts.map((text) => text.provider))).toEqual(new Set(['twilio']))
})

it('refuses an answer that was signed for another address, and stores nothing of it', async () => {
  await offerThree(desk)
  const answer = await reply('2', 'https://elsewhere.example/api/sms/webhook')
  expect(answer.status).toBe(403)
  expect(
    await desk.ctx.db.smsMessage.count({ where: { direction: 'inbound', clinic_id: desk.clinic.id } }),
  ).toBe(0)
})

it('lets the carrier answer STOP and sends nothing more itself', async () => {
  await offerThree(desk)
  await drain(desk.ctx)
  await reply('STOP')
  await drain(desk.ctx)
  expect(outbound().slice(1)).toEqual([])
  await expect(offerThree(desk)).rejects.toMatchObject({ code: 'opted_out' })
})

it('does the same in Spanish: offer, answer and confirmation', async () => {
  await desk.ctx.db.patient.update({ where: { id: desk.patient.id }, data: { language: 'es' } })
  const sent = await offerThree(desk)
  await drain(desk.ctx)
  expect(outbound()[0]).toMatch(/Responda .*STOP|STOP/)
  expect(outbound()[0]).not.toMatch(/Reply/)
  await reply('la segunda por favor')
  await drain(desk.ctx)
  expect(await desk.ctx.db.conversation.findUnique({ where: { id: sent.conversation.id } })).toMatchObject({
    status: 'confirmed',
  })
  expect(
    await desk.ctx.db.appointment.count({ where: { patient_id: desk.patient.id, state: 'booked' } }),
  ).toBe(1)
  expect(outbound()).toHaveLength(2)
  expect(outbound()[1]).not.toMatch(/confirmed|Questions/)
})

/** Each way by which an opt-out reaches us, with the carrier's real wire. */
const WAYS: Record<string, () => Promise<unknown>> = {
  'a stop word': () => reply('Unsubscribe'),
  'a stop word of the other carrier': () => reply('REMOVE'),
  'free text': () => reply('please stop texting me'),
  'free text in Spanish': () => reply('ya no me manden mensajes'),
  'a word that only the carrier knows': () =>
    reply('BYE BYE', `${BASE}/api/sms/webhook`, { optOutType: 'STOP' }),
  'an emergency that also says so': () => reply('stop texting me, my chest hurts'),
}

/** Who said so, where it was not a word that every carrier knows. */
const SOURCES: Record<string, string> = {
  'free text': 'free_text',
  'free text in Spanish': 'free_text',
  'a word that only the carrier knows': 'carrier_notice',
  'an emergency that also says so': 'free_text',
}

/** These Twilio knows and answers; of the others the patient hears from us, once. */
const ANSWERED_BY_TWILIO = ['a stop word', 'a word that only the carrier knows']

it.each(Object.entries(WAYS))('hears an opt-out by %s, and texts nobody any more', async (way, say) => {
  await offerThree(desk)
  await drain(desk.ctx)
  for (const _ of ['once', 'and again']) {
    await say()
    await drain(desk.ctx)
  }
  const [, ...answers] = outbound()
  expect(answers).toEqual(ANSWERED_BY_TWILIO.includes(way) ? [] : [expect.stringMatching(/START/)])
  await expect(offerThree(desk)).rejects.toMatchObject({ code: 'opted_out' })
  const events = await desk.ctx.db.consentEvent.findMany({ where: { phone_index: desk.patient.phone_index } })
  expect(events).toMatchObject([{ kind: 'opted_out', source: SOURCES[way] ?? 'carrier_word' }])
})

it.each(['CANCEL', 'END'])(
  'asks staff whether the visit was meant by %s, also where the carrier itself took it for STOP',
  async (word) => {
    const { conversation } = await offerThree(desk)
    await drain(desk.ctx)
    await reply(word, `${BASE}/api/sms/webhook`, { optOutType: 'STOP' })
    await drain(desk.ctx)
    expect(await desk.ctx.db.conversation.findUnique({ where: { id: conversation.id } })).toMatchObject({
      needs_staff_reason: 'opted_out_by_cancel',
    })
  },
)

it('hears an opt-out from the carrier’s refusal, 21610, and does not try again', async () => {
  const patient = await makePatient(desk.ctx, desk.clinic.id, { phone_number: '+15005550004' })
  await offerThree(desk, { patient_id: patient.id })
  await drain(desk.ctx)
  await expect(offerThree(desk, { patient_id: patient.id })).rejects.toMatchObject({ code: 'opted_out' })
  const events = await desk.ctx.db.consentEvent.findMany({ where: { phone_index: patient.phone_index } })
  expect(events).toMatchObject([{ kind: 'opted_out', source: 'carrier_notice' }])
  expect(await desk.ctx.db.smsAttempt.count({ where: { message: { patient_id: patient.id } } })).toBe(1)
})
