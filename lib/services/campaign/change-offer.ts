import type { Ctx } from '#lib/core/context.ts'
import type { AgentSlot } from '#lib/domain/agents/envelope-payloads.ts'
import type { SendOfferInput, TextPreview } from '#lib/domain/messaging/schema.ts'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { prepareOffer } from '../offer/prepare.ts'
import { composeOfferText, previewText } from '../offer/text.ts'
import type { NamedOption } from './equivalent-times.ts'
import type { HitVisitRow } from './hit-visits.ts'

/** The time as agents name it. */
export const toAgentSlot = (option: NamedOption): AgentSlot => {
  const start_time = new Date(option.starts_at).toISOString()
  return {
    slot_id: `${option.provider_id}/${start_time}`,
    provider_id: option.provider_id,
    start_time,
    end_time: new Date(option.ends_at).toISOString(),
    match_score: option.match_score,
    reasoning: option.reasoning,
  }
}

/** The offer that tells a patient about the change, in the conversation that is named. */
export const changeOffer = (
  visit: {
    clinic_id: string
    patient: { id: string }
    service_type: { id: string } | null
  },
  options: readonly AgentSlot[],
  conversationId?: string,
): SendOfferInput => ({
  clinic_id: visit.clinic_id,
  patient_id: visit.patient.id,
  service_type_id: visit.service_type?.id ?? null,
  conversation_id: conversationId ?? null,
  slots: options.map((option) => ({
    provider_id: option.provider_id,
    starts_at: option.start_time,
    duration_minutes: (Date.parse(option.end_time) - Date.parse(option.start_time)) / MINUTE_MS,
    match_score: option.match_score,
    reasoning: option.reasoning,
  })),
})

/** The exact text that this patient would get now, with segments and price. Changes nothing. */
export async function changeTextPreview(
  ctx: Ctx,
  visit: HitVisitRow,
  options: readonly NamedOption[],
): Promise<TextPreview> {
  const offer = changeOffer(visit, options.map(toAgentSlot))
  const prepared = await prepareOffer(ctx, offer, visit.conversation?.id ?? null)
  const { text } = await composeOfferText(ctx, prepared, null, 'provider_away', {
    starts_at: visit.starts_at,
    provider_name: visit.provider.name,
  })
  return previewText(ctx, text, prepared.clinic.currency)
}
