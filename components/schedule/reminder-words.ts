import type { VisitReminderView } from '#lib/domain/messaging/reminder-schema.ts'
import { formatDayTime } from '../ui/time.ts'

const TEXT_WORDS: Partial<Record<NonNullable<VisitReminderView['text']>['state'], string>> = {
  scheduled: 'Waits for its hour',
  queued: 'About to go',
  sending: 'On its way',
  sent: 'Sent',
  delivered: 'Delivered',
  undelivered: 'Not delivered',
  failed: 'Not sent',
  unknown: 'Not known whether it went out',
  cancelled: 'Dropped before it was sent',
}

/** One reminder in words: when, and what became of it. */
export function reminderLine(
  { state, due_at, reason, text }: VisitReminderView,
  zone: string,
): { when: string; what: string } {
  const when = formatDayTime(text?.sent_at ?? due_at, zone)
  if (state === 'planned') return { when, what: 'Planned' }
  if (state === 'texted') return { when, what: (text && TEXT_WORDS[text.state]) ?? 'Texted' }
  return { when, what: reason ?? (state === 'skipped' ? 'Skipped' : 'Cancelled') }
}
