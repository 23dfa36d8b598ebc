import type { z } from 'zod'
import { type Ctx, store } from '#lib/core/context.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { isOptedOut } from '#lib/services/sms/opt-out.ts'
import { findConversation } from './find-conversation.ts'
import { type ConversationRow, readConversation, selectedSlot, slotsOf } from './read-state.ts'
import { conversationInput, type MessageOutput, stateOutput } from './schema.ts'
import { defineTool } from './tool.ts'

/** The latest texts of a conversation that are told. */
const MAX_MESSAGES = 200

async function readMessages(ctx: Ctx, conversation: ConversationRow): Promise<MessageOutput[]> {
  const rows = await store(ctx).smsMessage.findMany({
    where: { conversation_id: conversation.id },
    orderBy: { id: 'desc' },
    take: MAX_MESSAGES,
  })
  const messages = rows.reverse().map((row): MessageOutput => {
    const open = (column: 'body_sealed' | 'phone_sealed') =>
      ctx.sealer.open({ table: 'sms_message', column, id: row.id }, row[column])
    return {
      message_id: row.id,
      conversation_id: conversation.external_id,
      phone_number: open('phone_sealed'),
      message: open('body_sealed'),
      direction: row.direction,
      timestamp: (row.received_at ?? row.created_at).toISOString(),
      status: row.state,
      response: null,
      response_timestamp: null,
      provider: row.provider,
    }
  })
  return messages.map((message, index) => withResponse(message, messages[index + 1]))
}

/** A text of ours was answered by the one that follows it, if that is the patient's. */
function withResponse(message: MessageOutput, next: MessageOutput | undefined): MessageOutput {
  if (message.direction === 'inbound' || next?.direction !== 'inbound') return message
  return { ...message, response: next.message, response_timestamp: next.timestamp }
}

/** The visit that this conversation led to and that stands, or took place. */
async function readAppointmentId(ctx: Ctx, conversationId: string): Promise<string | null> {
  const row = await store(ctx).appointment.findFirst({
    where: { conversation_id: conversationId, state: { in: ['booked', 'arrived', 'fulfilled', 'noshow'] } },
    orderBy: { id: 'desc' },
    select: { id: true },
  })
  return row?.id ?? null
}

/** The whole state of a conversation, by its uuid. */
export async function readState(ctx: Ctx, id: string): Promise<z.input<typeof stateOutput>> {
  const conversation = await readConversation(ctx, id)
  const [offer] = conversation.offers
  return {
    conversation_id: conversation.external_id,
    status: conversation.status,
    phone_number: phoneOf(ctx, conversation.patient),
    appointment_slots: slotsOf(conversation),
    cost_estimate: offer?.cost_estimate ?? null,
    selected_slot: selectedSlot(conversation),
    appointment_id: await readAppointmentId(ctx, conversation.id),
    message_id: offer?.sms_message_id ?? null,
    needs_staff: conversation.needs_staff_reason !== null,
    urgent: conversation.is_urgent,
    opted_out: await isOptedOut(ctx, conversation.phone_index),
    created_at: conversation.created_at.toISOString(),
    last_updated: conversation.updated_at.toISOString(),
    messages: await readMessages(ctx, conversation),
  }
}

export const getConversationState = defineTool({
  name: 'get_conversation_state',
  title: 'Read a conversation',
  description:
    'The whole state of a conversation: status, phone number, offered slots, the chosen one, the booked appointment, and every ' +
    'text in both directions with its delivery state.',
  input: conversationInput,
  output: stateOutput,
  permission: 'conversations:read',
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  run: async (ctx, input) => readState(ctx, await findConversation(ctx, input)),
})
