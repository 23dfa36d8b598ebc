import { busAgents } from '#lib/bus/agents.ts'
import { insertMessage } from '#lib/bus/insert-message.ts'
import { publishAgentMessage } from '#lib/bus/publish.ts'
import type { TxCtx } from '#lib/core/context.ts'

/** The outside agent that keeps a provider's schedule and is not itself at work. */
async function keeperOf(
  tx: TxCtx,
  providerId: string,
): Promise<{ agent_id: string; clinic_id: string } | null> {
  const { agent, clinic_id } = await tx.tx.provider.findUniqueOrThrow({
    where: { id: providerId },
    select: { clinic_id: true, agent: { select: { id: true, removed_at: true } } },
  })
  if (agent === null || agent.removed_at !== null || agent.id === tx.actor.agentId) return null
  return { agent_id: agent.id, clinic_id }
}

/**
 * A person has put a visit here against the rules: the outside agent that keeps the provider's schedule is told by a
 * `status` message, so that its own calendar has the visit too. Carries provider, service and time, no patient.
 */
export async function tellKeeperOfBooking(
  tx: TxCtx,
  visit: {
    id: string
    provider_id: string
    conversation_id: string | null
    starts_at: Date
    ends_at: Date
  },
): Promise<void> {
  const keeper = await keeperOf(tx, visit.provider_id)
  if (keeper === null) return
  const [from, to] = await busAgents(tx, ['scheduling-agent', keeper.agent_id])
  if (!from || !to) return
  await insertMessage(tx, {
    from,
    to,
    message_type: 'status',
    content: {
      event: 'booked_by_staff',
      appointment_id: visit.id,
      slot_details: {
        provider_id: visit.provider_id,
        start_time: visit.starts_at.toISOString(),
        end_time: visit.ends_at.toISOString(),
      },
      status: 'CONFIRMED',
    },
    clinic_id: keeper.clinic_id,
    conversation_id: visit.conversation_id,
    correlation_id: visit.conversation_id,
  })
}

/**
 * A visit has left this time, by whatever way: the outside agent that keeps the provider's schedule is told, so that the
 * time is free there as well. Nothing to tell when Switchboard keeps the schedule, or the agent did it itself. Carries
 * provider and time, no patient.
 */
export async function tellKeeper(
  tx: TxCtx,
  left: { id: string; provider_id: string; starts_at: Date },
): Promise<void> {
  const keeper = await keeperOf(tx, left.provider_id)
  if (keeper === null) return
  const { agent_id, clinic_id } = keeper
  const visit = await tx.tx.appointment.findUniqueOrThrow({ where: { id: left.id } })
  const lengthMs = visit.ends_at.getTime() - visit.starts_at.getTime()
  await publishAgentMessage(tx, {
    from: 'scheduling-agent',
    to: agent_id,
    message_type: 'CANCEL_APPOINTMENT',
    content: {
      appointment_id: left.id,
      slot_details: {
        provider_id: left.provider_id,
        start_time: left.starts_at.toISOString(),
        end_time: new Date(left.starts_at.getTime() + lengthMs).toISOString(),
      },
      status: 'CANCELLED_BY_USER',
      reason:
        visit.state === 'cancelled' ? 'The visit was cancelled.' : 'The visit was moved to another time.',
    },
    conversation_id: visit.conversation_id,
    clinic_id,
  })
}
