import { SYSTEM } from '#lib/core/actors.ts'
import { record } from '#lib/core/audit.ts'
import { actingAs, type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { type DueReminder, type ReminderReason, reminderRound } from '#lib/domain/messaging/reminder.ts'
import { dayRange, localDateOf } from '#lib/domain/scheduling/local-time.ts'
import { announceAppointments } from '../appointment/provider-lock.ts'
import { lockConversation, lockPhone } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { openThread } from '../offer/thread.ts'
import { isOptedOut } from '../sms/opt-out.ts'
import { queueText } from '../sms/queue-text.ts'
import { composeText } from '../template/compose.ts'
import { noteReminders } from './note.ts'

const BATCH = 100

const INCLUDE = {
  appointment: { include: { provider: { select: { name: true } } } },
  clinic: { select: { time_zone: true } },
} satisfies Prisma.VisitReminderInclude
type ReminderRow = Prisma.VisitReminderGetPayload<{ include: typeof INCLUDE }>

const facts = (row: ReminderRow): DueReminder => ({
  id: row.id,
  appointment_id: row.appointment_id,
  due_at: row.due_at.getTime(),
  visit_at: row.visit_at.getTime(),
})

async function skip(tx: TxCtx, ids: readonly string[], reason: ReminderReason): Promise<void> {
  if (ids.length === 0) return
  const skipped = await tx.tx.visitReminder.updateManyAndReturn({
    where: { id: { in: [...ids] }, state: 'planned' },
    data: { state: 'skipped', reason, updated_at: nowDate(tx) },
  })
  for (const row of skipped)
    await noteReminders(tx, row, { what: 'skipped', reason, minutes: [row.minutes_before] })
}

/** The conversation of the next visit that has one, else a new one. */
async function threadOf(
  tx: TxCtx,
  sent: readonly ReminderRow[],
  patient: { id: string; phone_index: string },
) {
  const [first] = sent as [ReminderRow]
  const known = sent.find(({ appointment }) => appointment.conversation_id !== null)?.appointment
  const conversation = known?.conversation_id
    ? await lockConversation(tx, known.conversation_id)
    : await openThread(tx, {
        clinic_id: first.clinic_id,
        patient,
        service_type_id: first.appointment.service_type_id,
        external_id: `conv_${tx.newId()}`,
      })
  return conversation
}

/** Visits that belong to no conversation belong to the one in which their patient is reminded of them. */
async function adopt(tx: TxCtx, sent: readonly ReminderRow[], conversationId: string): Promise<void> {
  await tx.tx.appointment.updateMany({
    where: { id: { in: sent.map(({ appointment_id }) => appointment_id) }, conversation_id: null },
    data: { conversation_id: conversationId },
  })
}

async function text(tx: TxCtx, sent: readonly ReminderRow[], to: Parameters<typeof composeText>[2]) {
  const visits = sent.map(({ appointment }) => ({
    starts_at: appointment.starts_at,
    provider_name: appointment.provider.name,
  }))
  const [only, ...others] = visits as [(typeof visits)[number]]
  if (others.length > 0) return composeText(tx, 'reminder_several', to, { visits })
  return composeText(tx, 'reminder', { ...to, service_type_id: sent[0]!.appointment.service_type_id }, only)
}

async function send(tx: TxCtx, sent: readonly ReminderRow[], patient: { id: string; phone_index: string }) {
  const ids = sent.map(({ id }) => id)
  const conversation = await threadOf(tx, sent, patient)
  await lockVisits(tx, patient.id, sent)
  if (conversation.taken_over_by !== null) return skip(tx, ids, 'staff_has_it')
  await adopt(tx, sent, conversation.id)
  const message = await queueText(tx, {
    clinic_id: conversation.clinic_id,
    patient_id: patient.id,
    conversation_id: conversation.id,
    kind: 'reminder',
    text: await text(tx, sent, conversation),
    expires_at: sent[0]!.visit_at,
  })
  await tx.tx.visitReminder.updateMany({
    where: { id: { in: ids } },
    data: { state: 'texted', sms_message_id: message.id, updated_at: nowDate(tx) },
  })
  await record(tx, {
    action: 'reminder.queued',
    subject: { kind: 'sms_message', id: message.id },
    clinicId: conversation.clinic_id,
    conversationId: conversation.id,
    patientId: patient.id,
    detail: { appointment_ids: sent.map(({ appointment_id }) => appointment_id) },
  })
  await refreshConversation(tx, conversation.id)
}

/** The visits changed while their locks were waited for: the next look starts over. */
class VisitsChanged extends Error {}

const plannedOf = (tx: TxCtx, patientId: string) =>
  tx.tx.visitReminder.findMany({ where: { patient_id: patientId, state: 'planned' }, include: INCLUDE })

/** What is due now for one patient, what is said in the same text, and what is not said any more. */
function roundOf(tx: TxCtx, rows: readonly ReminderRow[]) {
  const now = tx.now()
  const due = rows.filter((row) => row.due_at.getTime() <= now)
  const zone = due[0]?.clinic.time_zone
  if (zone === undefined) return null
  const day_ends_at = dayRange(localDateOf(now, zone), zone).end
  const { sent, skipped } = reminderRound(rows.map(facts), { now, day_ends_at })
  return { due, skipped, chosen: sent.flatMap(({ id }) => rows.find((row) => row.id === id) ?? []) }
}

/** Holds the visits as they are until the commit: whoever moves or cancels one then drops the text that names it. */
async function lockVisits(tx: TxCtx, patientId: string, chosen: readonly ReminderRow[]): Promise<void> {
  const ids = chosen.map(({ appointment_id }) => appointment_id)
  await tx.tx
    .$queryRaw`SELECT id FROM appointment WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
  const again = roundOf(tx, await plannedOf(tx, patientId))?.chosen ?? []
  const key = (rows: readonly ReminderRow[]) =>
    rows.map(({ id, appointment }) => `${id}:${appointment.starts_at.getTime()}`).join()
  if (key(again) !== key(chosen)) throw new VisitsChanged('The visits changed meanwhile.')
}

/** Reminds one patient of what is due. False: somebody else has, or nothing is due any more. */
async function remind(ctx: Ctx, patientId: string): Promise<boolean> {
  return mutate(ctx, { name: 'reminder.send', permission: null }, async (tx) => {
    const patient = await tx.tx.patient.findUniqueOrThrow({
      where: { id: patientId },
      select: { id: true, phone_index: true },
    })
    await lockPhone(tx, patient.phone_index)
    const round = roundOf(tx, await plannedOf(tx, patientId))
    if (round === null) return false
    const { due, skipped, chosen } = round
    for (const { reminder, reason } of skipped) await skip(tx, [reminder.id], reason)
    const ids = chosen.map(({ id }) => id)
    if (await isOptedOut(tx, patient.phone_index)) await skip(tx, ids, 'opted_out')
    else if (chosen.length > 0) await send(tx, chosen, patient)
    announceAppointments(
      tx,
      due.map(({ appointment }) => appointment),
    )
    return true
  })
}

/**
 * Texts the reminders that are due, one text per patient; quiet hours and limits are the outbox's. Everything happens with the
 * row's change in one transaction, under the phone's lock, so a reminder goes once however many workers look. Answers how many
 * patients there were; throws `AggregateError` after the others when some could not be reminded.
 */
export async function sendDueReminders(ctx: Ctx): Promise<number> {
  const due = await ctx.db.visitReminder.groupBy({
    by: ['patient_id'],
    where: { state: 'planned', due_at: { lte: nowDate(ctx) } },
    _min: { due_at: true },
    orderBy: { _min: { due_at: 'asc' } },
    take: BATCH,
  })
  const system = actingAs(ctx, SYSTEM)
  let reminded = 0
  const failures: unknown[] = []
  for (const { patient_id } of due) {
    try {
      if (await remind(system, patient_id)) reminded += 1
    } catch (error) {
      // One patient who cannot be reminded must not keep the others waiting.
      if (!(error instanceof VisitsChanged)) failures.push(error)
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} patients could not be reminded.`)
  return reminded
}
