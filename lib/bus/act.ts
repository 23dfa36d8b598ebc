import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { endMessage } from './end-message.ts'
import type { Handling } from './handle.ts'

/** Lets a built-in agent act on a message that belongs to none of our conversations, in one transaction. */
export async function actOnMessage(ctx: Ctx, messageId: string, _handling: Handling): Promise<void> {
  await mutate(ctx, { name: 'agent_message.act', permission: null }, (tx) =>
    endMessage(tx, messageId, {
      state: 'failed',
      reason: 'The built-in agents act on messages of a conversation only. Name one in conversation_id.',
    }),
  )
}
