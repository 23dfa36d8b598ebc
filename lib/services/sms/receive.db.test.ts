import { beforeEach, describe, expect, it } from 'vitest'
import { carrierActor } from '#lib/core/actors.ts'
import { mutate } from '#lib/core/mutate.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { MAX_SMS_CHARACTERS } from '#lib/domain/messaging/schema.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { makeClinic, makePatient } from '#lib/test/factories.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf } from '#lib/test/scheduling.ts'
import { type InboundText, receiveSms } from './receive.ts'
import { sendStaffText } from './send-staff-text.ts'

const { db } = openTestDatabase()
let ctx: TestCtx
let numbers = 0
let phone: string
beforeEach(() => {
  ctx = testCtx(db(), { actor: carrierActor('twilio') })
  numbers += 1
  phone = `+1718555${3000 + numbers}`
})

const text = (fields: Partial<InboundText> = {}): InboundText => ({
  provider: 'twilio',
  provider_message_id: `SM${ctx.newId()}`,
  from: phone,
  body: 'Hello',
  raw: '{"NumMedia":"0"}',
  ...fields,
})
const receive = async (fields: Partial<InboundText> = {}, as: TestCtx = ctx) => {
  const { id } = await receiveSms(as, text(fields))
  return db().smsMessage.findUniqueOrThrow({ where: { id } })
}
const asSystem = () => testCtx(db(), { now: ctx.now() })

describe('receiveSms', () => {
  it('stores the text unread with everything the carrier sent, sealed, and wakes its reading', async () => {
    const clinic = await makeClinic(ctx, { is_default: true })
    const row = await receive({ received_at: ctx.now() - 5_000, media_count: 2 })
    expect(row).toMatchObject({
      clinic_id: clinic.id,
      direction: 'inbound',
      state: 'received',
      interpreted_at: null,
      received_at: new Date(ctx.now() - 5_000),
      created_at: new Date(ctx.now()),
    })
    const open = (column: 'body_sealed' | 'raw_sealed' | 'phone_sealed') =>
      ctx.sealer.open({ table: 'sms_message', column, id: row.id }, row[column]!)
    expect([open('body_sealed'), open('raw_sealed'), open('phone_sealed')]).toEqual([
      'Hello',
      '{"NumMedia":"0"}',
      phone,
    ])
    expect(await auditOf(db(), 'text.received', row.id)).toMatchObject({
      actor_kind: 'carrier',
      clinic_id: clinic.id,
      detail: { provider: 'twilio', media_count: 2 },
    })
    expect(ctx.wakes).toEqual([{ kind: 'sms.interpret', key: row.id }])
    await db().clinic.update({ where: { id: clinic.id }, data: { is_default: false } })
  })

  it('goes to the clinic that last wrote to the phone, else to one that knows it', async () => {
    const [known, wrote] = [await makeClinic(ctx), await makeClinic(ctx)]
    const patient = await makePatient(ctx, wrote.id, { phone_number: phone })
    ctx.advance(1_000)
    await makePatient(ctx, known.id, { phone_number: phone })
    expect((await receive()).clinic_id).toBe(known.id)
    await sendStaffText(asSystem(), { clinic_id: wrote.id, patient_id: patient.id, text: 'Hi' })
    expect((await receive()).clinic_id).toBe(wrote.id)
  })

  it('is one text for many deliveries at one time, with one audit event and one wake-up', async () => {
    await makeClinic(ctx)
    const once = text()
    const answers = await Promise.all(Array.from({ length: 6 }, () => receiveSms(ctx, once)))
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect(answers.filter(({ is_new }) => is_new)).toHaveLength(1)
    await auditOf(db(), 'text.received', answers[0]!.id)
    expect(ctx.wakes).toHaveLength(1)
  })

  it('tells apart what two carriers call the same', async () => {
    await makeClinic(ctx)
    const once = text()
    const [one, other] = [await receiveSms(ctx, once), await receiveSms(ctx, { ...once, provider: 'aws' })]
    expect(one.id).not.toBe(other.id)
  })

  it('is stored although the queue is down: the row is what the sweeper looks for', async () => {
    await makeClinic(ctx)
    const queue = {
      ...ctx.queue,
      async wake() {
        throw new Error('The queue is down.')
      },
    }
    expect(await receive({}, { ...ctx, queue })).toMatchObject({ state: 'received' })
  })

  it('cuts what is longer than any text', async () => {
    await makeClinic(ctx)
    const row = await receive({ body: 'x'.repeat(MAX_SMS_CHARACTERS * 2) })
    const body = ctx.sealer.open({ table: 'sms_message', column: 'body_sealed', id: row.id }, row.body_sealed)
    expect(body).toHaveLength(MAX_SMS_CHARACTERS)
  })

  it('inside a transaction stands, or falls, with it', async () => {
    await makeClinic(ctx)
    const once = text()
    const failed = mutate(ctx, { name: 'test.receive', permission: null }, async (tx) => {
      await receiveSms(tx, once)
      throw invalidInput('No.')
    })
    await expect(failed).rejects.toThrow('No.')
    expect(ctx.wakes).toEqual([])
    expect(await receiveSms(ctx, once)).toMatchObject({ is_new: true })
  })
})
