import { afterEach, describe, expect, it } from 'vitest'
import { logger } from '#lib/logger.ts'
import { claimMessages } from '#lib/services/agent-message/claim.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { cancelAppointment } from '#lib/services/appointment/cancel.ts'
import { overrideBooking } from '#lib/services/appointment/override.ts'
import { rescheduleAppointment } from '#lib/services/appointment/reschedule.ts'
import { takeOver } from '#lib/services/conversation/take-over.ts'
import { staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import {
  answer,
  asKeeper,
  type KeptDesk,
  makeKeptDesk,
  offerTimes,
  reply,
  slot,
  tuesday,
} from '#lib/test/kept-desk.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { inboxOf, keepSchedule, lastTo, makePeer, sendAs } from '#lib/test/peers.ts'
import { auditOf } from '#lib/test/scheduling.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { giveUpAsks } from './give-up-asks.ts'

logger.level = 'silent'
const database = openTestDatabase()
const db = () => database.db()
const TIMEOUT_MS = 120_000

afterEach(async () => {
  await db().agentMessage.updateMany({
    where: { state: 'pending' },
    data: { state: 'failed', answered_at: new Date() },
  })
  await db().agentMessage.updateMany({ where: { answered_at: null }, data: { answered_at: new Date() } })
})

const conversationOf = (id: string) => db().conversation.findUniqueOrThrow({ where: { id } })
const visitsOf = (id: string) =>
  db().appointment.findMany({
    where: { conversation_id: id, state: 'booked' },
    orderBy: { starts_at: 'asc' },
  })
const holdsOf = (id: string) => db().appointment.findMany({ where: { conversation_id: id, state: 'held' } })
const lastOffer = (id: string) =>
  db().offer.findFirstOrThrow({
    where: { conversation_id: id },
    orderBy: { id: 'desc' },
    include: { options: true },
  })
const messageOf = (id: string) => db().agentMessage.findUniqueOrThrow({ where: { id } })
const texts = (id: string, kind: string) =>
  db().smsMessage.count({ where: { conversation_id: id, direction: 'outbound', kind } })

/** A desk whose patient has chosen 11:00 with the kept provider. */
async function chosen(ctx: TestCtx) {
  const desk = await makeKeptDesk(ctx)
  const id = await offerTimes(ctx, desk)
  await reply(ctx, id, '2')
  return { desk, id, question: await lastTo(ctx, desk.peer, 'REQUEST_BOOKING') }
}

async function result(ctx: TestCtx, desk: KeptDesk, content: Record<string, unknown>, fields = {}) {
  const id = await answer(ctx, desk.peer, 'BOOKING_RESULT', content, fields)
  await drain(ctx)
  return messageOf(id)
}

const yes = (desk: KeptDesk) => ({ status: 'CONFIRMED', slot_details: slot(desk, '11:00') })

describe('a chosen time of a provider whom an outside agent keeps', () => {
  it('is asked for there, without the patient, and held meanwhile; a yes books and confirms it', async () => {
    const ctx = testCtx(db())
    const { desk, id, question } = await chosen(ctx)
    expect(question.content).toMatchObject({
      service_type: desk.service.name,
      slot_details: { provider_id: desk.kept.id, start_time: tuesday('11:00'), end_time: tuesday('11:30') },
    })
    expect(question.correlation_id).toBe(id)
    expect(await visitsOf(id)).toEqual([])
    expect((await conversationOf(id)).status).toBe('slot_selected')
    expect((await result(ctx, desk, yes(desk))).state).toBe('processed')
    expect(await visitsOf(id)).toMatchObject([
      { provider_id: desk.kept.id, starts_at: new Date(tuesday('11:00')) },
    ])
    expect(await holdsOf(id)).toEqual([])
    expect(await texts(id, 'confirmation')).toBe(1)
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
    const other = await makePatient(ctx, desk.clinic.id)
    const taken = bookAppointment(asKeeper(ctx, desk), {
      clinic_id: desk.clinic.id,
      patient_id: other.id,
      provider_id: desk.kept.id,
      service_type_id: desk.service.id,
      starts_at: tuesday('11:00'),
      notify_patient: false,
    })
    await expect(taken).rejects.toMatchObject({ code: 'conflict' })
    await result(ctx, desk, yes(desk))
    expect(await visitsOf(id)).toHaveLength(1)
  })

  it.each(['FAILED', 'PENDING', 'maybe'])(
    'gets other times on the word %s, and holds nothing for it',
    async (status) => {
      const ctx = testCtx(db())
      const { desk, id } = await chosen(ctx)
      await result(ctx, desk, { ...yes(desk), status, reason: 'Slot just filled.' })
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
    const { desk, id } = await chosen(ctx)
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
    const answered = await result(ctx, desk, { ...yes(desk), appointment_id: 'theirs-7' })
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
    const { desk, id } = await chosen(ctx)
    await takeOver({ ...ctx, actor: staffActor('scheduler', [desk.clinic.id]) }, { conversation_id: id })
    const answered = await result(ctx, desk, yes(desk))
    expect(answered).toMatchObject({ state: 'failed' })
    expect(answered.failure_reason).toContain('staff')
    expect(await visitsOf(id)).toEqual([])
    expect(await inboxOf(ctx, desk.peer, 'CANCEL_APPOINTMENT')).toHaveLength(1)
    expect(await texts(id, 'confirmation')).toBe(0)
  })

  it('moves the visit of a patient who changes their mind, and frees the old time there', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chosen(ctx)
    await result(ctx, desk, yes(desk))
    await reply(ctx, id, 'actually 1')
    await result(ctx, desk, { status: 'confirmed', slot_details: slot(desk, '10:00') })
    expect(await visitsOf(id)).toMatchObject([{ starts_at: new Date(tuesday('10:00')) }])
    expect((await lastTo(ctx, desk.peer, 'CANCEL_APPOINTMENT')).content).toMatchObject({
      slot_details: { provider_id: desk.kept.id, start_time: tuesday('11:00') },
    })
    expect(await texts(id, 'confirmation')).toBe(2)
  })

  it('counts only the last choice of a patient who changes their mind before the agent has answered', async () => {
    const ctx = testCtx(db())
    const { desk, id, question } = await chosen(ctx)
    await reply(ctx, id, 'actually 1')
    const second = await lastTo(ctx, desk.peer, 'REQUEST_BOOKING')
    expect(second.id).not.toBe(question.id)
    expect((await messageOf(question.id)).state).toBe('expired')
    await result(ctx, desk, { status: 'CONFIRMED', slot_details: slot(desk, '10:00') })
    await result(ctx, desk, yes(desk), { in_reply_to: question.id })
    expect(await visitsOf(id)).toMatchObject([{ starts_at: new Date(tuesday('10:00')) }])
    expect((await lastTo(ctx, desk.peer, 'CANCEL_APPOINTMENT')).content).toMatchObject({
      slot_details: { start_time: tuesday('11:00') },
    })
  })

  it('frees the time there when the visit is cancelled here', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chosen(ctx)
    await result(ctx, desk, yes(desk))
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
    const { desk, question } = await chosen(ctx)
    await db().agentMessage.update({ where: { id: question.id }, data: { state: 'delivered' } })
    await result(ctx, desk, yes(desk))
    ctx.advance(TIMEOUT_MS)
    await drain(ctx)
    expect((await messageOf(question.id)).state).toBe('delivered')
  })
})

describe('an agent that does not answer', () => {
  it('is given up after the time it has; the patient gets times of others, and a late yes is called off', async () => {
    const ctx = testCtx(db())
    const { desk, id, question } = await chosen(ctx)
    ctx.advance(TIMEOUT_MS - 1)
    await drain(ctx)
    expect((await lastOffer(id)).round).toBe(1)
    ctx.advance(1)
    await drain(ctx)
    const offer = await lastOffer(id)
    expect(offer).toMatchObject({ state: 'open', round: 2 })
    expect(offer.options.every((option) => option.provider_id === desk.own.id)).toBe(true)
    expect(await inboxOf(ctx, desk.peer, 'QUERY_AVAILABILITY')).toEqual([])
    expect((await messageOf(question.id)).state).toBe('expired')
    await auditOf(db(), 'agent_message.unanswered', question.id)

    const late = await result(ctx, desk, yes(desk))
    expect(late).toMatchObject({ state: 'failed' })
    expect(late.failure_reason).toContain('too late')
    expect(await visitsOf(id)).toEqual([])
    expect(await inboxOf(ctx, desk.peer, 'CANCEL_APPOINTMENT')).toHaveLength(1)
  })

  it('leaves the patient to staff, by its name, when nobody else does the service', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chosen(ctx)
    await db().providerServiceType.deleteMany({ where: { provider_id: desk.own.id } })
    ctx.advance(TIMEOUT_MS)
    await drain(ctx)
    expect(await conversationOf(id)).toMatchObject({
      status: 'needs_staff',
      needs_staff_reason: 'agent_silent',
    })
    expect(await texts(id, 'notice')).toBe(1)
    expect(await holdsOf(id)).toEqual([])
  })

  it('is not given up while its answer waits for us', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chosen(ctx)
    ctx.advance(TIMEOUT_MS - 1)
    await answer(ctx, desk.peer, 'BOOKING_RESULT', yes(desk))
    ctx.advance(60_000)
    expect(await giveUpAsks(ctx)).toBe(0)
    await drain(ctx)
    expect(await visitsOf(id)).toHaveLength(1)
  })

  it('is not given up when its answer comes in at the last moment', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chosen(ctx)
    const { phone_index } = await conversationOf(id)
    ctx.advance(TIMEOUT_MS)
    let givingUp: Promise<number> = Promise.resolve(-1)
    await db().$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`phone:${phone_index}`}, 0))`
      givingUp = giveUpAsks(ctx)
      await waitFor('the loop to wait for the conversation', async () => {
        const waiting = await db().$queryRaw<unknown[]>`
          SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
          WHERE datname = current_database() AND NOT granted`
        return waiting.length > 0
      })
      await answer(ctx, desk.peer, 'BOOKING_RESULT', yes(desk))
    })
    expect(await givingUp).toBe(0)
    await drain(ctx)
    expect(await visitsOf(id)).toHaveLength(1)
  })

  it('cannot fetch the question any more once its time is over', async () => {
    const ctx = testCtx(db())
    const { desk } = await chosen(ctx)
    ctx.advance(TIMEOUT_MS)
    expect(await claimMessages({ ...ctx, actor: desk.peer.actor }, {})).toEqual([])
  })

  it('is given up once by two workers at once', async () => {
    const ctx = testCtx(db())
    const { id } = await chosen(ctx)
    ctx.advance(TIMEOUT_MS)
    const done = await Promise.all([giveUpAsks(ctx), giveUpAsks(testCtx(db(), { now: ctx.now() }))])
    expect(done[0]! + done[1]!).toBe(1)
    await drain(ctx)
    expect(await db().offer.count({ where: { conversation_id: id } })).toBe(2)
  })

  it.each([
    ['stale', { heartbeat_at: new Date(0) }],
    ['in maintenance', { status: 'maintenance' as const }],
    ['inactive', { status: 'inactive' as const }],
  ])('is not asked at all when it is %s', async (_what, data) => {
    const ctx = testCtx(db())
    const desk = await makeKeptDesk(ctx)
    const id = await offerTimes(ctx, desk)
    await db().agent.update({ where: { id: desk.peer.id }, data })
    await reply(ctx, id, '2')
    expect(await inboxOf(ctx, desk.peer)).toEqual([])
    expect(await lastOffer(id)).toMatchObject({ state: 'open', round: 2 })
  })
})

describe('a booking result that does not count', () => {
  const nothingChanged = async (id: string) => {
    expect(await visitsOf(id)).toEqual([])
    expect((await lastOffer(id)).round).toBe(1)
    expect((await conversationOf(id)).status).toBe('slot_selected')
  }

  it('comes from another agent than the one that was asked', async () => {
    const ctx = testCtx(db())
    const { desk, id, question } = await chosen(ctx)
    const stranger = await makePeer(ctx, desk.clinic.id)
    const message = { to_agent_id: 'scheduling-agent', message_type: 'BOOKING_RESULT', content: yes(desk) }
    await expect(sendAs(ctx, stranger, { ...message, in_reply_to: question.id })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    // One that was asked something else in the same conversation.
    const rival = await makePeer(ctx, desk.clinic.id)
    const sent = await sendAs(ctx, rival, { ...message, conversation_id: id })
    await db().agentMessage.update({ where: { id: sent.id }, data: { in_reply_to: question.id } })
    await drain(ctx)
    expect(await messageOf(sent.id)).toMatchObject({ state: 'failed' })
    await auditOf(db(), 'agent_message.failed', sent.id)
    expect((await lastTo(ctx, rival, 'status')).content).toMatchObject({ event: 'dead_letter' })
    await nothingChanged(id)
    await result(ctx, desk, yes(desk))
    expect(await visitsOf(id)).toHaveLength(1)
  })

  it('names no question, or another one', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chosen(ctx)
    const other = await chosen(ctx)
    await keepSchedule(ctx, desk.peer, other.desk.kept.id)
    const message = { to_agent_id: 'scheduling-agent', message_type: 'BOOKING_RESULT', conversation_id: id }
    const none = await sendAs(ctx, desk.peer, { ...message, content: yes(desk) })
    const wrong = await sendAs(ctx, desk.peer, { ...message, content: yes(desk) })
    await db().agentMessage.update({ where: { id: wrong.id }, data: { in_reply_to: other.question.id } })
    await drain(ctx)
    for (const sent of [none, wrong]) {
      const row = await messageOf(sent.id)
      expect(row.state).toBe('failed')
      expect(row.failure_reason).toContain('answers no REQUEST_BOOKING')
    }
    await nothingChanged(id)
  })

  it('comes in another conversation, or in none', async () => {
    const ctx = testCtx(db())
    const { desk, id, question } = await chosen(ctx)
    const elsewhere = await offerTimes(ctx, { ...desk, patient: await makePatient(ctx, desk.clinic.id) }, [
      '14:00',
    ])
    const rows = [
      await result(ctx, desk, yes(desk), { conversation_id: elsewhere }),
      await result(ctx, desk, yes(desk), { conversation_id: 'a flow of its own' }),
    ]
    expect(rows.map((row) => row.state)).toEqual(['failed', 'failed'])
    expect((await messageOf(question.id)).answered_at).toBeNull()
    await nothingChanged(id)
  })

  it.each([
    ['another start', (desk: KeptDesk) => ({ slot_details: slot(desk, '10:00') })],
    [
      'another provider',
      (desk: KeptDesk) => ({ slot_details: slot(desk, '11:00', { provider_id: desk.own.id }) }),
    ],
    ['another slot_id', (desk: KeptDesk) => ({ slot_id: 'x', slot_details: slot(desk, '11:00') })],
    ['no time at all', () => ({})],
    ['the provider alone', (desk: KeptDesk) => ({ slot_details: { provider_id: desk.kept.id } })],
  ])('names %s', async (_what, content) => {
    const ctx = testCtx(db())
    const { desk, id, question } = await chosen(ctx)
    const row = await result(ctx, desk, { status: 'CONFIRMED', ...content(desk) })
    expect(row.state).toBe('failed')
    expect(row.failure_reason).toContain('does not name the time')
    expect((await messageOf(question.id)).answered_at).toBeNull()
    await nothingChanged(id)
    const slot_id = (question.content.slot_details as { slot_id: string }).slot_id
    expect((await result(ctx, desk, { status: 'CONFIRMED', slot_id })).state).toBe('processed')
    expect(await visitsOf(id)).toHaveLength(1)
  })

  it('comes a second time: the visit stays and is not called off', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chosen(ctx)
    await result(ctx, desk, yes(desk))
    const again = await result(ctx, desk, yes(desk))
    expect(again.state).toBe('failed')
    const no = await result(ctx, desk, { ...yes(desk), status: 'FAILED' })
    expect(no.state).toBe('failed')
    expect(await visitsOf(id)).toHaveLength(1)
    expect(await texts(id, 'confirmation')).toBe(1)
    expect(await inboxOf(ctx, desk.peer, 'CANCEL_APPOINTMENT')).toEqual([])
  })

  it('comes twice at the same time', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chosen(ctx)
    for (let n = 0; n < 4; n += 1) await answer(ctx, desk.peer, 'BOOKING_RESULT', yes(desk))
    await Promise.all([drain(ctx), drain(testCtx(db(), { now: ctx.now() }))])
    await drain(ctx)
    expect(await visitsOf(id)).toHaveLength(1)
    expect(await texts(id, 'confirmation')).toBe(1)
  })

  it('cannot be read', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chosen(ctx)
    await expect(answer(ctx, desk.peer, 'BOOKING_RESULT', { status: 7 })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await nothingChanged(id)
  })

  it('is another of our types, which only our own agents send', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chosen(ctx)
    const offer = await lastOffer(id)
    const sent = await sendAs(ctx, desk.peer, {
      to_agent_id: 'scheduling-agent',
      conversation_id: id,
      message_type: 'CONFIRM_SLOT',
      content: { offer_id: offer.id, option_id: offer.options[0]!.id, is_change: true },
    })
    await drain(ctx)
    expect(await messageOf(sent.id)).toMatchObject({
      state: 'failed',
      failure_reason: 'Other agents cannot send CONFIRM_SLOT messages to ours.',
    })
    await nothingChanged(id)
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
