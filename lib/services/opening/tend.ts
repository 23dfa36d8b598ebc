import { type Ctx, nowDate } from '#lib/core/context.ts'
import { closeInvitation } from './close-invitation.ts'
import { runWave } from './run-wave.ts'

const BATCH = 100

/**
 * Openings with something to do: a wave that is due, a time that is past or was booked, nobody left to ask and no answer
 * awaited, or patients who must still hear that it is over.
 */
const dueOpenings = (ctx: Ctx) => ctx.db.$queryRaw<{ id: string }[]>`
  SELECT o.id::text FROM opening o
  WHERE (o.state = 'open' AND (
      o.next_wave_at <= ${nowDate(ctx)} OR o.starts_at <= ${nowDate(ctx)}
      OR EXISTS (SELECT 1 FROM appointment a WHERE a.provider_id = o.provider_id AND a.state IN ('booked', 'arrived')
                 AND a.starts_at < o.ends_at AND a.ends_at > o.starts_at)
      OR (o.next_wave_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM opening_invitation i WHERE i.opening_id = o.id AND i.state = 'invited'))))
    OR (o.state <> 'open' AND EXISTS (
      SELECT 1 FROM opening_invitation i LEFT JOIN offer f ON f.id = i.offer_id
      WHERE i.opening_id = o.id AND i.state = 'invited' AND (i.offer_id IS NULL OR f.state = 'open')))
  ORDER BY o.created_at LIMIT ${BATCH}`

/** Those who were asked about a time that is no longer to be had, and do not know it yet. */
const unsettled = (ctx: Ctx, openingId: string) =>
  ctx.db.openingInvitation.findMany({
    where: {
      opening_id: openingId,
      state: 'invited',
      opening: { state: { not: 'open' } },
      OR: [{ offer_id: null }, { offer: { state: 'open' } }],
    },
    select: { id: true },
    orderBy: { created_at: 'asc' },
  })

/**
 * Does what is due for one freed time: the next wave, or its end; and once it is over, tells everybody who was asked and
 * has not answered, each in a transaction of their own. May run twice, late or in several workers. Answers how much was done.
 */
export async function tendOpening(ctx: Ctx, id: string): Promise<number> {
  let done = (await runWave(ctx, id)) ? 1 : 0
  for (const invitation of await unsettled(ctx, id)) {
    if (await closeInvitation(ctx, invitation.id)) done += 1
  }
  return done
}

/**
 * Does what is due for all freed times. Answers how much that was; throws `AggregateError` after the others when some
 * could not be tended.
 */
export async function runOpeningWaves(ctx: Ctx): Promise<number> {
  let done = 0
  const failures: unknown[] = []
  for (const { id } of await dueOpenings(ctx)) {
    try {
      done += await tendOpening(ctx, id)
    } catch (error) {
      // One freed time that cannot go on must not keep the others waiting.
      failures.push(error)
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} freed times could not be tended.`)
  return done
}
