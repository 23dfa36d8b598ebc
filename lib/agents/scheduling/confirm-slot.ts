import { BUS_AGENT, type BusAgent, busAgents } from '#lib/bus/agents.ts'
import { ask, giveUpOpenAsks, isReachable, replyDueAt } from '#lib/bus/ask.ts'
import type { AgentMessage } from '#lib/bus/handler.ts'
import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { notFound } from '#lib/domain/errors.ts'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { loseSlot } from './lose-slot.ts'

/** An answer that came in time may be handled this much later, as after a restart, and still finds its hold. */
const HOLD_GRACE_MS = 5 * MINUTE_MS

/** The hold stands until the agent that decides has had its time, however little was left of the offer. */
async function extendHold(tx: TxCtx, appointmentId: string | null): Promise<void> {
  if (appointmentId === null) return
  const until = new Date(replyDueAt(tx).getTime() + HOLD_GRACE_MS)
  await tx.tx.appointment.updateMany({
    where: { id: appointmentId, state: 'held', held_until: { lt: until } },
    data: { held_until: until, updated_at: nowDate(tx), version: { increment: 1 } },
  })
}

/**
 * The patient chose an option: ask the agent that keeps the provider to book it. When that agent is out of reach the
 * patient gets other times, or a person. An earlier choice that is still being decided is given up.
 */
export async function confirmSlot(tx: TxCtx, message: AgentMessage<'CONFIRM_SLOT'>): Promise<void> {
  const { offer_id, option_id, is_change } = message.content
  const option = await tx.tx.offerOption.findFirst({
    where: { id: option_id, offer_id, offer: { conversation_id: message.conversation_id } },
    include: {
      provider: { select: { agent: { select: BUS_AGENT } } },
      offer: { select: { service_type: { select: { name: true } } } },
    },
  })
  if (!option) throw notFound('The offered time')
  await giveUpOpenAsks(tx, message.conversation_id)
  const [own] = (await busAgents(tx, ['provider-agent'])) as [BusAgent]
  const keeper = option.provider.agent ?? own
  if (!isReachable(tx, keeper)) return loseSlot(tx, message)
  if (!keeper.is_builtin) await extendHold(tx, option.appointment_id)
  await ask(tx, message, {
    to: keeper,
    message_type: 'REQUEST_BOOKING',
    content: {
      offer_id,
      option_id,
      is_change,
      service_type: option.offer.service_type?.name ?? null,
      slot_details: {
        slot_id: option.id,
        provider_id: option.provider_id,
        start_time: option.starts_at.toISOString(),
        end_time: option.ends_at.toISOString(),
      },
    },
  })
}
