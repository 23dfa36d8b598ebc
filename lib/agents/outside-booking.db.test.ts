import { describe, expect, it } from 'vitest'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { cancelAppointment } from '#lib/services/appointment/cancel.ts'
import { overrideBooking } from '#lib/services/appointment/override.ts'
import { rescheduleAppointment } from '#lib/services/appointment/reschedule.ts'
import { takeOver } from '#lib/services/conversation/take-over.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import {
  bookForAnother,
  type KeptDesk,
  makeKeptDesk,
  offerTimes,
  reply,
  slot,
  tuesday,
} from '#lib/test/kept-desk.ts'
import {
  answerBooking,
  chooseKeptTime,
  openOutsideDatabase,
  TIMEOUT_MS,
  yesTo,
} from '#lib/test/outside-agents.ts'
import { inboxOf, lastTo } from '#lib/test/peers.ts'

const { db, conversationOf, visitsOf, holdsOf, lastOffer, messageOf, countTexts } = openOutsideDatabase()

describe('a chosen time of a provider whom an outside agent keeps', () => {
  it('is asked for there, without the patient, and held meanwhile; a yes books and confirms it', async () => {
    const ctx = testCtx(db())
    const { desk, id, question } = await chooseKeptTime(ctx)
    expect(question.content).toMatchObject({
      service_type: desk.service.name,
      slot_details: { provider_id: desk.kept.id, start_time: tuesday('11:00'), end_time: tuesday('11:30') },
    })
    expect(question.correlation_id).toBe(id)
    expect(await visitsOf(id)).toEqual([])
    expect((await conversationOf(id)).status).toBe('slot_selected')
    expect((await answerBooking(ctx, desk, yesTo(desk))).state).toBe('processed')
    expect(await visitsOf(id)).toMatchObject([
      { provider_id: desk.kept.id, starts_at: new Date(tuesday('11:00')) },
    ])
    expect(await holdsOf(id)).toEqual([])
    expect(await countTexts(id, 'confirmation')).toBe(1)
    expect((await conversationOf(id)).status).toBe('confirmed')
    expect(await inboxOf(ctx, desk.peer, 'CANCEL_APPOINTMENT')).toEqual([])
  })

  it('keeps its hold until the agent has had its time, however little of the offer is left', async () => {
    const ctx = testCtx(db())
    const desk = await makeKeptDesk(ctx)
    const id = await offerTimes(ctx, desk)
    await db().appointment.updateMany({
      where: { conversation_id: id },
      data: { held_until: new Date(ctx.now() + 90_000) },
    })
    await reply(ctx, id, '2')
    ctx.advance(TIMEOUT_MS - 1_000)
    await expect(bookForAnother(ctx, desk, '11:00')).rejects.toMatchObject({ code: 'conflict' })
    await answerBooking(ctx, desk, yesTo(desk))
    expect(await visitsOf(id)).toHaveLength(1)
  })

  it.each(['FAILED', 'PENDING', 'maybe'])(
    'gets other times on the word %s, and holds nothing for it',
    async (status) => {
      const ctx = testCtx(db())
      const { desk, id } = await chooseKeptTime(ctx)
      await answerBooking(ctx, desk, { ...yesTo(desk), status, reason: 'Slot just filled.' })
      expect(await visitsOf(id)).toEqual([])
      const offer = await lastOffer(id)
      expect(offer).toMatchObject({ state: 'open', round: 2 })
      expect(offer.options.every((option) => option.provider_id === desk.own.id)).toBe(true)
      expect((await holdsOf(id)).every((hold) => hold.provider_id === desk.own.id)).toBe(true)
      const freed = { action: 'hold.released', conversation_id: id }
      expect(await db().auditEvent.count({ where: freed })).toBe(2)
    },
  )

  it('is called off there when our own rows refuse it, and the patient gets other times', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chooseKeptTime(ctx)
    await db().timeOff.create({
      data: {
        id: ctx.newId(),
        provider_id: desk.kept.id,
        starts_at: new Date(tuesday('10:00')),
        ends_at: new Date(tuesday('12:00')),
        created_by: 'test',
        created_at: new Date(ctx.now()),
      },
    })
    await db().appointment.updateMany({
      where: { conversation_id: id, state: 'held' },
      data: { state: 'released' },
    })
    const answered = await answerBooking(ctx, desk, { ...yesTo(desk), appointment_id: 'theirs-7' })
    expect(answered.state).toBe('processed')
    expect(await visitsOf(id)).toEqual([])
    expect(await lastOffer(id)).toMatchObject({ state: 'open', round: 2 })
    expect((await lastTo(ctx, desk.peer, 'CANCEL_APPOINTMENT')).content).toMatchObject({
      appointment_id: 'theirs-7',
      slot_details: { provider_id: desk.kept.id, start_time: tuesday('11:00') },
    })
  })

  it('is called off there when staff have taken the conversation over meanwhile', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chooseKeptTime(ctx)
    await takeOver({ ...ctx, actor: staffActor('scheduler', [desk.clinic.id]) }, { conversation_id: id })
    const answered = await answerBooking(ctx, desk, yesTo(desk))
    expect(answered).toMatchObject({ state: 'failed' })
    expect(answered.failure_reason).toContain('staff')
    expect(await visitsOf(id)).toEqual([])
    expect(await inboxOf(ctx, desk.peer, 'CANCEL_APPOINTMENT')).toHaveLength(1)
    expect(await countTexts(id, 'confirmation')).toBe(0)
  })

  it('moves the visit of a patient who changes their mind, and frees the old time there', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chooseKeptTime(ctx)
    await answerBooking(ctx, desk, yesTo(desk))
    await reply(ctx, id, 'actually 1')
    await answerBooking(ctx, desk, { status: 'confirmed', slot_details: slot(desk, '10:00') })
    expect(await visitsOf(id)).toMatchObject([{ starts_at: new Date(tuesday('10:00')) }])
    expect((await lastTo(ctx, desk.peer, 'CANCEL_APPOINTMENT')).content).toMatchObject({
      slot_details: { provider_id: desk.kept.id, start_time: tuesday('11:00') },
    })
    expect(await countTexts(id, 'confirmation')).toBe(2)
  })

  it('counts only the last choice of a patient who changes their mind before the agent has answered', async () => {
    const ctx = testCtx(db())
    const { desk, id, question } = await chooseKeptTime(ctx)
    await reply(ctx, id, 'actually 1')
    const second = await lastTo(ctx, desk.peer, 'REQUEST_BOOKING')
    expect(second.id).not.toBe(question.id)
    expect((await messageOf(question.id)).state).toBe('expired')
    await answerBooking(ctx, desk, { status: 'CONFIRMED', slot_details: slot(desk, '10:00') })
    await answerBooking(ctx, desk, yesTo(desk), { in_reply_to: question.id })
    expect(await visitsOf(id)).toMatchObject([{ starts_at: new Date(tuesday('10:00')) }])
    expect((await lastTo(ctx, desk.peer, 'CANCEL_APPOINTMENT')).content).toMatchObject({
      slot_details: { start_time: tuesday('11:00') },
    })
  })

  it('frees the time there when the visit is cancelled here', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chooseKeptTime(ctx)
    await answerBooking(ctx, desk, yesTo(desk))
    const [visit] = await visitsOf(id)
    await cancelAppointment(ctx, { appointment_id: visit!.id })
    expect((await lastTo(ctx, desk.peer, 'CANCEL_APPOINTMENT')).content).toMatchObject({
      appointment_id: visit!.id,
      slot_details: slot(desk, '11:00'),
    })
  })
})

describe('the question that was answered', () => {
  it('does not expire afterwards, although the agent says no more about it', async () => {
    const ctx = testCtx(db())
    const { desk, question } = await chooseKeptTime(ctx)
    await db().agentMessage.update({ where: { id: question.id }, data: { state: 'delivered' } })
    await answerBooking(ctx, desk, yesTo(desk))
    ctx.advance(TIMEOUT_MS)
    await drain(ctx)
    expect((await messageOf(question.id)).state).toBe('delivered')
  })
})

describe('a visit that a person puts onto a kept schedule', () => {
  const visitOf = (desk: KeptDesk, clock: string) => ({
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    provider_id: desk.kept.id,
    service_type_id: desk.service.id,
    starts_at: tuesday(clock),
  })

  it('is refused by the rules, booked or moved there, because its keeper has not confirmed the time', async () => {
    const ctx = testCtx(db())
    const desk = await makeKeptDesk(ctx)
    const refused = { code: 'conflict', field: 'provider_id' }
    await expect(bookAppointment(ctx, visitOf(desk, '10:00'))).rejects.toMatchObject(refused)
    const own = await bookAppointment(ctx, { ...visitOf(desk, '10:00'), provider_id: desk.own.id })
    const move = { appointment_id: own.id, provider_id: desk.kept.id, starts_at: tuesday('11:00') }
    await expect(rescheduleAppointment(ctx, move)).rejects.toMatchObject(refused)
    await drain(ctx)
    expect(await inboxOf(ctx, desk.peer, 'status')).toEqual([])
  })

  it('is listed as a conflict of an override, and told to its keeper without the patient', async () => {
    const ctx = testCtx(db())
    const desk = await makeKeptDesk(ctx)
    const input = { ...visitOf(desk, '10:00'), action: 'book' as const }
    const preview = await overrideBooking(ctx, { ...input, is_preview: true })
    expect(preview.conflicts).toMatchObject([{ kind: 'kept_elsewhere', can_override: true }])
    const { appointment } = await overrideBooking(ctx, { ...input, reason: 'She asked for it on the phone' })
    await drain(ctx)
    const told = await lastTo(ctx, desk.peer, 'status')
    expect(told.content).toMatchObject({
      event: 'booked_by_staff',
      appointment_id: appointment!.id,
      slot_details: { provider_id: desk.kept.id, start_time: tuesday('10:00') },
    })
    expect(JSON.stringify(told.content)).not.toContain(desk.patient.first_name)
  })
})
