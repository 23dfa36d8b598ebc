import type { Ctx } from '#lib/core/context.ts'
import type { SealedAt } from '#lib/db/seal.ts'
import type { Envelope } from '#lib/domain/agents/envelope.ts'

type Json = Envelope['payload']
type SealedColumn = 'content_sealed' | 'metadata_sealed' | 'result_sealed'

const at = (column: SealedColumn, messageId: string): SealedAt => ({
  table: 'agent_message',
  column,
  id: messageId,
})

const sealJson = (ctx: Ctx, column: SealedColumn, messageId: string, value: unknown): string =>
  ctx.sealer.seal(at(column, messageId), JSON.stringify(value))

const openJson = (ctx: Ctx, column: SealedColumn, messageId: string, sealed: string): Json =>
  JSON.parse(ctx.sealer.open(at(column, messageId), sealed)) as Json

export const sealContent = (ctx: Ctx, messageId: string, content: unknown): string =>
  sealJson(ctx, 'content_sealed', messageId, content)

/** What a message says. Throws when the stored value was changed or belongs to another message. */
export const openContent = (ctx: Ctx, message: { id: string; content_sealed: string }): Json =>
  openJson(ctx, 'content_sealed', message.id, message.content_sealed)

export const sealMetadata = (ctx: Ctx, messageId: string, metadata: unknown): string =>
  sealJson(ctx, 'metadata_sealed', messageId, metadata)

/** What its sender asked of the delivery, and whatever else it wrote there; null without any. */
export const openMetadata = (
  ctx: Ctx,
  message: { id: string; metadata_sealed: string | null },
): Json | null =>
  message.metadata_sealed === null
    ? null
    : openJson(ctx, 'metadata_sealed', message.id, message.metadata_sealed)

export const sealResult = (ctx: Ctx, messageId: string, result: unknown): string =>
  sealJson(ctx, 'result_sealed', messageId, result)

/** What its receiver said when it was done; null without any. */
export const openResult = (ctx: Ctx, message: { id: string; result_sealed: string | null }): Json | null =>
  message.result_sealed === null ? null : openJson(ctx, 'result_sealed', message.id, message.result_sealed)
