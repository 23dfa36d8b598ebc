import type { Ctx } from '#lib/core/context.ts'
import type { OfferLead } from '#lib/domain/agents/envelope-payloads.ts'
import type { TextPreview } from '#lib/domain/messaging/schema.ts'
import { countSegments, estimatePrice, type SegmentCount, toGsmText } from '#lib/domain/messaging/segments.ts'
import { type ComposedText, composeText } from '../template/compose.ts'
import type { PreparedOffer } from './prepare.ts'

/** How the text opens: a first offer, or why the patient gets other times. */
const KEY_OF_LEAD = {
  requested: 'offer',
  none_of_them: 'fresh_options',
  other_times: 'fresh_options',
  slot_taken: 'slot_taken',
  late_reply: 'offer_expired',
  slot_opened: 'slot_opened',
  provider_away: 'offer',
} as const satisfies Record<OfferLead, string>

/** Leads that name the visit which would be given up, where there is one. */
const KEY_OF_MOVE: Partial<Record<OfferLead, 'earlier_slot_opened' | 'provider_away' | 'times_for_visit'>> = {
  slot_opened: 'earlier_slot_opened',
  other_times: 'times_for_visit',
  provider_away: 'provider_away',
}

/** The exact words of an offer's text, in the clinic's time. `replaced`: the visit that would be given up. */
export function composeOfferText(
  ctx: Ctx,
  prepared: PreparedOffer,
  costEstimate: string | null,
  lead: OfferLead,
  replaced: { starts_at: Date; provider_name: string } | null = null,
): Promise<ComposedText> {
  const { clinic, patient, service, slots } = prepared
  const to = { clinic, patient, service_type_id: service?.id ?? null }
  const facts = { options: slots, cost_estimate: costEstimate ?? service?.cost_estimate ?? null }
  const moving = KEY_OF_MOVE[lead]
  if (moving && replaced) return composeText(ctx, moving, to, { ...facts, replaces: replaced })
  return composeText(ctx, KEY_OF_LEAD[lead], to, facts)
}

/** What characters outside GSM-7 do to a text's price. Null: there are none. */
function encodingWarning(text: string, { encoding, offending, segments }: SegmentCount): string | null {
  if (encoding === 'GSM-7') return null
  const plain = offending.reduce((left, character) => left.replaceAll(character, 'x'), text)
  const without = countSegments(plain).segments
  const which = `Some characters (${offending.slice(0, 3).join(' ')})`
  return segments > without
    ? `${which} make this text cost more: ${segments} segments instead of ${without}.`
    : `${which} leave less room: a segment holds 70 characters instead of 160.`
}

/** What a text will look like and cost, before it is sent. */
export function previewText(ctx: Ctx, text: string, currency: string, warnings: string[] = []): TextPreview {
  const body = toGsmText(text)
  const counted = countSegments(body)
  const warning = encodingWarning(body, counted)
  return {
    text: body,
    encoding: counted.encoding,
    segments: counted.segments,
    characters: counted.characters,
    price_micros: estimatePrice(counted.segments, ctx.config.smsPriceMicros.outbound),
    currency,
    warnings: warning === null ? warnings : [...warnings, warning],
  }
}
