import { found, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { APPOINTMENT_FLOW_STATUS, CONVERSATION_FLOW_STATUS } from '#lib/domain/agents/status-words.ts'

/** How far a conversation is, for another agent, and which visits came of it. Nothing of the patient. By its uuid. */
export async function readFlowState(ctx: Ctx, id: string) {
  requirePermission(ctx, 'conversations:read')
  const row = await store(ctx).conversation.findUnique({
    where: { id },
    include: {
      appointments: {
        where: { state: { in: ['booked', 'arrived', 'fulfilled', 'noshow', 'cancelled'] } },
        orderBy: { starts_at: 'asc' },
      },
    },
  })
  const conversation = found(ctx, row, 'The conversation')
  return {
    conversation_id: conversation.external_id,
    status: CONVERSATION_FLOW_STATUS[conversation.status],
    conversation_status: conversation.status,
    appointments: conversation.appointments.map((visit) => ({
      appointment_id: visit.id,
      status: APPOINTMENT_FLOW_STATUS[visit.state],
      slot_details: {
        provider_id: visit.provider_id,
        start_time: visit.starts_at.toISOString(),
        end_time: visit.ends_at.toISOString(),
      },
    })),
  }
}
