import { insertMessage } from '#lib/bus/insert-message.ts'
import { tellSender } from '#lib/bus/notice.ts'
import { noteRouted } from '#lib/bus/route.ts'
import { record } from '#lib/core/audit.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { isMessageType, parsePayload } from '#lib/domain/agents/envelope.ts'
import { type MessageView, type SendMessageInput, sendMessageInput } from '#lib/domain/agents/schema.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { type ActingAgent, actingAgent } from './acting-agent.ts'
import { flowOf } from './flow.ts'
import { permissionsFor } from './permissions-for.ts'
import { type Addressed, address } from './receiver.ts'
import { MESSAGE_INCLUDE, type MessageRow, toMessageView } from './view.ts'

/** The time, UTC where no offset is given. Throws `invalid_input` for one that is over. */
function readExpiry(tx: TxCtx, expiresAt: string | null | undefined): Date | null {
  if (!expiresAt) return null
  const hasOffset = /(Z|[+-]\d{2}:?\d{2})$/i.test(expiresAt)
  const at = new Date(hasOffset ? expiresAt : `${expiresAt}Z`)
  if (at.getTime() <= tx.now()) {
    throw invalidInput(
      'expires_at is over already. Give a time to come, or leave it out for a message that never expires.',
      'expires_at',
    )
  }
  return at
}

/** Our own agents read our own message types; what they could not read is refused now rather than dead later. */
function checkContent(to: Addressed['to'], message: SendMessageInput): void {
  if (to?.is_builtin && isMessageType(message.message_type))
    parsePayload(message.message_type, message.content)
}

async function insert(
  tx: TxCtx,
  { agent }: ActingAgent,
  message: SendMessageInput,
  addressed: Addressed,
): Promise<MessageRow> {
  const expires_at = readExpiry(tx, message.expires_at)
  const { conversation, correlation_id } = await flowOf(tx, agent, message)
  const { to, task_type, requirements, routing, waits } = addressed
  const sent_with = to === null || to.is_builtin ? permissionsFor(tx, message.message_type) : []
  const { id } = await insertMessage(tx, {
    from: agent,
    to,
    message_type: message.message_type,
    content: message.content,
    metadata: message.metadata,
    priority: message.priority,
    conversation_id: conversation?.id ?? null,
    clinic_id: conversation?.clinic_id ?? agent.clinic_id ?? to?.clinic_id ?? null,
    correlation_id,
    in_reply_to: message.in_reply_to,
    expires_at,
    task_type,
    requirements,
    routing_reason: routing?.reason ?? waits,
    sent_with,
  })
  return tx.tx.agentMessage.findUniqueOrThrow({ where: { id }, include: MESSAGE_INCLUDE })
}

async function send(tx: TxCtx, message: SendMessageInput): Promise<MessageView> {
  const sender = await actingAgent(tx, message.from_agent_id, 'from_agent_id')
  const addressed = await address(tx, sender.agent, message)
  checkContent(addressed.to, message)
  const row = await insert(tx, sender, message, addressed)
  await record(tx, {
    action: 'agent_message.sent',
    subject: { kind: 'agent_message', id: row.id },
    clinicId: row.clinic_id,
    conversationId: row.conversation_id,
    detail: { message_type: row.message_type, to: row.to?.name ?? null, ...sender.audited },
  })
  if (addressed.routing) await noteRouted(tx, row, addressed.routing)
  if (addressed.waits) await tellSender(tx, row, { event: 'waiting', reason: addressed.waits })
  return toMessageView(tx, row)
}

/**
 * Puts an agent's message on the bus and answers with its row. An agent's own key is its sender; a shared key names one.
 * Without a receiver it is routed by capability, or waits until an agent fits; then, and where the receiver is not
 * active, the sender is told by a `status` message.
 * Throws `invalid_input` with the field's path, `not_found` for an agent out of reach, `forbidden` for another sender than
 * the key's own. The same idempotency key and input within 24 h get the first answer.
 */
export async function sendMessage(ctx: Ctx, input: SendMessageInput): Promise<MessageView> {
  const parsed = parseInput(sendMessageInput, input)
  const { idempotency_key: idempotencyKey } = parsed
  return mutate(
    ctx,
    { name: 'agent_message.send', permission: 'messages:write', idempotencyKey, input: parsed },
    (tx) => send(tx, parsed),
  )
}
