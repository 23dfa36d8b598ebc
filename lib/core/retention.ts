import type { Ctx } from './context.ts'

const BATCH = 1_000

/** Removes stored answers whose time is over, in small batches so that nobody waits for a lock. Returns how many. */
export async function removeExpiredIdempotency(ctx: Ctx): Promise<number> {
  const now = new Date(ctx.systemNow())
  let removed = 0
  for (;;) {
    const count = await ctx.db.$executeRaw`
      DELETE FROM idempotency WHERE id IN (
        SELECT id FROM idempotency WHERE expires_at <= ${now} ORDER BY expires_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`
    removed += count
    if (count < BATCH) return removed
  }
}

/** Removes counted tries to sign in whose window is over. Returns how many. */
export async function removeExpiredLimits(ctx: Ctx): Promise<number> {
  const { count } = await ctx.db.rateLimit.deleteMany({
    where: { expire: { lte: new Date(ctx.systemNow()) } },
  })
  return count
}
