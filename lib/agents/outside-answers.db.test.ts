import { describe, expect, it } from 'vitest'
import { claimMessages } from '#lib/services/agent-message/claim.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { answer, type KeptDesk, makeKeptDesk, offerTimes, reply, slot } from '#lib/test/kept-desk.ts'
import {
  answerBooking,
  chooseKeptTime,
  openOutsideDatabase,
  TIMEOUT_MS,
  yesTo,
} from '#lib/test/outside-agents.ts'
import { inboxOf, keepSchedule, lastTo, makePeer, sendAs } from '#lib/test/peers.ts'
import { auditOf } from '#lib/test/scheduling.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { giveUpAsks } from './give-up-asks.ts'

const { db, conversationOf, visitsOf, holdsOf, lastOffer, messageOf, countTexts } = openOutsideDatabase()

describe('an agent that does not answer', () => {
  it('is given up after the time it has; the patient gets times of others, and a late yes is called off', async () => {
    const ctx = testCtx(db())
    const { desk, id, question } = await chooseKeptTime(ctx)
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

    const late = await answerBooking(ctx, desk, yesTo(desk))
    expect(late).toMatchObject({ state: 'failed' })
    expect(late.failure_reason).toContain('too late')
    expect(await visitsOf(id)).toEqual([])
    expect(await inboxOf(ctx, desk.peer, 'CANCEL_APPOINTMENT')).toHaveLength(1)
  })

  it('leaves the patient to staff, by its name, when nobody else does the service', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chooseKeptTime(ctx)
    await db().providerServiceType.deleteMany({ where: { provider_id: desk.own.id } })
    ctx.advance(TIMEOUT_MS)
    await drain(ctx)
    expect(await conversationOf(id)).toMatchObject({
      status: 'needs_staff',
      needs_staff_reason: 'agent_silent',
    })
    expect(await countTexts(id, 'notice')).toBe(1)
    expect(await holdsOf(id)).toEqual([])
  })

  it('is not given up while its answer waits for us', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chooseKeptTime(ctx)
    ctx.advance(TIMEOUT_MS - 1)
    await answer(ctx, desk.peer, 'BOOKING_RESULT', yesTo(desk))
    ctx.advance(60_000)
    expect(await giveUpAsks(ctx)).toBe(0)
    await drain(ctx)
    expect(await visitsOf(id)).toHaveLength(1)
  })

  it('is not given up when its answer comes in at the last moment', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chooseKeptTime(ctx)
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
      await answer(ctx, desk.peer, 'BOOKING_RESULT', yesTo(desk))
    })
    expect(await givingUp).toBe(0)
    await drain(ctx)
    expect(await visitsOf(id)).toHaveLength(1)
  })

  it('cannot fetch the question any more once its time is over', async () => {
    const ctx = testCtx(db())
    const { desk } = await chooseKeptTime(ctx)
    ctx.advance(TIMEOUT_MS)
    expect(await claimMessages({ ...ctx, actor: desk.peer.actor }, {})).toEqual([])
  })

  it('is given up once by two workers at once', async () => {
    const ctx = testCtx(db())
    const { id } = await chooseKeptTime(ctx)
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
    const { desk, id, question } = await chooseKeptTime(ctx)
    const stranger = await makePeer(ctx, desk.clinic.id)
    const message = { to_agent_id: 'scheduling-agent', message_type: 'BOOKING_RESULT', content: yesTo(desk) }
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
    await answerBooking(ctx, desk, yesTo(desk))
    expect(await visitsOf(id)).toHaveLength(1)
  })

  it('names no question, or another one', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chooseKeptTime(ctx)
    const other = await chooseKeptTime(ctx)
    await keepSchedule(ctx, desk.peer, other.desk.kept.id)
    const message = { to_agent_id: 'scheduling-agent', message_type: 'BOOKING_RESULT', conversation_id: id }
    const none = await sendAs(ctx, desk.peer, { ...message, content: yesTo(desk) })
    const wrong = await sendAs(ctx, desk.peer, { ...message, content: yesTo(desk) })
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
    const { desk, id, question } = await chooseKeptTime(ctx)
    const elsewhere = await offerTimes(ctx, { ...desk, patient: await makePatient(ctx, desk.clinic.id) }, [
      '14:00',
    ])
    const rows = [
      await answerBooking(ctx, desk, yesTo(desk), { conversation_id: elsewhere }),
      await answerBooking(ctx, desk, yesTo(desk), { conversation_id: 'a flow of its own' }),
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
    const { desk, id, question } = await chooseKeptTime(ctx)
    const row = await answerBooking(ctx, desk, { status: 'CONFIRMED', ...content(desk) })
    expect(row.state).toBe('failed')
    expect(row.failure_reason).toContain('does not name the time')
    expect((await messageOf(question.id)).answered_at).toBeNull()
    await nothingChanged(id)
    const slot_id = (question.content.slot_details as { slot_id: string }).slot_id
    expect((await answerBooking(ctx, desk, { status: 'CONFIRMED', slot_id })).state).toBe('processed')
    expect(await visitsOf(id)).toHaveLength(1)
  })

  it('comes a second time: the visit stays and is not called off', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chooseKeptTime(ctx)
    await answerBooking(ctx, desk, yesTo(desk))
    const again = await answerBooking(ctx, desk, yesTo(desk))
    expect(again.state).toBe('failed')
    const no = await answerBooking(ctx, desk, { ...yesTo(desk), status: 'FAILED' })
    expect(no.state).toBe('failed')
    expect(await visitsOf(id)).toHaveLength(1)
    expect(await countTexts(id, 'confirmation')).toBe(1)
    expect(await inboxOf(ctx, desk.peer, 'CANCEL_APPOINTMENT')).toEqual([])
  })

  it('comes twice at the same time', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chooseKeptTime(ctx)
    for (let n = 0; n < 4; n += 1) await answer(ctx, desk.peer, 'BOOKING_RESULT', yesTo(desk))
    await Promise.all([drain(ctx), drain(testCtx(db(), { now: ctx.now() }))])
    await drain(ctx)
    expect(await visitsOf(id)).toHaveLength(1)
    expect(await countTexts(id, 'confirmation')).toBe(1)
  })

  it('cannot be read', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chooseKeptTime(ctx)
    await expect(answer(ctx, desk.peer, 'BOOKING_RESULT', { status: 7 })).rejects.toMatchObject({
      code: 'invalid_input',
    })
    await nothingChanged(id)
  })

  it('is another of our types, which only our own agents send', async () => {
    const ctx = testCtx(db())
    const { desk, id } = await chooseKeptTime(ctx)
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
