import { clinicScope, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import type { DecisionOutcome } from '#lib/domain/messaging/decision.ts'
import published from '#lib/domain/messaging/eval/published.json' with { type: 'json' }
import { publishedScores, type UnderstandingView } from '#lib/domain/messaging/eval/published.ts'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'

/** How far back the figures of real texts go. */
const LIVE_DAYS = 30
const HANDED_OVER: DecisionOutcome[] = ['staff_asked', 'left_to_staff']

/** How well texts are understood: the scores that this release was published with, and what the last 30 days were like. */
export async function readUnderstanding(ctx: Ctx): Promise<UnderstandingView> {
  requirePermission(ctx, 'conversations:read')
  const db = store(ctx)
  const where = {
    created_at: { gt: new Date(ctx.now() - LIVE_DAYS * DAY_MS) },
    message: clinicScope(ctx),
  }
  const [all, handed_over, by_model, marked] = await Promise.all([
    db.decision.aggregate({ where, _count: true, _sum: { cost_micros: true } }),
    db.decision.count({ where: { ...where, outcome: { in: HANDED_OVER } } }),
    db.decision.count({ where: { ...where, reader: 'model' } }),
    db.decision.count({ where: { ...where, mark: { isNot: null } } }),
  ])
  return {
    published: publishedScores.parse(published),
    live: {
      days: LIVE_DAYS,
      texts: all._count,
      handed_over,
      by_model,
      cost_micros: all._sum.cost_micros ?? 0,
      marked,
    },
    model: ctx.ports.replyModel?.name ?? null,
  }
}
