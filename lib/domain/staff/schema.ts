import { z } from 'zod'
import { conversationLine } from '../messaging/schema.ts'
import { PERMISSIONS } from '../permissions.ts'
import { appointmentView, weeklyHours } from '../scheduling/schema.ts'
import { expectedVersion, id, instant, named, timeZone, version } from '../wire.ts'

export const role = z.enum(['admin', 'scheduler', 'viewer'])
/** NIST SP 800-63B-4: length beats composition rules. */
export const password = z
  .string()
  .min(12, 'Use at least 12 characters.')
  .max(200, 'Use at most 200 characters.')

export const clinicView = z.object({
  id,
  name: z.string(),
  time_zone: timeZone,
  country: z.string(),
  phone_number: z.string().nullable(),
  currency: z.string(),
  is_default: z.boolean(),
  quiet_hours: z.string().nullable().describe('Local time of the patient, like 20:00-08:00.'),
  version,
})
export type ClinicView = z.infer<typeof clinicView>

/** GET /api/me: who is signed in, and what the console needs to know about this installation. */
export const meView = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role,
  permissions: z.array(z.enum(PERMISSIONS)),
  clinics: z.array(clinicView),
  now: instant.describe('The domain clock.'),
  clock_offset_ms: z.number(),
  is_mock_gateway: z.boolean(),
  sms_provider: z.string(),
  version: z.string(),
})
export type MeView = z.infer<typeof meView>

export const staffView = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role,
  is_disabled: z.boolean(),
  clinics: z.array(named),
  version,
  created_at: instant,
  last_seen_at: instant.nullable(),
})
export type StaffView = z.infer<typeof staffView>
export const createStaffInput = z.object({
  name: z.string().trim().min(1).max(80),
  email: z.email('Use an e-mail address.').max(200),
  role,
  password,
  clinic_ids: z.array(id).min(1, 'Choose at least one clinic.').max(100),
})
export type CreateStaffInput = z.infer<typeof createStaffInput>
export const updateStaffInput = z.object({
  staff_id: id,
  name: z.string().trim().min(1).max(80).nullish(),
  role: role.nullish(),
  is_disabled: z.boolean().nullish(),
  password: password.nullish(),
  clinic_ids: z.array(id).min(1).max(100).nullish(),
  version: expectedVersion,
})
export type UpdateStaffInput = z.infer<typeof updateStaffInput>

export const setUpInput = z.object({
  token: z.string().min(1),
  clinic: z.object({
    name: z.string().trim().min(1).max(80),
    time_zone: timeZone,
    phone_number: z.string().max(40).nullish(),
  }),
  admin: z.object({ name: z.string().trim().min(1).max(80), email: z.email().max(200), password }),
  provider: z.object({ name: z.string().trim().min(1).max(80) }),
  hours: z.array(weeklyHours).min(1).max(50),
  service_type: z.object({
    name: z.string().trim().min(1).max(80),
    duration_minutes: z.number().int().min(5).max(600),
  }),
})
export type SetUpInput = z.infer<typeof setUpInput>

export const setUpState = z.object({ is_open: z.boolean() })
export const setUpResult = z.object({ clinic: clinicView })

export const saveClinicInput = z.object({
  clinic_id: id.nullish().describe('Leave out to create.'),
  name: z.string().trim().min(1).max(80),
  time_zone: timeZone,
  phone_number: z.string().trim().max(40).nullish(),
  is_default: z.boolean().nullish(),
  quiet_hours: z
    .string()
    .trim()
    .max(20)
    .nullish()
    .describe('When no unasked text leaves, like 20:00-08:00; null for never; left out: as it is.'),
  version: expectedVersion,
})
export type SaveClinicInput = z.infer<typeof saveClinicInput>

/** GET /api/today?clinic_id= */
export const todayView = z.object({
  clinic: clinicView,
  date: z.string(),
  needs_staff: z.array(conversationLine).describe('Urgent first, then the longest waiting.'),
  appointments: z.array(appointmentView),
  offers_waiting: z.array(conversationLine),
  numbers: z.object({
    needs_staff: z.number().int(),
    appointments_today: z.number().int(),
    offers_open: z.number().int(),
    booked_by_text_7d: z.number().int(),
    median_reply_minutes_7d: z.number().nullable(),
    texts_7d: z.number().int(),
    texts_price_micros_7d: z.number().int(),
  }),
})
export type TodayView = z.infer<typeof todayView>

/** GET /api/health */
export const healthView = z.object({
  status: z.enum(['ok', 'failing']),
  version: z.string(),
  database: z.string(),
  queue: z.string(),
  worker: z.string(),
  sms_provider: z.string(),
  /** The model's name, `off`, or `switched off`. */
  reply_model: z.string(),
  failing: z.array(z.string()),
  warnings: z.array(z.string()),
})
export type HealthView = z.infer<typeof healthView>

/** GET /api/audit */
export const auditEventView = z.object({
  id,
  at: instant,
  actor: z.string(),
  actor_kind: z.string(),
  action: z.string(),
  text: z.string(),
  is_denied: z.boolean(),
  note: z.string().nullable(),
  conversation_id: id.nullable(),
  patient_id: id.nullable(),
  is_sealed: z.boolean(),
})
export type AuditEventView = z.infer<typeof auditEventView>
export const auditPage = z.object({ items: z.array(auditEventView), next_cursor: z.string().nullable() })
export type AuditPage = z.infer<typeof auditPage>

export const advanceClockInput = z.object({
  minutes: z
    .number()
    .int()
    .min(1)
    .max(60 * 24 * 60),
})
export type AdvanceClockInput = z.infer<typeof advanceClockInput>

export const advancedClock = z.object({
  now: instant.describe('The domain clock.'),
  clock_offset_ms: z.number(),
  is_settled: z
    .boolean()
    .describe('False: some process or piece of due work did not follow in time; it will.'),
})
export type AdvancedClock = z.infer<typeof advancedClock>

export const apiKeyView = z.object({
  id,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.string()),
  clinic: named.nullable(),
  created_at: instant,
  expires_at: instant.nullable(),
  revoked_at: instant.nullable(),
  last_used_at: instant.nullable(),
  replaced_by_id: id
    .nullable()
    .describe('The newer key that takes its place; both work until this one expires.'),
  warning: z.string().nullable().describe('What to do about its age, in an administrator’s words.'),
})
export type ApiKeyView = z.infer<typeof apiKeyView>
export const keyIdInput = z.object({ key_id: id })
export type KeyIdInput = z.infer<typeof keyIdInput>
/** POST /api/keys/{id}/rotation */
export const rotateApiKeyInput = keyIdInput.extend({
  overlap_hours: z
    .number()
    .int()
    .min(0)
    .max(24 * 30)
    .nullish()
    .describe('How long the old key works on, 24 by default; 0 ends it at once.'),
})
export type RotateApiKeyInput = z.infer<typeof rotateApiKeyInput>
/** The key itself is in it when it was made just now, and never again. */
export const createdApiKeyView = apiKeyView.extend({ key: z.string() })
export type CreatedApiKeyView = z.infer<typeof createdApiKeyView>
export const createApiKeyInput = z.object({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.string()).min(1),
  clinic_id: id.nullish(),
  expires_in_days: z.number().int().min(1).max(3650).nullish(),
})
export type CreateApiKeyInput = z.infer<typeof createApiKeyInput>
