import type { Ctx } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'

/**
 * A conversation that has been closed for CONVERSATION_RETENTION_DAYS (domain clock) is archived: lists and search leave
 * it out, and it stays whole, by its link and on the patient’s page. It is read from when it was closed, so a text that
 * opens it again also brings it back, and there is no second truth to keep in step.
 */
const archivedSince = (ctx: Ctx): Date => new Date(ctx.now() - ctx.config.conversationRetentionDays * DAY_MS)

/** Whether it was closed so long ago that lists leave it out. */
export const isArchived = (ctx: Ctx, { closed_at }: { closed_at: Date | null }): boolean =>
  closed_at !== null && closed_at <= archivedSince(ctx)

/** The archived conversations, or all others. */
export const whereArchived = (ctx: Ctx, archived: boolean): Prisma.ConversationWhereInput =>
  archived
    ? { closed_at: { lte: archivedSince(ctx) } }
    : { OR: [{ closed_at: null }, { closed_at: { gt: archivedSince(ctx) } }] }
