import { publishAgentMessage } from '#lib/bus/publish.ts'
import { record } from '#lib/core/audit.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { illegalState, invalidInput } from '#lib/domain/errors.ts'
import { type RequestSlotsInput, requestSlotsInput } from '#lib/domain/messaging/schema.ts'
import { AT_WORK } from '../agent/at-work.ts'
import { refuseOptedOut } from '../sms/opt-out.ts'
import { staffActed } from './ask-staff.ts'
import { type LockedConversation, lockThread } from './lock.ts'
import { refreshConversation } from './refresh.ts'

/** Throws unless the agents may look for times here; the same facts as the button's reasons in actions.ts. */
export async function refuseUnready(tx: TxCtx, conversation: LockedConversation): Promise<void> {
  await refuseOptedOut(tx, conversation.phone_index)
  if (conversation.taken_over_by !== null) {
    throw illegalState(
      'A member of staff has this conversation. Hand it back first, or offer times yourself.',
      ['handed back'],
    )
  }
  if (conversation.service_type_id === null) {
    throw illegalState('No service is set for this conversation. Offer times yourself first.', [
      'with a service',
    ])
  }
  const atWork = await tx.tx.agentMessage.count({ where: { conversation_id: conversation.id, ...AT_WORK } })
  if (atWork > 0) {
    throw illegalState('The agents are at work in this conversation already. Wait for what they do.', [
      'at rest',
    ])
  }
}

async function requireProvider(tx: TxCtx, providerId: string, clinicId: string): Promise<void> {
  const provider = await tx.tx.provider.findFirst({
    where: { id: providerId, clinic_id: clinicId },
    select: { id: true },
  })
  if (!provider) throw invalidInput('This clinic has no such provider.', 'provider_id')
}

/**
 * Asks the agents to find fresh times for this conversation and offer them. Throws `illegal_state` while staff have the
 * conversation, while the agents are at work in it already, and without a service; `opted_out`; `invalid_input` for
 * another clinic's provider.
 */
export async function requestSlots(ctx: Ctx, input: RequestSlotsInput): Promise<{ message_id: string }> {
  const parsed = parseInput(requestSlotsInput, input)
  return mutate(
    ctx,
    { name: 'conversation.request_slots', permission: 'offers:send', input: parsed },
    async (tx) => {
      const conversation = await lockThread(tx, parsed.conversation_id)
      await refuseUnready(tx, conversation)
      if (parsed.provider_id) await requireProvider(tx, parsed.provider_id, conversation.clinic_id)
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
