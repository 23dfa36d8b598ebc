import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { readFlowState } from '#lib/services/conversation/flow-state.ts'
import { findConversation } from '#lib/tools/find-conversation.ts'
import { envelopeTo } from './envelope.ts'
import { type Outcome, resultOf, type Work } from './outcome.ts'
import { conversationPayload } from './payloads.ts'
import { confirmSlot, declineSlots } from './peer-chooses.ts'
import { queryAvailability } from './query-availability.ts'
import type { PeerRequest } from './request.ts'
import { requestAppointment } from './request-appointment.ts'
import { reportUnavailability } from './unavailability.ts'
import { cancelVisit, moveVisit } from './visits.ts'

async function tellConversation(ctx: Ctx, request: PeerRequest): Promise<Outcome> {
  const state = await readFlowState(
    ctx,
    await findConversation(ctx, parseInput(conversationPayload, request.payload)),
  )
  const envelope = envelopeTo(ctx, {
    message_type: 'response',
    correlation_id: request.correlation_id,
    in_reply_to: request.message_id,
    payload: state,
  })
  const words = `Conversation ${state.conversation_id}: ${state.conversation_status}, ${state.appointments.length} appointments.`
  return {
    state: 'completed',
    say: 'The state of the conversation is in the artifact.',
    artifacts: [resultOf('result', request.name, envelope, words)],
  }
}

type Skill = (tx: TxCtx, request: PeerRequest, work: Work | null) => Promise<Outcome>

/** The message types of the A2A design that a peer may send, and the verb behind each. */
const SKILLS: Readonly<Record<string, Skill>> = {
  REQUEST_APPOINTMENT: requestAppointment,
  QUERY_AVAILABILITY: queryAvailability,
  CONFIRM_SLOT: confirmSlot,
  DECLINE_SLOTS: declineSlots,
  CANCEL_APPOINTMENT: cancelVisit,
  RESCHEDULE_APPOINTMENT: moveVisit,
  UPDATE_UNAVAILABILITY: reportUnavailability,
  GET_CONVERSATION: tellConversation,
}

/** Does what a message of the A2A design asks, in the caller's transaction. Throws `invalid_input` for a type there is not. */
export function perform(tx: TxCtx, request: PeerRequest, work: Work | null): Promise<Outcome> {
  const skill = Object.hasOwn(SKILLS, request.name) ? SKILLS[request.name] : undefined
  const names = Object.keys(SKILLS)
  if (!skill)
    throw invalidInput(
      `A peer cannot send ${request.name.slice(0, 60)}. It may send ${names.join(', ')}.`,
      'message_type',
      names,
    )
  return skill(tx, request, work)
}
