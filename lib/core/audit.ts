import type { Prisma } from '#lib/db/generated/client.ts'
import type { Ctx, TxCtx } from './context.ts'

export interface AuditEntry {
  /** `noun.past_tense`, as in `offer.sent`. */
  action: string
  subject: { kind: string; id: string | null }
  clinicId?: string | null
  conversationId?: string | null
  patientId?: string | null
  /** Ids, states and numbers only. */
  detail?: Prisma.InputJsonObject
  /** A person's own words (a reason, a note): sealed. */
  note?: string | null
}

/** The row that an entry becomes. */
export function auditRow(ctx: Ctx, entry: AuditEntry, isDenied = false): Prisma.AuditEventCreateManyInput {
  const id = ctx.newId()
  return {
    id,
    clinic_id: entry.clinicId ?? null,
    occurred_at: new Date(ctx.now()),
    actor_kind: ctx.actor.kind,
    actor_id: ctx.actor.id,
    actor_name: ctx.actor.name,
    action: entry.action,
    is_denied: isDenied,
    subject_kind: entry.subject.kind,
    subject_id: entry.subject.id,
    conversation_id: entry.conversationId ?? null,
    patient_id: entry.patientId ?? null,
    detail: entry.detail ?? {},
    note_sealed: entry.note
      ? ctx.sealer.seal({ table: 'audit_event', column: 'note_sealed', id }, entry.note)
      : null,
  }
}

/** Writes one audit event in the open transaction; it stands or falls with the change it describes. */
export async function record(ctx: TxCtx, entry: AuditEntry): Promise<void> {
  await ctx.tx.auditEvent.createMany({ data: [auditRow(ctx, entry)] })
}

/** Writes a denial outside any transaction, so that the roll-back of the refused change does not take it along. */
export async function recordDenial(ctx: Ctx, action: string, code: string): Promise<void> {
  const entry = { action, subject: { kind: 'verb', id: action }, detail: { code } }
  await ctx.db.auditEvent.createMany({ data: [auditRow(ctx, entry, true)] })
}
