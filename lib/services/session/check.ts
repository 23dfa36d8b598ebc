import { type Actor, type Ctx, store } from '#lib/core/context.ts'
import type { Role } from '#lib/domain/permissions.ts'
import { staffActor } from '../staff/actor.ts'

/** A login ends this long after the last thing its user did, and this long after it began, whatever they do. */
export const SESSION_IDLE_MS = 60 * 60 * 1000
export const SESSION_LIFETIME_MS = 12 * 60 * 60 * 1000
/** Activity is written down at most this often. */
const TOUCH_EVERY_MS = 60_000

interface SessionRow {
  staff_id: string
  name: string
  role: Role
  last_seen_at: Date
  clinic_ids: string[]
}

/**
 * The staff member behind a session, or null when it is unknown, revoked, too old, idle for too long, or its login is
 * disabled: asked on every use, so that ending it ends it at once. Only `isActivity`, something a person did, puts the idle
 * limit off; polling and live updates do not. Times are the system clock's.
 */
export async function checkSession(
  ctx: Ctx,
  sessionId: string,
  { isActivity }: { isActivity: boolean },
): Promise<Actor | null> {
  const now = ctx.systemNow()
  const rows = await store(ctx).$queryRaw<SessionRow[]>`
    SELECT staff.id AS staff_id, staff.name, staff.role::text AS role, session.last_seen_at,
      ARRAY(SELECT clinic_id::text FROM staff_clinic WHERE staff_id = staff.id ORDER BY clinic_id) AS clinic_ids
    FROM session JOIN staff ON staff.id = session.staff_id
    WHERE session.id = ${sessionId}::uuid
      AND session.revoked_at IS NULL AND staff.disabled_at IS NULL
      AND session.expires_at > ${new Date(now)}
      AND session.last_seen_at > ${new Date(now - SESSION_IDLE_MS)}`
  const row = rows[0]
  if (row === undefined) return null
  if (isActivity && now - row.last_seen_at.getTime() >= TOUCH_EVERY_MS) {
    await store(ctx).session.updateMany({
      where: { id: sessionId, last_seen_at: { lt: new Date(now) } },
      data: { last_seen_at: new Date(now) },
    })
  }
  return staffActor({
    id: row.staff_id,
    name: row.name,
    role: row.role,
    clinicIds: row.clinic_ids,
    sessionId,
  })
}
