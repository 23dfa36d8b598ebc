import { giveUpOpenAsks } from '#lib/bus/ask.ts'
import type { TxCtx } from '#lib/core/context.ts'
import type { OfferLead, SlotPreferences } from '#lib/domain/agents/envelope-payloads.ts'
import { wishWindow } from '#lib/domain/scheduling/time-wish.ts'
import { endedSuggestion } from '#lib/services/opening/answer.ts'
import type { Flow } from '../answer.ts'
import { askForTimes } from './ask-for-times.ts'
import { endFlow } from './end-flow.ts'

/** The newest options that a patient has seen and that are not offered again. */
const MAX_EXCLUDED = 200

interface Search {
  reason: OfferLead
  preferences?: SlotPreferences | null
  /** The visit that is given up by choosing one of the times; by default what the last offer was to move. */
  moves_appointment_id?: string | null
  /** By default the conversation's service, else the clinic's usual one. */
  service_type_id?: string | null
  /** A person asked for it, so the number of offers is not limited. */
  is_unlimited?: boolean
}

async function serviceTypeOf(tx: TxCtx, conversation: { clinic_id: string; service_type_id: string | null }) {
  if (conversation.service_type_id) return conversation.service_type_id
  const byDefault = await tx.tx.serviceType.findFirst({
    where: { clinic_id: conversation.clinic_id, is_default: true, is_active: true },
    select: { id: true },
  })
  return byDefault?.id ?? null
}

/** The times of this conversation that are not offered again. */
export async function alreadyOffered(tx: TxCtx, conversationId: string) {
  const options = await tx.tx.offerOption.findMany({
    where: { offer: { conversation_id: conversationId }, starts_at: { gt: new Date(tx.now()) } },
    select: { provider_id: true, starts_at: true },
    orderBy: { id: 'desc' },
    take: MAX_EXCLUDED,
  })
  return options.map((option) => ({
    provider_id: option.provider_id,
    starts_at: option.starts_at.toISOString(),
  }))
}

/** Leads that end a suggestion of a freed time politely; the others say that the patient wants times. */
const WANTS_TIMES: ReadonlySet<OfferLead> = new Set<OfferLead>(['requested', 'other_times'])

/** Where to search for what a patient asked for. Null: no such time can be had. */
function wished(preferences: SlotPreferences, at: { now: number; zone: string }): SlotPreferences | null {
  const { wish } = preferences
  if (!wish) return preferences
  const window = wishWindow(wish, at)
  if (window === null) return null
  return {
    ...preferences,
    ...window,
    ...(wish.provider_ids.length > 0 ? { provider_ids: wish.provider_ids } : {}),
  }
}

/**
 * Looks for times that this conversation has not been offered yet; a search or booking that is still under way elsewhere
 * is given up. A freed time that was suggested leads to no search, unless the patient asks for one. After `maxOfferRounds` offers a person takes over, except when a person asked for the search.
 */
export async function startSearch(tx: TxCtx, flow: Flow, search: Search): Promise<void> {
  await giveUpOpenAsks(tx, flow.conversation_id)
  if (!WANTS_TIMES.has(search.reason) && (await endedSuggestion(tx, flow.conversation_id))) {
    return endFlow(tx, flow, 'suggestion_over')
  }
  const conversation = await tx.tx.conversation.findUniqueOrThrow({
    where: { id: flow.conversation_id },
    select: {
      clinic_id: true,
      service_type_id: true,
      round: true,
      clinic: { select: { time_zone: true } },
    },
  })
  if (!search.is_unlimited && conversation.round >= tx.config.maxOfferRounds) {
    return endFlow(tx, flow, 'rounds_used_up')
  }
  const serviceTypeId = search.service_type_id ?? (await serviceTypeOf(tx, conversation))
  if (!serviceTypeId) return endFlow(tx, flow, 'no_times_found')
  const at = { now: tx.now(), zone: conversation.clinic.time_zone }
  const preferences = search.preferences ? wished(search.preferences, at) : null
  if (search.preferences && preferences === null) return endFlow(tx, flow, 'no_time_fits')
  await askForTimes(tx, flow, {
    service_type_id: serviceTypeId,
    reason: search.reason,
    preferences,
    moves_appointment_id: search.moves_appointment_id ?? null,
    exclude: await alreadyOffered(tx, flow.conversation_id),
  })
}
