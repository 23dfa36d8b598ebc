import { beforeEach, describe, expect, it } from 'vitest'
import type { TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { SavePatientInput } from '#lib/domain/messaging/schema.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeClinic, makePatient } from '#lib/test/factories.ts'
import { type Desk, lastDecision, makeDesk, offerThree, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { withdrawOffer } from '../offer/withdraw.ts'
import { optOut } from '../sms/opt-out.ts'
import { receiveSms } from '../sms/receive.ts'
import { sendStaffText } from '../sms/send-staff-text.ts'
import { savePatient } from './save.ts'
import { createStubPatient } from './stub.ts'
import { phoneOf } from './view.ts'

const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
})

let numbers = 0
/** A number that no other test uses. */
const newNumber = () => {
  numbers += 1
  return `+1646555${String(2000 + numbers)}`
}
const input = (fields: Partial<SavePatientInput> = {}): SavePatientInput => ({
  clinic_id: desk.clinic.id,
  first_name: 'Rosa',
  last_name: 'Diaz',
  phone_number: newNumber(),
  ...fields,
})
const save = (fields: Partial<SavePatientInput> = {}) => savePatient(desk.clerk, input(fields))
const known = (fields: Partial<SavePatientInput> = {}) => save({ patient_id: desk.patient.id, ...fields })
const conversationOf = (id: string) => db().conversation.findUniqueOrThrow({ where: { id } })

describe('savePatient', () => {
  it('keeps where a patient lives, and refuses a zone that there is not', async () => {
    expect((await save({ time_zone: 'America/Denver' })).time_zone).toBe('America/Denver')
    expect((await save({ time_zone: '' })).time_zone).toBeNull()
    expect((await refusal(save({ time_zone: 'Mars/Olympus' }), 'invalid_input')).field).toBe('time_zone')
  })

  it('creates a patient with number and note sealed, audited without them', async () => {
    const patient = await save({
      phone_number: '(646) 555-0142',
      note: 'Afraid of needles',
      preferred_time_of_day: 'morning',
      preferred_provider_id: desk.providers[0]!.id,
    })
    expect(patient).toMatchObject({
      name: 'Rosa Diaz',
      phone_number: '+16465550142',
      note: 'Afraid of needles',
      preferred_provider: { name: 'Dr. Ada Smith' },
      is_stub: false,
      is_opted_out: false,
    })
    const row = await db().patient.findUniqueOrThrow({ where: { id: patient.id } })
    expect(JSON.stringify(row, (_key, value) => String(value))).not.toMatch(/needles|5550142/)
    expect(row.phone_index).toBe(desk.ctx.sealer.phoneIndex('+16465550142'))
    const event = await auditOf(db(), 'patient.created', patient.id)
    expect(event).toMatchObject({ clinic_id: desk.clinic.id, actor_id: desk.clerk.actor.id })
    expect(JSON.stringify(event.detail)).not.toMatch(/needles|5550142/)
  })

  it('changes what is given, clears what is left out, and is audited', async () => {
    await known({ phone_number: phoneOf(desk.ctx, desk.patient), note: 'First' })
    const changed = await known({ phone_number: phoneOf(desk.ctx, desk.patient), last_name: 'Diaz-Moran' })
    expect(changed).toMatchObject({ id: desk.patient.id, name: 'Rosa Diaz-Moran', note: null })
    expect(
      await db().auditEvent.count({ where: { action: 'patient.updated', patient_id: changed.id } }),
    ).toBe(2)
  })

  it('makes a patient with a name out of a number alone', async () => {
    const phone_number = newNumber()
    const stub = await mutate(desk.ctx, { name: 'test.stub', permission: null }, (tx) =>
      createStubPatient(tx, { clinic_id: desk.clinic.id, phone_number }),
    )
    expect(stub).toMatchObject({ is_stub: true, first_name: '' })
    expect(await save({ patient_id: stub.id, phone_number })).toMatchObject({
      id: stub.id,
      is_stub: false,
      name: 'Rosa Diaz',
    })
  })

  it.each([
    ['', 'phone_number'],
    ['12345', 'short code'],
    ['12', 'too short'],
    ['555-0142', 'too short'],
    ['+1 646 555 0142 99', 'too long'],
    ['646-CALL-NOW', 'letters'],
    ['646 555 0142 ext. 7', 'extension'],
    ['646 555 0142 or 646 555 0143', 'several phone numbers'],
    ['0044 20 7946 0958', 'Write + instead of the 00'],
    ['+999 1234567', 'No country'],
  ])('says what is wrong with the number %j', async (phone_number, words) => {
    const error = await refusal(save({ phone_number }), 'invalid_input')
    expect(error.field).toBe('phone_number')
    expect(error.message).toContain(words)
  })

  it('takes a number that nobody has on the mock gateway, and refuses it on a carrier', async () => {
    const phone_number = '+11234567890'
    await expect(save({ phone_number })).resolves.toMatchObject({ phone_number })
    desk.ctx.config.isMockGateway = false
    expect((await refusal(save({ phone_number }), 'invalid_input')).field).toBe('phone_number')
  })

  it('reads a number without country code as the clinic’s country writes it', async () => {
    const london = await makeClinic(desk.ctx, { time_zone: 'Europe/London' })
    await db().clinic.update({ where: { id: london.id }, data: { country: 'GB' } })
    const saved = await savePatient(desk.ctx, {
      ...input(),
      clinic_id: london.id,
      phone_number: '020 7946 0958',
    })
    expect(saved.phone_number).toBe('+442079460958')
  })

  it('names the field of another clinic’s provider or patient', async () => {
    const other = await makeDesk(testCtx(db()))
    const provider = save({ preferred_provider_id: other.providers[0]!.id })
    expect((await refusal(provider, 'invalid_input')).field).toBe('preferred_provider_id')
    const both = { ...desk.clerk.actor, clinicIds: [desk.clinic.id, other.clinic.id] }
    const moved = savePatient({ ...desk.clerk, actor: both }, input({ patient_id: other.patient.id }))
    expect((await refusal(moved, 'invalid_input')).field).toBe('patient_id')
  })
})

describe('a change of number', () => {
  const change = (phone_number = newNumber()) => known({ phone_number })
  const greet = () =>
    sendStaffText(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      text: 'Hello',
    })
  const textAs = (from: string, body: string) =>
    receiveSms(desk.ctx, {
      provider: 'mock',
      provider_message_id: desk.ctx.newId(),
      from,
      body,
      raw: '{}',
    })

  it('moves the patient’s threads: texts go to the new number and its answers land there', async () => {
    const { conversation_id } = await greet()
    await drain(desk.ctx)
    const { phone_number } = await change()
    await greet()
    await drain(desk.ctx)
    const [, second] = await textsTo(desk)
    expect(second).toMatchObject({ conversation_id, phone_index: desk.ctx.sealer.phoneIndex(phone_number) })
    desk.ctx.advance(1_000)
    const { id } = await textAs(phone_number, 'thanks!')
    await drain(desk.ctx)
    expect(await db().smsMessage.findUnique({ where: { id } })).toMatchObject({
      conversation_id,
      patient_id: desk.patient.id,
    })
    const event = await auditOf(db(), 'patient.updated', desk.patient.id)
    expect(event.detail).toEqual({ is_number_changed: true })
  })

  it('makes the old number a stranger’s', async () => {
    await greet()
    await drain(desk.ctx)
    await change()
    const { id } = await textAs(phoneOf(desk.ctx, desk.patient), 'who is this?')
    await drain(desk.ctx)
    const text = await db().smsMessage.findUniqueOrThrow({
      where: { id },
      include: { conversation: true, patient: true },
    })
    expect(text.patient).toMatchObject({ is_stub: true })
    expect(text.conversation).toMatchObject({ needs_staff_reason: 'unknown_sender' })
    expect(text.patient_id).not.toBe(desk.patient.id)
  })

  it('takes the opt-out of the new number, and leaves that of the old one behind', async () => {
    const { conversation_id } = await greet()
    const out = newNumber()
    await mutate(desk.ctx, { name: 'test.opt_out', permission: null }, (tx) =>
      optOut(tx, {
        phone_index: desk.ctx.sealer.phoneIndex(out),
        phone_number: out,
        source: 'staff',
        clinic_id: desk.clinic.id,
      }),
    )
    expect(await change(out)).toMatchObject({ is_opted_out: true })
    expect(await conversationOf(conversation_id)).toMatchObject({ status: 'opted_out' })
    await refusal(greet(), 'opted_out')
    expect(await change()).toMatchObject({ is_opted_out: false })
    expect(await conversationOf(conversation_id)).not.toMatchObject({ status: 'opted_out' })
  })

  it('is refused while an offer to the old number is open, and done once that is withdrawn', async () => {
    const { offer } = await offerThree(desk)
    const error = await refusal(change(), 'conflict')
    expect(error).toMatchObject({ field: 'phone_number' })
    expect(await known({ phone_number: phoneOf(desk.ctx, desk.patient) })).toMatchObject({
      name: 'Rosa Diaz',
    })
    await withdrawOffer(desk.clerk, { offer_id: offer.id })
    await expect(change()).resolves.toBeDefined()
  })

  /** True once somebody stands in line for a phone. */
  async function isInLine(): Promise<boolean> {
    const rows = await db().$queryRaw<unknown[]>`
      SELECT 1 FROM pg_locks JOIN pg_database d ON d.oid = database
      WHERE locktype = 'advisory' AND NOT granted AND d.datname = current_database()`
    return rows.length > 0
  }
  /** Begins `second` while the transaction of `first` is open, and lets that end once the other waits for it. */
  async function overlap(first: (tx: TxCtx) => Promise<unknown>, second: () => Promise<unknown>) {
    let settled: Promise<unknown> = Promise.resolve()
    await mutate(desk.clerk, { name: 'test.first', permission: null }, async (tx) => {
      await first(tx)
      let isSettled = false
      settled = second()
        .catch((error: unknown) => error)
        .finally(() => {
          isSettled = true
        })
      await waitFor('the second to wait', async () => isSettled || (await isInLine()))
    })
    return settled
  }

  it('waits for an offer that is just being sent to the old number, and is then refused', async () => {
    const result = await overlap(
      (tx) => offerThree({ ...desk, clerk: { ...desk.clerk, tx: tx.tx, outgoing: tx.outgoing } }),
      () => change(),
    )
    expect(result).toMatchObject({ code: 'conflict', field: 'phone_number' })
  })

  it('makes an offer that waited for it start anew, rather than go to the old number', async () => {
    const result = await overlap(
      (tx) => savePatient(tx, input({ patient_id: desk.patient.id })),
      () => offerThree(desk),
    )
    expect(result).toMatchObject({ code: 'conflict', field: 'patient_id' })
    expect(await textsTo(desk)).toEqual([])
  })

  it('keeps the threads of others who share the old number', async () => {
    const phone_number = phoneOf(desk.ctx, desk.patient)
    const child = await makePatient(desk.ctx, desk.clinic.id, { phone_number })
    const theirs = await sendStaffText(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: child.id,
      text: 'Hello',
    })
    await change()
    expect(await conversationOf(theirs.conversation_id)).toMatchObject({ phone_index: child.phone_index })
  })

  it('does not let an answer from the new number book what was offered to the old one', async () => {
    await offerThree(desk)
    await drain(desk.ctx)
    await textFrom(desk, '1')
    await drain(desk.ctx)
    const { phone_number } = await change()
    desk.ctx.advance(1_000)
    await textAs(phone_number, 'actually 3')
    await drain(desk.ctx)
    const visits = await db().appointment.findMany({
      where: { patient_id: desk.patient.id, state: 'booked' },
    })
    expect(visits.map((visit) => visit.starts_at.getUTCHours())).toEqual([15])
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'staff_asked' })
  })
})
