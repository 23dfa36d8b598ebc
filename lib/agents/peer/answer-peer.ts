import { type BusAgent, busAgents } from '#lib/bus/agents.ts'
import type { AgentMessage, DeskMessage } from '#lib/bus/handler.ts'
import { answerSender } from '#lib/bus/notice.ts'
import { type Actor, actingAs, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { MessageType } from '#lib/domain/agents/envelope.ts'
import { type ErrorCode, isSwitchboardError } from '#lib/domain/errors.ts'
import { PERMISSIONS, type Permission } from '#lib/domain/permissions.ts'

/** What an outside agent asks of us, in a conversation or outside of any. */
export type PeerRequest<Type extends MessageType> = AgentMessage<Type> | DeskMessage<Type>

/** These pass; the message is tried again. */
const PASSING: readonly ErrorCode[] = ['unavailable', 'rate_limited']

/**
 * The outside agent as the one who acts: with no more than its key was allowed, in no other clinic than the message's,
 * and named in the audit trail.
 */
function peerActor(message: PeerRequest<MessageType>, also: readonly Permission[]): Actor {
  return {
    kind: 'agent',
    id: message.from_agent_id,
    name: message.from,
    permissions: new Set([...PERMISSIONS.filter((each) => message.sent_with.includes(each)), ...also]),
    clinicIds: message.clinic_id === null ? 'all' : [message.clinic_id],
    principal: `agent:${message.from_agent_id}`,
    agentId: message.from_agent_id,
  }
}

/** The same context for the agent that asks. `also`: what it may do about what is its own. */
export const asPeer = <C extends TxCtx>(
  tx: C,
  message: PeerRequest<MessageType>,
  also: readonly Permission[] = [],
): C => actingAs(tx, peerActor(message, also))

/**
 * Does what an outside agent asks and brings it the answer: a `response` with the result, or an `error` with code and
 * reason, and then nothing has been done. Answers the error.
 */
export async function answerPeer<Type extends MessageType>(
  tx: TxCtx,
  message: PeerRequest<Type>,
  work: (tx: TxCtx) => Promise<Record<string, unknown>>,
): Promise<ErrorCode | null> {
  const [from] = (await busAgents(tx, [tx.actor.name])) as [BusAgent]
  const about = await tx.tx.agentMessage.findUniqueOrThrow({ where: { id: message.id } })
  try {
    const content = await mutate(tx, { name: 'agent_message.answer', permission: null }, work)
    await answerSender(tx, about, { from, content })
    return null
  } catch (error) {
    if (!isSwitchboardError(error) || PASSING.includes(error.code)) throw error
    const content = { status: 'FAILED', ...error.toBody() }
    await answerSender(tx, about, { from, content, message_type: 'error' })
    return error.code
  }
}
