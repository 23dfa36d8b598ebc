import type { Prisma } from '#lib/db/generated/client.ts'
import type { OfferView } from '#lib/domain/messaging/schema.ts'

/** What an offer is read with. */
export const OFFER_INCLUDE = {
  options: { orderBy: { reply_number: 'asc' }, include: { appointment: { select: { state: true } } } },
  service_type: { select: { id: true, name: true } },
} satisfies Prisma.OfferInclude

export type OfferRow = Prisma.OfferGetPayload<{ include: typeof OFFER_INCLUDE }>

/** The offer as the wire shows it. */
export function offerView(row: OfferRow): OfferView {
  return {
    id: row.id,
    state: row.state,
    round: row.round,
    cost_estimate: row.cost_estimate,
    expires_at: row.expires_at.toISOString(),
    created_at: row.created_at.toISOString(),
    created_by: row.created_by,
    service_type: row.service_type,
    options: row.options.map((option) => ({
      id: option.id,
      slot_number: option.slot_number,
      reply_number: option.reply_number,
      provider: { id: option.provider_id, name: option.provider_name },
      starts_at: option.starts_at.toISOString(),
      ends_at: option.ends_at.toISOString(),
      cost_estimate: option.cost_estimate,
      match_score: option.match_score,
      reasoning: option.reasoning,
      is_held: option.appointment?.state === 'held',
      is_shared: option.is_shared,
      is_chosen: option.id === row.chosen_option_id,
    })),
  }
}
