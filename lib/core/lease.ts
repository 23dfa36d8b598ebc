import { errorFields, logger } from '#lib/logger.ts'
import type { Ctx } from './context.ts'

/**
 * How long work counts as in hand without a sign of life from whoever has it, in ms of the system clock. Far shorter than
 * a request to somebody else's server may take, because it is renewed meanwhile: so what a process had in hand when it
 * died is found within seconds.
 */
export const LEASE_MS = 6_000
const RENEW_EVERY_MS = LEASE_MS / 3

/** When a lease that is taken or renewed now runs out. */
export const leaseEnd = (ctx: Ctx): Date => new Date(ctx.systemNow() + LEASE_MS)

/**
 * Does what takes its time outside the database while its lease is kept alive. `renew` moves the lease to the time it is
 * given, by an update fenced by the attempt: a process that was thought dead must not take the work back. A renewal that
 * fails is logged, and the next one comes. Throws what `work` throws.
 */
export async function whileLeased<T>(
  ctx: Ctx,
  renew: (until: Date) => Promise<unknown>,
  work: () => Promise<T>,
): Promise<T> {
  const timer = setInterval(() => {
    renew(leaseEnd(ctx)).catch((error: unknown) =>
      logger.warn(errorFields(error), 'a lease could not be renewed'),
    )
  }, RENEW_EVERY_MS)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
