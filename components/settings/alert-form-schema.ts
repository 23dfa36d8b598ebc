import { z } from 'zod'
import { ALERT_KINDS, type AlertKind, DEFAULT_THRESHOLDS } from '#lib/domain/operations/alert.ts'
import {
  type AlertSettingsView,
  type SaveAlertSettingsInput,
  saveAlertSettingsInput,
} from '#lib/domain/operations/alert-schema.ts'

/** The form beside the wire: whether a kind is on is a field of its own, and an empty address is none. */
export const alertForm = saveAlertSettingsInput.omit({ rotate_secret: true, webhook_url: true }).extend({
  webhook_url: z.string().trim().max(2_000),
  is_on: z.object(
    Object.fromEntries(ALERT_KINDS.map((kind) => [kind, z.boolean()])) as Record<AlertKind, z.ZodBoolean>,
  ),
})
export type AlertForm = z.infer<typeof alertForm>

const mapKinds = <Value>(of: (kind: AlertKind) => Value) =>
  Object.fromEntries(ALERT_KINDS.map((kind) => [kind, of(kind)])) as Record<AlertKind, Value>

/** What is switched off keeps its default at hand, for when it is switched on again. */
export const alertFormValues = ({ thresholds, webhook_url, version }: AlertSettingsView): AlertForm => ({
  webhook_url: webhook_url ?? '',
  version,
  is_on: mapKinds((kind) => thresholds[kind] !== null),
  thresholds: mapKinds((kind) => thresholds[kind] ?? DEFAULT_THRESHOLDS[kind]),
})

export const toAlertInput = ({
  thresholds,
  is_on,
  webhook_url,
  version,
}: AlertForm): SaveAlertSettingsInput => ({
  thresholds: mapKinds((kind) => (is_on[kind] ? (thresholds[kind] ?? DEFAULT_THRESHOLDS[kind]) : null)),
  webhook_url: webhook_url === '' ? null : webhook_url,
  version,
})
