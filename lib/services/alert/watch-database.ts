import { record } from '#lib/core/audit.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { within } from '#lib/core/within.ts'
import { readOutcome } from '#lib/domain/agents/delivery.ts'
import { DEFAULT_THRESHOLDS, durationWords, POST_DELAYS_MS, WHOLE } from '#lib/domain/operations/alert.ts'
import { logger } from '#lib/logger.ts'
import { addPost } from './open-close.ts'
import { toPostBody, toRequest } from './post-body.ts'
import { type ReadySettings, readSettings } from './settings.ts'

const PROBE_TIMEOUT_MS = 2_000
const MS_PER_SECOND = 1_000
/** While it lasts, the webhook is tried at least this often until it has taken the news. */
const LAST_DELAY = 3

interface Outage {
  id: string
  /** Epoch ms of the system clock. */
  since: number
  /** It has lasted long enough to be told. */
  isTold: boolean
  isPosted: boolean
  tries: number
  nextTryAt: number
}

const answers = (ctx: Ctx): Promise<boolean> =>
  within(
    ctx.db.$queryRaw`SELECT 1`.then(
      () => true,
      () => false,
    ),
    PROBE_TIMEOUT_MS,
    false,
  )

const alertOf = (ctx: Ctx, outage: Outage, closedAt: Date | null) => ({
  id: outage.id,
  kind: 'database_down',
  clinic_id: null,
  message: `The database did not answer for ${durationWords(ctx.systemNow() - outage.since)}.`,
  opened_at: new Date(outage.since),
  closed_at: closedAt,
})

/** Posts from memory, because no row can be written: settings are those that were read last. */
async function postOutage(ctx: Ctx, outage: Outage, { webhook }: ReadySettings): Promise<void> {
  if (webhook === null || outage.isPosted || ctx.systemNow() < outage.nextTryAt) return
  const body = toPostBody(ctx, alertOf(ctx, outage, null), 'opened')
  const outcome = readOutcome(await ctx.ports.outside.post(toRequest(ctx, webhook, outage.id, body)))
  outage.isPosted = outcome.kind === 'delivered'
  outage.nextTryAt = ctx.systemNow() + POST_DELAYS_MS[Math.min(outage.tries, LAST_DELAY)]!
  outage.tries += 1
}

/** Writes down what was missed, once for all processes that missed it. */
async function recordOutage(tx: TxCtx, outage: Outage, hasWebhook: boolean): Promise<void> {
  await tx.tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('alert.database_down', 0))`
  const known = await tx.tx.alert.count({
    where: { kind: 'database_down', closed_at: { gte: new Date(outage.since) } },
  })
  if (known > 0) return
  const now = new Date(tx.systemNow())
  const alert = alertOf(tx, outage, now)
  await tx.tx.alert.create({ data: { ...alert, subject: WHOLE, last_seen_at: now } })
  await record(tx, {
    action: 'alert.closed',
    subject: { kind: 'alert', id: alert.id },
    detail: { kind: alert.kind, opened_at: alert.opened_at.toISOString() },
  })
  tx.outgoing.events.push({ type: 'alert.changed', id: alert.id, clinic_id: null })
  if (!hasWebhook) return
  if (!outage.isPosted) await addPost(tx, alert.id, 'opened')
  await addPost(tx, alert.id, 'closed')
}

export interface DatabaseWatch {
  /** Asks once. Never throws for a database that is away. */
  runOnce(): Promise<void>
}

/**
 * Watches the database from one process. While it is down nothing can be written, so the outage is kept in memory: when it
 * has lasted for the threshold it goes to the log and straight to the webhook, and into the alerts when it is over. Each
 * process that misses the database says so for itself.
 */
export function watchDatabase(makeCtx: () => Ctx): DatabaseWatch {
  let settings: ReadySettings = { thresholds: DEFAULT_THRESHOLDS, webhook: null }
  let outage: Outage | null = null

  async function miss(ctx: Ctx): Promise<void> {
    const now = ctx.systemNow()
    outage ??= { id: ctx.newId(), since: now, isTold: false, isPosted: false, tries: 0, nextTryAt: now }
    const seconds = settings.thresholds.database_down
    if (seconds === null || now - outage.since < seconds * MS_PER_SECOND) return
    if (!outage.isTold)
      logger.fatal({ since: new Date(outage.since).toISOString() }, 'the database does not answer')
    outage.isTold = true
    await postOutage(ctx, outage, settings)
  }
  async function find(ctx: Ctx): Promise<void> {
    const ended = outage
    if (ended?.isTold) {
      const hasWebhook = settings.webhook !== null
      await mutate(ctx, { name: 'alert.record_outage', permission: null }, (tx) =>
        recordOutage(tx, ended, hasWebhook),
      )
      logger.info({ since: new Date(ended.since).toISOString() }, 'the database answers again')
    }
    outage = null
    settings = await readSettings(ctx)
  }
  return {
    async runOnce() {
      const ctx = makeCtx()
      if (await answers(ctx)) await find(ctx)
      else await miss(ctx)
    },
  }
}
