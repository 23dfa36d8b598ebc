import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { RunningAgents } from '#lib/bus/handler.ts'
import { createDb, type Db } from '#lib/db/client.ts'
import { logger } from '#lib/logger.ts'
import { ensureBuiltinAgents } from '#lib/services/agent/ensure-builtin.ts'
import { waitingForAgent } from '#lib/services/agent/waiting.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { requestSlots } from '#lib/services/conversation/request-slots.ts'
import { takeOver } from '#lib/services/conversation/take-over.ts'
import { sendOffer } from '#lib/services/offer/send.ts'
import { simulateReply } from '#lib/services/sms/simulate.ts'
import { staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeFrontDesk, makePatient } from '#lib/test/factories.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { BUILTIN_HANDLERS } from './registry.ts'

logger.level = 'silent'
let database: TestDatabase
let db: Db

beforeAll(async () => {
  database = await createTestDatabase()
  db = createDb(database.url)
})
afterEach(async () => {
  // Work that one test leaves pending on purpose must not be done by the next one's drain.
  await db.agentMessage.updateMany({ where: { state: 'pending' }, data: { state: 'failed' } })
})
afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

/** Tuesday, 24 November 2026, in New York. */
const TUESDAY = (clock: string) => `2026-11-24T${clock}:00-05:00`

type Desk = Awaited<ReturnType<typeof makeFrontDesk>>

async function offerTuesday(ctx: TestCtx, desk: Desk, clocks = ['09:00', '10:00', '11:00']) {
  const { conversation } = await sendOffer(ctx, {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    service_type_id: desk.service.id,
    slots: clocks.map((clock) => ({ provider_id: desk.providers[0]!.id, starts_at: TUESDAY(clock) })),
  })
  await drain(ctx)
  return conversation.id
}

async function reply(ctx: TestCtx, conversationId: string, text: string) {
  ctx.advance(60_000)
  await simulateReply(ctx, { conversation_id: conversationId, text })
}

const steps = async (conversationId: string) =>
  (
    await db.agentMessage.findMany({
      where: { conversation_id: conversationId },
      orderBy: { sequence: 'asc' },
      include: { from: true, to: true },
    })
  ).map(
    (message) => `${message.from.type} -> ${message.to?.type}: ${message.message_type} (${message.state})`,
  )

const conversationOf = (id: string) => db.conversation.findUniqueOrThrow({ where: { id } })
const offersOf = (id: string) =>
  db.offer.findMany({
    where: { conversation_id: id },
    orderBy: { id: 'asc' },
    include: { options: { orderBy: { reply_number: 'asc' } } },
  })
const visitsOf = (id: string) =>
  db.appointment.findMany({ where: { conversation_id: id, state: 'booked' }, orderBy: { starts_at: 'asc' } })

async function textsOf(ctx: TestCtx, id: string, kind: string): Promise<string[]> {
  const rows = await db.smsMessage.findMany({
    where: { conversation_id: id, direction: 'outbound', kind },
    orderBy: { id: 'asc' },
  })
  return rows.map((row) =>
    ctx.sealer.open({ table: 'sms_message', column: 'body_sealed', id: row.id }, row.body_sealed),
  )
}

/** A time of the desk's first provider is gone behind the agents' back: booked for somebody else. */
async function loseHold(ctx: TestCtx, desk: Desk, conversationId: string, clock: string) {
  const startsAt = new Date(TUESDAY(clock))
  await db.appointment.updateMany({
    where: { conversation_id: conversationId, starts_at: startsAt, state: 'held' },
    data: { state: 'released' },
  })
  const other = await makePatient(ctx, desk.clinic.id)
  await bookAppointment(ctx, {
    clinic_id: desk.clinic.id,
    patient_id: other.id,
    provider_id: desk.providers[0]!.id,
    service_type_id: desk.service.id,
    starts_at: startsAt.toISOString(),
    notify_patient: false,
  })
}

describe('scenario 1: from a reply to a confirmed visit', () => {
  it('books the chosen slot through the three agents and confirms it by text', async () => {
    const ctx = testCtx(db)
    const desk = await makeFrontDesk(ctx)
    const id = await offerTuesday(ctx, desk)
    await reply(ctx, id, '2')
    await drain(ctx)
    expect(await steps(id)).toEqual([
      'user -> scheduling: CONFIRM_SLOT (processed)',
      'scheduling -> provider: REQUEST_BOOKING (processed)',
      'provider -> scheduling: BOOKING_RESULT (processed)',
      'scheduling -> user: FINAL_APPOINTMENT_CONFIRMATION (processed)',
    ])
    expect(await visitsOf(id)).toMatchObject([{ starts_at: new Date(TUESDAY('10:00')) }])
    expect(await db.appointment.count({ where: { conversation_id: id, state: 'held' } })).toBe(0)
    expect(await textsOf(ctx, id, 'confirmation')).toHaveLength(1)
    expect((await conversationOf(id)).status).toBe('confirmed')
  })

  it('answers each message by naming the one it follows from', async () => {
    const ctx = testCtx(db)
    const id = await offerTuesday(ctx, await makeFrontDesk(ctx))
    await reply(ctx, id, '1')
    await drain(ctx)
    const messages = await db.agentMessage.findMany({
      where: { conversation_id: id },
      orderBy: { sequence: 'asc' },
    })
    expect(messages.map((message) => message.in_reply_to)).toEqual([
      null,
      ...messages.slice(0, -1).map((message) => message.id),
    ])
  })

  it('offers fresh times in the same turn when the chosen one was taken meanwhile', async () => {
    const ctx = testCtx(db)
    const desk = await makeFrontDesk(ctx)
    const id = await offerTuesday(ctx, desk)
    await loseHold(ctx, desk, id, '10:00')
    await reply(ctx, id, '2')
    await drain(ctx)
    expect(await visitsOf(id)).toEqual([])
    const [first, second] = await offersOf(id)
    expect(second).toMatchObject({ state: 'open', round: 2 })
    const seen = first!.options.map((option) => `${option.provider_id} ${option.starts_at.toISOString()}`)
    const fresh = second!.options.map((option) => `${option.provider_id} ${option.starts_at.toISOString()}`)
    expect(fresh).toHaveLength(3)
    expect(fresh.filter((option) => seen.includes(option))).toEqual([])
    expect((await conversationOf(id)).status).toBe('awaiting_response')

    await reply(ctx, id, String(second!.options[0]!.reply_number))
    await drain(ctx)
    expect((await visitsOf(id)).map((visit) => visit.starts_at)).toEqual([second!.options[0]!.starts_at])
  })

  it('gives one slot to one of two patients who take it at the same time, and the other one fresh times', async () => {
    const ctx = testCtx(db)
    const desk = await makeFrontDesk(ctx)
    const rival = { ...desk, patient: await makePatient(ctx, desk.clinic.id) }
    const shared = async (who: Desk) => {
      const sent = await sendOffer(ctx, {
        clinic_id: who.clinic.id,
        patient_id: who.patient.id,
        service_type_id: who.service.id,
        slots: [{ provider_id: who.providers[0]!.id, starts_at: TUESDAY('14:00') }],
        is_shared: true,
      })
      return sent.conversation.id
    }
    const ids = [await shared(desk), await shared(rival)]
    await drain(ctx)
    for (const id of ids) await reply(ctx, id, 'yes')
    await Promise.all([drain(ctx), drain(testCtx(db, { now: ctx.now() }))])
    await drain(ctx)
    const visits = await db.appointment.findMany({
      where: { provider_id: desk.providers[0]!.id, starts_at: new Date(TUESDAY('14:00')), state: 'booked' },
    })
    expect(visits).toHaveLength(1)
    const loser = ids.find((id) => id !== visits[0]!.conversation_id)!
    expect((await offersOf(loser)).at(-1)).toMatchObject({ state: 'open', round: 2 })
  })

  it('moves the visit when the patient changes their mind, and says so', async () => {
    const ctx = testCtx(db)
    const desk = await makeFrontDesk(ctx)
    const id = await offerTuesday(ctx, desk)
    await reply(ctx, id, '2')
    await drain(ctx)
    const [before] = await visitsOf(id)
    await reply(ctx, id, 'actually 3')
    await drain(ctx)
    expect(await visitsOf(id)).toMatchObject([{ id: before!.id, starts_at: new Date(TUESDAY('11:00')) }])
    expect(await textsOf(ctx, id, 'confirmation')).toHaveLength(2)
    expect((await steps(id)).slice(4)).toEqual([
      'user -> scheduling: CONFIRM_SLOT (processed)',
      'scheduling -> provider: REQUEST_BOOKING (processed)',
      'provider -> scheduling: BOOKING_RESULT (processed)',
      'scheduling -> user: FINAL_APPOINTMENT_CONFIRMATION (processed)',
    ])
  })
})

describe('none of the times suits', () => {
  it('offers fresh times twice, then asks staff and tells the patient that a person will answer', async () => {
    const ctx = testCtx(db)
    const desk = await makeFrontDesk(ctx)
    const id = await offerTuesday(ctx, desk)
    for (const round of [2, 3]) {
      await reply(ctx, id, 'none of these')
      await drain(ctx)
      expect((await offersOf(id)).at(-1)).toMatchObject({ state: 'open', round })
    }
    const all = (await offersOf(id)).flatMap((offer) =>
      offer.options.map((option) => `${option.provider_id} ${option.starts_at.toISOString()}`),
    )
    expect(new Set(all).size).toBe(all.length)
    await reply(ctx, id, 'none of these')
    await drain(ctx)
    expect(await offersOf(id)).toHaveLength(3)
    expect(await conversationOf(id)).toMatchObject({
      status: 'needs_staff',
      needs_staff_reason: 'rounds_used_up',
    })
    expect((await steps(id)).at(-1)).toBe('scheduling -> user: FINAL_APPOINTMENT_CONFIRMATION (processed)')
    expect(await textsOf(ctx, id, 'notice')).toHaveLength(1)
  })

  it('asks staff when there are no times left to offer', async () => {
    const ctx = testCtx(db)
    const desk = await makeFrontDesk(ctx)
    const id = await offerTuesday(ctx, desk)
    await db.availability.deleteMany({
      where: { provider_id: { in: desk.providers.map((provider) => provider.id) } },
    })
    await reply(ctx, id, 'none')
    await drain(ctx)
    expect(await conversationOf(id)).toMatchObject({
      status: 'needs_staff',
      needs_staff_reason: 'no_times_found',
    })
  })

  it('goes on beyond the limit when a person asks the agents to', async () => {
    const ctx = testCtx(db, { config: { maxOfferRounds: 1 } })
    const desk = await makeFrontDesk(ctx)
    const id = await offerTuesday(ctx, desk)
    const clerk: TestCtx = { ...ctx, actor: staffActor('scheduler', [desk.clinic.id]) }
    await requestSlots(clerk, { conversation_id: id, time_of_day: 'afternoon' })
    await drain(ctx)
    const last = (await offersOf(id)).at(-1)!
    expect(last).toMatchObject({ state: 'open', round: 2 })
    for (const option of last.options) expect(option.starts_at.getUTCHours()).toBeGreaterThanOrEqual(17)
  })

  it('replaces a time that somebody takes while the offer is being sent', async () => {
    const ctx = testCtx(db)
    const desk = await makeFrontDesk(ctx)
    const id = await offerTuesday(ctx, desk)
    await reply(ctx, id, 'none')
    // Everything up to OFFER_SLOTS is handled; then all the offered times are taken.
    const { 'user-agent': user, ...withoutUser } = BUILTIN_HANDLERS
    await drain(ctx, withoutUser as RunningAgents)
    expect((await steps(id)).at(-1)).toBe('scheduling -> user: OFFER_SLOTS (pending)')
    const other = await makePatient(ctx, desk.clinic.id)
    const message = await db.agentMessage.findFirstOrThrow({
      where: { conversation_id: id, state: 'pending' },
    })
    const content = JSON.parse(
      ctx.sealer.open(
        { table: 'agent_message', column: 'content_sealed', id: message.id },
        message.content_sealed,
      ),
    )
    const [taken] = content.available_slots
    await bookAppointment(ctx, {
      clinic_id: desk.clinic.id,
      patient_id: other.id,
      provider_id: taken.provider_id,
      service_type_id: desk.service.id,
      starts_at: taken.start_time,
      notify_patient: false,
    })
    await drain(ctx, { 'user-agent': user! })
    const last = (await offersOf(id)).at(-1)!
    expect(last.state).toBe('open')
    expect(last.options).toHaveLength(3)
    expect(
      last.options.some(
        (option) =>
          option.provider_id === taken.provider_id &&
          option.starts_at.getTime() === Date.parse(taken.start_time),
      ),
    ).toBe(false)
  })
})

describe('when a person has the conversation', () => {
  it('neither books nor texts, and the message says why', async () => {
    const ctx = testCtx(db)
    const desk = await makeFrontDesk(ctx)
    const id = await offerTuesday(ctx, desk)
    await reply(ctx, id, '2')
    // The reply is read, the clerk takes over before the provider agent books.
    await drain(ctx, {})
    const clerk: TestCtx = { ...ctx, actor: staffActor('scheduler', [desk.clinic.id]) }
    await takeOver(clerk, { conversation_id: id })
    await drain(ctx)
    expect(await visitsOf(id)).toEqual([])
    const failed = await db.agentMessage.findFirstOrThrow({ where: { conversation_id: id, state: 'failed' } })
    expect(failed).toMatchObject({ message_type: 'REQUEST_BOOKING', attempt: 1 })
    expect(failed.failure_reason).toContain('staff')
    expect((await conversationOf(id)).needs_staff_reason).toBeNull()
    expect(await textsOf(ctx, id, 'confirmation')).toEqual([])
    expect(await db.appointment.count({ where: { conversation_id: id, state: 'held' } })).toBe(3)
  })
})

describe('when a person takes the conversation after the booking', () => {
  it('keeps the visit and leaves telling the patient to that person', async () => {
    const ctx = testCtx(db)
    const desk = await makeFrontDesk(ctx)
    const id = await offerTuesday(ctx, desk)
    await reply(ctx, id, '2')
    const { 'user-agent': _waits, ...others } = BUILTIN_HANDLERS
    await drain(ctx, others as RunningAgents)
    await takeOver({ ...ctx, actor: staffActor('scheduler', [desk.clinic.id]) }, { conversation_id: id })
    await drain(ctx)
    expect(await visitsOf(id)).toHaveLength(1)
    expect(await textsOf(ctx, id, 'confirmation')).toEqual([])
    expect((await steps(id)).at(-1)).toBe('scheduling -> user: FINAL_APPOINTMENT_CONFIRMATION (failed)')
  })
})

describe('with one agent taken away', () => {
  it.each(['user-agent', 'scheduling-agent', 'provider-agent'])(
    'the reply stays pending without the %s, staff see which is missing, and its return finishes the job',
    async (missing) => {
      const ctx = testCtx(db)
      await ensureBuiltinAgents(ctx)
      const desk = await makeFrontDesk(ctx)
      const id = await offerTuesday(ctx, desk)
      await db.agent.updateMany({ data: { heartbeat_at: new Date(ctx.systemNow()) } })
      await db.agent.update({ where: { name: missing }, data: { heartbeat_at: null } })
      await reply(ctx, id, '1')
      const others = Object.fromEntries(Object.entries(BUILTIN_HANDLERS).filter(([name]) => name !== missing))
      await drain(ctx, others)
      expect(await textsOf(ctx, id, 'confirmation')).toEqual([])
      expect((await waitingForAgent(ctx, [id])).get(id)).toMatchObject({ agent: missing, is_missing: true })
      await drain(ctx)
      expect(await visitsOf(id)).toHaveLength(1)
      expect(await textsOf(ctx, id, 'confirmation')).toHaveLength(1)
      expect((await waitingForAgent(ctx, [id])).size).toBe(0)
    },
  )
})
