import { record } from '#lib/core/audit.ts'
import { actingAs, type Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { staffActor } from '../staff/actor.ts'

/** Ends a session. One that is over, or never was, stays as it is. */
export async function endSession(ctx: Ctx, sessionId: string): Promise<void> {
  const session = await ctx.db.session.findUnique({
    where: { id: sessionId },
    include: { staff: { include: { clinics: { select: { clinic_id: true } } } } },
  })
  if (session === null || session.revoked_at !== null) return
  const clinicIds = session.staff.clinics.map(({ clinic_id }) => clinic_id)
  const as = actingAs(ctx, staffActor({ ...session.staff, clinicIds }))
  await mutate(as, { name: 'session.end', permission: null }, async (tx) => {
    const ended = await tx.tx.session.updateMany({
      where: { id: sessionId, revoked_at: null },
      data: { revoked_at: new Date(tx.systemNow()) },
    })
    if (ended.count === 0) return
    await record(tx, { action: 'session.ended', subject: { kind: 'session', id: sessionId } })
  })
}
