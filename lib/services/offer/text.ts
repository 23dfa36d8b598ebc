import type { Ctx } from '#lib/core/context.ts'
import type { OfferLead } from '#lib/domain/agents/envelope-payloads.ts'
import type { TextPreview } from '#lib/domain/messaging/schema.ts'
import { countSegments, estimatePrice, toGsmText } from '#lib/domain/messaging/segments.ts'
import {
  freshOptionsText,
  type OfferTextFacts,
  offerExpiredText,
  offerText,
  providerAwayText,
  slotOpenedText,
  slotTakenText,
} from '#lib/domain/messaging/templates.ts'
import type { PreparedOffer } from './prepare.ts'

/** How the text opens: a first offer, or why the patient gets other times. */
const TEXT_OF_LEAD: Record<OfferLead, (facts: OfferTextFacts) => string> = {
  requested: offerText,
  none_of_them: freshOptionsText,
  other_times: freshOptionsText,
  slot_taken: slotTakenText,
  late_reply: offerExpiredText,
  slot_opened: slotOpenedText,
  provider_away: providerAwayText,
}

/** The exact words of an offer's text, in the clinic's time. `replaced`: the visit that would be given up. */
export function composeOfferText(
  prepared: PreparedOffer,
  costEstimate: string | null,
  lead: OfferLead,
  replaced: { starts_at: Date; provider_name: string } | null = null,
): string {
  const { clinic, patient, service, slots } = prepared
  return TEXT_OF_LEAD[lead]({
    clinic: clinic.name,
    clinic_phone: clinic.phone_number,
    first_name: patient.first_name,
    time_zone: clinic.time_zone,
    cost_estimate: costEstimate ?? service?.cost_estimate ?? null,
    options: slots,
    replaces_at: replaced?.starts_at,
    replaces_provider: replaced?.provider_name,
  })
}

/** What a text will look like and cost, before it is sent. */
export function previewText(ctx: Ctx, text: string, currency: string, warnings: string[] = []): TextPreview {
  const body = toGsmText(text)
  const counted = countSegments(body)
  const encodingWarning =
    counted.encoding === 'UCS-2'
      ? [
          `Some characters (${counted.offending.slice(0, 3).join(' ')}) make this text cost more: ${counted.segments} segments.`,
        ]
      : []
  return {
    text: body,
    encoding: counted.encoding,
    segments: counted.segments,
    characters: counted.characters,
    price_micros: estimatePrice(counted.segments, ctx.config.smsPriceMicros.outbound),
    currency,
    warnings: [...warnings, ...encodingWarning],
  }
}
