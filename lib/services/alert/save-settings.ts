import { record } from '#lib/core/audit.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { requireVersion } from '#lib/core/version.ts'
import {
  type SaveAlertSettingsInput,
  type SavedAlertSettingsView,
  saveAlertSettingsInput,
} from '#lib/domain/operations/alert-schema.ts'
import { makeSigningSecret } from '../agent/secrets.ts'
import { requireOperator } from './require-operator.ts'
import { findSettings, SETTINGS_ID, sealWebhookSecret, toSettingsView } from './settings.ts'

/**
 * Sets from when on each kind of alert is told, and where alerts are posted. A first address gets a signing secret, which
 * is in this answer alone; without an address there is none. Throws `forbidden` unless the actor may set it for every
 * clinic, `invalid_input` on `webhook_url` for an address that may not be called.
 */
export async function saveAlertSettings(
  ctx: Ctx,
  input: SaveAlertSettingsInput,
): Promise<SavedAlertSettingsView> {
  const parsed = parseInput(saveAlertSettingsInput, input)
  const webhook_url = parsed.webhook_url || null
  if (webhook_url !== null && ctx.actor.permissions.has('settings:write'))
    await ctx.ports.outside.check(webhook_url, 'webhook_url')
  return mutate(
    ctx,
    { name: 'alert.save_settings', permission: 'settings:write', input: parsed },
    async (tx) => {
      await requireOperator(tx)
      await tx.tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('alert_settings', 0))`
      const current = await findSettings(tx)
      const seen = { kind: 'alert_settings', id: String(SETTINGS_ID), words: 'these settings' }
      await requireVersion(tx, { ...seen, version: current?.version ?? 0 }, parsed.version)
      const needsSecret = webhook_url !== null && (parsed.rotate_secret || !current?.webhook_secret_sealed)
      const signing_secret = needsSecret ? makeSigningSecret() : null
      const kept = webhook_url === null ? null : (current?.webhook_secret_sealed ?? null)
      const fields = {
        thresholds: parsed.thresholds,
        webhook_url,
        webhook_secret_sealed: signing_secret === null ? kept : sealWebhookSecret(tx, signing_secret),
        updated_by: tx.actor.name,
        updated_at: new Date(tx.systemNow()),
      }
      const row = await tx.tx.alertSettings.upsert({
        where: { id: SETTINGS_ID },
        create: { id: SETTINGS_ID, ...fields },
        update: { ...fields, version: { increment: 1 } },
      })
      await record(tx, {
        action: 'alert.settings_changed',
        subject: { kind: 'alert_settings', id: String(SETTINGS_ID) },
        detail: {
          thresholds: parsed.thresholds,
          has_webhook: webhook_url !== null,
          new_webhook: webhook_url !== (current?.webhook_url ?? null),
          new_secret: signing_secret !== null,
        },
      })
      return { ...toSettingsView(row), signing_secret }
    },
  )
}
