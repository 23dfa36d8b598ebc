import { type Ctx, nowDate, store } from '#lib/core/context.ts'

/** One reminder text that its patient may still answer: its visits are booked as it said, and ahead. */
export interface OutstandingReminder {
  sms_message_id: string
  conversation_id: string
  patient_id: string
  /** Epoch ms. */
  sent_at: number
  appointment_ids: string[]
  /** Nothing else has been texted to the phone since. */
  is_latest_text: boolean
}

async function latestText(ctx: Ctx, phoneIndex: string): Promise<string | null> {
  const row = await store(ctx).smsMessage.findFirst({
    where: { phone_index: phoneIndex, direction: 'outbound', sent_at: { not: null } },
    orderBy: [{ sent_at: 'desc' }, { id: 'desc' }],
    select: { id: true },
  })
  return row?.id ?? null
}

/** The reminders of a phone that an answer may be about, the latest first. */
export async function outstandingReminders(ctx: Ctx, phoneIndex: string): Promise<OutstandingReminder[]> {
  const rows = await store(ctx).visitReminder.findMany({
    where: {
      state: 'texted',
      visit_at: { gt: nowDate(ctx) },
      patient: { phone_index: phoneIndex },
      appointment: { state: 'booked' },
      message: { sent_at: { not: null } },
    },
    include: {
      appointment: { select: { starts_at: true } },
      message: { select: { id: true, sent_at: true, conversation_id: true } },
    },
    orderBy: { visit_at: 'asc' },
  })
  const found = new Map<string, OutstandingReminder>()
  for (const { message, appointment, appointment_id, patient_id, visit_at } of rows) {
    const { sent_at, conversation_id } = message ?? { sent_at: null, conversation_id: null }
    if (!message || !sent_at || !conversation_id) continue
    if (appointment.starts_at.getTime() !== visit_at.getTime()) continue
    const known = found.get(message.id)
    if (known) known.appointment_ids.push(appointment_id)
    else {
      found.set(message.id, {
        sms_message_id: message.id,
        conversation_id,
        patient_id,
        sent_at: sent_at.getTime(),
        appointment_ids: [appointment_id],
        is_latest_text: false,
      })
    }
  }
  if (found.size === 0) return []
  const latest = await latestText(ctx, phoneIndex)
  return [...found.values()]
    .map((each) => ({ ...each, is_latest_text: each.sms_message_id === latest }))
    .sort((a, b) => b.sent_at - a.sent_at)
}
