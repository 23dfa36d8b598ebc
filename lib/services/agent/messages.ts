import { openContent } from '#lib/bus/content.ts'
import { clinicScope, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { toEnvelope } from '#lib/domain/agents/envelope.ts'
import { type ListMessagesQuery, listMessagesQuery, type MessagePage } from '#lib/domain/agents/schema.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { DEFAULT_PAGE_SIZE } from '#lib/domain/wire.ts'

/** The sequence number that the last page ended with. */
function readCursor(cursor: string | undefined): bigint | null {
  if (cursor === undefined) return null
  if (!/^\d{1,18}$/.test(cursor)) throw invalidInput('This is not the cursor of an earlier page.', 'cursor')
  return BigInt(cursor)
}

/**
 * The agents' messages of the caller's clinics, newest first, with their contents. Throws `invalid_input` for a cursor
 * that is not one of ours; a conversation out of scope has no messages.
 */
export async function listMessages(ctx: Ctx, query: ListMessagesQuery): Promise<MessagePage> {
  requirePermission(ctx, 'messages:read')
  const parsed = parseInput(listMessagesQuery, query)
  const before = readCursor(parsed.cursor)
  const limit = parsed.limit ?? DEFAULT_PAGE_SIZE
  const rows = await store(ctx).agentMessage.findMany({
    where: {
      ...clinicScope(ctx),
      ...(parsed.conversation_id ? { conversation_id: parsed.conversation_id } : {}),
      ...(before === null ? {} : { sequence: { lt: before } }),
    },
    orderBy: { sequence: 'desc' },
    take: limit + 1,
    include: { from: { select: { name: true } }, to: { select: { name: true } } },
  })
  const page = rows.slice(0, limit)
  return {
    items: page.map((row) => {
      const content = openContent(ctx, row)
      return {
        id: row.id,
        conversation_id: row.conversation_id,
        at: row.created_at.toISOString(),
        from: row.from.name,
        to: row.to?.name ?? null,
        message_type: row.message_type,
        state: row.state,
        failure_reason: row.failure_reason,
        content,
        envelope: toEnvelope({ ...row, content }),
      }
    }),
    next_cursor: rows.length > limit ? String(page.at(-1)!.sequence) : null,
  }
}
