import { publishAgentMessage } from '#lib/bus/publish.ts'
import { record } from '#lib/core/audit.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { illegalState } from '#lib/domain/errors.ts'
import { type RequestSlotsInput, requestSlotsInput } from '#lib/domain/messaging/schema.ts'
import { refuseOptedOut } from '../sms/opt-out.ts'
import { staffActed } from './ask-staff.ts'
import { lockThread } from './lock.ts'
import { refreshConversation } from './refresh.ts'

/**
 * Asks the agents to find fresh times for this conversation and offer them. Throws `illegal_state` while staff have the
 * conversation, and `opted_out`.
 */
export async function requestSlots(ctx: Ctx, input: RequestSlotsInput): Promise<{ message_id: string }> {
  const parsed = parseInput(requestSlotsInput, input)
  return mutate(
    ctx,
    { name: 'conversation.request_slots', permission: 'offers:send', input: parsed },
    async (tx) => {
      const conversation = await lockThread(tx, parsed.conversation_id)
      await refuseOptedOut(tx, conversation.phone_index)
      if (conversation.taken_over_by !== null) {
        throw illegalState(
          'A member of staff has this conversation. Hand it back first, or offer times yourself.',
          ['handed back'],
        )
      }
      await staffActed(tx, conversation.id)
      const message = await publishAgentMessage(tx, {
        from: 'user-agent',
        to: 'scheduling-agent',
        message_type: 'REQUEST_APPOINTMENT',
        conversation_id: conversation.id,
        clinic_id: conversation.clinic_id,
        content: {
          reason: 'requested',
          preferences: {
            time_of_day: parsed.time_of_day,
            provider_ids: parsed.provider_id ? [parsed.provider_id] : null,
          },
        },
      })
      await record(tx, {
        action: 'conversation.slots_requested',
        subject: { kind: 'conversation', id: conversation.id },
        clinicId: conversation.clinic_id,
        conversationId: conversation.id,
        patientId: conversation.patient_id,
      })
      await refreshConversation(tx, conversation.id)
      return { message_id: message.id }
    },
  )
}
