import { beforeEach, describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { keyActor, staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf } from '#lib/test/scheduling.ts'
import { getConversation } from '../conversation/get.ts'
import { withdrawOffer } from '../offer/withdraw.ts'
import { cancelText, sendTextNow } from './call-back.ts'
import { getText } from './get.ts'
import { previewStaffText } from './preview.ts'
import { sendStaffText } from './send-staff-text.ts'
import { stopTexting } from './stop-texting.ts'

const { db } = openTestDatabase()
const HOUR_MS = 60 * 60_000
let desk: Desk
let ctx: TestCtx

beforeEach(async () => {
  ctx = testCtx(db())
  desk = await makeDesk(ctx)
})

const TOMORROW = '2026-11-24T09:00:00-05:00'
const write = (fields: { send_at?: string; send_now_reason?: string } = {}, by = desk.clerk) =>
  sendStaffText(by, {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    text: 'Please bring your card.',
    ...fields,
  })
const read = (id: string) => db().smsMessage.findUniqueOrThrow({ where: { id } })
/** Half past nine in the evening, in quiet hours. */
async function atNight() {
  await db().clinic.update({ where: { id: desk.clinic.id }, data: { quiet_hours: '20:00-08:00' } })
  ctx.advance(Date.parse('2026-11-23T21:30:00-05:00') - ctx.now())
}

describe('a text for later', () => {
  it('waits for its time, says so in the thread and in the API, and leaves then', async () => {
    const { message_id: id, conversation_id, waits } = await write({ send_at: TOMORROW })
    const words = 'Waits until Tue Nov 24, 9:00 AM: it is to be sent then'
    expect(waits).toEqual({ until: '2026-11-24T14:00:00.000Z', why: 'send_later', words })
    await drain(ctx)
    expect(await read(id)).toMatchObject({ state: 'scheduled', attempt: 0 })
    const [item] = (await getConversation(desk.clerk, conversation_id)).timeline
    expect(item).toMatchObject({ waits: { words }, can_cancel: true, can_send_now: true })
    expect(await getText(desk.clerk, { message_id: id })).toMatchObject({
      state_label: 'Waiting for its time',
      waits: { words },
      can_cancel: null,
      attempts: [],
    })
    ctx.advance(Date.parse(TOMORROW) - ctx.now())
    await drain(ctx)
    expect(await read(id)).toMatchObject({ state: 'delivered' })
  })

  it('is neither for the past nor for next year', async () => {
    for (const send_at of ['2026-11-23T09:00:00-05:00', '2027-11-23T09:00:00-05:00'])
      await expect(write({ send_at })).rejects.toMatchObject({ code: 'invalid_input', field: 'send_at' })
  })

  it('is dropped when the patient opts out meanwhile', async () => {
    const { message_id: id } = await write({ send_at: TOMORROW })
    const { phone_index } = desk.patient
    await mutate(ctx, { name: 'test.stop', permission: null }, (tx) =>
      stopTexting(tx, { phone_index, phone_number: '+1', source: 'staff', clinic_id: desk.clinic.id }),
    )
    expect(await read(id)).toMatchObject({ state: 'cancelled', error_code: 'opted_out' })
  })
})

describe('taking a text back', () => {
  it('works until it leaves, and is in the audit trail', async () => {
    const { message_id: id } = await write({ send_at: TOMORROW })
    await cancelText(desk.clerk, { message_id: id, reason: 'Told by phone' })
    await auditOf(db(), 'text.cancelled', id)
    ctx.advance(48 * HOUR_MS)
    await drain(ctx)
    expect(await read(id)).toMatchObject({ state: 'cancelled', attempt: 0 })
    expect(await getText(desk.clerk, { message_id: id })).toMatchObject({
      state_label: 'Taken back before it was sent',
    })
    await expect(cancelText(desk.clerk, { message_id: id })).rejects.toMatchObject({ code: 'illegal_state' })
  })

  it('is refused for a text that has left, and for an offer’s, which goes with its offer', async () => {
    const { message_id: id } = await write()
    await drain(ctx)
    await expect(cancelText(desk.clerk, { message_id: id })).rejects.toMatchObject({ code: 'illegal_state' })
    await atNight()
    ctx.advance(HOUR_MS)
    const other = await makePatient(ctx, desk.clinic.id)
    const sent = await offerThree(desk, { patient_id: other.id })
    expect(await read(sent.message_id)).toMatchObject({ state: 'scheduled' })
    const cancel = cancelText(desk.clerk, { message_id: sent.message_id })
    await expect(cancel).rejects.toThrow(/Withdraw the offer/)
    await withdrawOffer(desk.clerk, { offer_id: sent.offer.id })
    expect(await textsTo(desk, other.id)).toMatchObject([{ state: 'cancelled', error_code: 'offer_closed' }])
  })

  it('is one thing or the other when it races with the worker', async () => {
    const { message_id: id } = await write()
    const [taken] = await Promise.allSettled([cancelText(desk.clerk, { message_id: id }), drain(ctx)])
    const { state, attempt } = await read(id)
    expect([state, attempt]).toEqual(taken.status === 'fulfilled' ? ['cancelled', 0] : ['delivered', 1])
  })
})

describe('a text in quiet hours', () => {
  beforeEach(atNight)

  it('waits for the morning, and the preview says so before it is sent', async () => {
    const input = { clinic_id: desk.clinic.id, patient_id: desk.patient.id, text: 'Hello' }
    expect((await previewStaffText(desk.clerk, input)).waits).toMatchObject({ why: 'quiet_hours' })
    expect((await previewStaffText(desk.clerk, { ...input, send_at: TOMORROW })).waits).toMatchObject({
      why: 'send_later',
    })
    const { message_id: id, waits } = await write()
    expect(waits).toMatchObject({ why: 'quiet_hours', until: '2026-11-24T13:00:00.000Z' })
    await drain(ctx)
    expect(await read(id)).toMatchObject({ state: 'scheduled' })
  })

  it('leaves at once when a person says why, and the reason is kept', async () => {
    const { message_id: id, waits } = await write({ send_now_reason: 'Visit at seven tomorrow' })
    expect(waits).toBeNull()
    await drain(ctx)
    expect(await read(id)).toMatchObject({ state: 'delivered', sends_now: true })
    const event = await auditOf(db(), 'text.queued', id)
    expect(event.note_sealed).not.toBeNull()
  })

  it('can be released later, with a reason, by people alone', async () => {
    const { message_id: id } = await write()
    const key = actingAs(ctx, keyActor(['sms:send'], [desk.clinic.id]))
    const reason = 'The visit is at seven'
    await expect(sendTextNow(key, { message_id: id, reason })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(write({ send_now_reason: reason }, key as typeof desk.clerk)).rejects.toMatchObject({
      code: 'forbidden',
    })
    const viewer = actingAs(ctx, staffActor('viewer', [desk.clinic.id]))
    await expect(sendTextNow(viewer, { message_id: id, reason })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(sendTextNow(desk.clerk, { message_id: id, reason: '' })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await sendTextNow(desk.clerk, { message_id: id, reason })
    await drain(ctx)
    expect(await read(id)).toMatchObject({ state: 'delivered' })
    const event = await auditOf(db(), 'text.sent_now', id)
    expect(event).toMatchObject({ detail: { waited_for: 'quiet_hours' } })
    await expect(sendTextNow(desk.clerk, { message_id: id, reason })).rejects.toMatchObject({
      code: 'illegal_state',
    })
  })
})
