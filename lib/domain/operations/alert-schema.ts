import { z } from 'zod'
import { expectedVersion, id, instant, pageQuery, version } from '../wire.ts'
import { ALERT_KINDS, alertThresholds } from './alert.ts'

/** GET /api/alerts: the newest first; the next page is named in `Link: rel="next"`. */
export const listAlertsQuery = pageQuery.extend({ status: z.enum(['open', 'closed']).optional() })
export type ListAlertsQuery = z.input<typeof listAlertsQuery>

const alertPostView = z.object({
  event: z.enum(['opened', 'closed']),
  state: z.enum(['pending', 'delivered', 'failed']),
  attempt: z.number().int(),
  last_error: z.string().nullable(),
  due_at: instant,
  delivered_at: instant.nullable(),
})

export const alertView = z.object({
  id,
  kind: z.enum(ALERT_KINDS),
  clinic_id: id.nullable(),
  message: z.string(),
  opened_at: instant.describe('System clock, as every time of an alert.'),
  last_seen_at: instant,
  closed_at: instant.nullable().describe('Null: it lasts.'),
  posts: z.array(alertPostView).describe('How it went to the webhook; empty when none was set.'),
})
export type AlertView = z.infer<typeof alertView>

/** PUT /api/alerts/settings */
export const saveAlertSettingsInput = z.object({
  thresholds: alertThresholds,
  webhook_url: z
    .string()
    .trim()
    .max(2_000)
    .nullable()
    .describe('Where alerts are posted, signed as Standard Webhooks has it; null: nowhere.'),
  rotate_secret: z.boolean().optional().describe('Makes a new signing secret, shown once.'),
  version: expectedVersion,
})
export type SaveAlertSettingsInput = z.input<typeof saveAlertSettingsInput>

export const alertSettingsView = z.object({
  thresholds: alertThresholds,
  webhook_url: z.string().nullable(),
  updated_by: z.string().nullable(),
  updated_at: instant.nullable().describe('Null: the defaults hold.'),
  version,
})
export type AlertSettingsView = z.infer<typeof alertSettingsView>

/** The secret is in it when it was made just now, and never again. */
export const savedAlertSettingsView = alertSettingsView.extend({ signing_secret: z.string().nullable() })
export type SavedAlertSettingsView = z.infer<typeof savedAlertSettingsView>

/** POST /api/alerts/test: what the webhook answered. */
export const alertTestResult = z.object({
  is_delivered: z.boolean(),
  words: z.string(),
  duration_ms: z.number().int(),
})
export type AlertTestResult = z.infer<typeof alertTestResult>

/** What is posted, in the form that Standard Webhooks recommends: type, timestamp, data. */
export const alertPostBody = z.object({
  type: z.enum(['alert.opened', 'alert.closed', 'alert.test']),
  timestamp: instant,
  data: z.object({
    id,
    kind: z.enum([...ALERT_KINDS, 'test']),
    clinic_id: id.nullable(),
    message: z.string(),
    opened_at: instant,
    closed_at: instant.nullable(),
    url: z.string().nullable().describe('Where the console shows it, when PUBLIC_BASE_URL is set.'),
  }),
})
export type AlertPostBody = z.infer<typeof alertPostBody>
