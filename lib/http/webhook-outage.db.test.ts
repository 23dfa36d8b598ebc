import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { evaluateAlerts } from '#lib/services/alert/evaluate.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { bringInMissed } from '#lib/services/webhook/bring-in-missed.ts'
import { type Carriers, startCarriers } from '#lib/test/carriers.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { serveTestApp } from '#lib/test/http.ts'
import { type Desk, makeDesk, offerThree } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { serveApp } from '#lib/test/serve-app.ts'

const { db } = openTestDatabase()
const ORIGIN = 'https://clinic.example'
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
let carriers: Carriers
let desk: Desk
let server: Awaited<ReturnType<typeof serveApp>>

beforeEach(async () => {
  await db().inboundCheck.deleteMany()
  // The texts of the tests before this one are nobody's.
  await db().smsMessage.updateMany({
    where: { provider: 'twilio' },
    data: { provider: 'earlier', repaired_at: null },
  })
  carriers = await startCarriers(() => desk.ctx.now())
  const ctx = testCtx(db(), {
    ports: { sms: carriers.gateways.twilio },
    config: { isMockGateway: false, publicBaseUrl: ORIGIN },
  })
  desk = await makeDesk(ctx)
  const { accountSid, authToken } = carriers.twilio
  server = await serveApp(
    serveTestApp(ctx, { settings: { twilio: { accountSid, authTokens: [authToken] } } }),
  )
  carriers.twilio.site = { origin: ORIGIN, reachedAt: server.url }
})
afterEach(async () => {
  await server.close()
  await carriers.close()
})

const text = (body: string, options: { from?: string; messageSid?: string } = {}) =>
  carriers.twilio.receive({
    from: phoneOf(desk.ctx, desk.patient),
    body,
    webhookUrl: `${ORIGIN}/api/sms/webhook`,
    ...options,
  })
const inbound = (where: object = {}) =>
  db().smsMessage.findMany({
    where: { direction: 'inbound', phone_index: desk.patient.phone_index, ...where },
    orderBy: [{ received_at: 'asc' }, { id: 'asc' }],
  })
const bodies = async () =>
  (await inbound()).map((row) =>
    desk.ctx.sealer.open({ table: 'sms_message', column: 'body_sealed', id: row.id }, row.body_sealed),
  )
/** What the worker's loop does at its next turn. */
const compare = (isAfterGap = false) => bringInMissed(desk.ctx, { isAfterGap })
const check = () => db().inboundCheck.findUniqueOrThrow({ where: { provider: 'twilio' } })

it('repairs a webhook outage of two hours: in order, at their times, once, with an alert', async () => {
  await compare()
  await offerThree(desk)
  await drain(desk.ctx)
  desk.ctx.advance(MINUTE_MS)

  carriers.twilio.isWebhookDown = true
  const begun = desk.ctx.now()
  const lost = [await text('is dr ok with kids?')]
  desk.ctx.advance(30 * MINUTE_MS)
  lost.push(await text('2'))
  desk.ctx.advance(90 * MINUTE_MS)
  expect(lost.map(({ status }) => status)).toEqual([0, 0])
  expect(await inbound()).toEqual([])

  carriers.twilio.isWebhookDown = false
  expect(await compare(true)).toBe(2)
  await drain(desk.ctx)
  expect(await bodies()).toEqual(['is dr ok with kids?', '2'])
  const rows = await inbound()
  expect(rows.map(({ received_at }) => received_at!.getTime())).toEqual([begun, begun + 30 * MINUTE_MS])
  expect(rows.every(({ repaired_at, interpreted_at }) => repaired_at && interpreted_at)).toBe(true)
  expect(await db().appointment.count({ where: { patient_id: desk.patient.id, state: 'booked' } })).toBe(1)

  await evaluateAlerts(desk.ctx, desk.ctx.systemNow())
  const [alert] = await db().alert.findMany({ where: { kind: 'texts_missed', closed_at: null } })
  expect(alert?.message).toMatch(/^2 texts of patients did not reach the webhook within 30 min/)
  expect(alert?.message).not.toContain(desk.patient.last_name)

  for (const { messageSid } of lost) {
    const late = await text('2', { messageSid })
    expect(late.status).toBe(200)
  }
  expect(await compare(true)).toBe(0)
  expect(await inbound()).toHaveLength(2)

  desk.ctx.advance(2 * HOUR_MS)
  await evaluateAlerts(desk.ctx, desk.ctx.systemNow())
  expect(await db().alert.count({ where: { kind: 'texts_missed', closed_at: null } })).toBe(0)
})

describe('the comparison with Twilio’s list', () => {
  it('comes hourly', async () => {
    await compare()
    const asked = carriers.twilio.requests.length
    desk.ctx.advance(59 * MINUTE_MS)
    await compare()
    expect(carriers.twilio.requests).toHaveLength(asked)
    desk.ctx.advance(MINUTE_MS)
    await compare()
    expect(carriers.twilio.requests.length).toBeGreaterThan(asked)
  })

  it('comes soon after the webhook turned something down', async () => {
    await compare()
    desk.ctx.advance(10 * MINUTE_MS)
    const { status } = await carriers.twilio.receive({
      from: phoneOf(desk.ctx, desk.patient),
      body: 'signed with an old token',
      webhookUrl: `${ORIGIN}/api/sms/webhook`,
      signature: 'AAAA',
    })
    expect(status).toBe(403)
    desk.ctx.advance(3 * MINUTE_MS)
    expect(await compare()).toBe(1)
    expect(await bodies()).toEqual(['signed with an old token'])
  })

  it('comes after a gap when its last texts have settled too, not an hour later', async () => {
    await compare()
    desk.ctx.advance(20 * MINUTE_MS)
    carriers.twilio.isWebhookDown = true
    await text('at the last moment of the gap')
    expect(await compare(true)).toBe(0)
    for (let minute = 0; minute < 3; minute += 1) {
      desk.ctx.advance(MINUTE_MS)
      await compare()
    }
    expect(await bodies()).toEqual(['at the last moment of the gap'])
  })

  it('is not brought forward by strangers more often than every few minutes', async () => {
    await compare()
    const first = (await check()).ran_at!
    const knock = { method: 'POST', headers: { 'x-twilio-signature': 'x' }, body: 'a=b' }
    await fetch(`${server.url}/api/sms/webhook`, knock)
    expect((await check()).due_at.getTime() - first.getTime()).toBeGreaterThanOrEqual(5 * MINUTE_MS)
  })

  it('leaves texts alone that are on their way, and does not look back before its first time', async () => {
    carriers.twilio.isWebhookDown = true
    await text('from before')
    desk.ctx.advance(HOUR_MS)
    await compare()
    await text('just now')
    expect(await compare(true)).toBe(0)
    desk.ctx.advance(HOUR_MS)
    expect(await compare()).toBe(1)
    expect(await bodies()).toEqual(['just now'])
  })

  it('looks back to the last text it knows where the product was updated', async () => {
    await text('known')
    carriers.twilio.isWebhookDown = true
    desk.ctx.advance(MINUTE_MS)
    await text('missed')
    desk.ctx.advance(HOUR_MS)
    expect(await compare()).toBe(1)
    expect(await bodies()).toEqual(['known', 'missed'])
  })

  it('reads every page, brings in what is missing from each, oldest first', async () => {
    await compare()
    carriers.twilio.isWebhookDown = true
    const other = await makePatient(desk.ctx, desk.clinic.id)
    await text('first')
    for (let index = 0; index < 1_000; index += 1) {
      carriers.twilio.messages.push({
        ...carriers.twilio.messages.at(-1)!,
        sid: `SM${String(index).padStart(32, '0')}`,
        from: phoneOf(desk.ctx, other),
        direction: 'outbound-api',
      })
    }
    await text('last')
    desk.ctx.advance(HOUR_MS)
    const asked = carriers.twilio.requests.length
    expect(await compare()).toBe(2)
    expect(carriers.twilio.requests.length - asked).toBe(2)
    expect(await bodies()).toEqual(['first', 'last'])
  })

  it('goes on from where it was when Twilio could not be asked', async () => {
    await compare()
    const { checked_until } = await check()
    carriers.twilio.isWebhookDown = true
    await text('missed')
    await carriers.twilio.close()
    desk.ctx.advance(HOUR_MS)
    expect(await compare()).toBe(0)
    expect(await check()).toMatchObject({ checked_until, fault: expect.any(String), lease_until: null })
  })

  it('is made by one process at a time', async () => {
    await compare()
    carriers.twilio.isWebhookDown = true
    await text('missed')
    desk.ctx.advance(HOUR_MS)
    const counts = await Promise.all([compare(), compare(), compare()])
    expect(counts.toSorted()).toEqual([0, 0, 1])
  })

  it('keeps pictures as what they are, and nothing of the credentials', async () => {
    await compare()
    carriers.twilio.isWebhookDown = true
    await carriers.twilio.receive({
      from: phoneOf(desk.ctx, desk.patient),
      body: '',
      media: [{ url: 'https://api.twilio.com/a', contentType: 'image/png' }],
      webhookUrl: `${ORIGIN}/api/sms/webhook`,
    })
    desk.ctx.advance(HOUR_MS)
    await compare()
    const [row] = await inbound()
    expect(row?.media_count).toBe(1)
    const raw = desk.ctx.sealer.open(
      { table: 'sms_message', column: 'raw_sealed', id: row!.id },
      row!.raw_sealed!,
    )
    expect(JSON.parse(raw)).toMatchObject({ direction: 'inbound', numMedia: '1' })
    expect(raw).not.toContain(carriers.twilio.authToken)
  })
})
