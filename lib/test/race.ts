import { afterAll, beforeAll, beforeEach, expect, vi } from 'vitest'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { createDb, type Db } from '#lib/db/client.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { HOUR_MS, MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { type HoldRequest, holdOptions } from '#lib/services/appointment/hold-options.ts'
import { testCtx } from './context.ts'
import { makeClinic, makePatient, makeProvider, makeServiceType } from './factories.ts'
import { overlappingPairs, patientsInTwoPlaces } from './scheduling.ts'
import { createTestDatabase, type TestDatabase } from './template-database.ts'

export const TAKERS = 64
/** All of them in the database at once: nobody waits for a connection, everybody for the same rows. */
const POOL_SIZE = TAKERS

const PATIENCE_MS = 120_000

/** Tuesday 09:00 in New York and so many quarters of an hour. */
export const quarter = (count: number) =>
  new Date(Date.parse('2026-11-24T09:00:00-05:00') + count * 15 * MINUTE_MS)

/** Starts all at once; anything but an answer or a conflict fails the test. */
export async function race<T>(takers: (() => Promise<T>)[]): Promise<{ won: T[]; lost: number }> {
  const outcomes = await Promise.allSettled(takers.map((take) => take()))
  const won: T[] = []
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') won.push(outcome.value)
    else if (!isSwitchboardError(outcome.reason, 'conflict')) throw outcome.reason
  }
  return { won, lost: takers.length - won.length }
}

type Id = { id: string }

export interface Racecourse {
  db: Db
  ctx: Ctx
  clinic: Id
  service: Id
  /** As many as takers. */
  patients: Id[]
  deadlocksBefore: number
}

/** Counted by PostgreSQL, also those that `mutate` tries again. Each connection hands in its own count when it is asked. */
async function deadlocks(db: Db): Promise<number> {
  const everyConnection = Array.from({ length: POOL_SIZE })
  await Promise.all(
    everyConnection.map(() => db.$executeRaw`SELECT pg_stat_force_next_flush(), pg_sleep(0.05)`),
  )
  const rows = await db.$queryRaw<{ deadlocks: bigint }[]>`
    SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`
  return Number(rows[0]?.deadlocks)
}

/** A database of its own for the file; before each test a clinic, a service on the quarter hour and 64 patients. */
export function openRacecourse(): Racecourse {
  // A race is as slow as its machine is busy; only an answer that never comes may fail it.
  vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS })
  const course = {} as Racecourse
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
    course.db = createDb(database.url, { poolSize: POOL_SIZE })
  })
  afterAll(async () => {
    await course.db.$disconnect()
    await database.drop()
  })
  beforeEach(async () => {
    course.ctx = testCtx(course.db)
    course.clinic = await makeClinic(course.ctx)
    course.service = await makeServiceType(course.ctx, course.clinic.id, { alignment_minutes: 15 })
    course.patients = []
    for (let index = 0; index < TAKERS; index += 1) {
      course.patients.push(await makePatient(course.ctx, course.clinic.id))
    }
    course.deadlocksBefore = await deadlocks(course.db)
  })
  return course
}

/** What must hold after every race, whoever won. */
export async function expectNoOverlapAndNoDeadlock({ db, deadlocksBefore }: Racecourse): Promise<void> {
  expect(await overlappingPairs(db)).toEqual([])
  expect(await patientsInTwoPlaces(db)).toEqual([])
  expect((await deadlocks(db)) - deadlocksBefore).toBe(0)
}

export const addProvider = ({ ctx, clinic, service }: Racecourse) =>
  makeProvider(ctx, clinic.id, { service_type_ids: [service.id] })

export const bookAt = (
  { ctx, clinic, service }: Racecourse,
  patient: Id | undefined,
  providerId: string,
  at: Date,
) =>
  bookAppointment(ctx, {
    clinic_id: clinic.id,
    patient_id: patient?.id ?? '',
    provider_id: providerId,
    service_type_id: service.id,
    starts_at: at.toISOString(),
    notify_patient: false,
  })

/** A conversation with the patient, and its id. */
export async function addConversation(
  { db, ctx, clinic }: Racecourse,
  patient: Id | undefined,
): Promise<string> {
  const { id: patient_id, phone_index } = await db.patient.findUniqueOrThrow({
    where: { id: patient?.id ?? '' },
  })
  const id = ctx.newId()
  const now = new Date(ctx.now())
  const times = { last_message_at: now, created_at: now, updated_at: now }
  await db.conversation.create({
    data: {
      id,
      external_id: id,
      clinic_id: clinic.id,
      patient_id,
      phone_index,
      status: 'awaiting_response',
      ...times,
    },
  })
  return id
}

/** Holds times for one patient, whole or not at all, as an offer does: which provider, which quarter. */
export const holdTimes = (
  { ctx, clinic, service }: Racecourse,
  patient: Id | undefined,
  conversationId: string | undefined,
  times: [providerId: string, quarter: number][],
  fields: Partial<HoldRequest> = {},
) =>
  mutate(ctx, { name: 'test.hold', permission: null }, (tx) =>
    holdOptions(tx, {
      clinic_id: clinic.id,
      conversation_id: conversationId ?? '',
      patient_id: patient?.id ?? '',
      service_type_id: service.id,
      held_until: new Date(ctx.now() + HOUR_MS),
      options: times.map(([provider_id, count], index) => ({
        field: `slots.${index}`,
        label: `Slot ${index + 1}`,
        provider_id,
        starts_at: quarter(count),
      })),
      is_rule_checked: true,
      may_share: true,
      ...fields,
    }),
  )
