import type { Ctx } from '#lib/core/context.ts'
import { Prisma } from '#lib/db/generated/client.ts'

/** When the receiver of a message had it; null while it has not. Claimed and not yet reported counts as waiting. */
export const DELIVERED_AT = Prisma.sql`
  (CASE WHEN m.state <> 'pending' THEN COALESCE(m.delivered_at, m.processed_at) END)`

/** When a message that nobody will process any more ended. */
export const FAILED_AT = Prisma.sql`
  (CASE m.state WHEN 'failed' THEN COALESCE(m.failed_at, m.updated_at) WHEN 'expired' THEN m.updated_at END)`

/** When a message stopped waiting, delivered or given up; null while it waits. */
export const LEFT_AT = Prisma.sql`LEAST(${DELIVERED_AT}, ${FAILED_AT})`

/** A try that failed: not one that is under way, but one whose process died. */
export const HAS_FAILED = Prisma.sql`
  (a.status IN ('failed', 'timeout')
   OR (a.status = 'sending' AND (m.lease_until IS NULL OR a.attempt < m.attempt)))`

/** The rows that an actor's charts are made of; the same as `messageScope`. */
export function messageScopeSql(ctx: Ctx): Prisma.Sql {
  const { agentId, clinicIds, kind } = ctx.actor
  if (agentId !== undefined) {
    return Prisma.sql`(m.from_agent_id = ${agentId}::uuid OR m.to_agent_id = ${agentId}::uuid)`
  }
  if (clinicIds === 'all') return Prisma.sql`true`
  const own = Prisma.sql`m.clinic_id = ANY(${[...clinicIds]}::uuid[])`
  return kind === 'staff' ? Prisma.sql`(m.clinic_id IS NULL OR ${own})` : own
}
