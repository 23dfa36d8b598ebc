import { type AuditEntry, auditRow } from '#lib/core/audit.ts'
import { type Ctx, store } from '#lib/core/context.ts'

/**
 * Writes down that somebody opened a patient's data (HIPAA 164.312(b)). Written with the read itself, before it is
 * answered: what was shown was noted. Only people and keys are noted; the product reading its own rows is no access.
 */
export async function noteRead(ctx: Ctx, entry: AuditEntry): Promise<void> {
  if (ctx.actor.kind !== 'staff' && ctx.actor.kind !== 'key') return
  await store(ctx).auditEvent.createMany({ data: [auditRow(ctx, entry)] })
}
