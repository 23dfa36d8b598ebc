import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { Appointment, Prisma } from '#lib/db/generated/client.ts'
import { rewriteRemindersOf } from '../reminder/drop-unsent.ts'
import { syncReminders } from '../reminder/sync.ts'
import { type Refusal, unlessTaken } from './exclusion.ts'

/** The visits of a patient that stand at this time, other than `except`. */
export function visitsOfPatientAt(
  tx: TxCtx,
  patientId: string,
  at: { starts_at: Date; ends_at: Date },
  except: readonly string[] = [],
) {
  return tx.tx.appointment.findMany({
    where: {
      patient_id: patientId,
      state: { in: ['booked', 'arrived'] },
      starts_at: { lt: at.ends_at },
      ends_at: { gt: at.starts_at },
      id: { notIn: [...except] },
    },
    orderBy: { starts_at: 'asc' },
    include: { provider: { select: { name: true } } },
  })
}

type NewVisit = Omit<
  Prisma.AppointmentUncheckedCreateInput,
  'id' | 'state' | 'created_at' | 'updated_at' | 'booked_at'
>

/** ON CONFLICT DO NOTHING: a loser costs no savepoint. */
async function insert(
  tx: TxCtx,
  visit: NewVisit,
  state: { state: 'booked'; booked_at: Date } | { state: 'held' },
): Promise<Appointment | Refusal> {
  const now = nowDate(tx)
  const data = { ...visit, ...state, id: tx.newId(), created_at: now, updated_at: now }
  const [row] = await tx.tx.appointment.createManyAndReturn({ skipDuplicates: true, data: [data] })
  return row ?? 'provider'
}

/** Inserts a booking with its reminders, or tells that the constraints found the time taken. */
export async function insertVisit(tx: TxCtx, visit: NewVisit): Promise<Appointment | Refusal> {
  const booked = await insert(tx, visit, { state: 'booked', booked_at: nowDate(tx) })
  if (typeof booked !== 'string') await syncReminders(tx, [booked.id], { is_just_told: true })
  return booked
}

/** Inserts a hold, or tells that the constraint found the time taken. */
export const insertHold = (tx: TxCtx, visit: NewVisit & { held_until: Date }) =>
  insert(tx, visit, { state: 'held' })

/**
 * Changes the row in one UPDATE, only while it is in `state` if one is named; its reminders follow. Answers the row, null when its state is another one by
 * now, or who was in the way.
 */
export async function updateVisit(
  tx: TxCtx,
  at: { id: string; state?: Appointment['state'] },
  data: Prisma.AppointmentUncheckedUpdateManyInput,
): Promise<Appointment | Refusal | null> {
  const before = await visitBefore(tx, at.id, data.provider_id)
  const written = await unlessTaken(tx, (db) =>
    db.appointment.updateManyAndReturn({
      where: at,
      data: { ...data, updated_at: nowDate(tx), version: { increment: 1 } },
    }),
  )
  const row = written.refusal ? null : written.row[0]
  if (before && row) await noteLeft(tx, before)
  if (row && row.state !== 'held') await syncReminders(tx, [row.id], { is_just_told: true })
  if (before && row) await rewriteRemindersOf(tx, row.id)
  return written.refusal ?? row ?? null
}

/** The visit as it stands with its provider, if it is about to go to another one. */
async function visitBefore(tx: TxCtx, id: string, provider: unknown): Promise<Appointment | null> {
  if (typeof provider !== 'string') return null
  const row = await tx.tx.appointment.findUnique({ where: { id } })
  return row && row.provider_id !== provider && row.booked_at !== null ? row : null
}

/** The calendars of the provider whom a visit leaves must be told; a second time tells of the second. */
async function noteLeft(tx: TxCtx, { id, provider_id, starts_at, ends_at }: Appointment): Promise<void> {
  const left = { starts_at, ends_at, left_at: nowDate(tx) }
  await tx.tx.leftVisit.upsert({
    where: { appointment_id_provider_id: { appointment_id: id, provider_id } },
    create: { appointment_id: id, provider_id, ...left },
    update: left,
  })
}
