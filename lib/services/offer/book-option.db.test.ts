import { beforeEach, describe, expect, it } from 'vitest'
import { mutate } from '#lib/core/mutate.ts'
import { testCtx } from '#lib/test/context.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, TUESDAY } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, overlappingPairs, refusal } from '#lib/test/scheduling.ts'
import { bookAppointment } from '../appointment/book.ts'
import { takeOver } from '../conversation/take-over.ts'
import { bookOption } from './book-option.ts'
import { sendOffer } from './send.ts'

const HOUR_MS = 60 * 60_000
const { db } = openTestDatabase()
let desk: Desk
let offer: Awaited<ReturnType<typeof offerThree>>['offer']
let conversation_id: string
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  const sent = await offerThree(desk)
  offer = sent.offer
  conversation_id = sent.conversation.id
})

const book = (reply: number, from = offer) => {
  const option_id = from.options.find((option) => option.reply_number === reply)!.id
  return mutate(desk.ctx, { name: 'test.book', permission: null }, (tx) =>
    bookOption(tx, { offer_id: from.id, option_id }),
  )
}
const visits = (state: 'booked' | 'held') =>
  db().appointment.findMany({
    where: { patient_id: desk.patient.id, state },
    orderBy: { starts_at: 'asc' },
  })
const at = (clock: string) => new Date(TUESDAY(clock))

describe('bookOption', () => {
  it('turns the hold into the booking, frees the other times and is audited', async () => {
    const hold = (await visits('held'))[1]!
    const booked = await book(2)
    expect(booked).toEqual({ appointment_id: hold.id, is_moved: false })
    expect(await visits('booked')).toMatchObject([{ id: hold.id, starts_at: at('11:00'), held_until: null }])
    expect(await visits('held')).toEqual([])
    expect(await auditOf(db(), 'appointment.booked', hold.id)).toMatchObject({
      conversation_id,
      patient_id: desk.patient.id,
      detail: { offer_id: offer.id },
    })
    const row = await db().offer.findUniqueOrThrow({ where: { id: offer.id } })
    expect(row.chosen_option_id).toBe(offer.options[1]!.id)
    expect(row.version).toBeGreaterThan(1)
  })

  it('moves the visit of this conversation when another option is chosen, as one row', async () => {
    const first = await book(1)
    const second = await book(3)
    expect(second).toEqual({ appointment_id: first.appointment_id, is_moved: true })
    expect(await visits('booked')).toMatchObject([
      { starts_at: at('14:00'), provider_id: desk.providers[1]!.id },
    ])
    await auditOf(db(), 'appointment.moved', first.appointment_id)
  })

  it('keeps the visit where it is when the other time is gone', async () => {
    await book(1)
    const rival = await makePatient(desk.ctx, desk.clinic.id)
    await bookAppointment(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: rival.id,
      provider_id: desk.providers[1]!.id,
      service_type_id: desk.service.id,
      starts_at: TUESDAY('14:00'),
      notify_patient: false,
    })
    await refusal(book(3), 'conflict')
    expect(await visits('booked')).toMatchObject([{ starts_at: at('10:00') }])
    expect(await overlappingPairs(db())).toEqual([])
  })

  it('never books a time that has begun, although its hold stands', async () => {
    await db().appointment.updateMany({
      where: { patient_id: desk.patient.id, state: 'held' },
      data: { held_until: new Date(TUESDAY('23:00')) },
    })
    desk.ctx.advance(Date.parse(TUESDAY('10:00')) - desk.ctx.now())
    await refusal(book(1), 'conflict')
    await expect(book(2)).resolves.toMatchObject({ is_moved: false })
  })

  it('books a time whose hold has lapsed while it is still free, and not when it is gone', async () => {
    desk.ctx.advance(23 * HOUR_MS)
    await db().appointment.updateMany({
      where: { patient_id: desk.patient.id, state: 'held' },
      data: { held_until: new Date(desk.ctx.now() - HOUR_MS) },
    })
    const rival = await makePatient(desk.ctx, desk.clinic.id)
    await bookAppointment(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: rival.id,
      provider_id: desk.providers[0]!.id,
      service_type_id: desk.service.id,
      starts_at: TUESDAY('11:00'),
      notify_patient: false,
    })
    await refusal(book(2), 'conflict')
    await expect(book(3)).resolves.toMatchObject({ is_moved: false })
  })

  it('is refused while staff have the conversation, and the holds live on', async () => {
    await takeOver(desk.clerk, { conversation_id })
    await refusal(book(1), 'staff_has_it')
    expect(await visits('booked')).toEqual([])
    expect(await visits('held')).toHaveLength(3)
  })

  it('gives a shared time to the first of two who take it at one time', async () => {
    const share = async (patient_id: string) =>
      (
        await sendOffer(desk.clerk, {
          clinic_id: desk.clinic.id,
          patient_id,
          slots: [{ provider_id: desk.providers[1]!.id, starts_at: TUESDAY('16:00') }],
          is_shared: true,
        })
      ).offer
    const rivals = [await makePatient(desk.ctx, desk.clinic.id), await makePatient(desk.ctx, desk.clinic.id)]
    const [one, other] = [await share(rivals[0]!.id), await share(rivals[1]!.id)]
    const results = await Promise.allSettled([book(1, one), book(1, other)])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await overlappingPairs(db())).toEqual([])
  })

  it('finds no option of another offer', async () => {
    const other = await makePatient(desk.ctx, desk.clinic.id)
    const theirs = await sendOffer(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: other.id,
      slots: [{ provider_id: desk.providers[1]!.id, starts_at: TUESDAY('16:00') }],
    })
    const mixed = mutate(desk.ctx, { name: 'test.book', permission: null }, (tx) =>
      bookOption(tx, { offer_id: offer.id, option_id: theirs.offer.options[0]!.id }),
    )
    await refusal(mixed, 'not_found')
  })
})
