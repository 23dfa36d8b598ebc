import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { CLEAR_AFTER_MS, findTroubles } from '#lib/domain/operations/alert.ts'
import { observe } from './observe.ts'
import { closeAlert, openAlert } from './open-close.ts'
import { readSettings } from './settings.ts'

/** One process judges at a time; the others leave it to it. */
async function takeTurn(tx: TxCtx): Promise<boolean> {
  const [turn] = await tx.tx.$queryRaw<{ taken: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended('alert.evaluate', 0)) AS taken`
  return turn?.taken === true
}

/**
 * Opens an alert for each trouble that was not known, keeps those that last up to date, and closes those that have not been
 * seen for a minute. Each trouble is opened and closed once, however many processes look. Returns how many were opened or
 * closed. `watchingSince` as in `observe`. Runs in every process, because one without a worker must say so too.
 */
export async function evaluateAlerts(ctx: Ctx, watchingSince: number): Promise<number> {
  const { thresholds, webhook } = await readSettings(ctx)
  const troubles = findTroubles(await observe(ctx, watchingSince), thresholds)
  return mutate(ctx, { name: 'alert.evaluate', permission: null }, async (tx) => {
    if (!(await takeTurn(tx))) return 0
    let changed = 0
    for (const trouble of troubles) {
      if (await openAlert(tx, trouble, { hasWebhook: webhook !== null })) changed += 1
    }
    const over = await tx.tx.alert.findMany({
      where: { closed_at: null, last_seen_at: { lte: new Date(tx.systemNow() - CLEAR_AFTER_MS) } },
      select: { id: true },
    })
    for (const { id } of over) if (await closeAlert(tx, id)) changed += 1
    return changed
  })
}
