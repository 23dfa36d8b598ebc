import { beforeEach, describe, expect, it } from 'vitest'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient, makeServiceType } from '#lib/test/factories.ts'
import {
  type Desk,
  lastDecision,
  makeDesk,
  offerThree,
  TUESDAY,
  textFrom,
  textsTo,
} from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { bookAppointment } from '../appointment/book.ts'
import { expireOffers } from '../offer/expire.ts'
import { sendOffer } from '../offer/send.ts'
import { interpretReply } from './interpret.ts'
import { receiveSms } from './receive.ts'

const HOUR_MS = 60 * 60_000
const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
})

const conversationOf = (id: string) => db().conversation.findUniqueOrThrow({ where: { id } })
const booked = (patientId: string = desk.patient.id) =>
  db().appointment.findMany({
    where: { patient_id: patientId, state: 'booked' },
    orderBy: { starts_at: 'asc' },
  })
const startOf = (clock: string) => new Date(TUESDAY(clock))

/** Offers three times, lets the text go out, and lets the patient answer. */
async function offerAndReply(...replies: string[]) {
  const sent = await offerThree(desk)
  await drain(desk.ctx)
  for (const reply of replies) {
    desk.ctx.advance(60_000)
    await textFrom(desk, reply)
    await drain(desk.ctx)
  }
  return sent
}

describe('a reply that chooses', () => {
  it('books the option, frees the others and confirms by text', async () => {
    const sent = await offerAndReply('2')
    const [visit, ...more] = await booked()
    expect(more).toHaveLength(0)
    expect(visit).toMatchObject({ starts_at: startOf('11:00'), conversation_id: sent.conversation.id })
    expect(await db().appointment.count({ where: { patient_id: desk.patient.id, state: 'held' } })).toBe(0)
    expect(await conversationOf(sent.conversation.id)).toMatchObject({
      status: 'confirmed',
      needs_staff_reason: null,
    })
    const texts = await textsTo(desk)
    expect(texts.map((text) => [text.kind, text.state])).toEqual([
      ['offer', 'delivered'],
      ['confirmation', 'delivered'],
    ])
    expect(texts[1]?.text).toContain('you are confirmed for Tue Nov 24, 11:00 AM with Dr. Ada Smith')
    expect(await lastDecision(desk)).toMatchObject({
      reader: 'rules',
      reading: 'option',
      outcome: 'booking_requested',
    })
  })

  it('leaves the whole negotiation as agent messages, all processed', async () => {
    const sent = await offerAndReply('2')
    const messages = await db().agentMessage.findMany({
      where: { conversation_id: sent.conversation.id },
      orderBy: { sequence: 'asc' },
    })
    expect(messages.map((message) => message.message_type)).toEqual([
      'CONFIRM_SLOT',
      'REQUEST_BOOKING',
      'BOOKING_RESULT',
      'FINAL_APPOINTMENT_CONFIRMATION',
    ])
    expect(new Set(messages.map((message) => message.state))).toEqual(new Set(['processed']))
  })

  it('is stored once however often the carrier delivers it', async () => {
    await offerThree(desk)
    const inbound = {
      provider: 'twilio',
      provider_message_id: 'SM1',
      from: '+12125550000',
      body: '2',
      raw: '{}',
    }
    const first = await receiveSms(desk.ctx, inbound)
    const again = await Promise.all([receiveSms(desk.ctx, inbound), receiveSms(desk.ctx, inbound)])
    expect(first.is_new).toBe(true)
    expect(again).toEqual([
      { id: first.id, is_new: false },
      { id: first.id, is_new: false },
    ])
    const events = await db().auditEvent.count({ where: { action: 'text.received', subject_id: first.id } })
    expect(events).toBe(1)
  })

  it('books once when its job runs twice at the same time', async () => {
    await offerThree(desk)
    await drain(desk.ctx)
    const { id } = await textFrom(desk, '1')
    await Promise.all([interpretReply(desk.ctx, id), interpretReply(desk.ctx, id)])
    await drain(desk.ctx)
    expect(await booked()).toHaveLength(1)
    expect(await db().decision.count({ where: { sms_message_id: id } })).toBe(1)
  })

  it('answers the right one of two offers on one phone', async () => {
    const first = await offerThree(desk)
    const service = await makeServiceType(desk.ctx, desk.clinic.id)
    const provider = desk.providers[1]!
    await db().providerServiceType.create({ data: { provider_id: provider.id, service_type_id: service.id } })
    const second = await sendOffer(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      service_type_id: service.id,
      slots: [{ provider_id: provider.id, starts_at: TUESDAY('16:00') }],
    })
    await textFrom(desk, '4')
    await drain(desk.ctx)
    expect((await booked()).map((visit) => visit.conversation_id)).toEqual([second.conversation.id])
    expect(await conversationOf(first.conversation.id)).toMatchObject({ status: 'awaiting_response' })
  })

  it('reads the texts of one phone in the order in which the patient sent them', async () => {
    const sent = await offerThree(desk)
    await drain(desk.ctx)
    const now = desk.ctx.now()
    const say = (body: string, at: number) =>
      receiveSms(desk.ctx, {
        provider: 'mock',
        provider_message_id: desk.ctx.newId(),
        from: desk.ctx.sealer.open(
          { table: 'patient', column: 'phone_sealed', id: desk.patient.id },
          desk.patient.phone_sealed,
        ),
        body,
        raw: '{}',
        received_at: at,
      })
    desk.ctx.advance(3_000)
    const later = await say('actually 3', now + 2_000)
    await say('1', now + 1_000)
    await interpretReply(desk.ctx, later.id)
    await drain(desk.ctx)
    expect((await booked()).map((visit) => visit.starts_at)).toEqual([startOf('14:00')])
    expect(await conversationOf(sent.conversation.id)).toMatchObject({ status: 'confirmed' })
  })
})

describe('a reply after the choice', () => {
  it('confirms again when it repeats the choice', async () => {
    await offerAndReply('2', '2')
    expect(await booked()).toHaveLength(1)
    expect((await textsTo(desk)).filter((text) => text.kind === 'confirmation')).toHaveLength(2)
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'confirmed_again' })
  })

  it('moves the visit when the patient changes their mind', async () => {
    await offerAndReply('1', 'actually 3')
    const visits = await booked()
    expect(visits.map((visit) => visit.starts_at)).toEqual([startOf('14:00')])
    expect((await textsTo(desk)).at(-1)?.text).toContain('your appointment is now Tue Nov 24, 2:00 PM')
  })

  it('keeps the visit and offers fresh times when the other time is gone', async () => {
    await offerThree(desk)
    await drain(desk.ctx)
    await textFrom(desk, '1')
    await drain(desk.ctx)
    const other = await makePatient(desk.ctx, desk.clinic.id)
    await bookAppointment(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: other.id,
      provider_id: desk.providers[1]!.id,
      service_type_id: desk.service.id,
      starts_at: TUESDAY('14:00'),
    })
    await textFrom(desk, 'actually 3')
    await drain(desk.ctx)
    expect((await booked()).map((visit) => visit.starts_at)).toEqual([startOf('10:00')])
    expect((await textsTo(desk)).at(-1)?.text).toContain('that time was just taken')
  })
})

describe('a reply that does not choose', () => {
  it('brings fresh times after NONE, other than those already offered', async () => {
    const sent = await offerAndReply('NONE')
    const offers = await db().offer.findMany({
      where: { conversation_id: sent.conversation.id },
      include: { options: true },
      orderBy: { id: 'asc' },
    })
    expect(offers.map((offer) => [offer.state, offer.round])).toEqual([
      ['declined', 1],
      ['open', 2],
    ])
    const [first, second] = offers.map((offer) =>
      offer.options.map((option) => `${option.provider_id}${option.starts_at}`),
    )
    expect(second).toHaveLength(3)
    expect(second?.filter((slot) => first?.includes(slot))).toEqual([])
    expect(await conversationOf(sent.conversation.id)).toMatchObject({ status: 'awaiting_response' })
  })

  it('asks staff after the last round the agents may make', async () => {
    const sent = await offerAndReply('NONE', 'none', 'None of them')
    expect(await db().offer.count({ where: { conversation_id: sent.conversation.id } })).toBe(3)
    expect(await conversationOf(sent.conversation.id)).toMatchObject({
      status: 'needs_staff',
      needs_staff_reason: 'rounds_used_up',
    })
    expect(await db().appointment.count({ where: { patient_id: desk.patient.id, state: 'held' } })).toBe(0)
  })

  it('never books on words that could mean two options: it asks once, then a person reads it', async () => {
    const sent = await offerAndReply('1 or 2')
    expect(await booked()).toHaveLength(0)
    expect((await textsTo(desk)).at(-1)?.text).toContain('Reply 1, 2 or 3, or NONE.')
    expect(await conversationOf(sent.conversation.id)).toMatchObject({ status: 'awaiting_response' })
    await textFrom(desk, '1 or 2')
    await drain(desk.ctx)
    expect(await conversationOf(sent.conversation.id)).toMatchObject({ status: 'needs_staff' })
    expect(await db().offer.findUnique({ where: { id: sent.offer.id } })).toMatchObject({ state: 'open' })
  })

  it('does not call staff for thanks after the booking', async () => {
    const sent = await offerAndReply('2', 'Thank you!')
    expect(await conversationOf(sent.conversation.id)).toMatchObject({ status: 'confirmed' })
    expect(await lastDecision(desk)).toMatchObject({ reason: 'only_courtesy', outcome: 'noted' })
  })

  it('puts an emergency first and answers with the emergency number, whatever else the text says', async () => {
    const sent = await offerAndReply('2 but my chest hurts badly')
    expect(await booked()).toHaveLength(0)
    expect(await conversationOf(sent.conversation.id)).toMatchObject({
      is_urgent: true,
      needs_staff_reason: 'urgent',
    })
    expect((await textsTo(desk)).at(-1)?.text).toContain('911')
  })

  it('keeps a text from an unknown number and asks staff who it is', async () => {
    const { id } = await receiveSms(desk.ctx, {
      provider: 'mock',
      provider_message_id: 'unknown-1',
      from: '+12125559999',
      body: 'hi, do you take new patients?',
      raw: '{}',
    })
    await drain(desk.ctx)
    const message = await db().smsMessage.findUniqueOrThrow({
      where: { id },
      include: { conversation: true, patient: true },
    })
    expect(message.conversation).toMatchObject({
      status: 'needs_staff',
      needs_staff_reason: 'unknown_sender',
    })
    expect(message.patient?.is_stub).toBe(true)
  })
})

describe('a reply that comes late', () => {
  it('never books after the offer’s end; it brings fresh times', async () => {
    const sent = await offerThree(desk)
    await drain(desk.ctx)
    desk.ctx.advance(24 * HOUR_MS + 1_000)
    await expireOffers(desk.ctx)
    expect(await conversationOf(sent.conversation.id)).toMatchObject({ status: 'expired' })
    await textFrom(desk, '3')
    await drain(desk.ctx)
    expect(await booked()).toHaveLength(0)
    const fresh = await db().offer.findFirstOrThrow({
      where: { conversation_id: sent.conversation.id },
      orderBy: { id: 'desc' },
    })
    expect(fresh).toMatchObject({ state: 'open', round: 2 })
    expect((await textsTo(desk)).at(-1)?.text).toContain('those times are no longer held')
  })

  it('counts from when the text was received: an offer with an unread text does not expire', async () => {
    const sent = await offerThree(desk)
    await drain(desk.ctx)
    desk.ctx.advance(23 * HOUR_MS)
    await textFrom(desk, '3')
    desk.ctx.advance(2 * HOUR_MS)
    await expireOffers(desk.ctx)
    expect(await db().offer.findUnique({ where: { id: sent.offer.id } })).toMatchObject({ state: 'open' })
    await drain(desk.ctx)
    expect((await booked()).map((visit) => visit.starts_at)).toEqual([startOf('14:00')])
  })

  it('brings fresh times in the same turn when somebody else has the chosen one', async () => {
    const sent = await offerThree(desk)
    await drain(desk.ctx)
    const option = await db().offerOption.findFirstOrThrow({
      where: { offer_id: sent.offer.id, reply_number: 1 },
    })
    await db().appointment.update({
      where: { id: option.appointment_id as string },
      data: { state: 'released' },
    })
    const other = await makePatient(desk.ctx, desk.clinic.id)
    await bookAppointment(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: other.id,
      provider_id: desk.providers[0]!.id,
      service_type_id: desk.service.id,
      starts_at: TUESDAY('10:00'),
    })
    await textFrom(desk, '1')
    await drain(desk.ctx)
    expect(await booked()).toHaveLength(0)
    expect((await textsTo(desk)).at(-1)?.text).toContain('that time was just taken, sorry')
    expect(await conversationOf(sent.conversation.id)).toMatchObject({ status: 'awaiting_response' })
  })
})
