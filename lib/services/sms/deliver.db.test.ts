import { beforeEach, describe, expect, it } from 'vitest'
import { LEASE_MS } from '#lib/core/lease.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { OutgoingText, SendOutcome, SmsGateway } from '#lib/domain/messaging/sms-gateway.ts'
import { createMockGateway } from '#lib/gateways/sms/mock.ts'
import { testCtx } from '#lib/test/context.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { endOffer } from '../offer/end.ts'
import { deliverSms } from './deliver.ts'
import { isOptedOut } from './opt-out.ts'
import { ATTEMPT_OVER_MS } from './reconcile.ts'
import { retryText } from './retry.ts'
import { sendStaffText } from './send-staff-text.ts'

const SECOND_MS = 1_000
const { db } = openTestDatabase()
let desk: Desk
/** What the gateway was asked to send, in order. */
let sent: OutgoingText[]

/** The mock gateway, with every send noted and `before` run while the text is with it. */
function watchedGateway(before?: () => Promise<void>): SmsGateway {
  const mock = createMockGateway()
  return {
    ...mock,
    async send(text): Promise<SendOutcome> {
      sent.push(text)
      await before?.()
      return mock.send(text)
    },
  }
}

beforeEach(async () => {
  sent = []
  desk = await makeDesk(testCtx(db(), { ports: { sms: watchedGateway() } }))
})

/** Queues a text to a number of its own; the number decides what the mock gateway does. */
async function queue(phone: string) {
  // Sentinel numbers are shared by tests: an opt-out of one must not reach the next.
  await db().optOut.deleteMany({})
  const patient = await makePatient(desk.ctx, desk.clinic.id, { phone_number: phone })
  const { message_id } = await sendStaffText(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: patient.id,
    text: `Hello ${desk.ctx.newId()}`,
  })
  return { id: message_id, patient }
}
const read = (id: string) =>
  db().smsMessage.findUniqueOrThrow({ where: { id }, include: { attempts: true, conversation: true } })

describe('deliverSms', () => {
  it('sends a queued text once, with one attempt, and shows it delivered', async () => {
    const { id } = await queue('+12125550199')
    await deliverSms(desk.ctx, id)
    await deliverSms(desk.ctx, id)
    expect(sent).toHaveLength(1)
    const text = await read(id)
    expect(text).toMatchObject({ state: 'delivered', attempt: 1, error_code: null })
    expect(text.attempts).toMatchObject([{ attempt: 1, outcome: 'accepted' }])
    expect(await db().auditEvent.count({ where: { action: 'text.delivered', subject_id: id } })).toBe(1)
  })

  it('sends once when two workers take the same wake-up', async () => {
    const { id } = await queue('+12125550199')
    await Promise.all([deliverSms(desk.ctx, id), deliverSms(desk.ctx, id), deliverSms(desk.ctx, id)])
    expect(sent).toHaveLength(1)
  })

  it('tries again later what the carrier will take later', async () => {
    const { id } = await queue('+15005550013')
    await deliverSms(desk.ctx, id)
    expect(await read(id)).toMatchObject({ state: 'queued', error_code: '20429' })
    await deliverSms(desk.ctx, id)
    expect(sent).toHaveLength(1)
    desk.ctx.advance(6 * SECOND_MS)
    await deliverSms(desk.ctx, id)
    expect(await read(id)).toMatchObject({ state: 'delivered', attempt: 2 })
  })

  it('gives up after the last try and tells staff', async () => {
    const { id } = await queue('+15005550014')
    for (let tries = 0; tries < 7; tries += 1) {
      await deliverSms(desk.ctx, id)
      desk.ctx.advance(3_600 * SECOND_MS)
    }
    expect(sent).toHaveLength(6)
    const text = await read(id)
    expect(text.state).toBe('failed')
    expect(text.conversation).toMatchObject({ needs_staff_reason: 'text_not_delivered' })
  })

  it('shows a landline as not delivered only when the carrier says so', async () => {
    const { id } = await queue('+15005550012')
    await deliverSms(desk.ctx, id)
    expect(await read(id)).toMatchObject({ state: 'sent' })
    desk.ctx.advance(6 * SECOND_MS)
    await deliverSms(desk.ctx, id)
    const text = await read(id)
    expect(text).toMatchObject({ state: 'undelivered', error_code: '30006' })
    expect(text.conversation).toMatchObject({ needs_staff_reason: 'text_not_delivered' })
  })

  it('never sends a text of unknown fate again before it has asked the carrier', async () => {
    const { id } = await queue('+15005550015')
    await deliverSms(desk.ctx, id)
    expect(await read(id)).toMatchObject({ state: 'unknown' })
    desk.ctx.advance(6 * SECOND_MS)
    await deliverSms(desk.ctx, id)
    expect(sent).toHaveLength(1)
    expect(await read(id)).toMatchObject({ state: 'delivered', attempt: 1 })
  })

  it('sends again when the carrier never had it', async () => {
    const { id } = await queue('+15005550016')
    await deliverSms(desk.ctx, id)
    desk.ctx.advance(6 * SECOND_MS)
    await deliverSms(desk.ctx, id)
    expect(await read(id)).toMatchObject({ state: 'queued' })
    await deliverSms(desk.ctx, id)
    expect(sent).toHaveLength(2)
    expect(await read(id)).toMatchObject({ state: 'delivered', attempt: 2 })
  })

  it('records an opt-out that only the carrier knew, and sends nothing more', async () => {
    const { id, patient } = await queue('+15005550004')
    await deliverSms(desk.ctx, id)
    expect(await read(id)).toMatchObject({ state: 'failed', error_code: '21610' })
    expect(await isOptedOut(desk.ctx, patient.phone_index)).toBe(true)
    const more = sendStaffText(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: patient.id,
      text: 'Hello?',
    })
    await expect(more).rejects.toMatchObject({ code: 'opted_out' })
  })

  it('drops an offer’s text when the offer ended before it left', async () => {
    const { offer, message_id } = await offerThree(desk)
    await mutate(desk.ctx, { name: 'test.end', permission: null }, async (tx) => {
      await tx.tx.offer.update({ where: { id: offer.id }, data: { state: 'cancelled' } })
    })
    await deliverSms(desk.ctx, message_id)
    expect(sent).toHaveLength(0)
    expect(await read(message_id)).toMatchObject({ state: 'cancelled', error_code: 'offer_closed' })
  })

  /** A text that a worker claimed and then died with. */
  async function leaveInSending(phone: string): Promise<string> {
    const { id } = await queue(phone)
    const now = new Date(desk.ctx.now())
    await db().smsMessage.update({
      where: { id },
      data: { state: 'sending', attempt: 1, lease_until: new Date(desk.ctx.now() + LEASE_MS) },
    })
    await db().smsAttempt.create({
      data: { id: desk.ctx.newId(), sms_message_id: id, attempt: 1, provider: 'mock', started_at: now },
    })
    return id
  }

  it('asks the carrier about a text that a dead worker left in sending', async () => {
    const id = await leaveInSending('+12125550198')
    await deliverSms(desk.ctx, id)
    expect(await read(id)).toMatchObject({ state: 'sending' })
    desk.ctx.advance(LEASE_MS)
    await deliverSms(desk.ctx, id)
    expect(sent).toHaveLength(0)
    expect((await read(id)).state).not.toBe('sending')
  })

  it('sends it again only when the carrier does not know it and the dead worker’s request is certainly over', async () => {
    const id = await leaveInSending('+12125550187')
    const forgetful = { ...watchedGateway(), findSent: async () => null }
    const ctx = { ...desk.ctx, ports: { ...desk.ctx.ports, sms: forgetful } }
    desk.ctx.advance(LEASE_MS)
    await deliverSms(ctx, id)
    expect(await read(id)).toMatchObject({ state: 'unknown', attempt: 1 })
    expect(sent).toHaveLength(0)
    desk.ctx.advance(ATTEMPT_OVER_MS)
    await deliverSms(ctx, id)
    expect(await read(id)).toMatchObject({ state: 'queued', attempt: 1 })
    await deliverSms(ctx, id)
    expect(sent).toHaveLength(1)
  })

  it('keeps its lease while the carrier takes its time, and never takes it back from another', async () => {
    const { id } = await queue('+12125550186')
    const leases: (Date | null)[] = []
    const slow = watchedGateway(async () => {
      const before = (await read(id)).lease_until!.getTime()
      desk.ctx.advance(SECOND_MS)
      await waitFor('a renewal', async () => (await read(id)).lease_until!.getTime() > before)
      await db().smsMessage.update({ where: { id }, data: { attempt: 2, lease_until: new Date(before) } })
      await new Promise((resolve) => setTimeout(resolve, LEASE_MS / 2))
      leases.push(new Date(before), (await read(id)).lease_until)
    })
    await deliverSms({ ...desk.ctx, ports: { ...desk.ctx.ports, sms: slow } }, id)
    expect(leases[1]).toEqual(leases[0])
    expect(await read(id)).toMatchObject({ state: 'sending', attempt: 2 })
  })

  it('does not hold a transaction open while the gateway works', async () => {
    const during: number[] = []
    const gateway = watchedGateway(async () => {
      const rows = await db().$queryRaw<{ n: bigint }[]>`
        SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'`
      during.push(Number(rows[0]?.n))
    })
    const { id } = await queue('+12125550197')
    await deliverSms({ ...desk.ctx, ports: { ...desk.ctx.ports, sms: gateway } }, id)
    expect(during).toEqual([0])
  })
})

describe('retryText', () => {
  it('sends a text that did not arrive as a new text, once', async () => {
    const { id, patient } = await queue('+15005550012')
    await deliverSms(desk.ctx, id)
    desk.ctx.advance(6 * SECOND_MS)
    await deliverSms(desk.ctx, id)
    const { message_id } = await retryText(desk.clerk, { message_id: id })
    const texts = await textsTo(desk, patient.id)
    expect(texts.map((text) => [text.id, text.in_reply_to])).toEqual([
      [id, null],
      [message_id, id],
    ])
    expect(texts[0]?.text).toBe(texts[1]?.text)
    await expect(retryText(desk.clerk, { message_id: id })).rejects.toMatchObject({ code: 'illegal_state' })
  })

  it('refuses a text that arrived', async () => {
    const { id } = await queue('+12125550196')
    await deliverSms(desk.ctx, id)
    await expect(retryText(desk.clerk, { message_id: id })).rejects.toMatchObject({ code: 'illegal_state' })
  })

  it('refuses an offer whose times are no longer held', async () => {
    const { offer, message_id } = await offerThree(desk)
    await mutate(desk.ctx, { name: 'test.end', permission: null }, async (tx) => {
      const row = await tx.tx.offer.findUniqueOrThrow({ where: { id: offer.id } })
      await tx.tx.smsMessage.update({ where: { id: message_id }, data: { state: 'failed' } })
      await endOffer(tx, row, 'expired')
    })
    await expect(retryText(desk.clerk, { message_id })).rejects.toMatchObject({
      code: 'illegal_state',
      legal: ['open'],
    })
  })
})
