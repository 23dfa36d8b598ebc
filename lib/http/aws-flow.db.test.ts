import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { POST } from '#app/api/sms/webhook/route.ts'
import { setAppForTests } from '#lib/compose.ts'
import { DELIVERY_DETAIL_TYPE } from '#lib/protocols/sms/eventbridge.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { type Carriers, startCarriers } from '#lib/test/carriers.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { awsError } from '#lib/test/fakes/aws-sms.ts'
import { eventBridgePost } from '#lib/test/fakes/eventbridge.ts'
import { FakeSns, type SnsPost } from '#lib/test/fakes/sns.ts'
import { serveTestApp } from '#lib/test/http.ts'
import { type Desk, makeDesk, offerThree } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import delivered from '#lib/test/payloads/aws-eum-event-destination-text-delivered-real.json' with {
  type: 'json',
}
import inbound from '#lib/test/payloads/aws-eum-inbound-sns-message-body.json' with { type: 'json' }

const KEY = 'k'.repeat(32)
const MINUTE_MS = 60_000
const database = openTestDatabase()
let carriers: Carriers
let sns: FakeSns
let desk: Desk

beforeEach(async () => {
  const ctx = testCtx(database.db(), {
    config: { isMockGateway: false, publicBaseUrl: 'https://clinic.example' },
  })
  carriers = await startCarriers(() => ctx.now())
  sns = new FakeSns({ now: () => ctx.systemNow() })
  Object.assign(ctx.ports, { sms: carriers.gateways.aws, carrierWeb: sns.web })
  serveTestApp(ctx, { settings: { aws: { topicArns: [sns.topicArn], eventBridgeKeys: [KEY] } } })
  desk = await makeDesk(ctx)
})
afterEach(() => carriers.close())
afterAll(() => setAppForTests(null))

async function post({ headers, body }: SnsPost) {
  const request = new Request('http://0.0.0.0:10003/api/sms/webhook', { method: 'POST', headers, body })
  expect((await POST(request)).status).toBe(200)
  await drain(desk.ctx)
}
let replies = 0
/** The patient's answer, as two-way texting publishes it to the topic. */
const reply = (messageBody: string) => {
  replies += 1
  desk.ctx.advance(MINUTE_MS)
  const originationNumber = phoneOf(desk.ctx, desk.patient)
  return post(
    sns.notification({ ...inbound, originationNumber, messageBody, inboundMessageId: `reply-${replies}` }),
  )
}
const sent = () => carriers.aws.texts.map(({ input }) => String(input.MessageBody))
/** What AWS says of the text that was sent as the n-th. */
const arrived = (n: number) => {
  const { messageId, input } = carriers.aws.texts[n]!
  return { ...delivered, messageId, context: input.Context, eventTimestamp: desk.ctx.now() }
}
const stateOf = async (kind: 'offer' | 'confirmation') =>
  (await desk.ctx.db.smsMessage.findFirstOrThrow({ where: { patient_id: desk.patient.id, kind } })).state

describe.each([
  { language: 'en' as const, answer: '2', says: /you are confirmed for Tue Nov 24, 11:00 AM/ },
  { language: 'es' as const, answer: 'la segunda por favor', says: /su cita queda confirmada/ },
])('over AWS alone, in $language', ({ language, answer, says }) => {
  it('an offer leaves through the SDK, the signed answer books, and both texts are known to have arrived', async () => {
    await desk.ctx.db.patient.update({ where: { id: desk.patient.id }, data: { language } })
    const { conversation, preview } = await offerThree(desk)
    await drain(desk.ctx)
    expect(sent()).toEqual([preview.text])
    expect(await stateOf('offer')).toBe('sent')
    await post(sns.notification(arrived(0)))
    expect(await stateOf('offer')).toBe('delivered')
    await reply(answer)
    expect(sent()[1]).toMatch(says)
    await post(
      eventBridgePost(arrived(1), { key: KEY, source: 'aws.sms-voice', detailType: DELIVERY_DETAIL_TYPE }),
    )
    expect(await stateOf('confirmation')).toBe('delivered')
    const after = await desk.ctx.db.conversation.findUniqueOrThrow({ where: { id: conversation.id } })
    expect(after.status).toBe('confirmed')
    expect(
      await desk.ctx.db.appointment.count({ where: { patient_id: desk.patient.id, state: 'booked' } }),
    ).toBe(1)
  })
})

it('STOP ends the texts, and AWS alone answers it', async () => {
  await offerThree(desk)
  await drain(desk.ctx)
  await reply('Stop')
  expect(sent()).toHaveLength(1)
  await expect(offerThree(desk)).rejects.toMatchObject({ code: 'opted_out' })
})

it('a number that AWS knows as opted out is so here too', async () => {
  carriers.aws.failNext(awsError('ConflictException', 'DESTINATION_PHONE_NUMBER_OPTED_OUT'))
  await offerThree(desk)
  await drain(desk.ctx)
  await expect(offerThree(desk)).rejects.toMatchObject({ code: 'opted_out' })
})
