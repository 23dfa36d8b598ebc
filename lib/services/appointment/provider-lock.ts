import { auditRow } from '#lib/core/audit.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { isLapsedHold } from './calendar.ts'

/**
 * Serialises every transaction that takes, confirms, moves, releases or blocks time of these providers. One statement in
 * the order of ids; a transaction that needs several must name all of them in its first call, or two can deadlock.
 */
export async function lockProviders(tx: TxCtx, providerIds: readonly string[]): Promise<void> {
  await tx.tx
    .$queryRaw`SELECT id FROM provider WHERE id = ANY(${providerIds}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
}

/**
 * Locks these providers and those behind these appointments and the live holds of these conversations, all at once.
 * Whoever ends several offers, or ends one and takes other time in the same transaction, calls this first.
 */
export async function lockProvidersFor(
  tx: TxCtx,
  of: {
    provider_ids?: readonly string[]
    appointment_ids?: readonly string[]
    conversation_ids?: readonly string[]
  },
): Promise<void> {
  const behind =
    of.appointment_ids?.length || of.conversation_ids?.length
      ? await tx.tx.$queryRaw<{ provider_id: string }[]>`
          SELECT DISTINCT provider_id FROM appointment
          WHERE id = ANY(${of.appointment_ids ?? []}::uuid[])
            OR (conversation_id = ANY(${of.conversation_ids ?? []}::uuid[]) AND state = 'held')`
      : []
  await lockProviders(tx, [...(of.provider_ids ?? []), ...behind.map((row) => row.provider_id)])
}

/** An appointment that lost its time: who must hear of it. */
export interface Freed {
  id: string
  clinic_id: string
  conversation_id: string | null
  patient_id: string | null
}

/** Tells screens, after the commit, that these visits changed. */
export function announceAppointments(tx: TxCtx, rows: readonly { id: string; clinic_id: string }[]): void {
  for (const row of rows)
    tx.outgoing.events.push({ type: 'appointment.changed', id: row.id, clinic_id: row.clinic_id })
}

/** One audit event per hold that ended; with its conversation, so that staff read it in the thread. */
export async function recordFreed(
  ctx: Ctx & TxCtx,
  action: string,
  rows: readonly Freed[],
  note?: string,
): Promise<void> {
  if (rows.length === 0) return
  await ctx.tx.auditEvent.createMany({
    data: rows.map((row) =>
      auditRow(ctx, {
        action,
        subject: { kind: 'appointment', id: row.id },
        clinicId: row.clinic_id,
        conversationId: row.conversation_id,
        patientId: row.patient_id,
        note,
      }),
    ),
  })
}

/**
 * Releases the holds of these providers whose time is over, except those whose phone has an unread text from before the
 * end. The caller holds the providers' lock.
 */
export async function releaseExpiredHolds(tx: TxCtx, providerIds: readonly string[]): Promise<void> {
  const now = nowDate(tx)
  const released = await tx.tx.$queryRaw<Freed[]>`
    UPDATE appointment a
    SET state = 'released', ended_at = ${now}::timestamptz, updated_at = ${now}::timestamptz, version = version + 1
    WHERE a.provider_id = ANY(${providerIds}::uuid[]) AND ${isLapsedHold(now)}
    RETURNING a.id, a.clinic_id, a.conversation_id, a.patient_id`
  await recordFreed(tx, 'hold.expired', released)
  announceAppointments(tx, released)
}

/**
 * Releases these holds; anything that is not held any more is left alone. Locks their providers. The caller records why,
 * and returns what was released so that it can.
 */
export async function releaseHolds(tx: TxCtx, appointmentIds: readonly string[]): Promise<Freed[]> {
  if (appointmentIds.length === 0) return []
  await lockProvidersFor(tx, { appointment_ids: appointmentIds })
  const now = nowDate(tx)
  const released = await tx.tx.$queryRaw<Freed[]>`
    UPDATE appointment
    SET state = 'released', ended_at = ${now}::timestamptz, updated_at = ${now}::timestamptz, version = version + 1
    WHERE id = ANY(${appointmentIds}::uuid[]) AND state = 'held'
    RETURNING id, clinic_id, conversation_id, patient_id`
  announceAppointments(tx, released)
  return released
}

/**
 * Releases what is held for this patient with this provider at that time: a hold is no obstacle to the one it is for.
 * The caller holds the provider's lock.
 */
export async function releaseOwnHolds(
  tx: TxCtx,
  patientId: string,
  slot: { provider_id: string; blocked_from: number; blocked_until: number },
): Promise<void> {
  const own = await tx.tx.appointment.findMany({
    where: {
      patient_id: patientId,
      provider_id: slot.provider_id,
      state: 'held',
      blocked_from: { lt: new Date(slot.blocked_until) },
      blocked_until: { gt: new Date(slot.blocked_from) },
    },
    select: { id: true },
  })
  const ids = own.map(({ id }) => id)
  await recordFreed(tx, 'hold.released', await releaseHolds(tx, ids))
}
