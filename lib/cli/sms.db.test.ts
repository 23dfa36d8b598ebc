import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SmsGateway } from '#lib/domain/messaging/sms-gateway.ts'
import { createApiKey } from '#lib/services/api-key/create.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { deliverSms } from '#lib/services/sms/deliver.ts'
import { type Carriers, startCarriers } from '#lib/test/carriers.ts'
import { type TestCtx, type TestCtxOptions, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { serveTestApp } from '#lib/test/http.ts'
import { type Desk, makeDesk, offerThree } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { serveApp } from '#lib/test/serve-app.ts'
import { runSms } from './run-sms.ts'
import { apiOf } from './sms-api.ts'

const { db } = openTestDatabase()
const SCOPES = ['conversations:read', 'sms:send', 'sms:simulate', 'settings:write']
let carriers: Carriers
let desk: Desk
let server: Awaited<ReturnType<typeof serveApp>>
let key: string
let typed: string

async function open(options: TestCtxOptions = {}, gateway?: (carriers: Carriers) => SmsGateway) {
  carriers = await startCarriers(() => desk.ctx.now())
  const sms = gateway?.(carriers)
  const ctx = testCtx(db(), { ...options, ...(sms ? { ports: { sms } } : {}) })
  desk = await makeDesk(ctx)
  await db().clinic.updateMany({ data: { is_default: false } })
  await db().clinic.update({ where: { id: desk.clinic.id }, data: { is_default: true } })
  server = await serveApp(serveTestApp(ctx))
  key = (await createApiKey(ctx, { name: 'Command line', scopes: SCOPES, clinic_id: null })).key
}
beforeEach(() => open())
afterEach(async () => {
  await server.close()
  await carriers.close()
})
async function reopen(options: TestCtxOptions, gateway?: (carriers: Carriers) => SmsGateway) {
  await server.close()
  await carriers.close()
  await open(options, gateway)
}

/** Lets the worker work while the command waits. */
async function working<Result>(ctx: TestCtx, run: Promise<Result>): Promise<Result> {
  let isOver = false
  const done = run.finally(() => {
    isOver = true
  })
  done.catch(() => {})
  while (!isOver) await drain(ctx)
  return done
}

function sms(...args: string[]) {
  const terminal = () => ({ api: apiOf({ url: server.url, key }), ask: async () => typed })
  return working(desk.ctx, runSms(args, terminal))
}
const json = async (...args: string[]) => JSON.parse((await sms(...args, '--json')).text)

describe('npm run sms on the mock gateway', () => {
  it('lists, views, answers and shows what waits, as the simulator of the seeds did', async () => {
    expect((await sms('pending')).text).toBe('No patient has an answer to give.')
    const sent = await offerThree(desk, { conversation_id: 'test_conv_001' })
    await drain(desk.ctx)
    const phone = phoneOf(desk.ctx, desk.patient)
    expect((await sms('pending')).text).toContain(`test_conv_001  ${phone}`)
    expect((await sms('view', 'test_conv_001')).text).toContain(sent.preview.text.split('\n')[0])

    const answered = await sms('respond', 'test_conv_001', '2')
    expect(answered.exitCode).toBe(0)
    expect(answered.text).toMatch(/^Replied "2" in test_conv_001\.\n/)
    await drain(desk.ctx)
    expect(await json('view', sent.conversation.id)).toMatchObject({ status: 'confirmed' })
    expect((await sms('list')).text).toContain('test_conv_001')
    expect((await json('list'))[0]).toMatchObject({ conversation_id: 'test_conv_001' })
  })

  it('takes a reply of several words', async () => {
    await offerThree(desk, { conversation_id: 'conv_words' })
    await drain(desk.ctx)
    expect(await json('respond', 'conv_words', 'none', 'of', 'these')).toMatchObject({
      reading: { reading: 'none' },
    })
  })

  it('clears after a yes, and nothing before', async () => {
    await offerThree(desk)
    await drain(desk.ctx)
    typed = 'no'
    await expect(sms('clear')).rejects.toMatchObject({ message: 'Nothing was deleted.', exitCode: 1 })
    expect(await db().smsMessage.count()).toBeGreaterThan(0)
    typed = 'Yes'
    expect((await sms('clear')).text).toMatch(/^Cleared \d+ texts/)
    expect(await db().smsMessage.count()).toBe(0)
    expect(await db().conversation.count()).toBeGreaterThan(0)
    await offerThree(desk)
    expect(await json('clear', '--yes')).toEqual({ texts: 1 })
  })

  it('is refused where texts are real', async () => {
    await reopen({ config: { isMockGateway: false } }, ({ gateways }) => gateways.twilio)
    for (const args of [['list'], ['view', 'x'], ['respond', 'x', '1'], ['pending'], ['clear', '--yes']])
      await expect(sms(...args)).rejects.toMatchObject({
        exitCode: 1,
        message: expect.stringContaining('go out through twilio'),
      })
  })
})

describe('npm run sms -- send and status', () => {
  it('prints what Twilio says, in the fields of its guide', async () => {
    await reopen({ config: { isMockGateway: false } }, ({ gateways }) => gateways.twilio)
    const { text, exitCode } = await sms('send', '+12125550123', 'Hello', 'from', 'us')
    expect(exitCode).toBe(0)
    const [message] = carriers.twilio.messages
    expect(message).toMatchObject({ to: '+12125550123', body: 'Hello from us' })
    expect(text).toMatch(
      new RegExp(
        `^✓ SMS sent successfully!\n  Message ID: ${message!.sid}\n  Status: \\w+\n  Provider: twilio\n  Timestamp: 2026-`,
      ),
    )
    const shown = await json('status', message!.sid)
    expect(shown).toMatchObject({
      provider_message_id: message!.sid,
      phone_number: '+12125550123',
      direction: 'outbound',
      response: null,
      provider: 'twilio',
      twilio_data: { sid: message!.sid, account_sid: carriers.twilio.accountSid, price_unit: null },
    })
    expect((await json('status', shown.message_id)).message_id).toBe(shown.message_id)
  })

  it('says the carrier’s price once it is known, as Twilio writes it', async () => {
    await reopen({ config: { isMockGateway: false } }, ({ gateways }) => gateways.twilio)
    const { message_id } = await json('send', '+12125550123', 'Hello')
    await deliverSms(desk.ctx, message_id)
    await db().smsMessage.update({
      where: { id: message_id },
      data: { carrier_price_micros: 7_500, carrier_price_unit: 'USD' },
    })
    expect((await sms('status', message_id)).text).toContain('  Price: -0.00750 USD')
  })

  it('ends with 1 and the reason when the carrier refuses', async () => {
    await reopen({ config: { isMockGateway: false } }, ({ gateways }) => gateways.twilio)
    const { text, exitCode } = await sms('send', '+15005550009', 'Hello')
    expect(exitCode).toBe(1)
    expect(text).toMatch(/^✗ SMS was not sent\.[\s\S]*Error: 21614, /)
  })

  it('waits for the texts before it at the sending number', async () => {
    const config = { isMockGateway: false, segmentsPerSecond: { twilio: 1, aws: 0, mock: 0 } }
    await reopen({ config }, ({ gateways }) => gateways.twilio)
    await sms('send', '+12125550123', 'The first')
    const second = sms('send', '+12125550124', 'The second')
    await vi.waitFor(async () =>
      expect(await db().smsMessage.count({ where: { waits_for: 'pace' } })).toBe(1),
    )
    // Long enough for the command to ask, and to hear that it waits.
    await new Promise((resolve) => setTimeout(resolve, 600))
    desk.ctx.advance(2_000)
    expect((await second).text).toMatch(/^✓ SMS sent successfully!/)
    expect(carriers.twilio.sentTo('+12125550124')).toHaveLength(1)
  })

  it('claims nothing for a text that waits for its hour, or that may be out', async () => {
    await reopen({ config: { isMockGateway: false } }, ({ gateways }) => gateways.twilio)
    carriers.twilio.failNext({ connection: 'hang_up', isTextKept: false })
    expect((await sms('send', '+12125550123', 'Hello')).text).toMatch(
      /^\? SMS is perhaps sent; the carrier is/,
    )
    const patient = await makePatient(desk.ctx, desk.clinic.id, { phone_number: '+12125550145' })
    await db().clinic.update({
      where: { id: patient.clinic_id },
      data: { quiet_hours: '09:00-11:00', max_texts_per_day: null },
    })
    const { text, exitCode } = await sms('send', phoneOf(desk.ctx, patient), 'Hello')
    expect([text, exitCode]).toEqual([
      expect.stringMatching(/^… SMS is waiting\.[\s\S]*\n {2}Waits until: 2026-11-23T16:00:00.000Z$/),
      0,
    ])
    expect(carriers.twilio.messages).toHaveLength(0)
  })

  it('refuses what is no number, and does not know other people’s texts', async () => {
    await expect(sms('send', '12', 'Hello')).rejects.toMatchObject({ exitCode: 1 })
    await expect(sms('status', 'SM123')).rejects.toMatchObject({ message: 'The text was not found.' })
  })
})

describe('npm run sms, wrongly used', () => {
  it.each([
    [[]],
    [['fly']],
    [['view']],
    [['respond', 'x']],
    [['send', '+1']],
    [['list', 'x']],
    [['list', '--fast']],
  ])('says how for %j, with exit code 2, without asking the product', async (args) => {
    const unused = () => {
      throw new Error('asked')
    }
    await expect(runSms(args, unused)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/^[^\n]+\.?\n\nnpm run sms -- COMMAND/),
    })
  })

  it('helps', async () => {
    const { text, exitCode } = await sms('--help')
    expect(exitCode).toBe(0)
    for (const command of ['list', 'view', 'respond', 'pending', 'clear', 'check', 'send', 'status'])
      expect(text).toMatch(new RegExp(`^  ${command} `, 'm'))
  })

  it('says that the product does not run, or that its key is revoked', async () => {
    const nowhere = () => ({ api: apiOf({ url: 'http://127.0.0.1:1', key }), ask: async () => '' })
    await expect(runSms(['list'], nowhere)).rejects.toMatchObject({ exitCode: 3 })
    key = 'sbk_wrong'
    await expect(sms('status', 'x')).rejects.toMatchObject({ message: expect.stringContaining('revoked') })
  })
})
