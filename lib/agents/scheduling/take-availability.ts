import { CLOSED, closeAsk, readAsk } from '#lib/bus/ask.ts'
import type { AgentMessage, Refusal } from '#lib/bus/handler.ts'
import { record } from '#lib/core/audit.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { type AgentSlot, agentSlot } from '#lib/domain/agents/envelope-payloads.ts'
import { DEFAULT_OFFER_SIZE } from '#lib/domain/scheduling/pick-offer.ts'
import { sendOn } from '../answer.ts'
import { checkSlots } from '../check-slots.ts'
import { askForTimes } from './ask-for-times.ts'
import { alreadyOffered } from './start-search.ts'

type Availability = AgentMessage<'AVAILABILITY'>

async function usableSlots(
  tx: TxCtx,
  message: Availability,
  search: Omit<Parameters<typeof checkSlots>[1], 'answered' | 'flow' | 'agent_id'>,
): Promise<AgentSlot[]> {
  const answered = message.content.available_slots
  if (!message.is_from_outside) return agentSlot.array().parse(answered).slice(0, DEFAULT_OFFER_SIZE)
  const { slots, dropped } = await checkSlots(tx, {
    ...search,
    flow: message,
    agent_id: message.from_agent_id,
    answered,
  })
  if (Object.keys(dropped).length > 0) {
    await record(tx, {
      action: 'agent_message.times_dropped',
      subject: { kind: 'agent_message', id: message.id },
      clinicId: message.clinic_id,
      conversationId: message.conversation_id,
      detail: { from: message.from, kept: slots.length, dropped },
    })
  }
  return slots
}

/** An agent has answered with times: the best are offered; with none that can be, the next agent is asked. */
export async function takeAvailability(tx: TxCtx, message: Availability): Promise<Refusal | undefined> {
  const question = await readAsk(tx, message)
  if ('refused' in question) return question
  if (!(await closeAsk(tx, question.id))) return { refused: CLOSED }
  const exclude = await alreadyOffered(tx, message.conversation_id)
  const slots = await usableSlots(tx, message, { question: question.content, exclude })
  const { service_type_id, reason, preferences, moves_appointment_id } = question.content
  const request = { service_type_id, reason, preferences, moves_appointment_id, exclude }
  if (slots.length === 0) {
    const flow = { ...message, id: question.in_reply_to ?? message.id }
    await askForTimes(tx, flow, request)
    return undefined
  }
  await sendOn(tx, message, {
    to: 'user-agent',
    message_type: 'OFFER_SLOTS',
    content: {
      request_echo: request,
      available_slots: slots,
      suggestion_context: 'The best matches among the times that are free.',
    },
  })
  return undefined
}
