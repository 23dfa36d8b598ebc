import { beforeEach, describe, expect, it } from 'vitest'
import { mutate } from '#lib/core/mutate.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { keyActor, staffActor, testCtx } from '#lib/test/context.ts'
import { makeClinic, makePatient, makeServiceType } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, TUESDAY, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { takeOver } from '../conversation/take-over.ts'
import { phoneOf } from '../patient/view.ts'
import { optOut } from '../sms/opt-out.ts'
import { sendOffer } from './send.ts'

const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
})

const heldBy = (patientId: string) =>
  db().appointment.count({ where: { patient_id: patientId, state: 'held' } })
const staff = async (target: Desk) => {
  const actor = target.clerk.actor
  await db().staff.create({
    data: {
      id: actor.id as string,
      email: `${actor.id}@example.test`,
      name: actor.name,
      role: 'scheduler',
      password_hash: 'unused',
      created_at: new Date(target.ctx.now()),
      updated_at: new Date(target.ctx.now()),
    },
  })
}

describe('sendOffer', () => {
  it('holds every time, queues one text and waits for the answer', async () => {
    const sent = await offerThree(desk)
    expect(sent.conversation.status).toBe('awaiting_response')
    expect(sent.offer.options.map((option) => [option.reply_number, option.is_held])).toEqual([
      [1, true],
      [2, true],
      [3, true],
    ])
    const [text] = await textsTo(desk)
    expect(text).toMatchObject({ state: 'queued', kind: 'offer', segments: sent.preview.segments })
    expect(text?.text).toBe(sent.preview.text)
    expect(text?.text).toContain('1. Tue Nov 24, 10:00 AM, Dr. Ada Smith')
    expect(text?.text).toContain('Reply 1, 2 or 3, or NONE. Reply STOP to opt out.')
    const event = await db().auditEvent.findFirstOrThrow({
      where: { action: 'offer.sent', subject_id: sent.offer.id },
    })
    expect(event).toMatchObject({ actor_kind: 'staff', conversation_id: sent.conversation.id })
  })

  it('wakes the delivery of exactly the text it queued', async () => {
    const sent = await offerThree(desk)
    expect(desk.ctx.wakes).toContainEqual({ kind: 'sms.deliver', key: sent.message_id })
  })

  it('refuses as a whole when one time is taken, and names the slot', async () => {
    await offerThree(desk)
    const other = await makePatient(desk.ctx, desk.clinic.id)
    const lost = offerThree(desk, { patient_id: other.id })
    await expect(lost).rejects.toThrow(/Slot 1/)
    await expect(lost).rejects.toMatchObject({ code: 'conflict' })
    expect(await heldBy(other.id)).toBe(0)
    expect(await textsTo(desk, other.id)).toHaveLength(0)
  })

  it('answers the same slots within ten minutes with the first offer and no second text', async () => {
    const first = await offerThree(desk)
    desk.ctx.advance(9 * 60_000)
    const again = await offerThree(desk, { conversation_id: first.conversation.conversation_id })
    expect(again.offer.id).toBe(first.offer.id)
    expect(again.message_id).toBe(first.message_id)
    expect(await textsTo(desk)).toHaveLength(1)
  })

  it('supersedes the older open offer for the same service and frees its holds', async () => {
    const first = await offerThree(desk)
    const second = await sendOffer(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      service_type_id: desk.service.id,
      slots: [{ provider_id: desk.providers[1]!.id, starts_at: TUESDAY('15:00') }],
    })
    expect(second.conversation.id).toBe(first.conversation.id)
    expect(second.offer.options[0]?.reply_number).toBe(1)
    expect(await db().offer.findUnique({ where: { id: first.offer.id } })).toMatchObject({
      state: 'superseded',
    })
    expect(await heldBy(desk.patient.id)).toBe(1)
    // Its text had not left yet and must not leave any more.
    expect((await textsTo(desk)).map((text) => text.state)).toEqual(['cancelled', 'queued'])
  })

  it('never shares reply numbers between two offers that are open on one phone', async () => {
    await offerThree(desk)
    const service = await makeServiceType(desk.ctx, desk.clinic.id)
    await db().providerServiceType.create({
      data: { provider_id: desk.providers[1]!.id, service_type_id: service.id },
    })
    const second = await sendOffer(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      service_type_id: service.id,
      slots: [{ provider_id: desk.providers[1]!.id, starts_at: TUESDAY('16:00') }],
    })
    expect(second.offer.options[0]).toMatchObject({ slot_number: 1, reply_number: 4 })
    expect(second.preview.text).toContain('4. Tue Nov 24, 4:00 PM')
  })

  it('answers the same idempotency key with the first answer, and another input under it not at all', async () => {
    const input = {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      slots: [{ provider_id: desk.providers[0]!.id, starts_at: TUESDAY('09:00') }],
      idempotency_key: 'key-1',
    }
    const first = await sendOffer(desk.clerk, input)
    desk.ctx.advance(60 * 60_000)
    expect(await sendOffer(desk.clerk, input)).toEqual(first)
    const other = { ...input, slots: [{ provider_id: desk.providers[0]!.id, starts_at: TUESDAY('09:30') }] }
    await expect(sendOffer(desk.clerk, other)).rejects.toMatchObject({
      code: 'invalid_input',
      field: 'idempotency_key',
    })
  })

  it('refuses an opted-out phone and keeps nothing', async () => {
    await mutate(desk.ctx, { name: 'test.opt_out', permission: null }, (tx) =>
      optOut(tx, {
        phone_index: desk.patient.phone_index,
        phone_number: phoneOf(tx, desk.patient),
        source: 'staff',
        clinic_id: desk.clinic.id,
      }),
    )
    await expect(offerThree(desk)).rejects.toMatchObject({ code: 'opted_out' })
    expect(await heldBy(desk.patient.id)).toBe(0)
  })

  it('refuses a key while staff have the conversation, and lets staff offer in it', async () => {
    const first = await offerThree(desk)
    await staff(desk)
    await takeOver(desk.clerk, { conversation_id: first.conversation.id })
    const input = {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      conversation_id: first.conversation.conversation_id,
      slots: [{ provider_id: desk.providers[1]!.id, starts_at: TUESDAY('15:30') }],
    }
    const key = { ...desk.ctx, actor: keyActor(['offers:send'], [desk.clinic.id]) }
    await expect(sendOffer(key, input)).rejects.toMatchObject({ code: 'staff_has_it' })
    await expect(sendOffer(desk.clerk, input)).resolves.toMatchObject({
      conversation: { id: first.conversation.id },
    })
  })

  it('refuses a conversation id that belongs to another phone', async () => {
    const first = await offerThree(desk, { conversation_id: 'conv-1' })
    expect(first.conversation.conversation_id).toBe('conv-1')
    const other = await makePatient(desk.ctx, desk.clinic.id)
    const taken = sendOffer(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: other.id,
      conversation_id: 'conv-1',
      slots: [{ provider_id: desk.providers[1]!.id, starts_at: TUESDAY('15:30') }],
    })
    await expect(taken).rejects.toMatchObject({ code: 'conflict', field: 'conversation_id' })
  })

  it('shows a foreign clinic’s patient as unknown, and audits what a viewer was refused', async () => {
    const elsewhere = await makeClinic(desk.ctx)
    const stranger = { ...desk.ctx, actor: staffActor('scheduler', [elsewhere.id]) }
    const input = {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      slots: [{ provider_id: desk.providers[0]!.id, starts_at: TUESDAY('09:00') }],
    }
    await expect(sendOffer(stranger, input)).rejects.toMatchObject({ code: 'not_found' })
    const viewer = { ...desk.ctx, actor: staffActor('viewer', [desk.clinic.id]) }
    await expect(sendOffer(viewer, input)).rejects.toMatchObject({ code: 'forbidden' })
    const denial = await db().auditEvent.findFirstOrThrow({ where: { actor_id: viewer.actor.id } })
    expect(denial).toMatchObject({ action: 'offer.send', is_denied: true })
  })

  it('names the slot that is in the past or repeated', async () => {
    const at = (starts_at: string, slot_number?: number) => ({
      provider_id: desk.providers[0]!.id,
      starts_at,
      slot_number,
    })
    const send = (slots: ReturnType<typeof at>[]) =>
      sendOffer(desk.clerk, { clinic_id: desk.clinic.id, patient_id: desk.patient.id, slots })
    await expect(send([at('2026-11-20T10:00:00-05:00')])).rejects.toMatchObject({
      field: 'slots.0.starts_at',
    })
    await expect(send([at(TUESDAY('10:00'), 1), at(TUESDAY('11:00'), 1)])).rejects.toMatchObject({
      field: 'slots.1.slot_number',
    })
    await expect(send([at(TUESDAY('10:00')), at(TUESDAY('10:15'))])).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })

  it('ends the offer no later than its last time can still be booked', async () => {
    const sent = await sendOffer(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      service_type_id: desk.service.id,
      slots: [{ provider_id: desk.providers[0]!.id, starts_at: '2026-11-23T15:00:00-05:00' }],
    })
    // Starts at 20:00 UTC with an hour's notice.
    expect(sent.offer.expires_at).toBe('2026-11-23T19:00:00.000Z')
  })

  it('lets one of two patients have a time that both are offered at once', async () => {
    const other = await makePatient(desk.ctx, desk.clinic.id)
    const results = await Promise.allSettled([offerThree(desk), offerThree(desk, { patient_id: other.id })])
    const lost = results.filter((result) => result.status === 'rejected')
    expect(lost).toHaveLength(1)
    expect(lost.every((result) => isSwitchboardError(result.reason, 'conflict'))).toBe(true)
    expect((await heldBy(desk.patient.id)) + (await heldBy(other.id))).toBe(3)
  })
})
