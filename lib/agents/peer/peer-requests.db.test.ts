import { afterEach, describe, expect, it } from 'vitest'
import { logger } from '#lib/logger.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { takeOver } from '#lib/services/conversation/take-over.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeFrontDesk, makePatient } from '#lib/test/factories.ts'
import { asKeeper, makeKeptDesk, offerTimes, reply, tuesday } from '#lib/test/kept-desk.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { inboxOf, lastTo, makePeer, type Peer, sendAs } from '#lib/test/peers.ts'
import { auditOf } from '#lib/test/scheduling.ts'

logger.level = 'silent'
const database = openTestDatabase()
const db = () => database.db()

afterEach(async () => {
  await db().agentMessage.updateMany({ where: { state: 'pending' }, data: { state: 'failed' } })
})

const visitOf = (id: string) => db().appointment.findUniqueOrThrow({ where: { id } })
const messageOf = (id: string) => db().agentMessage.findUniqueOrThrow({ where: { id } })

/** What a peer asks, and the newest thing that it hears. */
async function ask(ctx: TestCtx, peer: Peer, type: string, content: object, fields: object = {}) {
  const sent = await sendAs(ctx, peer, {
    to_agent_id: 'scheduling-agent',
    message_type: type,
    content: content as Record<string, string>,
    ...fields,
  })
  await drain(ctx)
  const answers = (await inboxOf(ctx, peer)).filter((row) => row.in_reply_to === sent.id)
  expect(answers.length).toBeLessThanOrEqual(1)
  return { sent: await messageOf(sent.id), answer: answers[0] }
}

/** A desk with a visit of the patient at Tuesday 10:00, with the kept provider unless another is named. */
async function booked(ctx: TestCtx, with_: 'kept' | 'own' = 'kept') {
  const desk = await makeKeptDesk(ctx)
  const visit = await bookAppointment(asKeeper(ctx, desk), {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    provider_id: desk[with_].id,
    service_type_id: desk.service.id,
    starts_at: tuesday('10:00'),
  })
  await drain(ctx)
  return { desk, id: visit.id }
}

describe('CANCEL_APPOINTMENT', () => {
  it('cancels a visit of a provider whom the agent keeps, named by its time; the patient is told', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await booked(ctx)
    const slot_details = { provider_id: desk.kept.id, start_time: tuesday('10:00') }
    const { sent, answer } = await ask(ctx, desk.peer, 'CANCEL_APPOINTMENT', { slot_details, reason: 'Ill.' })
    expect(sent.state).toBe('processed')
    expect(answer).toMatchObject({
      message_type: 'response',
      content: { status: 'CANCELLED_BY_PROVIDER', appointment_id: id },
    })
    expect((await visitOf(id)).state).toBe('cancelled')
    const event = await auditOf(db(), 'appointment.cancelled', id)
    expect(event).toMatchObject({ actor_kind: 'agent', actor_id: desk.peer.id, actor_name: desk.peer.name })
    expect(
      await db().smsMessage.count({ where: { patient_id: desk.patient.id, kind: 'confirmation' } }),
    ).toBe(2)
    // It is not told what it did itself.
    expect(await inboxOf(ctx, desk.peer, 'CANCEL_APPOINTMENT')).toEqual([])

    const again = await ask(ctx, desk.peer, 'CANCEL_APPOINTMENT', { appointment_id: id })
    expect(again.answer).toMatchObject({
      message_type: 'response',
      content: { status: 'CANCELLED_BY_PROVIDER' },
    })
    expect(
      await db().smsMessage.count({ where: { patient_id: desk.patient.id, kind: 'confirmation' } }),
    ).toBe(2)
  })

  it('refuses a visit of somebody else’s provider', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await booked(ctx, 'own')
    const { sent, answer } = await ask(ctx, desk.peer, 'CANCEL_APPOINTMENT', { appointment_id: id })
    expect(sent.state).toBe('processed')
    expect(answer).toMatchObject({ message_type: 'error', content: { status: 'FAILED', code: 'forbidden' } })
    expect((await visitOf(id)).state).toBe('booked')
  })

  it('is judged when it is acted on: the schedule was kept when it was sent, and is not any more', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await booked(ctx)
    await sendAs(ctx, desk.peer, {
      to_agent_id: 'scheduling-agent',
      message_type: 'CANCEL_APPOINTMENT',
      content: { appointment_id: id },
    })
    await db().provider.update({ where: { id: desk.kept.id }, data: { agent_id: null } })
    await drain(ctx)
    expect((await lastTo(ctx, desk.peer, 'error')).content).toMatchObject({ code: 'forbidden' })
    expect((await visitOf(id)).state).toBe('booked')
  })

  it('cancels any visit of its clinic for a key that may write appointments, for the patient’s side', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await booked(ctx, 'own')
    const scopes = ['messages:*', 'appointments:write']
    const assistant = await makePeer(ctx, desk.clinic.id, { scopes })
    const { answer } = await ask(ctx, assistant, 'CANCEL_APPOINTMENT', { appointment_id: id })
    expect(answer).toMatchObject({ message_type: 'response', content: { status: 'CANCELLED_BY_USER' } })
    expect((await visitOf(id)).state).toBe('cancelled')

    const elsewhere = await makeFrontDesk(ctx)
    const foreign = await makePeer(ctx, elsewhere.clinic.id, { scopes })
    const other = await booked(ctx, 'own')
    const refused = await ask(ctx, foreign, 'CANCEL_APPOINTMENT', { appointment_id: other.id })
    expect(refused.answer).toMatchObject({ message_type: 'error', content: { code: 'not_found' } })
    expect((await visitOf(other.id)).state).toBe('booked')
  })

  it('waits for nobody while staff have the conversation, but staff see it', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await booked(ctx)
    const { conversation_id } = await visitOf(id)
    const clerk = { ...ctx, actor: staffActor('scheduler', [desk.clinic.id]) }
    await takeOver(clerk, { conversation_id: conversation_id! })
    const { answer } = await ask(ctx, desk.peer, 'CANCEL_APPOINTMENT', { appointment_id: id })
    expect(answer).toMatchObject({ message_type: 'error', content: { code: 'staff_has_it' } })
    expect((await visitOf(id)).state).toBe('booked')
    const conversation = await db().conversation.findUniqueOrThrow({ where: { id: conversation_id! } })
    expect(conversation.needs_staff_reason).toBe('agent_asked')
  })

  it.each([
    [{}, 'invalid_input'],
    [{ appointment_id: 'the next one' }, 'invalid_input'],
    [
      { slot_details: { provider_id: '019f0000-0000-7000-8000-000000000001', start_time: tuesday('10:00') } },
      'not_found',
    ],
  ])('answers %j with %s', async (content, code) => {
    const ctx = testCtx(db())
    const { desk } = await booked(ctx)
    const { answer } = await ask(ctx, desk.peer, 'CANCEL_APPOINTMENT', content)
    expect(answer).toMatchObject({ message_type: 'error', content: { code } })
  })

  it('in a conversation means a visit of that conversation', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await booked(ctx)
    const other = await bookAppointment(asKeeper(ctx, desk), {
      clinic_id: desk.clinic.id,
      patient_id: (await makePatient(ctx, desk.clinic.id)).id,
      provider_id: desk.kept.id,
      service_type_id: desk.service.id,
      starts_at: tuesday('11:00'),
    })
    const { conversation_id } = await visitOf(id)
    const { answer } = await ask(
      ctx,
      desk.peer,
      'CANCEL_APPOINTMENT',
      { appointment_id: other.id },
      { conversation_id },
    )
    expect(answer).toMatchObject({ message_type: 'error', content: { code: 'not_found' } })
    const own = await ask(ctx, desk.peer, 'CANCEL_APPOINTMENT', { appointment_id: id }, { conversation_id })
    expect(own.answer).toMatchObject({ message_type: 'response' })
  })
})

describe('RESCHEDULE_APPOINTMENT', () => {
  it('moves a visit of a kept provider to another free time; the patient is told', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await booked(ctx)
    const { answer } = await ask(ctx, desk.peer, 'RESCHEDULE_APPOINTMENT', {
      appointment_id: id,
      new_slot_details: { start_time: tuesday('18:00') },
    })
    expect(answer).toMatchObject({
      message_type: 'response',
      content: { status: 'CONFIRMED', slot_details: { start_time: tuesday('18:00') } },
    })
    expect((await visitOf(id)).starts_at).toEqual(new Date(tuesday('18:00')))
  })

  it('neither gives a visit to a provider of somebody else’s, nor takes a time that is gone', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await booked(ctx)
    const rival = await makePeer(ctx, desk.clinic.id, { scopes: ['messages:*', 'appointments:write'] })
    const ours = await bookAppointment(ctx, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      provider_id: desk.own.id,
      service_type_id: desk.service.id,
      starts_at: tuesday('14:00'),
    })
    const toKept = { start_time: tuesday('15:00'), provider_id: desk.kept.id }
    const move = (peer: Peer, appointment_id: string, new_slot_details: object) =>
      ask(ctx, peer, 'RESCHEDULE_APPOINTMENT', { appointment_id, new_slot_details })
    expect((await move(rival, ours.id, toKept)).answer).toMatchObject({ content: { code: 'forbidden' } })
    const busy = await move(desk.peer, id, { start_time: tuesday('14:00') })
    expect(busy.answer).toMatchObject({ message_type: 'error', content: { code: 'conflict' } })
    expect((await visitOf(id)).starts_at).toEqual(new Date(tuesday('10:00')))
    expect((await visitOf(ours.id)).provider_id).toBe(desk.own.id)
  })
})

describe('GET_CONVERSATION', () => {
  it('tells how far it is and which visit came of it, and nothing of the patient', async () => {
    const ctx = testCtx(db())
    const desk = await makeKeptDesk(ctx)
    const reader = await makePeer(ctx, desk.clinic.id, { scopes: ['messages:*', 'conversations:read'] })
    const id = await offerTimes(ctx, desk, ['10:00'], { provider_id: desk.own.id })
    const { external_id } = await db().conversation.findUniqueOrThrow({ where: { id } })
    const before = await ask(ctx, reader, 'GET_CONVERSATION', { conversation_id: external_id })
    expect(before.answer?.content).toEqual({
      conversation_id: external_id,
      status: 'OFFERED',
      conversation_status: 'awaiting_response',
      appointments: [],
    })
    await reply(ctx, id, '1')
    const { answer } = await ask(ctx, reader, 'GET_CONVERSATION', {}, { conversation_id: id })
    expect(answer?.content).toMatchObject({
      status: 'CONFIRMED',
      appointments: [
        { status: 'CONFIRMED', slot_details: { provider_id: desk.own.id, start_time: tuesday('10:00') } },
      ],
    })
    const { first_name, last_name, id: patientId } = desk.patient
    for (const secret of [first_name, last_name, patientId, phoneOf(ctx, desk.patient)]) {
      expect(JSON.stringify(answer?.content)).not.toContain(secret)
    }
  })

  it('needs conversations:read when it is sent, and the clinic', async () => {
    const ctx = testCtx(db())
    const desk = await makeKeptDesk(ctx)
    const id = await offerTimes(ctx, desk)
    const message = { to_agent_id: 'scheduling-agent', message_type: 'GET_CONVERSATION' }
    await expect(
      sendAs(ctx, desk.peer, { ...message, content: { conversation_id: id } }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    const elsewhere = await makeFrontDesk(ctx)
    const foreign = await makePeer(ctx, elsewhere.clinic.id, { scopes: ['messages:*', 'conversations:read'] })
    const { answer } = await ask(ctx, foreign, 'GET_CONVERSATION', { conversation_id: id })
    expect(answer).toMatchObject({ message_type: 'error', content: { code: 'not_found' } })
  })
})

describe('REQUEST_APPOINTMENT from an outside agent', () => {
  const scopes = ['messages:*', 'offers:send']
  const closed = async (ctx: TestCtx) => {
    const desk = await makeKeptDesk(ctx)
    const id = await offerTimes(ctx, desk, ['10:00'], { provider_id: desk.own.id })
    return { desk, id, assistant: await makePeer(ctx, desk.clinic.id, { scopes }) }
  }
  const lastOffer = (id: string) =>
    db().offer.findFirstOrThrow({
      where: { conversation_id: id },
      orderBy: { id: 'desc' },
      include: { options: true },
    })

  it('has times offered to the patient of the conversation, as the design document words the wish', async () => {
    const ctx = testCtx(db())
    const { desk, id, assistant } = await closed(ctx)
    const { answer } = await ask(
      ctx,
      assistant,
      'REQUEST_APPOINTMENT',
      {
        user_id: 'user123',
        request_details: {
          service_type: desk.service.name,
          time_preference: { type: 'specific_date', date: 'tomorrow', time_of_day: 'afternoon' },
          desired_duration_minutes: 30,
        },
        context: { preferred_providers: [desk.own.name] },
      },
      { conversation_id: id },
    )
    expect(answer).toMatchObject({ message_type: 'response', content: { status: 'REQUESTED' } })
    const offer = await lastOffer(id)
    expect(offer).toMatchObject({ state: 'open', round: 2 })
    for (const option of offer.options) {
      expect(option.provider_id).toBe(desk.own.id)
      expect(option.starts_at.toISOString()).toMatch(/^2026-11-24T(1[7-9]|2\d)/)
    }
  })

  it.each([
    ['a service that the clinic has not', { request_details: { service_type: 'brain surgery' } }],
    ['a provider that the clinic has not', { context: { preferred_providers: ['Dr. Who'] } }],
    ['a date that is none', { request_details: { time_preference: { date: 'soon' } } }],
  ])('answers %s with an error and sends nothing', async (_what, content) => {
    const ctx = testCtx(db())
    const { id, assistant } = await closed(ctx)
    const { answer } = await ask(ctx, assistant, 'REQUEST_APPOINTMENT', content, { conversation_id: id })
    expect(answer).toMatchObject({ message_type: 'error', content: { code: 'invalid_input' } })
    expect((await lastOffer(id)).round).toBe(1)
  })

  it('needs offers:send and a conversation of ours', async () => {
    const ctx = testCtx(db())
    const { desk, id, assistant } = await closed(ctx)
    const message = { to_agent_id: 'scheduling-agent', message_type: 'REQUEST_APPOINTMENT', content: {} }
    await expect(sendAs(ctx, desk.peer, { ...message, conversation_id: id })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const alone = await ask(ctx, assistant, 'REQUEST_APPOINTMENT', { user_id: 'user123' })
    expect(alone.sent.state).toBe('failed')
    expect(alone.answer?.content).toMatchObject({ event: 'dead_letter' })
  })

  it('is bound by the number of offers, which only a person may exceed', async () => {
    const ctx = testCtx(db(), { config: { maxOfferRounds: 1 } })
    const { id, assistant } = await closed(ctx)
    await ask(ctx, assistant, 'REQUEST_APPOINTMENT', { reason: 'requested' }, { conversation_id: id })
    expect((await lastOffer(id)).round).toBe(1)
    const conversation = await db().conversation.findUniqueOrThrow({ where: { id } })
    expect(conversation.needs_staff_reason).toBe('rounds_used_up')
  })

  it('is refused while our agents are at work, staff have the conversation, or the patient said STOP', async () => {
    const ctx = testCtx(db())
    const { desk, id, assistant } = await closed(ctx)
    const clerk = { ...ctx, actor: staffActor('scheduler', [desk.clinic.id]) }
    await takeOver(clerk, { conversation_id: id })
    const refused = await ask(ctx, assistant, 'REQUEST_APPOINTMENT', {}, { conversation_id: id })
    expect(refused.answer).toMatchObject({ message_type: 'error', content: { code: 'illegal_state' } })
    const other = await closed(ctx)
    await reply(ctx, other.id, 'STOP')
    const stopped = await ask(ctx, other.assistant, 'REQUEST_APPOINTMENT', {}, { conversation_id: other.id })
    expect(stopped.answer).toMatchObject({ message_type: 'error', content: { code: 'opted_out' } })
  })
})

describe('what agents say in passing', () => {
  it.each(['response', 'status', 'error', 'heartbeat'])(
    '%s is kept and answered with nothing',
    async (type) => {
      const ctx = testCtx(db())
      const desk = await makeKeptDesk(ctx)
      const id = await offerTimes(ctx, desk)
      for (const conversation_id of [undefined, id]) {
        const { sent, answer } = await ask(ctx, desk.peer, type, { note: 'hello' }, { conversation_id })
        expect(sent.state).toBe('processed')
        expect(answer).toBeUndefined()
      }
      const conversation = await db().conversation.findUniqueOrThrow({ where: { id } })
      expect(conversation.needs_staff_reason).toBeNull()
    },
  )

  it('a type that nobody here knows is a dead letter, told to its sender and to no staff', async () => {
    const ctx = testCtx(db())
    const desk = await makeKeptDesk(ctx)
    const id = await offerTimes(ctx, desk)
    const { sent, answer } = await ask(ctx, desk.peer, 'MAKE_COFFEE', {}, { conversation_id: id })
    expect(sent).toMatchObject({ state: 'failed', attempt: 1 })
    expect(answer).toMatchObject({ message_type: 'status', content: { event: 'dead_letter' } })
    const conversation = await db().conversation.findUniqueOrThrow({ where: { id } })
    expect(conversation.needs_staff_reason).toBeNull()
  })
})
