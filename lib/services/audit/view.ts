import type { Ctx } from '#lib/core/context.ts'
import type { AuditEvent } from '#lib/db/generated/client.ts'
import { auditText } from './words.ts'

/** One event as people read it: when, who, what, and the note that was kept with it. */
export const eventView = (ctx: Ctx, row: AuditEvent) => ({
  id: row.id,
  at: row.occurred_at.toISOString(),
  actor: row.actor_name,
  text: auditText(row),
  note: row.note_sealed
    ? ctx.sealer.open({ table: 'audit_event', column: 'note_sealed', id: row.id }, row.note_sealed)
    : null,
})
