import { expect, it } from 'vitest'
import type { WebhookChannelView } from '#lib/domain/messaging/webhook-schema.ts'
import { broughtInWords, channelState } from './webhook-words.ts'

const view = (fields: Partial<WebhookChannelView>): WebhookChannelView => ({
  channel: 'twilio',
  is_configured: true,
  last_good_at: null,
  last_bad_at: null,
  bad_in_a_row: 0,
  failures: [],
  tested_at: null,
  no_test: null,
  ...fields,
})

it.each([
  [{ is_configured: false, bad_in_a_row: 3 }, 'Off'],
  [{ bad_in_a_row: 1 }, 'Turned down'],
  [{}, 'Nothing yet'],
  [{ last_good_at: '2026-11-23T15:00:00Z' }, 'Well'],
])('says of %j: %s', (fields, state) => {
  expect(channelState(view(fields)).state).toBe(state)
})

it('counts what was turned down and what was brought in', () => {
  expect(channelState(view({ bad_in_a_row: 1 })).words).toMatch(/^The last post was/)
  expect(channelState(view({ bad_in_a_row: 4 })).words).toMatch(/^The last 4 posts were/)
  expect([0, 1, 2].map(broughtInWords)).toEqual([
    expect.stringContaining('missed nothing'),
    expect.stringContaining('1 text was'),
    expect.stringContaining('2 texts were'),
  ])
})
