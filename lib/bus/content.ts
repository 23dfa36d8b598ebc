import type { Ctx } from '#lib/core/context.ts'
import type { SealedAt } from '#lib/db/seal.ts'
import type { Envelope } from '#lib/domain/agents/envelope.ts'

const at = (messageId: string): SealedAt => ({
  table: 'agent_message',
  column: 'content_sealed',
  id: messageId,
})

export const sealContent = (ctx: Ctx, messageId: string, content: unknown): string =>
  ctx.sealer.seal(at(messageId), JSON.stringify(content))

/** What a message says. Throws when the stored value was changed or belongs to another message. */
export const openContent = (ctx: Ctx, message: { id: string; content_sealed: string }): Envelope['payload'] =>
  JSON.parse(ctx.sealer.open(at(message.id), message.content_sealed)) as Envelope['payload']
