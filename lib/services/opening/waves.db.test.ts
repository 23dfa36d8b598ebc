import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BUILTIN_HANDLERS } from '#lib/agents/registry.ts'
import { mutate } from '#lib/core/mutate.ts'
import { MAX_TRIES } from '#lib/domain/agents/retry-policy.ts'
import { HOUR_MS, MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { logger } from '#lib/logger.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { TUESDAY, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { type BackfillDesk, bookVisit, makeBackfillDesk, makeWaiting } from '#lib/test/waiting-list.ts'
import { cancelAppointment } from '../appointment/cancel.ts'
import { rescheduleAppointment } from '../appointment/reschedule.ts'
import { takeOver } from '../conversation/take-over.ts'
import { sendOffer } from '../offer/send.ts'
import { answerSuggestion } from './answer.ts'
import { sendSuggestion } from './send-suggestion.ts'
import { runOpeningWaves } from './tend.ts'

logger.level = 'silent'
const { db } = openTestDatabase()
/** Wednesday, 25 November 2026, in New York. */
const WEDNESDAY = (clock: string) => `2026-11-25T${clock}:00-05:00`
let desk: BackfillDesk
beforeEach(async () => {
  desk = await makeBackfillDesk(testCtx(db()))
})
afterEach(async () => {
  await db().agentMessage.updateMany({ where: { state: 'pending' }, data: { state: 'failed' } })
  await db().opening.updateMany({ where: { state: 'open' }, data: { state: 'gone' } })
  await db().openingInvitation.updateMany({ where: { state: 'invited' }, data: { state: 'too_late' } })
})

type Patient = { id: string; phone_sealed: string }
const goTo = (ctx: TestCtx, iso: string) => ctx.advance(Date.parse(iso) - ctx.now())
const openings = () =>
  db().opening.findMany({ where: { clinic_id: desk.clinic.id }, orderBy: { starts_at: 'asc' } })
const invitations = () =>
  db().openingInvitation.findMany({
    where: { opening: { clinic_id: desk.clinic.id } },
    orderBy: { id: 'asc' },
  })
const suggestions = () =>
  db().agentMessage.count({ where: { clinic_id: desk.clinic.id, message_type: 'PROACTIVE_SUGGESTION' } })
const bodies = async (patient: Patient) => (await textsTo(desk, patient.id)).map(({ text }) => text)

async function free(starts_at: string, provider = 0) {
  const visit = await bookVisit(desk, desk.patient, starts_at, provider)
  await cancelAppointment(desk.clerk, { appointment_id: visit.id, notify_patient: false })
}

describe('quiet hours', () => {
  it('no suggestion leaves inside them, and the first leave when they end', async () => {
    desk = await makeBackfillDesk(testCtx(db()), { quiet_hours: '20:00-08:00' })
    goTo(desk.ctx, '2026-11-23T19:58:00-05:00')
    const waiting = await makeWaiting(desk)
    goTo(desk.ctx, '2026-11-23T21:00:00-05:00')
    await free(TUESDAY('15:00'))
    await drain(desk.ctx)
    expect(await bodies(waiting)).toEqual([])
    const eight = new Date('2026-11-24T08:00:00-05:00')
    expect(await openings()).toMatchObject([{ state: 'open', wave: 0, next_wave_at: eight }])
    desk.ctx.advance(eight.getTime() - desk.ctx.now() - 1)
    await drain(desk.ctx)
    expect(await bodies(waiting)).toEqual([])
    desk.ctx.advance(1)
    await drain(desk.ctx)
    expect(await bodies(waiting)).toHaveLength(1)
  })

  it('are those of the zone where each patient is', async () => {
    desk = await makeBackfillDesk(testCtx(db()), { quiet_hours: '20:00-08:00' })
    const [east, west] = [
      await makeWaiting(desk, { name: 'East' }),
      await makeWaiting(desk, { name: 'West' }),
    ]
    await db().patient.update({ where: { id: west.id }, data: { time_zone: 'America/Los_Angeles' } })
    goTo(desk.ctx, '2026-11-23T21:00:00-05:00')
    await free(TUESDAY('15:00'))
    await drain(desk.ctx)
    expect(await bodies(west)).toHaveLength(1)
    expect(await bodies(east)).toEqual([])
  })

  it('hold back the news that the time was taken, until they end', async () => {
    desk = await makeBackfillDesk(testCtx(db()), { quiet_hours: '20:00-08:00' })
    const [winner, loser] = [
      await makeWaiting(desk, { name: 'Winner' }),
      await makeWaiting(desk, { name: 'Loser' }),
    ]
    goTo(desk.ctx, '2026-11-23T19:50:00-05:00')
    await free(TUESDAY('15:00'))
    await drain(desk.ctx)
    goTo(desk.ctx, '2026-11-23T22:00:00-05:00')
    await textFrom(desk, '1', winner)
    await drain(desk.ctx)
    expect((await bodies(winner)).at(-1)).toMatch(/you are confirmed/)
    const news = (await textsTo(desk, loser.id)).at(-1)!
    expect(news).toMatchObject({ state: 'scheduled', due_at: new Date('2026-11-24T08:00:00-05:00') })
    goTo(desk.ctx, '2026-11-24T08:00:00-05:00')
    await drain(desk.ctx)
    expect((await textsTo(desk, loser.id)).at(-1)).toMatchObject({ id: news.id, state: 'delivered' })
  })

  it('that began between the wave and its text stop the text, and the patient is asked when they are over', async () => {
    desk = await makeBackfillDesk(testCtx(db()), { quiet_hours: '20:00-08:00' })
    const waiting = await makeWaiting(desk)
    goTo(desk.ctx, '2026-11-23T19:55:00-05:00')
    await free(TUESDAY('15:00'))
    await runOpeningWaves(desk.ctx)
    expect(await invitations()).toMatchObject([{ state: 'invited', offer_id: null }])
    goTo(desk.ctx, '2026-11-23T20:00:00-05:00')
    await drain(desk.ctx)
    expect(await bodies(waiting)).toEqual([])
    expect(await invitations()).toEqual([])
    goTo(desk.ctx, '2026-11-24T08:00:00-05:00')
    await drain(desk.ctx)
    expect(await bodies(waiting)).toHaveLength(1)
  })
})

describe('several workers', () => {
  it('never ask anybody twice, and no more than a wave at once', async () => {
    const patients = []
    for (const name of ['A', 'B', 'C', 'D', 'E']) patients.push(await makeWaiting(desk, { name }))
    await free(TUESDAY('10:00'))
    const workers = Array.from({ length: 4 }, () => testCtx(db(), { now: desk.ctx.now() }))
    await Promise.all(workers.map((worker) => runOpeningWaves(worker)))
    await Promise.all(workers.map((worker) => drain(worker)))
    expect(await openings()).toMatchObject([{ wave: 1 }])
    expect(await suggestions()).toBe(2)
    const counts = await Promise.all(patients.map(async (patient) => (await bodies(patient)).length))
    expect(counts).toEqual([1, 1, 0, 0, 0])
  })

  it('tend two times that free at once without asking one patient about both', async () => {
    const waiting = await makeWaiting(desk)
    await free(TUESDAY('10:00'))
    await free(TUESDAY('10:00'), 1)
    const workers = Array.from({ length: 4 }, () => testCtx(db(), { now: desk.ctx.now() }))
    await Promise.all(workers.map((worker) => runOpeningWaves(worker)))
    await drain(desk.ctx)
    expect(await suggestions()).toBe(1)
    expect(await bodies(waiting)).toHaveLength(1)
    expect((await openings()).map((opening) => opening.state)).toEqual(['open', 'open'])
  })
})

describe('a wave', () => {
  it('waits for whatever another transaction does to a phone, and then asks nobody who has an offer', async () => {
    const waiting = await makeWaiting(desk)
    await free(TUESDAY('10:00'))
    const { promise: isSent, resolve: sent } = Promise.withResolvers<void>()
    const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>()
    const offering = mutate(desk.clerk, { name: 'test.offer', permission: null }, async (tx) => {
      await sendOffer(tx, {
        clinic_id: desk.clinic.id,
        patient_id: waiting.id,
        service_type_id: desk.service.id,
        slots: [{ provider_id: desk.providers[1]!.id, starts_at: WEDNESDAY('09:00') }],
      })
      sent()
      await mayCommit
    })
    await isSent
    const wave = runOpeningWaves(testCtx(db(), { now: desk.ctx.now() }))
    await waitFor('the wave waits for the phone', async () => {
      const [row] = await db().$queryRaw<{ waiting: bigint }[]>`
        SELECT count(*) AS waiting FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()`
      return Number(row?.waiting) > 0
    })
    commit()
    await Promise.all([offering, wave])
    expect(await suggestions()).toBe(0)
  })
})

describe('a crash', () => {
  it('between the wave and the text loses nobody and texts nobody twice', async () => {
    const waiting = await makeWaiting(desk)
    await free(TUESDAY('10:00'))
    await runOpeningWaves(desk.ctx)
    const suggest = BUILTIN_HANDLERS['user-agent']!.PROACTIVE_SUGGESTION!
    const suggestThenDie: typeof suggest = async (tx, message) => {
      await suggest(tx, message)
      throw new Error('killed')
    }
    const dies = {
      ...BUILTIN_HANDLERS,
      'user-agent': { ...BUILTIN_HANDLERS['user-agent'], PROACTIVE_SUGGESTION: suggestThenDie },
    }
    await drain(desk.ctx, dies)
    expect(await bodies(waiting)).toEqual([])
    expect(await invitations()).toMatchObject([{ state: 'invited', offer_id: null }])
    desk.ctx.advance(MINUTE_MS)
    await drain(desk.ctx)
    await drain(desk.ctx)
    expect(await bodies(waiting)).toHaveLength(1)
    expect(await invitations()).toMatchObject([{ state: 'invited', offer_id: expect.any(String) }])
  })

  it('on every try asks staff, and tells a patient who had asked for nothing nothing', async () => {
    const waiting = await makeWaiting(desk)
    await free(TUESDAY('15:00'))
    const breaks = () => Promise.reject(new Error('broken'))
    const broken = {
      ...BUILTIN_HANDLERS,
      'user-agent': {
        ...BUILTIN_HANDLERS['user-agent'],
        PROACTIVE_SUGGESTION: breaks,
      },
    }
    for (let count = 0; count < MAX_TRIES; count += 1) {
      await drain(desk.ctx, broken)
      desk.ctx.advance(3 * MINUTE_MS)
    }
    expect(await db().conversation.findFirstOrThrow({ where: { patient_id: waiting.id } })).toMatchObject({
      needs_staff_reason: 'agent_failed',
    })
    expect(await bodies(waiting)).toEqual([])
  })

  it('that lasts makes a suggestion stale: it is dropped, and a later wave asks again', async () => {
    const waiting = await makeWaiting(desk)
    await free(TUESDAY('15:00'))
    await runOpeningWaves(desk.ctx)
    desk.ctx.advance(31 * MINUTE_MS)
    await drain(desk.ctx)
    expect(await bodies(waiting)).toHaveLength(1)
    expect(await invitations()).toMatchObject([{ wave: 2, state: 'invited' }])
    expect(await suggestions()).toBe(2)
  })
})

describe('a suggestion', () => {
  const facts = async (waiting: Patient) => {
    const [opening] = await openings()
    const message = await db().agentMessage.findFirstOrThrow({
      where: { clinic_id: desk.clinic.id, message_type: 'PROACTIVE_SUGGESTION' },
    })
    return {
      opening_id: opening!.id,
      patient_id: waiting.id,
      conversation_id: message.conversation_id!,
      appointment_id: null,
      reasoning: [],
    }
  }
  const suggest = async (suggestion: Awaited<ReturnType<typeof facts>>) =>
    mutate(desk.ctx, { name: 'test.suggest', permission: null }, (tx) => sendSuggestion(tx, suggestion))

  it('of a time that is over is not texted, however shortly ago that was', async () => {
    const waiting = await makeWaiting(desk)
    await free(TUESDAY('10:00'))
    await runOpeningWaves(desk.ctx)
    await db().opening.updateMany({ where: { clinic_id: desk.clinic.id }, data: { state: 'gone' } })
    await suggest(await facts(waiting))
    expect(await bodies(waiting)).toEqual([])
    expect(await db().conversation.findMany({ where: { patient_id: waiting.id } })).toMatchObject([
      { closed_at: expect.any(Date) },
    ])
  })

  it('that is handled twice is one text, and nothing is dropped', async () => {
    const waiting = await makeWaiting(desk)
    await free(TUESDAY('10:00'))
    await runOpeningWaves(desk.ctx)
    const suggestion = await facts(waiting)
    await suggest(suggestion)
    await suggest(suggestion)
    expect(await bodies(waiting)).toHaveLength(1)
    expect(await invitations()).toMatchObject([{ state: 'invited', offer_id: expect.any(String) }])
    const dropped = { action: 'opening.suggestion_dropped', clinic_id: desk.clinic.id }
    expect(await db().auditEvent.count({ where: dropped })).toBe(0)
  })

  it('that had not left when the time was booked is taken back without a word', async () => {
    const waiting = await makeWaiting(desk)
    await free(TUESDAY('10:00'))
    await runOpeningWaves(desk.ctx)
    await suggest(await facts(waiting))
    await bookVisit(desk, desk.patient, TUESDAY('10:00'))
    await runOpeningWaves(desk.ctx)
    expect(await textsTo(desk, waiting.id)).toMatchObject([
      { state: 'cancelled', error_code: 'offer_closed' },
    ])
    expect(await invitations()).toMatchObject([{ state: 'too_late' }])
  })

  it('that was answered before its end was told is answered once', async () => {
    const waiting = await makeWaiting(desk)
    await free(TUESDAY('10:00'))
    await drain(desk.ctx)
    await textFrom(desk, '1', waiting)
    await bookVisit(desk, desk.patient, TUESDAY('10:00'))
    await runOpeningWaves(desk.ctx)
    await drain(desk.ctx)
    expect((await bodies(waiting)).filter((text) => /just taken/.test(text))).toHaveLength(1)
    expect(await invitations()).toMatchObject([{ state: 'too_late' }])
  })

  it('ends without a text, and without a failure, for a phone that has opted out meanwhile', async () => {
    const waiting = await makeWaiting(desk)
    await free(TUESDAY('10:00'))
    await drain(desk.ctx)
    const { conversation_id } = await facts(waiting)
    await textFrom(desk, 'STOP', waiting)
    await drain(desk.ctx)
    const before = await bodies(waiting)
    await mutate(desk.ctx, { name: 'test.answer', permission: null }, (tx) =>
      answerSuggestion(tx, conversation_id),
    )
    expect(await bodies(waiting)).toEqual(before)
  })

  it('of a visit that was moved or of an entry that was changed meanwhile is not texted', async () => {
    const waiting = await makeWaiting(desk, { visit_at: WEDNESDAY('11:00') })
    await free(TUESDAY('10:00'))
    await runOpeningWaves(desk.ctx)
    await rescheduleAppointment(desk.clerk, {
      appointment_id: waiting.visit!.id,
      starts_at: TUESDAY('09:00'),
      notify_patient: false,
    })
    await drain(desk.ctx)
    expect(await bodies(waiting)).toEqual([])
  })
})

describe('somebody who', () => {
  it('was taken over by staff between the wave and the text is not texted', async () => {
    const waiting = await makeWaiting(desk, { visit_at: WEDNESDAY('11:00') })
    await free(TUESDAY('10:00'))
    await runOpeningWaves(desk.ctx)
    const { conversation_id } = await db().agentMessage.findFirstOrThrow({
      where: { message_type: 'PROACTIVE_SUGGESTION', clinic_id: desk.clinic.id },
    })
    await takeOver(desk.clerk, { conversation_id: conversation_id! })
    await drain(desk.ctx)
    expect(await bodies(waiting)).toEqual([])
    expect(await invitations()).toEqual([])
    expect(await db().conversation.findUniqueOrThrow({ where: { id: conversation_id! } })).toMatchObject({
      needs_staff_reason: null,
    })
    expect(await openings()).toMatchObject([{ state: 'open' }])
  })

  it('has another offer is asked once that is over', async () => {
    const waiting = await makeWaiting(desk)
    await sendOffer(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: waiting.id,
      service_type_id: desk.service.id,
      slots: [{ provider_id: desk.providers[1]!.id, starts_at: WEDNESDAY('09:00') }],
      expires_in_hours: 1,
    })
    await free(WEDNESDAY('15:00'))
    await drain(desk.ctx)
    expect(await suggestions()).toBe(0)
    expect(await openings()).toMatchObject([{ state: 'open' }])
    desk.ctx.advance(HOUR_MS + 15 * MINUTE_MS)
    await drain(desk.ctx)
    expect(await suggestions()).toBe(1)
  })

  it('waits for another provider, or cannot come then, is left alone', async () => {
    const others = [
      await makeWaiting(desk, { provider_id: desk.providers[1]!.id }),
      await makeWaiting(desk, { weekdays: [1, 3] }),
      await makeWaiting(desk, { times_of_day: ['evening'] }),
      await makeWaiting(desk, { until_date: '2026-11-23' }),
      await makeWaiting(desk, { visit_at: TUESDAY('09:00') }),
    ]
    await free(TUESDAY('10:00'))
    await drain(desk.ctx)
    for (const patient of others) expect(await bodies(patient)).toEqual([])
    expect(await openings()).toMatchObject([{ state: 'exhausted' }])
  })
})
