import { beforeEach, describe, expect, it } from 'vitest'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf } from '#lib/test/scheduling.ts'
import { savePatient } from '../patient/save.ts'
import { phoneOf } from '../patient/view.ts'
import { receiveSms } from '../sms/receive.ts'
import { sendStaffText } from '../sms/send-staff-text.ts'
import { attachSender } from './attach-sender.ts'
import { listConversations } from './list.ts'

const { db } = openTestDatabase()
let desk: Desk
let counter = 0
let number: string

/** A text from a number that nobody has. */
async function strange(body = 'hi, is this the clinic?') {
  await receiveSms(desk.ctx, {
    provider: 'mock',
    provider_message_id: `strange-${desk.ctx.newId()}`,
    from: number,
    body,
    raw: '{}',
  })
  await drain(desk.ctx)
  return db().conversation.findFirstOrThrow({
    where: { phone_index: desk.ctx.sealer.phoneIndex(number) },
    include: { patient: true },
  })
}
const ids = async (unknown_senders?: 'true' | 'false') => {
  const page = await listConversations(desk.clerk, { unknown_senders, clinic_id: desk.clinic.id })
  return page.items.map(({ id }) => id)
}

beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  await db().clinic.updateMany({ data: { is_default: false } })
  await db().clinic.update({ where: { id: desk.clinic.id }, data: { is_default: true } })
  counter += 1
  number = `+1212555${String(7_000 + counter)}`
})

describe('a text from a number that nobody has', () => {
  it('is in an inbox of its own until staff say whose it is', async () => {
    await offerThree(desk)
    const { id } = await strange()
    expect(await ids('true')).toEqual([id])
    expect(await ids('false')).not.toContain(id)
    expect(await ids()).toContain(id)
  })

  it('can be answered as it is', async () => {
    const { patient } = await strange()
    await sendStaffText(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: patient.id,
      text: 'Yes, who is this?',
    })
    await drain(desk.ctx)
    expect((await textsTo(desk, patient.id)).at(-1)).toMatchObject({ state: 'delivered' })
  })

  it('becomes a patient by a name, with its texts', async () => {
    const { id, patient } = await strange()
    await savePatient(desk.clerk, {
      patient_id: patient.id,
      clinic_id: desk.clinic.id,
      first_name: 'Ada',
      last_name: 'Newman',
      phone_number: number,
    })
    expect(await ids('true')).toEqual([])
    expect(await ids('false')).toContain(id)
    await strange('it is Ada')
    expect(await ids('true')).toEqual([])
  })
})

describe('attachSender', () => {
  it('makes the texts those of a patient, who is texted at this number from then on', async () => {
    const thread = await strange()
    await attachSender(desk.clerk, { conversation_id: thread.id, patient_id: desk.patient.id })
    const patient = await db().patient.findUniqueOrThrow({ where: { id: desk.patient.id } })
    expect(phoneOf(desk.ctx, patient)).toBe(number)
    expect(await db().patient.count({ where: { id: thread.patient.id } })).toBe(0)
    expect(await db().conversation.findUniqueOrThrow({ where: { id: thread.id } })).toMatchObject({
      patient_id: desk.patient.id,
      is_unknown_sender: false,
    })
    expect(
      await db().smsMessage.count({ where: { patient_id: desk.patient.id, direction: 'inbound' } }),
    ).toBe(1)
    await auditOf(db(), 'conversation.sender_attached', thread.id)
    await offerThree(desk)
    await strange('1')
    expect(await db().appointment.count({ where: { patient_id: desk.patient.id, state: 'booked' } })).toBe(1)
  })

  it('waits for an offer to the old number to end', async () => {
    await offerThree(desk)
    const thread = await strange()
    const attach = () => attachSender(desk.clerk, { conversation_id: thread.id, patient_id: desk.patient.id })
    await expect(attach()).rejects.toMatchObject({ code: 'conflict' })
    expect(await db().patient.count({ where: { id: thread.patient.id } })).toBe(1)
  })

  it('refuses a number that is known, one with offers of its own, and what is no patient on file', async () => {
    const thread = await strange()
    const other = await makePatient(desk.ctx, desk.clinic.id)
    const attach = (conversation_id: string, patient_id: string) =>
      attachSender(desk.clerk, { conversation_id, patient_id })
    await expect(attach(thread.id, thread.patient.id)).rejects.toMatchObject({ code: 'invalid_input' })
    await offerThree(desk, { patient_id: thread.patient.id })
    await expect(attach(thread.id, other.id)).rejects.toMatchObject({ code: 'conflict' })
    const known = await sendStaffText(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: other.id,
      text: 'Hello',
    })
    await expect(attach(known.conversation_id, desk.patient.id)).rejects.toMatchObject({
      code: 'illegal_state',
    })
  })
})
