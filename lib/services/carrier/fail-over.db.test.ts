import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { carrierActor } from '#lib/core/actors.ts'
import { CLEAR_AFTER_MS } from '#lib/domain/operations/alert.ts'
import { setAlerts } from '#lib/test/alerts.ts'
import { type Carriers, startCarriers } from '#lib/test/carriers.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { awsError } from '#lib/test/fakes/aws-sms.ts'
import { twilioError } from '#lib/test/fakes/twilio-wire.ts'
import { type Desk, makeDesk } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { evaluateAlerts } from '../alert/evaluate.ts'
import { deliverSms } from '../sms/deliver.ts'
import { getText } from '../sms/get.ts'
import { receiveSms } from '../sms/receive.ts'
import { sendStaffText } from '../sms/send-staff-text.ts'
import { getTextPolicy } from './get-policy.ts'
import { gatewayWarnings } from './warnings.ts'

const { db } = openTestDatabase()
const MINUTE_MS = 60_000
let carriers: Carriers
let desk: Desk

beforeEach(async () => {
  await db().smsGatewayState.deleteMany()
  carriers = await startCarriers(() => desk.ctx.now())
  const { twilio, aws } = carriers.gateways
  const ports = { sms: twilio, smsBackups: [aws] }
  desk = await makeDesk(testCtx(db(), { ports, config: { isMockGateway: false } }))
})
afterEach(() => carriers.close())

const switchOn = () => db().clinic.update({ where: { id: desk.clinic.id }, data: { fails_over: true } })

async function queue() {
  const patient = await makePatient(desk.ctx, desk.clinic.id)
  const { message_id } = await sendStaffText(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: patient.id,
    text: `Hello ${desk.ctx.newId()}`,
  })
  return message_id
}
const read = (id: string) => db().smsMessage.findUniqueOrThrow({ where: { id } })
const phoneOf = (row: { id: string; phone_sealed: string }) =>
  desk.ctx.sealer.open({ table: 'sms_message', column: 'phone_sealed', id: row.id }, row.phone_sealed)
const failTwilio = (times: number, code = 20003) => {
  for (let count = 0; count < times; count += 1) carriers.twilio.failNext({ answer: twilioError(code, 'no') })
}
async function send() {
  const id = await queue()
  await deliverSms(desk.ctx, id)
  await deliverSms(desk.ctx, id)
  return id
}
const health = async (provider: string) =>
  (await getTextPolicy(desk.clerk, desk.clinic.id)).gateways.find((each) => each.provider === provider)!

describe('a text that its carrier cannot take', () => {
  it('stays with its carrier until the clinic lets texts change', async () => {
    failTwilio(1)
    const id = await send()
    expect(await read(id)).toMatchObject({ state: 'failed', provider: 'twilio' })
    expect(carriers.aws.texts).toHaveLength(0)
  })

  it('goes through the other one, at its price, and shows which carried what', async () => {
    await switchOn()
    failTwilio(1)
    const id = await send()
    expect(carriers.aws.texts).toHaveLength(1)
    expect(await read(id)).toMatchObject({ state: 'sent', provider: 'aws', price_micros: 6_450 })
    const detail = await getText(desk.clerk, { message_id: id })
    expect(detail.attempts).toMatchObject([
      {
        provider: 'twilio',
        code: '20003',
        outcome: 'Twilio did not take it: Twilio refused our credentials',
      },
      { provider: 'aws', code: null, outcome: 'AWS End User Messaging took it' },
    ])
    expect(detail.attempts.every(({ duration_ms }) => duration_ms !== null)).toBe(true)
    expect(detail.twilio_data).toBeNull()
  })

  it('goes back to the first one too, when the second is tried first', async () => {
    await switchOn()
    const { twilio, aws } = carriers.gateways
    const ctx = { ...desk.ctx, ports: { ...desk.ctx.ports, sms: aws, smsBackups: [twilio] } }
    const id = await queue()
    await db().smsMessage.update({ where: { id }, data: { provider: 'aws' } })
    carriers.aws.failNext(awsError('AccessDeniedException', 'ACCOUNT_DISABLED'))
    await deliverSms(ctx, id)
    await deliverSms(ctx, id)
    expect(await read(id)).toMatchObject({ state: 'sent', provider: 'twilio' })
  })

  it('is answered from the number that the patient wrote to, also in a clinic that lets no text change', async () => {
    const first = await read(await queue())
    const from = phoneOf(first)
    const inbound = { provider: 'aws' as const, provider_message_id: desk.ctx.newId(), from, raw: '{}' }
    await receiveSms({ ...desk.ctx, actor: carrierActor('aws') }, { ...inbound, body: 'Where are you?' })
    await drain(desk.ctx)
    const answer = await db().smsMessage.findFirstOrThrow({
      where: { conversation_id: first.conversation_id, direction: 'outbound', id: { not: first.id } },
    })
    expect(answer).toMatchObject({ state: 'sent', provider: 'aws', price_micros: 6_450 * answer.segments! })
    expect(carriers.aws.texts).toHaveLength(1)
    expect(carriers.twilio.sentTo(from)).toHaveLength(1)
  })

  it('is at its end when neither can take it', async () => {
    await switchOn()
    failTwilio(1)
    carriers.aws.failNext(awsError('AccessDeniedException', 'ACCOUNT_DISABLED'))
    const id = await send()
    await deliverSms(desk.ctx, id)
    expect(await read(id)).toMatchObject({ state: 'failed', provider: 'aws', error_code: 'ACCOUNT_DISABLED' })
  })
})

describe('a carrier that keeps failing', () => {
  it('rests: texts take the other one without asking it, and the settings say so', async () => {
    await switchOn()
    failTwilio(1)
    await send()
    const requests = carriers.twilio.requests.length
    const id = await send()
    expect(await read(id)).toMatchObject({ state: 'sent', provider: 'aws' })
    expect(carriers.twilio.requests).toHaveLength(requests)
    expect(await health('twilio')).toMatchObject({
      role: 'first',
      state: 'resting',
      rests_until: new Date(desk.ctx.now() + MINUTE_MS).toISOString(),
      words: 'Rests until 10:01 AM: Twilio refused our credentials.',
    })
    expect(await health('aws')).toMatchObject({ role: 'second', state: 'well' })
    expect(await gatewayWarnings(db())).toEqual([expect.stringContaining('Twilio is not well')])
    expect(await db().auditEvent.count({ where: { action: 'gateway.rested' } })).toBeGreaterThan(0)
  })

  it('is tried by one text of all workers when its rest is over, and is well again', async () => {
    failTwilio(1)
    await send()
    const waiting = [await send(), await send(), await send()]
    for (const id of waiting)
      expect(await read(id)).toMatchObject({ state: 'queued', waits_for: 'carrier_rests', attempt: 0 })
    const detail = await getText(desk.clerk, { message_id: waiting[0]! })
    expect(detail.waits?.words).toBe('Waits until Mon Nov 23, 10:01 AM: the carrier is not well and rests')
    desk.ctx.advance(MINUTE_MS)
    const before = carriers.twilio.requests.length
    failTwilio(1)
    await Promise.all(waiting.map((id) => deliverSms(desk.ctx, id)))
    expect(carriers.twilio.requests.length - before).toBe(1)
    expect(await health('twilio')).toMatchObject({
      rests_until: new Date(desk.ctx.now() + 2 * MINUTE_MS).toISOString(),
    })
    desk.ctx.advance(2 * MINUTE_MS)
    for (let pass = 0; pass < 2; pass += 1) for (const id of waiting) await deliverSms(desk.ctx, id)
    const states = await Promise.all(waiting.map(async (id) => (await read(id)).state))
    expect(states.sort()).toEqual(['failed', 'sent', 'sent'])
    expect(await health('twilio')).toMatchObject({ state: 'well' })
  })

  it('is tried by one worker of two, however often they meet at the end of its rest', async () => {
    failTwilio(1)
    await send()
    const waiting = await Promise.all(Array.from({ length: 6 }, queue))
    const other = { ...testCtx(db(), { config: desk.ctx.config, ports: desk.ctx.ports }), now: desk.ctx.now }
    for (const minutes of [1, 2, 5, 15, 15]) {
      desk.ctx.advance(minutes * MINUTE_MS)
      const before = carriers.twilio.requests.length
      failTwilio(1)
      await Promise.all(waiting.map((id, index) => deliverSms(index % 2 ? desk.ctx : other, id)))
      expect(carriers.twilio.requests.length - before).toBe(1)
    }
  })

  it('is told to staff while it rests, and until a text went through again', async () => {
    await setAlerts(desk.ctx, { carrier_resting: 3 }, null)
    const open = () => db().alert.findMany({ where: { kind: 'carrier_resting', closed_at: null } })
    await evaluateAlerts(desk.ctx, 0)
    expect(await open()).toEqual([])
    failTwilio(1)
    await send()
    await evaluateAlerts(desk.ctx, 0)
    expect(await open()).toMatchObject([
      {
        subject: 'twilio',
        message: expect.stringMatching(/refused our credentials. It rests for another 60 s/),
      },
    ])
    desk.ctx.advance(MINUTE_MS)
    await evaluateAlerts(desk.ctx, 0)
    expect(await open()).toHaveLength(1)
    await send()
    desk.ctx.advance(CLEAR_AFTER_MS)
    await evaluateAlerts(desk.ctx, 0)
    await evaluateAlerts(desk.ctx, 0)
    expect(await open()).toEqual([])
  })

  it('does not rest for what is wrong with a text or its number', async () => {
    failTwilio(5, 21211)
    for (let count = 0; count < 5; count += 1) await send()
    expect(await health('twilio')).toMatchObject({ state: 'well' })
  })
})
