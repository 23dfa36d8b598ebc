import { shownAttempts } from '#lib/bus/delivery-log.ts'
import { requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { toEnvelope } from '#lib/domain/agents/envelope.ts'
import type { MessageDetail } from '#lib/domain/agents/schema.ts'
import { notFound } from '#lib/domain/errors.ts'
import { messageScope } from './scope.ts'
import { MESSAGE_INCLUDE, toMessageView } from './view.ts'

/** One message with every try to deliver it, oldest first. Reading changes nothing. Throws `not_found` out of scope. */
export async function getMessage(ctx: Ctx, messageId: string): Promise<MessageDetail> {
  requirePermission(ctx, 'messages:read')
  const row = await store(ctx).agentMessage.findFirst({
    where: { AND: [{ id: messageId }, messageScope(ctx)] },
    include: { ...MESSAGE_INCLUDE, attempts: { orderBy: { attempt: 'asc' } } },
  })
  if (!row) throw notFound('The message')
  const view = toMessageView(ctx, row)
  return {
    ...view,
    attempts: shownAttempts(ctx, row),
    envelope: toEnvelope({ ...row, content: view.content }),
  }
}
