import { type Ctx, store } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { ConversationLine } from '#lib/domain/messaging/schema.ts'
import { conversationLine, LINE_INCLUDE, takenOverNames } from '../conversation/line.ts'

/** How many lines of each kind the page shows; the inbox has the rest. */
const MAX_LINES = 25

async function readLines(
  ctx: Ctx,
  where: Prisma.ConversationWhereInput,
  orderBy: Prisma.ConversationOrderByWithRelationInput[],
): Promise<ConversationLine[]> {
  const rows = await store(ctx).conversation.findMany({
    where,
    include: LINE_INCLUDE,
    orderBy: [...orderBy, { id: 'asc' }],
    take: MAX_LINES,
  })
  const names = await takenOverNames(ctx, rows)
  return rows.map((row) => conversationLine(ctx, row, names))
}

/** What waits for a person: urgent first, then whoever has waited longest. */
export const needsStaffLines = (ctx: Ctx, clinicId: string): Promise<ConversationLine[]> =>
  readLines(ctx, { clinic_id: clinicId, needs_staff_reason: { not: null } }, [
    { is_urgent: 'desc' },
    { needs_staff_since: 'asc' },
  ])

/** Offers that wait for the patient's answer, the latest first. */
export const openOfferLines = (ctx: Ctx, clinicId: string): Promise<ConversationLine[]> =>
  readLines(ctx, { clinic_id: clinicId, status: 'awaiting_response', offers: { some: { state: 'open' } } }, [
    { last_message_at: 'desc' },
  ])
