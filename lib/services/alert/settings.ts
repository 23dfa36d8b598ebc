import { type Ctx, store } from '#lib/core/context.ts'
import type { AlertSettings } from '#lib/db/generated/client.ts'
import { type AlertThresholds, alertThresholds, DEFAULT_THRESHOLDS } from '#lib/domain/operations/alert.ts'
import type { AlertSettingsView } from '#lib/domain/operations/alert-schema.ts'

/** There is one row. */
export const SETTINGS_ID = 1

/** Where alerts go: the address and the secret that they are signed with. */
export interface AlertWebhook {
  url: string
  secret: string
}

export interface ReadySettings {
  thresholds: AlertThresholds
  webhook: AlertWebhook | null
}

const secretAt = { table: 'alert_settings', column: 'webhook_secret_sealed', id: String(SETTINGS_ID) }

/** The secret of the alerts’ webhook as it is stored. */
export const sealWebhookSecret = (ctx: Ctx, secret: string): string => ctx.sealer.seal(secretAt, secret)

/** Kinds that the row does not name have their default; so do those of a row that an older version wrote. */
function thresholdsOf(row: AlertSettings | null): AlertThresholds {
  const stored = alertThresholds.partial().safeParse(row?.thresholds ?? {})
  return { ...DEFAULT_THRESHOLDS, ...stored.data }
}

/** The row as it is stored, its secret sealed; null until somebody saves settings. */
export const findSettings = (ctx: Ctx): Promise<AlertSettings | null> =>
  store(ctx).alertSettings.findUnique({ where: { id: SETTINGS_ID } })

/** What holds now, ready for use. For the product itself: it opens the secret. */
export async function readSettings(ctx: Ctx): Promise<ReadySettings> {
  const row = await findSettings(ctx)
  const { webhook_url: url, webhook_secret_sealed: sealed } = row ?? {}
  const webhook = url && sealed ? { url, secret: ctx.sealer.open(secretAt, sealed) } : null
  return { thresholds: thresholdsOf(row), webhook }
}

/** The settings as administrators see them, without the secret. */
export const toSettingsView = (row: AlertSettings | null): AlertSettingsView => ({
  thresholds: thresholdsOf(row),
  webhook_url: row?.webhook_url ?? null,
  updated_by: row?.updated_by ?? null,
  updated_at: row?.updated_at.toISOString() ?? null,
  version: row?.version ?? 0,
})
