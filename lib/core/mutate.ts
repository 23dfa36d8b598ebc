import type { Tx } from '#lib/db/client.ts'
import { isSwitchboardError, SwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { recordDenial } from './audit.ts'
import { requirePermission } from './authorize.ts'
import type { Ctx, Outgoing, TxCtx } from './context.ts'
import { withIdempotency } from './idempotency.ts'
import type { Mutation } from './mutation.ts'

/** Prisma's own default of 5 s fails under load. */
const TRANSACTION_TIMEOUT_MS = 15_000
const TRANSACTION_MAX_WAIT_MS = 10_000
const MAX_TRIES = 4
const RETRY_BASE_MS = 20

/** Deadlock and serialisation failure: nothing was done, so it may be done again. */
const RETRYABLE: readonly unknown[] = ['40P01', '40001']

interface AdapterError {
  code?: unknown
  meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } }
}

/** Asks for PostgreSQL's own code; a message that happens to hold such a number is no deadlock. */
function isRetryable(error: unknown): boolean {
  const { code, meta } = (error ?? {}) as AdapterError
  return code === 'P2034' || RETRYABLE.includes(meta?.driverAdapterError?.cause?.originalCode)
}

const nothingOutgoing = (): Outgoing => ({ events: [], wakes: [], cancels: [] })

/** What commits, or is rolled back, with the rows themselves. */
async function sendWithCommit({ queue, live }: Ctx, { wakes, events }: Outgoing, tx: Tx): Promise<void> {
  if (queue.isTransactional && wakes.length > 0) await queue.wake(wakes, tx)
  if (live.isTransactional && events.length > 0) await live.publish(events, tx)
}

/**
 * What an engine outside the database is told once the rows are there. It may fail: the rows stay due and the sweeper
 * brings them, so a request never fails because a queue is down.
 */
async function sendAfterCommit({ queue, live }: Ctx, outgoing: Outgoing): Promise<void> {
  const { wakes, events, cancels } = outgoing
  const sent = await Promise.allSettled([
    queue.isTransactional || wakes.length === 0 ? null : queue.wake(wakes),
    live.isTransactional || events.length === 0 ? null : live.publish(events),
    ...cancels.map(({ kind, key }) => queue.cancel(kind, key)),
  ])
  for (const result of sent) {
    if (result.status === 'rejected') {
      logger.warn(errorFields(result.reason), 'a wake-up or live event was not sent; the sweeper makes good')
    }
  }
}

async function runOutermost<T>(ctx: Ctx, work: (ctx: TxCtx) => Promise<T>): Promise<T> {
  let outgoing = nothingOutgoing()
  const result = await ctx.db.$transaction(
    async (tx) => {
      const inner: TxCtx = { ...ctx, tx: tx as Tx, outgoing: nothingOutgoing() }
      const done = await work(inner)
      await sendWithCommit(ctx, inner.outgoing, inner.tx)
      outgoing = inner.outgoing
      return done
    },
    { timeout: TRANSACTION_TIMEOUT_MS, maxWait: TRANSACTION_MAX_WAIT_MS },
  )
  await sendAfterCommit(ctx, outgoing)
  return result
}

/** A savepoint in the open transaction: what it published is dropped with it when it fails. */
async function runNested<T>(ctx: TxCtx, work: (ctx: TxCtx) => Promise<T>): Promise<T> {
  const outgoing = nothingOutgoing()
  const result = await (ctx.tx as unknown as { $transaction: typeof ctx.db.$transaction }).$transaction(
    async (tx) => work({ ...ctx, tx: tx as Tx, outgoing }),
  )
  ctx.outgoing.events.push(...outgoing.events)
  ctx.outgoing.wakes.push(...outgoing.wakes)
  ctx.outgoing.cancels.push(...outgoing.cancels)
  return result
}

const jitter = (attempt: number) => RETRY_BASE_MS * 2 ** attempt * (0.5 + Math.random())

async function runWithRetries<T>(ctx: Ctx, work: (ctx: TxCtx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOutermost(ctx, work)
    } catch (error) {
      if (!isRetryable(error)) throw error
      if (attempt >= MAX_TRIES)
        throw new SwitchboardError(
          'unavailable',
          'The database is very busy. Nothing was changed; please try again.',
        )
      await new Promise((resolve) => setTimeout(resolve, jitter(attempt)))
    }
  }
}

/** Denials that stand in the audit trail already: one passes every `mutate` around the one that threw it. */
const recorded = new WeakSet<Error>()

/**
 * The one way to write: permission, transaction, idempotency record, audit event (by `record` inside `work`), wake-ups
 * and live events with the commit. Inside an open transaction it is a savepoint. Deadlocks (40P01) and serialisation
 * failures (40001) of the outermost are tried again three times with jitter. `work` must not call the network.
 * Throws what `work` throws; what is `forbidden`, by the permission or by `work`, is audited before it is thrown.
 */
export async function mutate<T>(ctx: Ctx, mutation: Mutation, work: (ctx: TxCtx) => Promise<T>): Promise<T> {
  try {
    if (mutation.permission) requirePermission(ctx, mutation.permission)
    const inner = (tx: TxCtx) => withIdempotency(tx, mutation, work)
    return await (ctx.tx && ctx.outgoing ? runNested(ctx as TxCtx, inner) : runWithRetries(ctx, inner))
  } catch (error) {
    if (isSwitchboardError(error, 'forbidden') && !recorded.has(error)) {
      recorded.add(error)
      await recordDenial(ctx, mutation.name, 'forbidden')
    }
    throw error
  }
}
