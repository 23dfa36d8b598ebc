import { found, requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import {
  type SendStaffTextInput,
  sendStaffTextInput,
  type TextPreview,
} from '#lib/domain/messaging/schema.ts'
import { previewText } from '../offer/text.ts'
import { isOptedOut } from './opt-out.ts'

/** What sendStaffText would send for the same input, with segments and estimated price. Changes nothing. */
export async function previewStaffText(ctx: Ctx, input: SendStaffTextInput): Promise<TextPreview> {
  const parsed = parseInput(sendStaffTextInput, input)
  requirePermission(ctx, 'conversations:read')
  const row = await ctx.db.patient.findUnique({ where: { id: parsed.patient_id }, include: { clinic: true } })
  const patient = found(ctx, row, 'The patient')
  const warnings = (await isOptedOut(ctx, patient.phone_index))
    ? ['This number has opted out of texts; nothing can be sent.']
    : []
  return previewText(ctx, parsed.text, patient.clinic.currency, warnings)
}
