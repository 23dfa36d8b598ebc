import type { Ctx } from '#lib/core/context.ts'
import type { SmsMessage } from '#lib/db/generated/client.ts'

/** The words of a stored text, opened. */
export const openText = (ctx: Ctx, row: Pick<SmsMessage, 'id' | 'body_sealed'>): string =>
  ctx.sealer.open({ table: 'sms_message', column: 'body_sealed', id: row.id }, row.body_sealed)
