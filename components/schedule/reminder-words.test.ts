import { expect, it } from 'vitest'
import type { VisitReminderView } from '#lib/domain/messaging/reminder-schema.ts'
import { reminderLine } from './reminder-words.ts'

const reminder: VisitReminderView = {
  id: 'r',
  minutes_before: 1_440,
  visit_at: '2026-12-01T15:00:00.000Z',
  due_at: '2026-11-30T15:00:00.000Z',
  state: 'planned',
  reason: null,
  text: null,
}
const text = {
  id: 't',
  state: 'delivered' as const,
  sent_at: '2026-11-30T15:01:00.000Z',
  conversation_id: 'c',
}
const what = (fields: Partial<VisitReminderView>) =>
  reminderLine({ ...reminder, ...fields }, 'America/New_York').what

it('says what became of a reminder', () => {
  expect(what({})).toBe('Planned')
  expect(what({ state: 'texted', text })).toBe('Delivered')
  expect(what({ state: 'texted', text: { ...text, state: 'cancelled', sent_at: null } })).toBe(
    'Dropped before it was sent',
  )
  expect(what({ state: 'skipped', reason: 'The number has opted out of texts' })).toBe(
    'The number has opted out of texts',
  )
  expect(what({ state: 'cancelled' })).toBe('Cancelled')
})
