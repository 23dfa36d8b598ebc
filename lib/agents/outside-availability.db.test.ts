import { describe, expect, it } from 'vitest'
import type { RunningAgents } from '#lib/bus/handler.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { requestSlots } from '#lib/services/conversation/request-slots.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient, makeProvider, makeServiceType } from '#lib/test/factories.ts'
import {
  answer,
  asKeeper,
  bookForAnother,
  type KeptDesk,
  makeKeptDesk,
  offerTimes,
  reply,
  slot,
  tuesday,
} from '#lib/test/kept-desk.ts'
import { openOutsideDatabase, TIMEOUT_MS } from '#lib/test/outside-agents.ts'
import { inboxOf, keepSchedule, lastTo, makePeer, sendAs } from '#lib/test/peers.ts'
import { auditOf } from '#lib/test/scheduling.ts'
import { BUILTIN_HANDLERS } from './registry.ts'

const { db, conversationOf, lastOffer, messageOf } = openOutsideDatabase()

const offeredOf = async (id: string) =>
  (await lastOffer(id)).options.map((option) => `${option.provider_id} ${option.starts_at.toISOString()}`)
const timeOf = (desk: KeptDesk, clock: string) => `${desk.kept.id} ${tuesday(clock)}`

/** The patient prefers the kept provider and wants none of the times that were offered first. */
async function asked(ctx: TestCtx, clocks = ['10:00', '11:00']) {
  const desk = await makeKeptDesk(ctx)
  await db().patient.update({ where: { id: desk.patient.id }, data: { preferred_provider_id: desk.kept.id } })
  const id = await offerTimes(ctx, desk, clocks)
  await reply(ctx, id, 'none of these')
  return { desk, id, question: await lastTo(ctx, desk.peer, 'QUERY_AVAILABILITY') }
}

async function answered(ctx: TestCtx, desk: KeptDesk, slots: unknown, fields = {}) {
  const id = await answer(ctx, desk.peer, 'AVAILABILITY', { available_slots: slots }, fields)
  await drain(ctx)
  return messageOf(id)
}

/** Up to the offer everything is done; before that is made somebody else gets 14:00. */
async function takeBeforeOffer(ctx: TestCtx, desk: KeptDesk): Promise<void> {
  const { 'user-agent': _waits, ...others } = BUILTIN_HANDLERS
  await drain(ctx, others as RunningAgents)
  await bookForAnother(ctx, desk, '14:00')
}

describe('times of a provider whom an outside agent keeps', () => {
  it('are asked for with service, time, its own providers and what to leave out, and nothing of the patient', async () => {
    const ctx = testCtx(db())
    const { desk, id, question } = await asked(ctx)
    expect(question.content).toMatchObject({
      service_type_id: desk.service.id,
      service_type: desk.service.name,
      duration_minutes: 30,
      time_zone: 'America/New_York',
      time_window: { start_time: new Date(ctx.now() + 60 * 60_000).toISOString() },
      providers: [{ provider_id: desk.kept.id, name: desk.kept.name }],
      exclude: [
        { provider_id: desk.kept.id, starts_at: tuesday('11:00') },
        { provider_id: desk.kept.id, starts_at: tuesday('10:00') },
      ],
    })
    expect(question.correlation_id).toBe(id)
    const rows = await inboxOf(ctx, desk.peer)
    const { first_name, last_name, id: patientId, phone_index } = desk.patient
    const phone = phoneOf(ctx, desk.patient)
    const seen = JSON.stringify(rows.map(({ content, correlation_id }) => ({ content, correlation_id })))
    for (const secret of [first_name, last_name, patientId, phone, phone.slice(-7), phone_index]) {
      expect(seen).not.toContain(secret)
    }
  })

  it('are offered when the agent answers, and the patient’s choice goes back to it', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await asked(ctx)
    const row = await answered(ctx, desk, [
      slot(desk, '15:00', { match_score: 0.4 }),
      slot(desk, '14:00', { match_score: 0.9, reasoning: ['Quiet hour'] }),
    ])
    expect(row.state).toBe('processed')
    const offer = await lastOffer(id)
    expect(offer).toMatchObject({ state: 'open', round: 2 })
    expect(await offeredOf(id)).toEqual([timeOf(desk, '14:00'), timeOf(desk, '15:00')])
    expect(offer.options[0]).toMatchObject({ match_score: 0.9, reasoning: ['Quiet hour'] })
    await reply(ctx, id, String(offer.options[0]!.reply_number))
    await answer(ctx, desk.peer, 'BOOKING_RESULT', { status: 'CONFIRMED', slot_details: slot(desk, '14:00') })
    await drain(ctx)
    expect((await conversationOf(id)).status).toBe('confirmed')
  })

  it('are never made up here from hours that only the agent knows', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await asked(ctx)
    await answered(ctx, desk, [])
    expect((await lastOffer(id)).options.every((option) => option.provider_id === desk.own.id)).toBe(true)
  })

  it('are asked for again when others take all of them first, and then times of somebody else are offered', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await asked(ctx)
    await answer(ctx, desk.peer, 'AVAILABILITY', { available_slots: [slot(desk, '14:00')] })
    await takeBeforeOffer(ctx, desk)
    await drain(ctx)
    expect((await conversationOf(id)).needs_staff_reason).toBeNull()
    await answered(ctx, desk, [slot(desk, '14:00')])
    const offer = await lastOffer(id)
    expect(offer).toMatchObject({ state: 'open', round: 2 })
    expect(offer.options.every((option) => option.provider_id === desk.own.id)).toBe(true)
  })

  it('need not lie in hours of ours, nor on our grid', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await asked(ctx)
    await answered(ctx, desk, [slot(desk, '19:10')])
    expect(await offeredOf(id)).toEqual([timeOf(desk, '19:10')])
  })
})

describe('a time that is dropped', () => {
  const drops: [string, (desk: KeptDesk) => unknown, string][] = [
    [
      'is of a provider whom it does not keep',
      (desk) => slot(desk, '14:00', { provider_id: desk.own.id }),
      'not_its_provider',
    ],
    ['is of nobody', (desk) => slot(desk, '14:00', { provider_id: desk.clinic.id }), 'not_its_provider'],
    ['names its provider wrongly', (desk) => slot(desk, '14:00', { provider_id: 'dr-who' }), 'unreadable'],
    ['has no time zone', (desk) => slot(desk, '14:00', { start_time: '2026-11-24T14:00:00' }), 'unreadable'],
    ['is too long', (desk) => slot(desk, '14:00', { end_time: tuesday('15:00') }), 'wrong_duration'],
    [
      'ends before it starts',
      (desk) => slot(desk, '14:00', { end_time: tuesday('13:30') }),
      'wrong_duration',
    ],
    [
      'is past',
      (desk) => slot(desk, '14:00', { start_time: '2026-11-23T14:00:00Z', end_time: '2026-11-23T14:30:00Z' }),
      'in_past',
    ],
    [
      'starts too soon',
      (desk) => slot(desk, '14:00', { start_time: '2026-11-23T15:30:00Z', end_time: '2026-11-23T16:00:00Z' }),
      'inside_notice',
    ],
    [
      'is beyond the window',
      (desk) => slot(desk, '14:00', { start_time: '2027-11-23T15:00:00Z', end_time: '2027-11-23T15:30:00Z' }),
      'not_asked_for',
    ],
    ['was offered before', (desk) => slot(desk, '10:00'), 'offered_before'],
    ['is somebody else’s here', (desk) => slot(desk, '12:15'), 'booking'],
    ['is in time off that is known here', (desk) => slot(desk, '16:00'), 'time_off'],
    ['is when the patient has another visit', (desk) => slot(desk, '13:00'), 'patient_busy'],
  ]

  it.each(drops)('%s; the others are offered', async (_what, bad, reason) => {
    const ctx = testCtx(db())
    const { desk, id } = await asked(ctx)
    const book = (patient_id: string, provider_id: string, clock: string) =>
      bookAppointment(asKeeper(ctx, desk), {
        clinic_id: desk.clinic.id,
        patient_id,
        provider_id,
        service_type_id: desk.service.id,
        starts_at: tuesday(clock),
        notify_patient: false,
      })
    await book((await makePatient(ctx, desk.clinic.id)).id, desk.kept.id, '12:30')
    await book(desk.patient.id, desk.own.id, '13:00')
    await db().timeOff.create({
      data: {
        id: ctx.newId(),
        provider_id: desk.kept.id,
        starts_at: new Date(tuesday('16:15')),
        ends_at: new Date(tuesday('17:00')),
        created_by: 'test',
        created_at: new Date(ctx.now()),
      },
    })
    const row = await answered(ctx, desk, [bad(desk), slot(desk, '14:00'), slot(desk, '14:00')])
    expect(row.state).toBe('processed')
    expect(await offeredOf(id)).toEqual([timeOf(desk, '14:00')])
    const event = await auditOf(db(), 'agent_message.times_dropped', row.id)
    expect(event.detail).toEqual({ from: desk.peer.name, kept: 1, dropped: { [reason]: 1, repeated: 1 } })
  })

  it('does not fit what the patient asked for', async () => {
    const ctx = testCtx(db())
    const desk = await makeKeptDesk(ctx)
    const id = await offerTimes(ctx, desk)
    const clerk = { ...ctx, actor: staffActor('scheduler', [desk.clinic.id]) }
    await requestSlots(clerk, { conversation_id: id, provider_id: desk.kept.id, time_of_day: 'afternoon' })
    await drain(ctx)
    await answered(ctx, desk, [slot(desk, '09:00'), slot(desk, '15:00')])
    expect(await offeredOf(id)).toEqual([timeOf(desk, '15:00')])
  })

  it('is lost between the answer and the text: the others of the answer are offered', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await asked(ctx)
    await answer(ctx, desk.peer, 'AVAILABILITY', {
      available_slots: [slot(desk, '14:00'), slot(desk, '15:00')],
    })
    await takeBeforeOffer(ctx, desk)
    await drain(ctx)
    expect(await offeredOf(id)).toEqual([timeOf(desk, '15:00')])
  })
})

describe('the order in which agents are asked', () => {
  it('is that of the preferred provider, then our own, then the others by name', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await asked(ctx)
    const other = await makePeer(ctx, desk.clinic.id, { name: 'zeta' })
    const third = await makeProvider(ctx, desk.clinic.id, { service_type_ids: [desk.service.id] })
    await keepSchedule(ctx, other, third.id)
    await answered(ctx, desk, [])
    expect((await lastOffer(id)).options.every((option) => option.provider_id === desk.own.id)).toBe(true)
    expect(await inboxOf(ctx, other)).toEqual([])

    await db().availability.deleteMany({ where: { provider_id: desk.own.id } })
    await reply(ctx, id, 'none')
    await answered(ctx, desk, [])
    const question = await lastTo(ctx, other, 'QUERY_AVAILABILITY')
    expect(question.content.providers).toEqual([{ provider_id: third.id, name: third.name }])
    expect(JSON.stringify(question.content)).not.toContain(desk.kept.id)
    await answer(ctx, other, 'AVAILABILITY', {
      available_slots: [slot(desk, '15:00', { provider_id: third.id })],
    })
    await drain(ctx)
    expect(await offeredOf(id)).toEqual([`${third.id} ${tuesday('15:00')}`])
  })

  it('begins with our own when the patient prefers nobody', async () => {
    const ctx = testCtx(db())
    const desk = await makeKeptDesk(ctx)
    const id = await offerTimes(ctx, desk)
    await reply(ctx, id, 'none')
    expect(await inboxOf(ctx, desk.peer)).toEqual([])
    expect(await lastOffer(id)).toMatchObject({ state: 'open', round: 2 })
  })

  it('leaves out who keeps nobody for the service', async () => {
    const ctx = testCtx(db())
    const desk = await makeKeptDesk(ctx)
    const other = await makeServiceType(ctx, desk.clinic.id)
    await db().providerServiceType.updateMany({
      where: { provider_id: desk.kept.id },
      data: { service_type_id: other.id },
    })
    const id = await offerTimes(ctx, desk, ['10:00'], { provider_id: desk.own.id })
    await db().availability.deleteMany({ where: { provider_id: desk.own.id } })
    await reply(ctx, id, 'none')
    expect(await inboxOf(ctx, desk.peer)).toEqual([])
    expect((await conversationOf(id)).needs_staff_reason).toBe('no_times_found')
  })
})

describe('an agent that is silent, gone or has nothing', () => {
  it('is passed over after its time, and its late answer counts no more', async () => {
    const ctx = testCtx(db())
    const { desk, id, question } = await asked(ctx)
    expect((await conversationOf(id)).status).toBe('declined')
    ctx.advance(TIMEOUT_MS - 1)
    await drain(ctx)
    expect((await lastOffer(id)).round).toBe(1)
    ctx.advance(1)
    await drain(ctx)
    expect(await lastOffer(id)).toMatchObject({ state: 'open', round: 2 })
    expect((await lastOffer(id)).options.every((option) => option.provider_id === desk.own.id)).toBe(true)
    const late = await answered(ctx, desk, [slot(desk, '14:00')])
    expect(late).toMatchObject({ state: 'failed' })
    expect(late.failure_reason).toContain('too late')
    expect((await lastOffer(id)).round).toBe(2)
    await auditOf(db(), 'agent_message.unanswered', question.id)
  })

  it('ends at staff, by its name, when nobody is left to ask', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await asked(ctx)
    await db().availability.deleteMany({ where: { provider_id: desk.own.id } })
    ctx.advance(TIMEOUT_MS)
    await drain(ctx)
    expect(await conversationOf(id)).toMatchObject({
      status: 'needs_staff',
      needs_staff_reason: 'agent_silent',
    })
    const final = await db().agentMessage.findFirstOrThrow({
      where: { conversation_id: id, message_type: 'FINAL_APPOINTMENT_CONFIRMATION' },
    })
    const { openContent } = await import('#lib/bus/content.ts')
    expect(openContent(ctx, final)).toMatchObject({
      failure_reason: 'agent_silent',
      agents: [desk.peer.name],
    })
    expect(await db().smsMessage.count({ where: { conversation_id: id, kind: 'notice' } })).toBe(1)
  })

  it('says that there is nothing, and so do all others: no times', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await asked(ctx)
    await db().availability.deleteMany({ where: { provider_id: desk.own.id } })
    await answered(ctx, desk, [])
    expect((await conversationOf(id)).needs_staff_reason).toBe('no_times_found')
  })

  it('reports its question as failed: the next one is asked at once', async () => {
    const ctx = testCtx(db())
    const { desk, id, question } = await asked(ctx)
    const { setMessageStatus } = await import('#lib/services/agent-message/set-status.ts')
    await setMessageStatus(
      { ...ctx, actor: desk.peer.actor },
      { message_id: question.id, status: 'failed', reason: 'No calendar today.' },
    )
    await drain(ctx)
    expect(await lastOffer(id)).toMatchObject({ state: 'open', round: 2 })
  })

  it.each([
    ['stale', { heartbeat_at: new Date(0) }],
    ['in maintenance', { status: 'maintenance' as const }],
  ])('is not asked while it is %s: the next one at once, else staff', async (_what, data) => {
    const ctx = testCtx(db())
    const desk = await makeKeptDesk(ctx)
    await db().patient.update({
      where: { id: desk.patient.id },
      data: { preferred_provider_id: desk.kept.id },
    })
    await db().agent.update({ where: { id: desk.peer.id }, data })
    const id = await offerTimes(ctx, desk)
    await reply(ctx, id, 'none')
    expect(await inboxOf(ctx, desk.peer)).toEqual([])
    expect(await lastOffer(id)).toMatchObject({ state: 'open', round: 2 })
    await db().availability.deleteMany({ where: { provider_id: desk.own.id } })
    await reply(ctx, id, 'none')
    expect((await conversationOf(id)).needs_staff_reason).toBe('agent_missing')
  })

  it('is not asked while outside agents are turned off', async () => {
    const ctx = testCtx(db(), { config: { isAgentMessagingEnabled: false } })
    const desk = await makeKeptDesk(ctx)
    await db().patient.update({
      where: { id: desk.patient.id },
      data: { preferred_provider_id: desk.kept.id },
    })
    const id = await offerTimes(ctx, desk)
    await reply(ctx, id, 'none')
    expect(await inboxOf(ctx, desk.peer)).toEqual([])
  })
})

describe('an answer with times that does not count', () => {
  it('comes a second time', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await asked(ctx)
    await answered(ctx, desk, [slot(desk, '14:00')])
    expect((await answered(ctx, desk, [slot(desk, '15:00')])).state).toBe('failed')
    expect(await offeredOf(id)).toEqual([timeOf(desk, '14:00')])
  })

  it('comes from an agent that was not asked, or in another conversation', async () => {
    const ctx = testCtx(db())
    const { desk, id, question } = await asked(ctx)
    const rival = await makePeer(ctx, desk.clinic.id)
    const third = await makeProvider(ctx, desk.clinic.id, { service_type_ids: [desk.service.id] })
    await keepSchedule(ctx, rival, third.id)
    const content = { available_slots: [slot(desk, '14:00', { provider_id: third.id })] } as never
    const sent = await sendAs(ctx, rival, {
      to_agent_id: 'scheduling-agent',
      message_type: 'AVAILABILITY',
      conversation_id: id,
      content,
    })
    await db().agentMessage.update({ where: { id: sent.id }, data: { in_reply_to: question.id } })
    const elsewhere = await answered(ctx, desk, [slot(desk, '14:00')], { conversation_id: 'elsewhere' })
    expect((await messageOf(sent.id)).state).toBe('failed')
    expect(elsewhere.state).toBe('failed')
    expect((await messageOf(question.id)).answered_at).toBeNull()
    expect((await lastOffer(id)).round).toBe(1)
  })

  it('answers a booking, or is no list', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await asked(ctx)
    await expect(answered(ctx, desk, 'all day')).rejects.toMatchObject({ code: 'invalid_input' })
    await answered(ctx, desk, [slot(desk, '14:00')])
    await reply(ctx, id, String((await lastOffer(id)).options[0]!.reply_number))
    const booking = await lastTo(ctx, desk.peer, 'REQUEST_BOOKING')
    const wrong = await answered(ctx, desk, [slot(desk, '15:00')], { in_reply_to: booking.id })
    expect(wrong.state).toBe('failed')
    expect((await messageOf(booking.id)).answered_at).toBeNull()
  })
})
