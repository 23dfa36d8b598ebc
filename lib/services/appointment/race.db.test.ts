import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { createDb, type Db } from '#lib/db/client.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import { HOUR_MS, MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeClinic, makePatient, makeProvider, makeServiceType } from '#lib/test/factories.ts'
import { overlappingPairs, patientsInTwoPlaces } from '#lib/test/scheduling.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { sendOffer } from '../offer/send.ts'
import { addTimeOff } from '../provider/add-time-off.ts'
import { bookAppointment } from './book.ts'
import { cancelAppointment } from './cancel.ts'
import { holdSlot } from './hold.ts'
import { overrideBooking } from './override.ts'
import { rescheduleAppointment } from './reschedule.ts'
import { bookHeldOrFree, holdOptions } from './take-time.ts'

/**
 * The oracles. Every promise settles with an answer or a `conflict`, within the test's time. Nothing overlaps by
 * `overlappingPairs`, plain arithmetic over the rows. Winners that were told equal winners that are stored. And no
 * transaction died of a deadlock: PostgreSQL counts them per database, also those that `mutate` would have retried.
 */
const TAKERS = 64
/** As many racers in the database at once as a process has connections, and more. */
const POOL_SIZE = 32

let database: TestDatabase
let db: Db
let ctx: Ctx
let clinic: { id: string }
let service: { id: string }
let patients: { id: string }[]
let deadlocksBefore: number

beforeAll(async () => {
  database = await createTestDatabase()
  db = createDb(database.url, { poolSize: POOL_SIZE })
})
afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

beforeEach(async () => {
  ctx = testCtx(db)
  clinic = await makeClinic(ctx)
  service = await makeServiceType(ctx, clinic.id, { alignment_minutes: 15 })
  patients = []
  for (let index = 0; index < TAKERS; index += 1) patients.push(await makePatient(ctx, clinic.id))
  deadlocksBefore = await deadlocks()
})

const provider = () => makeProvider(ctx, clinic.id, { service_type_ids: [service.id] })

/** Tuesday 09:00 in New York and so many quarters of an hour. */
const quarter = (count: number) => new Date(Date.parse('2026-11-24T09:00:00-05:00') + count * 15 * MINUTE_MS)

/** Starts all at once; anything but an answer or a conflict fails the test. */
async function race<T>(takers: (() => Promise<T>)[]): Promise<{ won: T[]; lost: number }> {
  const outcomes = await Promise.allSettled(takers.map((take) => take()))
  const won: T[] = []
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') won.push(outcome.value)
    else if (!isSwitchboardError(outcome.reason, 'conflict')) throw outcome.reason
  }
  return { won, lost: takers.length - won.length }
}

async function deadlocks(): Promise<number> {
  // Statistics of finished transactions arrive with up to a second of delay unless they are asked to.
  await db.$executeRaw`SELECT pg_stat_force_next_flush()`
  const rows = await db.$queryRaw<{ deadlocks: bigint }[]>`
    SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`
  return Number(rows[0]?.deadlocks)
}

async function expectNoOverlapAndNoDeadlock(): Promise<void> {
  expect(await overlappingPairs(db)).toEqual([])
  expect(await patientsInTwoPlaces(db)).toEqual([])
  expect((await deadlocks()) - deadlocksBefore).toBe(0)
}

const book = (patient: { id: string }, providerId: string, startsAt: Date) =>
  bookAppointment(ctx, {
    clinic_id: clinic.id,
    patient_id: patient.id,
    provider_id: providerId,
    service_type_id: service.id,
    starts_at: startsAt.toISOString(),
    notify_patient: false,
  })

async function makeConversation(patient: { id: string }) {
  const { phone_index } = await db.patient.findUniqueOrThrow({ where: { id: patient.id } })
  const id = ctx.newId()
  const now = new Date(ctx.now())
  await db.conversation.create({
    data: {
      id,
      external_id: id,
      clinic_id: clinic.id,
      patient_id: patient.id,
      phone_index,
      status: 'awaiting_response',
      last_message_at: now,
      created_at: now,
      updated_at: now,
    },
  })
  return id
}

/** Holds three of the times for one patient, as an offer does. */
const holdThree = (patient: { id: string }, conversationId: string, providerId: string, quarters: number[]) =>
  mutate(ctx, { name: 'test.hold', permission: null }, (tx) =>
    holdOptions(tx, {
      clinic_id: clinic.id,
      conversation_id: conversationId,
      patient_id: patient.id,
      service_type_id: service.id,
      held_until: new Date(ctx.now() + HOUR_MS),
      options: quarters.map((count, index) => ({
        field: `slots.${index}`,
        label: `Slot ${index + 1}`,
        provider_id: providerId,
        starts_at: quarter(count),
      })),
      is_rule_checked: true,
      may_share: true,
    }),
  )

describe(`${TAKERS} takers at once`, () => {
  it('give the same slot to exactly one', async () => {
    const { id } = await provider()
    const { won, lost } = await race(patients.map((patient) => () => book(patient, id, quarter(4))))
    expect([won.length, lost]).toEqual([1, TAKERS - 1])
    const stored = await db.appointment.findMany({ where: { provider_id: id, state: 'booked' } })
    expect(stored.map((row) => row.id)).toEqual(won.map((view) => view.id))
    await expectNoOverlapAndNoDeadlock()
  })

  it('of partly overlapping times never overlap, and leave no gap that a loser could have had', async () => {
    const { id } = await provider()
    const starts = (index: number) => index % 8
    const { won } = await race(
      patients.map((patient, index) => () => book(patient, id, quarter(starts(index)))),
    )
    expect(won.length).toBeGreaterThanOrEqual(3)
    expect(won.length).toBeLessThanOrEqual(4)
    expect(await db.appointment.count({ where: { provider_id: id, state: 'booked' } })).toBe(won.length)
    for (let count = 0; count < 8; count += 1) {
      const again = await race([() => book(patients[0]!, id, quarter(count))])
      expect(again.won, `quarter ${count} was free although somebody lost it`).toEqual([])
    }
    await expectNoOverlapAndNoDeadlock()
  })

  it('with three-slot offers over the same four slots hold three for exactly one, the rest hold nothing', async () => {
    const { id } = await provider()
    const conversations = await Promise.all(patients.map(makeConversation))
    const combinations = [
      [0, 2, 4],
      [2, 4, 6],
      [6, 4, 0],
      [6, 0, 2],
    ]
    const { won, lost } = await race(
      patients.map((patient, index) => () => {
        const quarters = combinations[index % combinations.length]!
        return holdThree(patient, conversations[index]!, id, quarters)
      }),
    )
    expect([won.length, lost]).toEqual([1, TAKERS - 1])
    const held = await db.appointment.findMany({ where: { provider_id: id, state: 'held' } })
    expect(held.map((row) => row.id).sort()).toEqual(won[0]?.map((option) => option.appointment_id).sort())
    await expectNoOverlapAndNoDeadlock()
  })

  it('with offers across several providers in any order do not deadlock', async () => {
    const ids = [(await provider()).id, (await provider()).id, (await provider()).id]
    const conversations = await Promise.all(patients.map(makeConversation))
    const { won } = await race(
      patients.map((patient, index) => () => {
        const order = [index % 3, (index + 1 + (index % 2)) % 3, (index + 2 - (index % 2)) % 3]
        return mutate(ctx, { name: 'test.hold', permission: null }, (tx) =>
          holdOptions(tx, {
            clinic_id: clinic.id,
            conversation_id: conversations[index]!,
            patient_id: patient.id,
            service_type_id: service.id,
            held_until: new Date(ctx.now() + HOUR_MS),
            options: order.map((which, position) => ({
              field: `slots.${position}`,
              label: `Slot ${position + 1}`,
              provider_id: ids[which]!,
              starts_at: quarter(2 * ((index + position) % 4)),
            })),
            is_rule_checked: true,
            may_share: false,
          }),
        )
      }),
    )
    expect(won.length).toBeGreaterThanOrEqual(1)
    expect(won.length).toBeLessThanOrEqual(4)
    expect(await db.appointment.count({ where: { clinic_id: clinic.id, state: 'held' } })).toBe(
      3 * won.length,
    )
    await expectNoOverlapAndNoDeadlock()
  })

  it('sending and superseding offers across providers do not deadlock', async () => {
    const ids = [(await provider()).id, (await provider()).id]
    const offer = (patient: { id: string }, providerId: string, count: number) =>
      sendOffer(ctx, {
        clinic_id: clinic.id,
        patient_id: patient.id,
        service_type_id: service.id,
        slots: [{ provider_id: providerId, starts_at: quarter(count).toISOString() }],
      })
    // Sixteen patients hold sixteen times, eight with each provider; then each is offered a time of the other one.
    const few = patients.slice(0, 16)
    const first = await race(
      few.map((patient, index) => () => offer(patient, ids[index % 2]!, 2 * (index >> 1))),
    )
    expect(first.won).toHaveLength(16)
    await race(
      few.flatMap((patient, index) =>
        [0, 1, 2, 3].map(
          (shift) => () => offer(patient, ids[(index + 1 + shift) % 2]!, 2 * (((index >> 1) + shift) % 8)),
        ),
      ),
    )
    await expectNoOverlapAndNoDeadlock()
  })

  it('for one patient with many providers book exactly one visit', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, async () => (await provider()).id))
    const { won } = await race(
      Array.from(
        { length: TAKERS },
        (_, index) => () => book(patients[0]!, ids[index % 8]!, quarter(4 + (index % 2))),
      ),
    )
    expect(won).toHaveLength(1)
    await expectNoOverlapAndNoDeadlock()
  })
})

describe('a mix of everything', () => {
  it('moves, expiring holds, cancellations and bookings over one morning never overlap', async () => {
    const { id } = await provider()
    const other = await provider()
    // Eight visits to move, eight holds that are over, eight that run.
    const visits: AppointmentView[] = []
    for (let index = 0; index < 8; index += 1)
      visits.push(await book(patients[index]!, other.id, quarter(2 * index)))
    for (let index = 0; index < 8; index += 1) {
      await holdSlot(ctx, {
        clinic_id: clinic.id,
        provider_id: id,
        service_type_id: service.id,
        starts_at: quarter(2 * index).toISOString(),
        minutes: index % 2 === 0 ? 1 : 600,
      })
    }
    const later = testCtx(db, { now: ctx.now() + 2 * MINUTE_MS })
    ctx = later
    const { won } = await race(
      [
        ...visits.map(
          (visit, index) => () =>
            rescheduleAppointment(later, {
              appointment_id: visit.id,
              provider_id: id,
              starts_at: quarter(4 * (index % 4)).toISOString(),
              notify_patient: false,
            }) as Promise<unknown>,
        ),
        ...visits.slice(0, 2).map(
          (visit) => () =>
            cancelAppointment(later, { appointment_id: visit.id, notify_patient: false }).catch(
              (error: unknown) => {
                // Moved first is fine, cancelled is final: both are answers.
                if (!isSwitchboardError(error, 'illegal_state')) throw error
              },
            ) as Promise<unknown>,
        ),
        ...patients
          .slice(8)
          .map((patient, index) => () => book(patient, id, quarter(index % 16)) as Promise<unknown>),
      ].map(
        (take) => () =>
          take().catch((error: unknown) => {
            if (!isSwitchboardError(error, 'illegal_state')) throw error
            return 'somebody cancelled it first'
          }),
      ),
    )
    expect(won.length).toBeGreaterThanOrEqual(4)
    // The four holds that are over gave way, the four that run did not.
    const holds = await db.appointment.findMany({ where: { provider_id: id, held_until: { not: null } } })
    expect(holds.filter((row) => row.state === 'held')).toHaveLength(4)
    // Each of the four freed half hours went to exactly one.
    const booked = await db.appointment.findMany({ where: { provider_id: id, state: 'booked' } })
    expect(booked.map((row) => row.starts_at.getTime()).sort()).toEqual(
      [0, 4, 8, 12].map((count) => quarter(count).getTime()),
    )
    await expectNoOverlapAndNoDeadlock()
  })

  it('one held time is confirmed by one of many replies and nobody else gets it', async () => {
    const { id } = await provider()
    const conversation = await makeConversation(patients[0]!)
    const [held] = await holdThree(patients[0]!, conversation, id, [4])
    const accept = (patient: { id: string }, holdId: string | null) => () =>
      mutate(ctx, { name: 'test.book', permission: null }, (tx) =>
        bookHeldOrFree(tx, {
          appointment_id: holdId,
          clinic_id: clinic.id,
          provider_id: id,
          patient_id: patient.id,
          service_type_id: service.id,
          conversation_id: holdId ? conversation : null,
          starts_at: quarter(4),
          ends_at: quarter(6),
        }),
      )
    const { won } = await race([
      ...patients.slice(1, TAKERS / 2).map((patient) => accept(patient, null)),
      ...Array.from({ length: TAKERS / 2 }, () => accept(patients[0]!, held!.appointment_id)),
    ])
    expect(won.map((row) => [row.id, row.patient_id, row.state])).toEqual([
      [held!.appointment_id, patients[0]!.id, 'booked'],
    ])
    await expectNoOverlapAndNoDeadlock()
  })

  it('time off that comes meanwhile: who booked before it is affected, who comes after is refused', async () => {
    const { id } = await provider()
    const away = () =>
      addTimeOff(ctx, {
        provider_id: id,
        starts_at: quarter(0).toISOString(),
        ends_at: quarter(32).toISOString(),
      })
    const bookings = patients
      .slice(0, 40)
      .map((patient, index) => () => book(patient, id, quarter(2 * (index % 10))))
    const half = bookings.length / 2
    const takers: (() => Promise<unknown>)[] = [...bookings.slice(0, half), away, ...bookings.slice(half)]
    const { won } = await race(takers)
    const result = won.find((each) => each !== null && typeof each === 'object' && 'affected' in each)
    const affected = (result as Awaited<ReturnType<typeof addTimeOff>>).affected.map((view) => view.id)
    const booked = await db.appointment.findMany({ where: { provider_id: id, state: 'booked' } })
    expect(affected.sort()).toEqual(booked.map((row) => row.id).sort())
    await expectNoOverlapAndNoDeadlock()
  })

  it('overrides that change places with bookings and take holds never overlap either', async () => {
    const { id } = await provider()
    const visits: AppointmentView[] = []
    for (let index = 0; index < 8; index += 1)
      visits.push(await book(patients[index]!, id, quarter(2 * index)))
    const takers = visits.flatMap((visit, index) => {
      const neighbour = visits[(index + 1) % visits.length]!
      return [
        () =>
          overrideBooking(ctx, {
            action: 'move',
            clinic_id: clinic.id,
            appointment_id: visit.id,
            starts_at: neighbour.starts_at,
            reason: 'Change places',
            notify_patient: false,
            displace: [{ appointment_id: neighbour.id, action: 'move', starts_at: visit.starts_at }],
          }) as Promise<unknown>,
        () => book(patients[8 + index]!, id, quarter(2 * index + 1)) as Promise<unknown>,
      ]
    })
    const { won } = await race(takers)
    expect(won.length).toBeGreaterThanOrEqual(1)
    expect(await db.appointment.count({ where: { provider_id: id, state: 'booked' } })).toBe(8)
    await expectNoOverlapAndNoDeadlock()
  })
})
