import { beforeEach, describe, expect, it } from 'vitest'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
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
import { phoneOf } from '../patient/view.ts'

const HOUR_MS = 60 * 60_000
const { db } = openTestDatabase()
let desk: Desk

beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
})

async function say(text: string) {
  desk.ctx.advance(60_000)
  await textFrom(desk, text)
  await drain(desk.ctx)
}
const book = (clock: string, patient: { id: string } = desk.patient) =>
  bookAppointment(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: patient.id,
    provider_id: desk.providers[0]!.id,
    service_type_id: desk.service.id,
    starts_at: TUESDAY(clock),
  })
const states = async () =>
  (
    await db().appointment.findMany({ where: { clinic_id: desk.clinic.id }, orderBy: { starts_at: 'asc' } })
  ).map(({ state }) => state)
const lastText = async () => (await textsTo(desk)).at(-1)?.text ?? ''
const isOptedOut = async () =>
  (await db().optOut.count({ where: { phone_index: desk.patient.phone_index, opted_in_at: null } })) > 0

describe('a wish to cancel the visit', () => {
  it.each([
    'cancel my appointment',
    "I can't make it",
    'tengo que cancelar mi cita',
    'cancel my appointment Tuesday',
  ])('is asked about and never acted on by itself, and is no opt-out: %s', async (text) => {
    await book('10:00')
    await say(text)
    expect(await states()).toEqual(['booked'])
    expect(await isOptedOut()).toBe(false)
    expect(await lastText()).toMatch(/give up your appointment|desea dejar su cita/)
    expect(await lastDecision(desk)).toMatchObject({ reading: 'cancel_visit', outcome: 'asked_to_confirm' })
  })

  it('is done after a clear yes, once', async () => {
    await book('10:00')
    await say('please cancel my appointment')
    await say('YES')
    expect(await states()).toEqual(['cancelled'])
    expect(await lastText()).toContain('is cancelled')
    await say('YES')
    expect(await lastDecision(desk)).not.toMatchObject({ outcome: 'visit_cancelled' })
  })

  it.each(['NO', 'no, keep it', 'no gracias'])('is dropped after a no: %s', async (answer) => {
    await book('10:00')
    await say('cancel my appointment')
    await say(answer)
    expect(await states()).toEqual(['booked'])
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'visit_kept' })
  })

  it.each(['maybe', 'ok', 'cancel Thursday', 'yes but can I come later', '1'])(
    'is not done after anything but a clear yes: %s',
    async (answer) => {
      await book('10:00')
      await say('cancel my appointment')
      await say(answer)
      // Other times may be held for an offer by then; the visit itself stands.
      expect((await states()).filter((state) => state !== 'held')).toEqual(['booked'])
    },
  )

  it('is not done by a yes that comes too late', async () => {
    const visit = await book('10:00')
    await say('cancel my appointment')
    const question = await db().replyQuestion.findFirstOrThrow({ where: { appointment_id: visit.id } })
    await db().replyQuestion.update({
      where: { id: question.id },
      data: { expires_at: new Date(desk.ctx.now() + 1_000) },
    })
    await say('yes')
    expect(await states()).toEqual(['booked'])
  })

  it('is left to staff with two visits, with none, and when it names another day', async () => {
    await say('cancel my appointment')
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'staff_asked' })
    await book('10:00')
    await say('cancel my appointment on Thursday')
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'staff_asked' })
    await book('14:00')
    await say('cancel my appointment')
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'staff_asked' })
    expect(await states()).toEqual(['booked', 'booked'])
  })
})

describe('CANCEL and END alone', () => {
  it.each(['CANCEL', 'end', 'Cancel!'])(
    'opt out, and staff are asked whether the visit was meant: %s',
    async (word) => {
      const { conversation_id } = await book('10:00')
      await say(word)
      expect(await isOptedOut()).toBe(true)
      expect(await states()).toEqual(['booked'])
      const row = await db().conversation.findUniqueOrThrow({ where: { id: conversation_id! } })
      expect(row.needs_staff_reason).toBe('opted_out_by_cancel')
    },
  )
})

describe('a wish to move the visit', () => {
  it('offers other times and keeps the visit until one is chosen', async () => {
    await book('10:00')
    await say('Can we reschedule my appointment to Wednesday?')
    expect(await states()).toContain('booked')
    const offer = await db().offer.findFirstOrThrow({ where: { patient_id: desk.patient.id, state: 'open' } })
    expect(offer.moves_appointment_id).not.toBeNull()
    await say('1')
    const visits = await db().appointment.findMany({
      where: { patient_id: desk.patient.id, state: 'booked' },
    })
    expect(visits).toHaveLength(1)
    expect(visits[0]!.starts_at.getTime()).toBeGreaterThan(Date.parse(TUESDAY('23:00')))
    expect(await lastText()).toContain('your appointment is now')
  })
})

describe('an emergency', () => {
  it('is answered with the emergency number once, however many texts tell of it', async () => {
    const sent = await offerThree(desk)
    await drain(desk.ctx)
    await say('my chest hurts')
    await say('me duele mucho el pecho')
    const texts = (await textsTo(desk)).filter(({ text }) => text.includes('911'))
    expect(texts).toHaveLength(1)
    expect(await db().conversation.findUnique({ where: { id: sent.conversation.id } })).toMatchObject({
      is_urgent: true,
    })
    desk.ctx.advance(7 * HOUR_MS)
    await say('chest pain again')
    expect((await textsTo(desk)).filter(({ text }) => text.includes('911'))).toHaveLength(2)
    expect(await states()).not.toContain('booked')
  })
})

describe('several people on one phone', () => {
  it('are asked whom the text is about, and the answer settles that text', async () => {
    const phone_number = phoneOf(desk.ctx, desk.patient)
    const other = await makePatient(desk.ctx, desk.clinic.id, { first_name: 'Zoe', phone_number })
    await book('10:00')
    await book('14:00', other)
    await say('cancel my appointment')
    const question = await db().replyQuestion.findFirstOrThrow({
      where: { kind: 'which_patient', state: 'open' },
    })
    expect(question.patient_ids).toHaveLength(2)
    await say('Zoe')
    expect(await lastDecision(desk)).toMatchObject({ reading: 'cancel_visit', outcome: 'asked_to_confirm' })
    await say('yes')
    expect(await states()).toEqual(['booked', 'cancelled'])
  })
})

describe('a question', () => {
  it('is answered in the clinic’s approved words, and by a person without them', async () => {
    await offerThree(desk)
    await drain(desk.ctx)
    await say('Where do I park?')
    expect(await lastDecision(desk)).toMatchObject({ reading: 'question', outcome: 'staff_asked' })
  })
})
