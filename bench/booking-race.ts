import { mutate } from '#lib/core/mutate.ts'
import { createDb } from '#lib/db/client.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { holdOptions } from '#lib/services/appointment/hold-options.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeClinic, makePatient, makeProvider, makeServiceType } from '#lib/test/factories.ts'
import { startTestCluster } from '#lib/test/postgres.ts'
import { migrate } from '../prisma/migrate.ts'
import { ensureDatabase } from '../prisma/roles.ts'

/**
 * How long a taker waits for the answer when 64 ask at once: all for the same slot (one wins), each for a slot of their
 * own, and for three-slot offers over the same four slots. A durable database, rounds interleaved.
 *   node bench/booking-race.ts
 */
const TAKERS = 64
const ROUNDS = 10
const POOL_SIZE = 32
const DATABASE = 'booking_race'

const cluster = await startTestCluster({ isDurable: true })
try {
  const applicationUrl = cluster.applicationUrl(DATABASE)
  await ensureDatabase(cluster.ownerUrl(DATABASE), applicationUrl)
  await migrate(cluster.ownerUrl(DATABASE), { applicationRole: new URL(applicationUrl).username })
  await run(applicationUrl)
} finally {
  await cluster.stop()
}

interface Sample {
  milliseconds: number
  isWon: boolean
}

async function timed(work: () => Promise<unknown>): Promise<Sample> {
  const start = performance.now()
  try {
    await work()
    return { milliseconds: performance.now() - start, isWon: true }
  } catch (error) {
    if (!isSwitchboardError(error, 'conflict')) throw error
    return { milliseconds: performance.now() - start, isWon: false }
  }
}

function percentile(samples: readonly Sample[], share: number): string {
  const sorted = samples.map((sample) => sample.milliseconds).sort((a, b) => a - b)
  return (sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN).toFixed(1)
}

function report(name: string, samples: readonly Sample[]): void {
  const won = samples.filter((sample) => sample.isWon).length
  console.log(
    `${name.padEnd(34)} won ${String(won).padStart(3)} of ${samples.length}   p50 ${percentile(samples, 0.5)} ms   p99 ${percentile(samples, 0.99)} ms   max ${percentile(samples, 1)} ms`,
  )
}

async function run(url: string): Promise<void> {
  const db = createDb(url, { poolSize: POOL_SIZE })
  const ctx = testCtx(db)
  const clinic = await makeClinic(ctx)
  const service = await makeServiceType(ctx, clinic.id)
  const newProvider = () => makeProvider(ctx, clinic.id, { service_type_ids: [service.id] })
  const at = (slot: number) => new Date(Date.parse('2026-11-24T09:00:00-05:00') + slot * 30 * MINUTE_MS)
  const book = (patientId: string, providerId: string, slot: number) => () =>
    bookAppointment(ctx, {
      clinic_id: clinic.id,
      patient_id: patientId,
      provider_id: providerId,
      service_type_id: service.id,
      starts_at: at(slot).toISOString(),
      notify_patient: false,
    })
  const hold = (patientId: string, conversationId: string, providerId: string, slots: number[]) => () =>
    mutate(ctx, { name: 'bench.hold', permission: null }, (tx) =>
      holdOptions(tx, {
        clinic_id: clinic.id,
        conversation_id: conversationId,
        patient_id: patientId,
        service_type_id: service.id,
        held_until: new Date(ctx.now() + 60 * MINUTE_MS),
        options: slots.map((slot, index) => ({
          field: `slots.${index}`,
          label: `Slot ${index + 1}`,
          provider_id: providerId,
          starts_at: at(slot),
        })),
        is_rule_checked: true,
        may_share: true,
      }),
    )
  const threads = await makeThreads(clinic.id)
  const samples = { contended: [] as Sample[], alone: [] as Sample[], offers: [] as Sample[] }
  for (let round = 0; round <= ROUNDS; round += 1) {
    const patients = await Promise.all(Array.from({ length: TAKERS }, () => makePatient(ctx, clinic.id)))
    const own = await Promise.all(patients.map(newProvider))
    const [wanted, offered] = [await newProvider(), await newProvider()]
    const alone = await Promise.all(patients.map((patient, i) => timed(book(patient.id, own[i]!.id, 15))))
    const contended = await Promise.all(patients.map((patient) => timed(book(patient.id, wanted.id, 2))))
    const offers = await Promise.all(
      threads.map((thread, i) =>
        timed(hold(thread.patient_id, thread.id, offered.id, [i % 4, (i + 1) % 4, (i + 2) % 4])),
      ),
    )
    // The first round warms the pool and the plans.
    if (round === 0) continue
    samples.alone.push(...alone)
    samples.contended.push(...contended)
    samples.offers.push(...offers)
  }
  report(`${TAKERS} at once, each their own slot`, samples.alone)
  report(`${TAKERS} at once, the same slot`, samples.contended)
  report(`${TAKERS} at once, three of four slots`, samples.offers)
  const [deadlocks] = await db.$queryRaw<{ deadlocks: bigint }[]>`
    SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`
  console.log(`deadlocks ${deadlocks?.deadlocks}`)
  await db.$disconnect()

  async function makeThreads(clinicId: string) {
    const patients = await Promise.all(Array.from({ length: TAKERS }, () => makePatient(ctx, clinicId)))
    const now = new Date(ctx.now())
    return db.conversation.createManyAndReturn({
      data: patients.map((patient) => {
        const id = ctx.newId()
        return {
          id,
          external_id: id,
          clinic_id: clinicId,
          patient_id: patient.id,
          phone_index: patient.phone_index,
          status: 'awaiting_response' as const,
          last_message_at: now,
          created_at: now,
          updated_at: now,
        }
      }),
    })
  }
}
