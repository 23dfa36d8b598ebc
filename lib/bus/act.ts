import type { Ctx } from '#lib/core/context.ts'
import { type HandleOutcome, type Handling, handleFound } from './handle.ts'
import { lockAlone } from './head.ts'

/** Lets a built-in agent act on one message that belongs to none of our conversations, as `handleNext` does in one. */
export const actOnMessage = (ctx: Ctx, messageId: string, handling: Handling): Promise<HandleOutcome> =>
  handleFound(ctx, (tx) => lockAlone(tx, messageId), handling)
