import type { TxCtx } from '#lib/core/context.ts'
import type { MessagePayload } from '#lib/domain/agents/envelope.ts'
import type { AgentSlot } from '#lib/domain/agents/envelope-payloads.ts'
import type { AnsweredSlot } from '#lib/domain/agents/peer-payloads.ts'
import { overlaps } from '#lib/domain/scheduling/interval.ts'
import { pickOffer } from '#lib/domain/scheduling/pick-offer.ts'
import { type RankedSlot, rankSlots } from '#lib/domain/scheduling/ranking.ts'
import { type Slot, slotAt } from '#lib/domain/scheduling/slots.ts'
import { id, instant } from '#lib/domain/wire.ts'
import { loadCalendars } from '#lib/services/appointment/calendar.ts'
import { filterSlots, patientTimes, preferencesOf } from '#lib/services/appointment/find-slots.ts'
import { timeConflicts } from '#lib/services/appointment/time-check.ts'
import type { Flow } from './answer.ts'

/** Why a time of an outside agent is not offered, and how many there were. Never told to that agent. */
export type Dropped = Record<string, number>

const MAX_REASONS = 10
const MAX_REASON_LENGTH = 200

interface Search {
  flow: Flow
  agent_id: string
  question: MessagePayload<'QUERY_AVAILABILITY'>
}

async function readSearch(tx: TxCtx, { flow, agent_id, question }: Search) {
  const service = await tx.tx.serviceType.findFirstOrThrow({
    where: { id: question.service_type_id, clinic_id: flow.clinic_id },
    include: { clinic: { select: { time_zone: true } } },
  })
  const providers = await tx.tx.provider.findMany({
    where: {
      clinic_id: flow.clinic_id,
      agent_id,
      is_active: true,
      services: { some: { service_type_id: service.id } },
    },
    select: { id: true },
  })
  const { patient } = await tx.tx.conversation.findUniqueOrThrow({
    where: { id: flow.conversation_id },
    select: { patient: true },
  })
  const { time_window: window, preferences } = question
  const range = {
    start: Math.max(tx.now(), preferences?.from ? Date.parse(preferences.from) : 0),
    end: window ? Date.parse(window.end_time) : tx.now(),
  }
  return { service, zone: service.clinic.time_zone, own: providers.map((row) => row.id), patient, range }
}
type Facts = Awaited<ReturnType<typeof readSearch>>

/** The slot as it is written, or why it cannot be one: what needs no calendar to tell. */
function readSlot(answered: AnsweredSlot, { own, service, range }: Facts): Slot | string {
  const starts = instant.safeParse(answered.start_time)
  const ends = instant.safeParse(answered.end_time)
  if (!id.safeParse(answered.provider_id).success || !starts.success || !ends.success) return 'unreadable'
  const providerId = answered.provider_id.toLowerCase()
  if (!own.includes(providerId)) return 'not_its_provider'
  const slot = slotAt(service, providerId, Date.parse(starts.data))
  if (slot.ends_at !== Date.parse(ends.data)) return 'wrong_duration'
  return slot.starts_at > range.end ? 'not_asked_for' : slot
}

const keyOf = (slot: { provider_id: string; starts_at: number }) => `${slot.provider_id}/${slot.starts_at}`

/** The slots that stand up to our own rows, each with the answer it came in; the others are counted by reason. */
async function judge(tx: TxCtx, answered: readonly AnsweredSlot[], facts: Facts, dropped: Dropped) {
  const drop = (reason: string) => {
    dropped[reason] = (dropped[reason] ?? 0) + 1
  }
  const calendars = await loadCalendars(tx, facts.own, facts.range)
  const busy = await patientTimes(tx, facts.patient.id, facts.range)
  const good = new Map<string, { slot: Slot; answer: AnsweredSlot }>()
  for (const answer of answered) {
    const slot = readSlot(answer, facts)
    if (typeof slot === 'string') {
      drop(slot)
      continue
    }
    const { starts_at, ends_at, provider_id } = slot
    const [conflict] = timeConflicts({
      calendar: calendars.get(provider_id)!,
      service: facts.service,
      starts_at,
      ends_at,
      now: tx.now(),
      is_rule_checked: true,
      is_alignment_checked: false,
    })
    if (conflict) drop(conflict.kind)
    else if (good.has(keyOf(slot))) drop('repeated')
    else if (busy.some((time) => overlaps(time, { start: starts_at, end: ends_at }))) drop('patient_busy')
    else good.set(keyOf(slot), { slot, answer })
  }
  return good
}

const toAgentSlot = (slot: RankedSlot): AgentSlot => ({
  slot_id: `${slot.provider_id}/${new Date(slot.starts_at).toISOString()}`,
  provider_id: slot.provider_id,
  start_time: new Date(slot.starts_at).toISOString(),
  end_time: new Date(slot.ends_at).toISOString(),
  match_score: slot.match_score,
  reasoning: slot.reasoning,
})

/**
 * The times of an outside agent's answer that may be offered, those to offer together first, and how many were dropped
 * why. Only its own providers who do the service; in the window asked for, of the service's length, with its notice,
 * clear of visits, holds and time off known here, of the patient's other visits, and of what was offered before. Its own
 * score and reasons stand where it gave some.
 */
export async function checkSlots(
  tx: TxCtx,
  search: Search & {
    answered: readonly AnsweredSlot[]
    exclude: { provider_id: string; starts_at: string }[]
  },
): Promise<{ slots: AgentSlot[]; dropped: Dropped }> {
  const facts = await readSearch(tx, search)
  const dropped: Dropped = {}
  const good = await judge(tx, search.answered, facts, dropped)
  const wishes = { ...search.question.preferences, exclude: search.exclude }
  const asked = filterSlots(
    [...good.values()].map(({ slot }) => slot),
    wishes,
    facts.zone,
    facts.range,
  )
  const ranked = rankSlots(asked, await preferencesOf(tx, wishes, facts.patient), {
    zone: facts.zone,
    now: tx.now(),
  })
  if (good.size > asked.length)
    dropped.not_asked_for = (dropped.not_asked_for ?? 0) + good.size - asked.length
  if (asked.length > ranked.length) dropped.offered_before = asked.length - ranked.length
  const told = ranked
    .map((slot): RankedSlot => {
      const { match_score, reasoning } = good.get(keyOf(slot))!.answer
      const reasons = (reasoning ?? []).map((text) => text.slice(0, MAX_REASON_LENGTH)).slice(0, MAX_REASONS)
      return {
        ...slot,
        match_score: Math.min(1, Math.max(0, match_score ?? slot.match_score)),
        reasoning: reasons.length > 0 ? reasons : slot.reasoning,
      }
    })
    .sort((a, b) => b.match_score - a.match_score || a.starts_at - b.starts_at)
  return { slots: pickOffer(told, { zone: facts.zone }).map(toAgentSlot), dropped }
}
