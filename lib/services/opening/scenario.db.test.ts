import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { cancelAppointment } from '#lib/services/appointment/cancel.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { TUESDAY, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { type BackfillDesk, bookVisit, makeBackfillDesk, makeWaiting } from '#lib/test/waiting-list.ts'
import { joinWaitingList } from '../waiting-list/join.ts'
import { getOpening } from './get.ts'

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

async function reply(patient: Patient, text: string) {
  desk.ctx.advance(MINUTE_MS)
  await textFrom(desk, text, patient)
  await drain(desk.ctx)
}

/** Books the desk's patient at Tuesday 10:00 and cancels it again. */
async function freeTuesdayAtTen() {
  const visit = await bookVisit(desk, desk.patient, TUESDAY('10:00'))
  await cancelAppointment(desk.clerk, { appointment_id: visit.id, notify_patient: false })
  return visit
}

const openings = () => db().opening.findMany({ where: { clinic_id: desk.clinic.id }, orderBy: { id: 'asc' } })
const invitations = (openingId: string) =>
  db().openingInvitation.findMany({
    where: { opening_id: openingId },
    orderBy: [{ wave: 'asc' }, { id: 'asc' }],
  })
const visitsOf = (patient: Patient) =>
  db().appointment.findMany({ where: { patient_id: patient.id, state: 'booked' } })
const bodies = async (patient: Patient) => (await textsTo(desk, patient.id)).map(({ text }) => text)

describe('a cancelled visit', () => {
  it('is offered to waiting patients in waves, and the first to accept has it', async () => {
    const [first, second, third] = [
      await makeWaiting(desk, { name: 'First' }),
      await makeWaiting(desk, { name: 'Second' }),
      await makeWaiting(desk, { name: 'Third' }),
    ]
    const freed = await freeTuesdayAtTen()
    await drain(desk.ctx)
    const [opening] = await openings()
    expect(opening).toMatchObject({ state: 'open', cause: 'cancellation', freed_by_id: freed.id, wave: 1 })
    expect((await invitations(opening!.id)).map((each) => each.patient_id)).toEqual([first.id, second.id])
    expect((await bodies(first))[0]).toMatch(/a time opened for First\. The first to answer has it\./)
    expect((await bodies(first))[0]).toContain('1. Tue Nov 24, 10:00 AM, Dr. Ada Smith\nReply 1 or NONE.')
    expect((await bodies(first))[0]).toContain('Reply STOP to opt out.')
    expect(await bodies(third)).toEqual([])

    await reply(second, '1')
    expect(await visitsOf(second)).toMatchObject([{ starts_at: new Date(TUESDAY('10:00')) }])
    expect((await bodies(second)).at(-1)).toMatch(/you are confirmed for Tue Nov 24, 10:00 AM/)
    expect(await bodies(first)).toHaveLength(2)
    expect((await bodies(first)).at(-1)).toMatch(
      /that time was just taken, sorry\. You stay on the waiting list/,
    )
    expect(await bodies(third)).toEqual([])
    expect(await openings()).toMatchObject([{ state: 'taken', next_wave_at: null }])
    expect((await invitations(opening!.id)).map((each) => each.state)).toEqual(['too_late', 'accepted'])
    const entries = await db().waitingListEntry.findMany({
      where: { clinic_id: desk.clinic.id },
      orderBy: { created_at: 'asc' },
    })
    expect(entries.map((entry) => entry.state)).toEqual(['waiting', 'booked', 'waiting'])
    desk.ctx.advance(60 * MINUTE_MS)
    await drain(desk.ctx)
    expect(await bodies(third)).toEqual([])
  })

  it('sends PROACTIVE_SUGGESTION from the scheduling agent to the user agent, with the names of the design', async () => {
    const waiting = await makeWaiting(desk)
    await freeTuesdayAtTen()
    await drain(desk.ctx)
    const message = await db().agentMessage.findFirstOrThrow({
      where: { message_type: 'PROACTIVE_SUGGESTION', clinic_id: desk.clinic.id },
      include: { from: true, to: true },
    })
    expect(message).toMatchObject({
      state: 'processed',
      from: { name: 'scheduling-agent' },
      to: { name: 'user-agent' },
    })
    const [opening] = await openings()
    const content = JSON.parse(
      desk.ctx.sealer.open(
        { table: 'agent_message', column: 'content_sealed', id: message.id },
        message.content_sealed,
      ),
    )
    expect(content).toMatchObject({
      user_id: waiting.id,
      suggestion_details: {
        opening_id: opening!.id,
        service_type: desk.service.id,
        slot_details: {
          provider_id: desk.providers[0]!.id,
          start_time: new Date(TUESDAY('10:00')).toISOString(),
        },
        appointment_id: null,
      },
    })
  })

  it('moves the visit of whoever takes it, and offers on what that frees: the chain', async () => {
    const mover = await makeWaiting(desk, { name: 'Mover', visit_at: WEDNESDAY('11:00') })
    const next = await makeWaiting(desk, { name: 'Next', visit_at: WEDNESDAY('15:00'), weekdays: [3] })
    await freeTuesdayAtTen()
    await drain(desk.ctx)
    expect((await bodies(mover))[0]).toMatch(
      /an earlier time opened for Mover, in place of Wed Nov 25, 11:00 AM\./,
    )
    expect(await bodies(next)).toEqual([])
    await reply(mover, 'yes')
    expect(await visitsOf(mover)).toMatchObject([
      { id: mover.visit!.id, starts_at: new Date(TUESDAY('10:00')) },
    ])
    expect((await bodies(mover)).at(-1)).toMatch(/your appointment is now Tue Nov 24, 10:00 AM/)
    const [root, second] = await openings()
    expect(second).toMatchObject({
      cause: 'moved',
      freed_by_id: mover.visit!.id,
      follows_id: root!.id,
      starts_at: new Date(WEDNESDAY('11:00')),
    })
    expect((await bodies(next))[0]).toMatch(/in place of Wed Nov 25, 3:00 PM/)
    await reply(next, '1')
    const detail = await getOpening(desk.clerk, second!.id)
    expect(detail.chain.map((each) => [each.starts_at, each.state, each.cause_label])).toEqual([
      [
        new Date(TUESDAY('10:00')).toISOString(),
        'taken',
        expect.stringMatching(/^The visit of Maria .* was cancelled$/),
      ],
      [
        new Date(WEDNESDAY('11:00')).toISOString(),
        'taken',
        expect.stringMatching(/^Mover .* moved to another time$/),
      ],
      [
        new Date(WEDNESDAY('15:00')).toISOString(),
        'exhausted',
        expect.stringMatching(/^Next .* moved to another time$/),
      ],
    ])
    expect(detail.chain[0]!.invitations).toMatchObject([{ state_label: 'Took it' }])
  })

  it('sends the next wave after the minutes that are set, and ends when nobody is left', async () => {
    const patients = []
    for (const name of ['A', 'B', 'C']) patients.push(await makeWaiting(desk, { name }))
    await freeTuesdayAtTen()
    await drain(desk.ctx)
    desk.ctx.advance(14 * MINUTE_MS)
    await drain(desk.ctx)
    expect(await bodies(patients[2]!)).toEqual([])
    desk.ctx.advance(MINUTE_MS)
    await drain(desk.ctx)
    expect(await bodies(patients[2]!)).toHaveLength(1)
    const [opening] = await openings()
    expect((await invitations(opening!.id)).map((each) => each.wave)).toEqual([1, 1, 2])
    for (const patient of patients) await reply(patient, 'none')
    expect(await openings()).toMatchObject([{ state: 'open' }])
    desk.ctx.advance(15 * MINUTE_MS)
    await drain(desk.ctx)
    expect(await openings()).toMatchObject([{ state: 'exhausted', next_wave_at: null }])
    expect((await invitations(opening!.id)).map((each) => each.state)).toEqual([
      'declined',
      'declined',
      'declined',
    ])
  })

  it('leads to nothing where the service is not set to offer freed times', async () => {
    await db().serviceType.update({ where: { id: desk.service.id }, data: { backfill_enabled: false } })
    const waiting = await makeWaiting(desk)
    await freeTuesdayAtTen()
    await drain(desk.ctx)
    expect(await openings()).toEqual([])
    expect(await bodies(waiting)).toEqual([])
  })

  it('is offered to nobody when it is too soon', async () => {
    await makeWaiting(desk)
    const visit = await bookVisit(desk, desk.patient, TUESDAY('10:00'))
    desk.ctx.advance(Date.parse(TUESDAY('08:01')) - desk.ctx.now())
    await cancelAppointment(desk.clerk, { appointment_id: visit.id, notify_patient: false })
    expect(await openings()).toEqual([])
  })

  it('is never offered to the patient who gave it up', async () => {
    const visit = await bookVisit(desk, desk.patient, TUESDAY('10:00'))
    await joinWaitingList(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      service_type_id: desk.service.id,
    })
    await cancelAppointment(desk.clerk, { appointment_id: visit.id, notify_patient: false })
    await drain(desk.ctx)
    expect(await openings()).toMatchObject([{ state: 'exhausted' }])
    expect(await bodies(desk.patient)).toEqual([])
  })
})

describe('an answer to a freed time', () => {
  it('NONE is noted politely, without a search and without other times', async () => {
    const waiting = await makeWaiting(desk, { visit_at: WEDNESDAY('11:00') })
    await freeTuesdayAtTen()
    await drain(desk.ctx)
    await reply(waiting, 'none')
    const texts = await bodies(waiting)
    expect(texts).toHaveLength(2)
    expect(texts[1]).toMatch(/thank you, noted\. You stay on the waiting list; nothing else has changed\./)
    expect(await db().offer.count({ where: { patient_id: waiting.id } })).toBe(1)
    expect(
      await db().agentMessage.count({
        where: { message_type: 'QUERY_AVAILABILITY', clinic_id: desk.clinic.id },
      }),
    ).toBe(0)
    expect(await visitsOf(waiting)).toMatchObject([{ starts_at: new Date(WEDNESDAY('11:00')) }])
    expect(await db().waitingListEntry.findFirstOrThrow({ where: { patient_id: waiting.id } })).toMatchObject(
      {
        state: 'waiting',
      },
    )
  })

  it('that comes too late is told so once, and leads to no search', async () => {
    const [winner, loser] = [
      await makeWaiting(desk, { name: 'Winner' }),
      await makeWaiting(desk, { name: 'Loser' }),
    ]
    await freeTuesdayAtTen()
    await drain(desk.ctx)
    await reply(winner, '1')
    await reply(loser, '1')
    const texts = await bodies(loser)
    expect(texts).toHaveLength(3)
    expect(texts[2]).toMatch(/that time was just taken, sorry\. You stay on the waiting list/)
    expect(await visitsOf(loser)).toEqual([])
    expect(await db().offer.count({ where: { patient_id: loser.id } })).toBe(1)
    expect(await db().conversation.findFirstOrThrow({ where: { patient_id: loser.id } })).toMatchObject({
      needs_staff_reason: null,
    })
  })

  it('of two at the same moment books exactly one, and tells the other', async () => {
    const [one, other] = [
      await makeWaiting(desk, { name: 'One' }),
      await makeWaiting(desk, { name: 'Other' }),
    ]
    await freeTuesdayAtTen()
    await drain(desk.ctx)
    await textFrom(desk, '1', one)
    await textFrom(desk, '1', other)
    await Promise.all([drain(desk.ctx), drain(testCtx(db(), { now: desk.ctx.now() }))])
    await drain(desk.ctx)
    const booked = [...(await visitsOf(one)), ...(await visitsOf(other))]
    expect(booked).toHaveLength(1)
    const loser = booked[0]!.patient_id === one.id ? other : one
    const lost = (await bodies(loser)).filter((text) => /just taken/.test(text))
    expect(lost).toHaveLength(1)
    const [opening] = await openings()
    expect(opening!.state).toBe('taken')
    expect((await invitations(opening!.id)).map((each) => each.state).sort()).toEqual([
      'accepted',
      'too_late',
    ])
    expect(await db().offer.count({ where: { patient_id: loser.id } })).toBe(1)
  })

  it('STOP ends it: no more texts, not even that the time was taken', async () => {
    const [stopper, taker] = [
      await makeWaiting(desk, { name: 'Stopper' }),
      await makeWaiting(desk, { name: 'Taker' }),
    ]
    await freeTuesdayAtTen()
    await drain(desk.ctx)
    await reply(stopper, 'STOP')
    const before = await bodies(stopper)
    await reply(taker, '1')
    expect(await bodies(stopper)).toEqual(before)
    await freeWednesday()
    expect(await bodies(stopper)).toEqual(before)
  })
})

async function freeWednesday() {
  const visit = await bookVisit(desk, desk.patient, WEDNESDAY('10:00'))
  await cancelAppointment(desk.clerk, { appointment_id: visit.id, notify_patient: false })
  await drain(desk.ctx)
}

describe('a freed time that is gone', () => {
  it('because a clerk booked it tells those who were asked, at once', async () => {
    const waiting = await makeWaiting(desk)
    await freeTuesdayAtTen()
    await drain(desk.ctx)
    await bookVisit(desk, desk.patient, TUESDAY('10:00'))
    await drain(desk.ctx)
    expect(await openings()).toMatchObject([{ state: 'gone' }])
    expect((await bodies(waiting)).at(-1)).toMatch(/just taken/)
    expect(await db().offer.findFirstOrThrow({ where: { patient_id: waiting.id } })).toMatchObject({
      state: 'cancelled',
    })
  })

  it('because it is past ends without a text to those who had let it run out', async () => {
    const waiting = await makeWaiting(desk)
    await freeTuesdayAtTen()
    await drain(desk.ctx)
    desk.ctx.advance(Date.parse(TUESDAY('10:01')) - desk.ctx.now())
    await drain(desk.ctx)
    const [opening] = await openings()
    expect(opening!.state).not.toBe('open')
    expect(await bodies(waiting)).toHaveLength(1)
    expect(await invitations(opening!.id)).toMatchObject([{ state: 'too_late' }])
  })
})

describe('fairness', () => {
  it('asks whoever was asked least recently first', async () => {
    await db().serviceType.update({ where: { id: desk.service.id }, data: { backfill_wave_size: 1 } })
    const [first, second] = [
      await makeWaiting(desk, { name: 'First' }),
      await makeWaiting(desk, { name: 'Second' }),
    ]
    await freeTuesdayAtTen()
    await drain(desk.ctx)
    await reply(first, 'none')
    await freeWednesday()
    expect(await bodies(second)).toHaveLength(1)
    expect(await bodies(first)).toHaveLength(2)
  })
})
