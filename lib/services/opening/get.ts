import { found, requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import type { OpeningDetail } from '#lib/domain/waiting-list/schema.ts'
import { OPENING_INCLUDE, type OpeningRow, openingView } from './view.ts'

/** A chain this long is shown in two pieces. */
const MAX_CHAIN = 20

const include = OPENING_INCLUDE

/** The freed times that led to this one, oldest first. */
async function leadingTo(ctx: Ctx, row: OpeningRow): Promise<OpeningRow[]> {
  const before: OpeningRow[] = []
  let next = row.follows_id
  while (next !== null && before.length < MAX_CHAIN) {
    const earlier: OpeningRow = await ctx.db.opening.findUniqueOrThrow({ where: { id: next }, include })
    before.unshift(earlier)
    next = earlier.follows_id
  }
  return before
}

/** The freed times that this one led to: whoever took it moved a visit, whose time freed in turn. */
async function followingFrom(ctx: Ctx, row: OpeningRow): Promise<OpeningRow[]> {
  const after: OpeningRow[] = []
  let last: OpeningRow | null = row
  while (last !== null && after.length < MAX_CHAIN) {
    last = await ctx.db.opening.findFirst({
      where: { follows_id: last.id },
      include,
      orderBy: { created_at: 'asc' },
    })
    if (last) after.push(last)
  }
  return after
}

/** One freed time with its whole chain: who moved, which time that freed, who was offered that. */
export async function getOpening(ctx: Ctx, id: string): Promise<OpeningDetail> {
  requirePermission(ctx, 'conversations:read')
  const row = found(ctx, await ctx.db.opening.findUnique({ where: { id }, include }), 'The freed time')
  const chain = [...(await leadingTo(ctx, row)), row, ...(await followingFrom(ctx, row))]
  return { ...openingView(ctx, row), chain: chain.map((each) => openingView(ctx, each)) }
}
