import { describe, expect, it } from 'vitest'
import { createDb, type Db } from '#lib/db/client.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeClinic, makePatient, makeProvider } from '#lib/test/factories.ts'
import {
  addConversation,
  addProvider,
  bookAt,
  expectNoOverlapAndNoDeadlock,
  holdTimes,
  openRacecourse,
  quarter,
  race,
  TAKERS,
} from '#lib/test/race.ts'
import { overlappingPairs } from '#lib/test/scheduling.ts'
import { createTestDatabase } from '#lib/test/template-database.ts'
import { sendOffer } from '../offer/send.ts'

/**
 * The oracles, here and in race-mix: every promise settles with an answer or a `conflict`, within the test's time;
 * nothing overlaps by plain arithmetic over the rows; winners that were told are the winners that are stored; and no
 * transaction died of a deadlock, by PostgreSQL's own count.
 */
const course = openRacecourse()

describe(`${TAKERS} takers at once`, () => {
  it('give the same slot to exactly one', async () => {
    const { id } = await addProvider(course)
    const { won, lost } = await race(
      course.patients.map((patient) => () => bookAt(course, patient, id, quarter(4))),
    )
    expect([won.length, lost]).toEqual([1, TAKERS - 1])
    const stored = await course.db.appointment.findMany({ where: { provider_id: id, state: 'booked' } })
    expect(stored.map((row) => row.id)).toEqual(won.map((view) => view.id))
    await expectNoOverlapAndNoDeadlock(course)
  })

  it('of partly overlapping times never overlap, and leave no gap that a loser could have had', async () => {
    const { id } = await addProvider(course)
    const { won } = await race(
      course.patients.map((patient, index) => () => bookAt(course, patient, id, quarter(index % 8))),
    )
    expect(won.length).toBeGreaterThanOrEqual(3)
    expect(won.length).toBeLessThanOrEqual(4)
    const booked = { provider_id: id, state: 'booked' as const }
    expect(await course.db.appointment.count({ where: booked })).toBe(won.length)
    for (let count = 0; count < 8; count += 1) {
      const again = await race([() => bookAt(course, course.patients[0], id, quarter(count))])
      expect(again.won, `quarter ${count} was free although somebody lost it`).toEqual([])
    }
    await expectNoOverlapAndNoDeadlock(course)
  })

  it('with three-slot offers over the same four slots hold three for exactly one, the rest hold nothing', async () => {
    const { id } = await addProvider(course)
    const threads = await Promise.all(course.patients.map((patient) => addConversation(course, patient)))
    const combinations = [
      [0, 2, 4],
      [2, 4, 6],
      [6, 4, 0],
      [6, 0, 2],
    ]
    const { won, lost } = await race(
      course.patients.map((patient, index) => () => {
        const quarters = combinations[index % combinations.length] ?? []
        return holdTimes(
          course,
          patient,
          threads[index],
          quarters.map((count) => [id, count]),
        )
      }),
    )
    expect([won.length, lost]).toEqual([1, TAKERS - 1])
    const held = await course.db.appointment.findMany({ where: { provider_id: id, state: 'held' } })
    expect(held.map((row) => row.id).sort()).toEqual(won[0]?.map((option) => option.appointment_id).sort())
    await expectNoOverlapAndNoDeadlock(course)
  })

  it('with offers across several providers in any order do not deadlock', async () => {
    const ids = [
      (await addProvider(course)).id,
      (await addProvider(course)).id,
      (await addProvider(course)).id,
    ]
    const threads = await Promise.all(course.patients.map((patient) => addConversation(course, patient)))
    const { won } = await race(
      course.patients.map((patient, index) => () => {
        const order = [index % 3, (index + 1 + (index % 2)) % 3, (index + 2 - (index % 2)) % 3]
        const times = order.map((which, position): [string, number] => [
          ids[which] ?? '',
          2 * ((index + position) % 4),
        ])
        return holdTimes(course, patient, threads[index], times, { may_share: false })
      }),
    )
    expect(won.length).toBeGreaterThanOrEqual(1)
    expect(won.length).toBeLessThanOrEqual(4)
    const held = { clinic_id: course.clinic.id, state: 'held' as const }
    expect(await course.db.appointment.count({ where: held })).toBe(3 * won.length)
    await expectNoOverlapAndNoDeadlock(course)
  })

  it('that replace their offers by others with another provider do not deadlock', async () => {
    const ids = [(await addProvider(course)).id, (await addProvider(course)).id]
    const offer = (patient: { id: string }, which: number, count: number) =>
      sendOffer(course.ctx, {
        clinic_id: course.clinic.id,
        patient_id: patient.id,
        service_type_id: course.service.id,
        slots: [{ provider_id: ids[which % 2] ?? '', starts_at: quarter(count).toISOString() }],
      })
    // Sixteen patients hold sixteen times, eight with each provider; then each is offered times of the other one.
    const few = course.patients.slice(0, 16)
    const first = await race(few.map((patient, index) => () => offer(patient, index, 2 * (index >> 1))))
    expect(first.won).toHaveLength(16)
    await race(
      few.flatMap((patient, index) =>
        [0, 1, 2, 3].map(
          (shift) => () => offer(patient, index + 1 + shift, 2 * (((index >> 1) + shift) % 8)),
        ),
      ),
    )
    await expectNoOverlapAndNoDeadlock(course)
  })

  it('for one patient with many providers book exactly one visit', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, async () => (await addProvider(course)).id))
    const takers = Array.from(
      { length: TAKERS },
      (_, index) => () => bookAt(course, course.patients[0], ids[index % 8] ?? '', quarter(4 + (index % 2))),
    )
    expect((await race(takers)).won).toHaveLength(1)
    await expectNoOverlapAndNoDeadlock(course)
  })
})

describe('the wall behind the lock', () => {
  const insertWithoutLock = (db: Db, clinicId: string, patient: { id: string }, provider_id: string) => {
    const now = new Date(course.ctx.now())
    const row = {
      id: course.ctx.newId(),
      clinic_id: clinicId,
      provider_id,
      patient_id: patient.id,
      state: 'booked' as const,
      starts_at: quarter(4),
      ends_at: quarter(6),
      blocked_from: quarter(4),
      blocked_until: quarter(6),
      created_at: now,
      updated_at: now,
    }
    return db.appointment.createMany({ skipDuplicates: true, data: [row] })
  }

  it('lets one of many through who write without the lock', async () => {
    const { id } = await addProvider(course)
    const counts = await Promise.all(
      course.patients.map((patient) => insertWithoutLock(course.db, course.clinic.id, patient, id)),
    )
    expect(counts.filter(({ count }) => count === 1)).toHaveLength(1)
    await expectNoOverlapAndNoDeadlock(course)
  })

  it('is what keeps the oracle quiet: without it the oracle cries', async () => {
    const bare = await createTestDatabase()
    const owner = createDb(bare.ownerUrl, { poolSize: 4 })
    try {
      await owner.$executeRaw`ALTER TABLE appointment DROP CONSTRAINT appointment_no_overlap`
      const ctx = testCtx(owner)
      const clinic = await makeClinic(ctx)
      const { id } = await makeProvider(ctx, clinic.id)
      await insertWithoutLock(owner, clinic.id, await makePatient(ctx, clinic.id), id)
      expect(await overlappingPairs(owner)).toHaveLength(0)
      await insertWithoutLock(owner, clinic.id, await makePatient(ctx, clinic.id), id)
      expect(await overlappingPairs(owner)).toHaveLength(1)
    } finally {
      await owner.$disconnect()
      await bare.drop()
    }
  })
})
