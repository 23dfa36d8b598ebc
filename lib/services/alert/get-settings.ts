import type { Ctx } from '#lib/core/context.ts'
import type { AlertSettingsView } from '#lib/domain/operations/alert-schema.ts'
import { requireOperator } from './require-operator.ts'
import { findSettings, toSettingsView } from './settings.ts'

/** What is set about alerts. For those who may set it, because the webhook's address can be a secret by itself. */
export async function getAlertSettings(ctx: Ctx): Promise<AlertSettingsView> {
  await requireOperator(ctx)
  return toSettingsView(await findSettings(ctx))
}
