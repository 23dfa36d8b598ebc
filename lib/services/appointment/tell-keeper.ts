import { publishAgentMessage } from '#lib/bus/publish.ts'
import type { TxCtx } from '#lib/core/context.ts'

/**
 * A visit has left this time, by whatever way: the outside agent that keeps the provider's schedule is told, so that the
 * time is free there as well. Nothing to tell when Switchboard keeps the schedule, or the agent did it itself. Carries
 * provider and time, no patient.
 */
export async function tellKeeper(
  tx: TxCtx,
  left: { id: string; provider_id: string; starts_at: Date },
): Promise<void> {
  const provider = await tx.tx.provider.findUniqueOrThrow({
    where: { id: left.provider_id },
    select: { clinic_id: true, agent: { select: { id: true, removed_at: true } } },
  })
  const { agent, clinic_id } = provider
  if (agent === null || agent.removed_at !== null || agent.id === tx.actor.agentId) return
  const visit = await tx.tx.appointment.findUniqueOrThrow({ where: { id: left.id } })
  const lengthMs = visit.ends_at.getTime() - visit.starts_at.getTime()
  await publishAgentMessage(tx, {
    from: 'scheduling-agent',
    to: agent.id,
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
