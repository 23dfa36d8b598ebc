import { requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type SendOfferInput, sendOfferInput, type TextPreview } from '#lib/domain/messaging/schema.ts'
import { isOptedOut } from '../sms/opt-out.ts'
import { prepareOffer } from './prepare.ts'
import { composeOfferText, previewText } from './text.ts'

/** The text that sendOffer would send for the same input, with segments and estimated price. Changes nothing. */
export async function previewOffer(ctx: Ctx, input: SendOfferInput): Promise<TextPreview> {
  const parsed = parseInput(sendOfferInput, input)
  requirePermission(ctx, 'conversations:read')
  const conversation = parsed.conversation_id
    ? await ctx.db.conversation.findUnique({
        where: {
          clinic_id_external_id: { clinic_id: parsed.clinic_id, external_id: parsed.conversation_id },
        },
        select: { id: true },
      })
    : null
  const prepared = await prepareOffer(ctx, parsed, conversation?.id ?? null)
  const warnings = (await isOptedOut(ctx, prepared.patient.phone_index))
    ? ['This number has opted out of texts; the offer cannot be sent.']
    : []
  const { text } = await composeOfferText(ctx, prepared, parsed.cost_estimate ?? null, 'requested')
  return previewText(ctx, text, prepared.clinic.currency, warnings)
}
