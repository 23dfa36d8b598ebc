import { beforeEach, describe, expect, it } from 'vitest'
import { mutate } from '#lib/core/mutate.ts'
import { keyActor, staffActor, testCtx } from '#lib/test/context.ts'
import { makeClinic, makePatient, makeProvider, makeServiceType } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, TUESDAY, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { phoneOf } from '../patient/view.ts'
import { optOut } from '../sms/opt-out.ts'
import { bookAppointment } from './book.ts'
import { cancelAppointment } from './cancel.ts'
import { holdSlot } from './hold.ts'

const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
})

const wish = (startsAt = TUESDAY('10:00'), fields: Partial<Parameters<typeof bookAppointment>[1]> = {}) => ({
  clinic_id: desk.clinic.id,
  patient_id: desk.patient.id,
  provider_id: desk.providers[0]!.id,
  service_type_id: desk.service.id,
  starts_at: startsAt,
  ...fields,
})

describe('bookAppointment', () => {
  it('books a free time, tells the patient and leaves one audit event', async () => {
    const booked = await bookAppointment(desk.clerk, wish())
    expect(booked).toMatchObject({
      state: 'booked',
      starts_at: '2026-11-24T15:00:00.000Z',
      ends_at: '2026-11-24T15:30:00.000Z',
      provider: { name: 'Dr. Ada Smith' },
      is_override: false,
      version: 1,
      disabled: { move: null, cancel: null, noshow: 'This visit has not begun yet.' },
    })
    const [text] = await textsTo(desk)
    expect(text?.text).toContain('you are confirmed for Tue Nov 24, 10:00 AM with Dr. Ada Smith')
    const event = await auditOf(db(), 'appointment.booked', booked.id)
    expect(event).toMatchObject({
      actor_kind: 'staff',
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      conversation_id: booked.conversation_id,
      detail: { is_texted: true },
    })
    const conversation = await db().conversation.findUniqueOrThrow({
      where: { id: booked.conversation_id ?? '' },
    })
    expect(conversation.status).toBe('confirmed')
  })

  it('texts nobody when the clerk says so, and opens no thread for that', async () => {
    const booked = await bookAppointment(desk.clerk, wish(undefined, { notify_patient: false }))
    expect(booked.conversation_id).toBeNull()
    expect(await textsTo(desk)).toEqual([])
    expect((await auditOf(db(), 'appointment.booked', booked.id)).detail).toMatchObject({ is_texted: false })
  })

  it('books a patient who has opted out and does not text them', async () => {
    await mutate(desk.ctx, { name: 'test.opt_out', permission: null }, (tx) =>
      optOut(tx, {
        phone_index: desk.patient.phone_index,
        phone_number: phoneOf(desk.ctx, desk.patient),
        source: 'staff',
        clinic_id: desk.clinic.id,
      }),
    )
    const booked = await bookAppointment(desk.clerk, wish())
    expect(booked.state).toBe('booked')
    expect(await textsTo(desk)).toEqual([])
  })

  it('supersedes the open offer of the conversation and may book one of its times', async () => {
    const sent = await offerThree(desk)
    const booked = await bookAppointment(
      desk.clerk,
      wish(TUESDAY('11:00'), { conversation_id: sent.conversation.id }),
    )
    expect(booked.conversation_id).toBe(sent.conversation.id)
    const offer = await db().offer.findUniqueOrThrow({ where: { id: sent.offer.id } })
    expect(offer.state).toBe('superseded')
    expect(
      await db().appointment.count({ where: { conversation_id: sent.conversation.id, state: 'held' } }),
    ).toBe(0)
  })

  it('continues the thread of an open offer for the same service when none is named', async () => {
    const sent = await offerThree(desk)
    const booked = await bookAppointment(desk.clerk, wish(TUESDAY('12:00')))
    expect(booked.conversation_id).toBe(sent.conversation.id)
  })

  it('takes the time that is held for this very patient', async () => {
    const held = await holdSlot(desk.clerk, { ...wish(), minutes: 60 })
    const booked = await bookAppointment(desk.clerk, wish())
    expect(booked.state).toBe('booked')
    expect((await db().appointment.findUniqueOrThrow({ where: { id: held.id } })).state).toBe('released')
    await auditOf(db(), 'hold.released', held.id)
  })

  it('gives the same answer to the same idempotency key and books once', async () => {
    const first = await bookAppointment(desk.clerk, wish(undefined, { idempotency_key: 'k1' }))
    const second = await bookAppointment(desk.clerk, wish(undefined, { idempotency_key: 'k1' }))
    expect(second).toEqual(first)
    expect(await db().appointment.count({ where: { patient_id: desk.patient.id, state: 'booked' } })).toBe(1)
  })

  it.each([
    ['taken', '10:00', 'Another visit is booked'],
    ['before the hours', '08:30', "Outside the provider's hours"],
    ['after the hours', '17:00', "Outside the provider's hours"],
    ['off the grid', '10:45', 'This service starts every 30 min'],
  ])('refuses a time that is %s and says why', async (_, clock, words) => {
    await bookAppointment(desk.clerk, wish(TUESDAY('10:00')))
    const other = await makePatient(desk.ctx, desk.clinic.id)
    const error = await refusal(
      bookAppointment(desk.clerk, wish(TUESDAY(clock), { patient_id: other.id })),
      'conflict',
    )
    expect(error.message).toContain(words)
    expect(error.field).toBe('starts_at')
  })

  it('refuses what is inside the notice and what is in the past', async () => {
    const soon = await refusal(bookAppointment(desk.clerk, wish('2026-11-23T10:30:00-05:00')), 'conflict')
    expect(soon.message).toContain('notice')
    const past = await refusal(bookAppointment(desk.clerk, wish('2026-11-23T09:30:00-05:00')), 'conflict')
    expect(past.message).toContain('in the past')
  })

  it('names every reason at once', async () => {
    const other = await makePatient(desk.ctx, desk.clinic.id)
    await holdSlot(desk.clerk, { ...wish(TUESDAY('16:30')), patient_id: other.id, minutes: 60 })
    const error = await refusal(bookAppointment(desk.clerk, wish(TUESDAY('16:45'))), 'conflict')
    expect(error.message).toContain("Outside the provider's hours")
    expect(error.message).toContain('This service starts every 30 min')
    expect(error.message).toContain('Held for another patient')
  })

  it('refuses a second visit of the patient at the same time with another provider', async () => {
    await bookAppointment(desk.clerk, wish())
    const error = await refusal(
      bookAppointment(desk.clerk, wish(undefined, { provider_id: desk.providers[1]!.id })),
      'conflict',
    )
    expect(error.message).toBe('The patient already has a visit with Dr. Ada Smith at that time.')
  })

  it('lets the database refuse a patient in two places even without the check', async () => {
    const booked = await bookAppointment(desk.clerk, wish())
    const row = await db().appointment.findUniqueOrThrow({ where: { id: booked.id } })
    const twin = { ...row, id: desk.ctx.newId(), provider_id: desk.providers[1]!.id }
    await expect(db().appointment.create({ data: twin })).rejects.toThrow('appointment_patient_no_overlap')
  })

  it('keeps the buffers of the service free on both sides', async () => {
    const service = await makeServiceType(desk.ctx, desk.clinic.id, {
      buffer_before_minutes: 10,
      buffer_after_minutes: 15,
    })
    const provider = await makeProvider(desk.ctx, desk.clinic.id, { service_type_ids: [service.id] })
    const others = await Promise.all([1, 2].map(() => makePatient(desk.ctx, desk.clinic.id)))
    const wanted = { service_type_id: service.id, provider_id: provider.id }
    await bookAppointment(desk.clerk, wish(TUESDAY('11:00'), wanted))
    for (const clock of ['10:30', '11:30']) {
      const again = wish(TUESDAY(clock), { ...wanted, patient_id: others[0]!.id })
      expect((await refusal(bookAppointment(desk.clerk, again), 'conflict')).message).toContain('Too close')
    }
    const after = await bookAppointment(
      desk.clerk,
      wish(TUESDAY('12:00'), { ...wanted, patient_id: others[1]!.id }),
    )
    expect(after.state).toBe('booked')
  })

  it('frees the time again when the visit is cancelled', async () => {
    const booked = await bookAppointment(desk.clerk, wish())
    await cancelAppointment(desk.clerk, { appointment_id: booked.id })
    const other = await makePatient(desk.ctx, desk.clinic.id)
    expect((await bookAppointment(desk.clerk, wish(undefined, { patient_id: other.id }))).state).toBe(
      'booked',
    )
  })

  it('treats a foreign clinic, its patient, its provider and its service as not there', async () => {
    const elsewhere = await makeClinic(desk.ctx)
    const foreign = {
      patient: await makePatient(desk.ctx, elsewhere.id),
      provider: await makeProvider(desk.ctx, elsewhere.id),
      service: await makeServiceType(desk.ctx, elsewhere.id),
    }
    await refusal(bookAppointment(desk.clerk, wish(undefined, { clinic_id: elsewhere.id })), 'not_found')
    await refusal(
      bookAppointment(desk.clerk, wish(undefined, { patient_id: foreign.patient.id })),
      'not_found',
    )
    await refusal(
      bookAppointment(desk.clerk, wish(undefined, { service_type_id: foreign.service.id })),
      'not_found',
    )
    await refusal(
      bookAppointment(desk.clerk, wish(undefined, { provider_id: foreign.provider.id })),
      'invalid_input',
    )
    expect(await db().appointment.count({ where: { clinic_id: desk.clinic.id } })).toBe(0)
  })

  it('refuses a provider who does not offer the service', async () => {
    const provider = await makeProvider(desk.ctx, desk.clinic.id)
    const error = await refusal(
      bookAppointment(desk.clerk, wish(undefined, { provider_id: provider.id })),
      'invalid_input',
    )
    expect(error.field).toBe('provider_id')
  })

  it('refuses another patient’s conversation', async () => {
    const sent = await offerThree(desk)
    const other = await makePatient(desk.ctx, desk.clinic.id)
    const wanted = wish(undefined, { patient_id: other.id, conversation_id: sent.conversation.id })
    expect((await refusal(bookAppointment(desk.clerk, wanted), 'invalid_input')).field).toBe(
      'conversation_id',
    )
  })

  it('is refused to viewers and to keys without the scope, which is audited', async () => {
    const viewer = { ...desk.ctx, actor: staffActor('viewer', [desk.clinic.id]) }
    const key = { ...desk.ctx, actor: keyActor(['offers:send'], [desk.clinic.id]) }
    for (const ctx of [viewer, key]) {
      await refusal(bookAppointment(ctx, wish()), 'forbidden')
      const denial = { action: 'appointment.book', is_denied: true, actor_id: ctx.actor.id }
      expect(await db().auditEvent.count({ where: denial })).toBe(1)
    }
  })
})
