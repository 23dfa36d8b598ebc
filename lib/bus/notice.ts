import type { TxCtx } from '#lib/core/context.ts'
import type { BuiltinAgentName } from '#lib/domain/agents/builtin.ts'
import { BUS_AGENT, type BusAgent, busAgents } from './agents.ts'
import { insertMessage } from './insert-message.ts'

/** Whose voice the bus itself has towards other people's agents. */
const NOTICES_FROM: BuiltinAgentName = 'scheduling-agent'
const NOTICE_TYPE = 'status'
/** A notice that nobody fetched is news no longer. */
const NOTICE_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000

/** What a sender hears of its message: it has to wait, found its receiver, came too late, or will not be tried again. */
export type NoticeEvent = 'waiting' | 'routed' | 'expired' | 'dead_letter'

/** The message that a notice or a response is about. */
export interface AboutMessage {
  id: string
  clinic_id: string | null
  conversation_id: string | null
  correlation_id: string | null
  from_agent_id: string
  priority: number
}

/** The sender, when it is an agent that can still be told: not one of ours, and not removed. */
async function outsideSender(tx: TxCtx, about: AboutMessage): Promise<BusAgent | null> {
  const sender = await tx.tx.agent.findUniqueOrThrow({
    where: { id: about.from_agent_id },
    select: BUS_AGENT,
  })
  return sender.is_builtin || sender.removed_at !== null ? null : sender
}

const replyTo = (about: AboutMessage) => ({
  in_reply_to: about.id,
  clinic_id: about.clinic_id,
  conversation_id: about.conversation_id,
  correlation_id: about.correlation_id,
  priority: about.priority,
})

/**
 * Tells an outside sender, by a `status` message, what became of its message. `reason` is in words and holds nothing of
 * the content. Our own agents are not told: they watch the message itself.
 */
export async function tellSender(
  tx: TxCtx,
  about: AboutMessage,
  notice: { event: NoticeEvent; reason: string },
): Promise<void> {
  const sender = await outsideSender(tx, about)
  if (sender === null) return
  const [from] = (await busAgents(tx, [NOTICES_FROM])) as [BusAgent]
  await insertMessage(tx, {
    ...replyTo(about),
    from,
    to: sender,
    message_type: NOTICE_TYPE,
    content: { ...notice, message_id: about.id },
    expires_at: new Date(tx.now() + NOTICE_LIFETIME_MS),
  })
}

/** Brings what came of a message to its outside sender: a `response` from its receiver, or an `error` that says why not. */
export async function answerSender(
  tx: TxCtx,
  about: AboutMessage,
  answer: { from: BusAgent; content: unknown; message_type?: 'response' | 'error' },
): Promise<void> {
  const sender = await outsideSender(tx, about)
  if (sender === null) return
  await insertMessage(tx, { ...replyTo(about), message_type: 'response', ...answer, to: sender })
}
