import { describe, expect, it } from 'vitest'
import type { AlertView } from '#lib/domain/operations/alert-schema.ts'
import { isCalming, postWords, sinceWords, wasWords } from './alert-words.ts'

const ZONE = 'America/New_York'
const OPENED = Date.parse('2026-11-23T15:00:00Z')
const alert: AlertView = {
  id: '00000000-0000-7000-8000-000000000001',
  kind: 'no_worker',
  clinic_id: null,
  message: 'No worker was heard of for 40 s.',
  opened_at: new Date(OPENED).toISOString(),
  last_seen_at: new Date(OPENED).toISOString(),
  closed_at: null,
  posts: [],
}
const post = (fields: Partial<AlertView['posts'][number]>) => ({
  event: 'opened' as const,
  state: 'pending' as const,
  attempt: 0,
  last_error: null,
  due_at: alert.opened_at,
  delivered_at: null,
  ...fields,
})

it('says since when, and for how long', () => {
  expect(sinceWords(alert, OPENED + 480_000, ZONE)).toBe('since Mon Nov 23, 10:00 AM (8 min)')
  expect(sinceWords(alert, undefined, ZONE)).toBe('since Mon Nov 23, 10:00 AM')
  expect(wasWords({ ...alert, closed_at: new Date(OPENED + 90_000).toISOString() }, ZONE)).toBe(
    'Mon Nov 23, 10:00 AM, for 1 min',
  )
})

it('knows when a trouble was not seen at the last looks', () => {
  expect(isCalming(alert, OPENED + 30_000)).toBe(false)
  expect(isCalming(alert, OPENED + 30_001)).toBe(true)
  expect(isCalming(alert, undefined)).toBe(false)
})

describe('postWords', () => {
  it.each([
    [post({ state: 'delivered', attempt: 1 }), 'The webhook was told that it began.', false],
    [post({ event: 'closed', state: 'delivered' }), 'The webhook was told that it is over.', false],
    [post({}), 'The webhook is being told that it began.', false],
    [
      post({ attempt: 2, last_error: 'The endpoint answered 503.' }),
      'The webhook is tried again to tell it that it began. Try 2: The endpoint answered 503.',
      true,
    ],
    [
      post({ state: 'failed', attempt: 8, last_error: 'The endpoint answered 503.' }),
      'The webhook could not be told that it began, after 8 tries: The endpoint answered 503.',
      true,
    ],
  ])('of %o', (given, text, isBad) => expect(postWords([given])).toEqual([{ text, isBad }]))
})
