import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { Prisma, VisitReminder } from '#lib/db/generated/client.ts'
import {
  REMINDER_GAP_MS,
  type ReminderReason,
  type ReminderVisit,
  reminderStop,
  wantedReminders,
} from '#lib/domain/messaging/reminder.ts'
import { dropUnsentReminders } from './drop-unsent.ts'
import { noteReminders } from './note.ts'

const INCLUDE = {
  clinic: { select: { time_zone: true } },
  service_type: { select: { reminder_minutes: true } },
  reminders: true,
} satisfies Prisma.AppointmentInclude
type VisitRow = Prisma.AppointmentGetPayload<{ include: typeof INCLUDE }>

const visitOf = (row: VisitRow): ReminderVisit => ({
  is_standing: row.state === 'booked' && row.patient_id !== null,
  is_cancelled: row.state === 'cancelled' || row.state === 'released',
  starts_at: row.starts_at.getTime(),
  time_zone: row.clinic.time_zone,
  rules: row.service_type?.reminder_minutes ?? [],
  is_off: row.reminders_off,
  is_confirmed: row.confirmed_for?.getTime() === row.starts_at.getTime(),
})

const isFor = (row: VisitRow) => (reminder: VisitReminder) =>
  reminder.visit_at.getTime() === row.starts_at.getTime()

/** Reminders that wait, or whose text has not left, and that the visit should not have any more. */
function unwanted(row: VisitRow): { reminder: VisitReminder; reason: ReminderReason }[] {
  const visit = visitOf(row)
  const stop = reminderStop(visit)
  const rules = new Set(visit.rules)
  return row.reminders
    .filter(({ state }) => state === 'planned' || state === 'texted')
    .flatMap((reminder) => {
      if (stop !== null) return [{ reminder, reason: stop }]
      if (!isFor(row)(reminder)) return [{ reminder, reason: 'moved' as const }]
      const isRemoved = reminder.state === 'planned' && !rules.has(reminder.minutes_before)
      return isRemoved ? [{ reminder, reason: 'rule_removed' as const }] : []
    })
}

async function cancelUnwanted(tx: TxCtx, rows: readonly VisitRow[]): Promise<void> {
  const each = rows.flatMap(unwanted)
  const byReason = Map.groupBy(each, ({ reason }) => reason)
  for (const [reason, gone] of byReason) {
    const waiting = gone.flatMap(({ reminder }) => (reminder.state === 'planned' ? [reminder] : []))
    await tx.tx.visitReminder.updateMany({
      where: { id: { in: waiting.map(({ id }) => id) }, state: 'planned' },
      data: { state: 'cancelled', reason, updated_at: nowDate(tx) },
    })
    const texted = gone.flatMap(({ reminder }) => (reminder.state === 'texted' ? [reminder] : []))
    const dropped = await dropUnsentReminders(tx, texted, reason)
    for (const [id, own] of Map.groupBy([...waiting, ...dropped], ({ appointment_id }) => appointment_id)) {
      const { clinic_id, patient_id } = own[0]!
      const minutes = own.map(({ minutes_before }) => minutes_before)
      const visit = { appointment_id: id, clinic_id, patient_id }
      await noteReminders(tx, visit, { what: 'cancelled', reason, minutes })
    }
  }
}

/** The reminders that the visit should have and has not: new rows, and cancelled ones whose time is still to come. */
async function addWanted(tx: TxCtx, row: VisitRow, isJustTold: boolean): Promise<void> {
  const known = row.reminders.filter(isFor(row))
  const now = tx.now()
  const noted = { planned: [] as number[], skipped: [] as number[] }
  for (const { minutes_before, due_at } of wantedReminders(visitOf(row))) {
    const reminder = known.find((each) => each.minutes_before === minutes_before)
    if (reminder?.state === 'cancelled' && due_at > now) {
      await tx.tx.visitReminder.updateMany({
        where: { id: reminder.id, state: 'cancelled' },
        data: { state: 'planned', reason: null, due_at: new Date(due_at), updated_at: nowDate(tx) },
      })
      noted.planned.push(minutes_before)
    }
    if (reminder) continue
    const isLate = due_at < now + (isJustTold ? REMINDER_GAP_MS : 0)
    noted[isLate ? 'skipped' : 'planned'].push(minutes_before)
    await tx.tx.visitReminder.createMany({
      skipDuplicates: true,
      data: [
        {
          id: tx.newId(),
          clinic_id: row.clinic_id,
          appointment_id: row.id,
          patient_id: row.patient_id!,
          minutes_before,
          visit_at: row.starts_at,
          due_at: new Date(due_at),
          state: isLate ? 'skipped' : 'planned',
          reason: isLate ? 'booked_late' : null,
          created_at: nowDate(tx),
          updated_at: nowDate(tx),
        },
      ],
    })
  }
  const visit = { appointment_id: row.id, clinic_id: row.clinic_id, patient_id: row.patient_id }
  await noteReminders(tx, visit, { what: 'planned', minutes: noted.planned })
  await noteReminders(tx, visit, { what: 'skipped', reason: 'booked_late', minutes: noted.skipped })
}

/**
 * Brings the reminders of these visits in line with the visits, in the transaction that changed them: planned for what is
 * booked, cancelled with what was cancelled, moved with what moved; a text that was composed and has not left is dropped.
 * Nothing changes for a visit that has what it should have. `is_just_told`: its patient hears of the visit now, so a
 * reminder that would follow within hours is left out.
 */
export async function syncReminders(
  tx: TxCtx,
  appointmentIds: readonly string[],
  { is_just_told }: { is_just_told: boolean },
): Promise<void> {
  const rows = await tx.tx.appointment.findMany({
    where: { id: { in: [...appointmentIds] } },
    include: INCLUDE,
    orderBy: { id: 'asc' },
  })
  await cancelUnwanted(tx, rows)
  for (const row of rows) await addWanted(tx, row, is_just_told)
}
