import { z } from 'zod'
import { instant } from '../wire.ts'
import { WEBHOOK_CHANNELS } from './webhook.ts'

const webhookFailure = z.object({
  reason: z.string().describe('What is wrong and what would be right.'),
  count: z.number().int(),
  first_at: instant,
  last_at: instant,
})

const webhookChannelView = z.object({
  channel: z.enum(WEBHOOK_CHANNELS),
  is_configured: z.boolean(),
  last_good_at: instant.nullable().describe('The last post that was believed and done.'),
  last_bad_at: instant.nullable(),
  bad_in_a_row: z.number().int().describe('Posts that were turned down since the last good one.'),
  failures: z.array(webhookFailure).describe('The latest first.'),
  tested_at: instant.nullable(),
  no_test: z.string().nullable().describe('Why this sender cannot be tested from here; null where it can.'),
})
export type WebhookChannelView = z.infer<typeof webhookChannelView>

const subscriptionView = z.object({
  topic_arn: z.string(),
  state: z.enum(['unlisted', 'confirmed', 'failed', 'ended', 'silent']),
  words: z.string(),
  updated_at: instant.nullable().describe('Null: nothing has come from it yet.'),
})
export type SubscriptionView = z.infer<typeof subscriptionView>

/** GET /api/sms/webhooks. Times are the system clock's. */
export const webhooksView = z.object({
  address: z.string().nullable().describe('Where carriers post; null: there is no public https address.'),
  channels: z.array(webhookChannelView),
  subscriptions: z
    .array(subscriptionView)
    .describe('Topics of Amazon SNS: those that are listed and those that asked.'),
  comparison: z
    .object({
      ran_at: instant.nullable(),
      due_at: instant,
      fault: z.string().nullable().describe('The code with which Twilio could not be asked.'),
    })
    .nullable()
    .describe('How far what came in was compared with the carrier’s own list; null where it has none.'),
  brought_in: z
    .number()
    .int()
    .describe('Texts of the last 7 days that the webhook missed and the comparison brought in.'),
})
export type WebhooksView = z.infer<typeof webhooksView>

/** POST /api/sms/webhooks/test */
export const testWebhookInput = z.object({ channel: z.enum(['twilio', 'eventbridge']) })
export type TestWebhookInput = z.input<typeof testWebhookInput>

export const webhookTestResult = z.object({
  has_arrived: z.boolean(),
  words: z.string(),
  duration_ms: z.number().int(),
})
export type WebhookTestResult = z.infer<typeof webhookTestResult>
