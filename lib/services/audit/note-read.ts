import { type AuditEntry, auditRow } from '#lib/core/audit.ts'
import { type Ctx, store } from '#lib/core/context.ts'

/** A page that is open asks again with every change; that is one access, noted once in so many milliseconds. */
export const READ_NOTED_EVERY_MS = 5 * 60_000

type Read = AuditEntry & { subject: { id: string } }

async function isNoted(ctx: Ctx, { action, subject, conversationId, patientId }: Read): Promise<boolean> {
  const noted = await store(ctx).auditEvent.findFirst({
    where: {
      // One of the two is always set, and is what the table is indexed by.
      ...(conversationId ? { conversation_id: conversationId } : { patient_id: patientId ?? null }),
      action,
      actor_kind: ctx.actor.kind,
      actor_id: ctx.actor.id,
      subject_id: subject.id,
      occurred_at: { gt: new Date(ctx.now() - READ_NOTED_EVERY_MS) },
    },
    select: { id: true },
  })
  return noted !== null
}

/**
 * Writes down that somebody opened a patient's data (HIPAA 164.312(b)), before it is shown: what was seen was noted. Only
 * people and keys are noted; the product reading its own rows is no access.
 */
export async function noteRead(ctx: Ctx, read: Read): Promise<void> {
  if (ctx.actor.kind !== 'staff' && ctx.actor.kind !== 'key') return
  if (await isNoted(ctx, read)) return
  await store(ctx).auditEvent.createMany({ data: [auditRow(ctx, read)] })
}
