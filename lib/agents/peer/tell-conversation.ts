import type { Refusal } from '#lib/bus/handler.ts'
import { requirePermission } from '#lib/core/authorize.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { readFlowState } from '#lib/services/conversation/flow-state.ts'
import { resolveConversation } from '#lib/services/conversation/get.ts'
import { answerPeer, asPeer, type PeerRequest } from './answer-peer.ts'

/** Tells an agent how far a conversation is, and which visits came of it. Nothing of the patient. */
export async function tellConversation(
  tx: TxCtx,
  message: PeerRequest<'GET_CONVERSATION'>,
): Promise<Refusal | undefined> {
  await answerPeer(tx, message, async (inner) => {
    const as = asPeer(inner, message)
    requirePermission(as, 'conversations:read')
    const named = message.conversation_id ?? message.content.conversation_id
    if (!named) throw invalidInput('Say which conversation.', 'conversation_id')
    return readFlowState(as, await resolveConversation(as, named))
  })
  return undefined
}
