import { auditRow, record } from '#lib/core/audit.ts'
import { actingAs, type Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { Limits } from '#lib/core/rate-limit.ts'
import { SwitchboardError } from '#lib/domain/errors.ts'
import { staffActor } from '../staff/actor.ts'
import { normaliseEmail } from '../staff/email.ts'
import { verifyPassword } from '../staff/password.ts'
import { SESSION_LIFETIME_MS } from './check.ts'

const MAX_EMAIL_LENGTH = 200
const MAX_USER_AGENT_LENGTH = 200

export interface StartSessionInput {
  email: string
  password: string
  userAgent: string | null
  /** Of the browser, where a trusted proxy tells it. */
  address: string | null
}

/** `disabled` is told only to somebody who knows the password. */
export type SignInRefusal = 'credentials' | 'disabled'

export type StartSessionResult = { sessionId: string; staffId: string } | { refusal: SignInRefusal }

async function refuse(ctx: Ctx, staffId: string | null, refusal: SignInRefusal): Promise<StartSessionResult> {
  const entry = {
    action: 'session.refused',
    subject: { kind: 'staff', id: staffId },
    detail: { reason: refusal },
  }
  await ctx.db.auditEvent.createMany({ data: [auditRow(ctx, entry, true)] })
  return { refusal }
}

/**
 * Signs a staff member in: a new session row, never an existing one. An unknown account takes as long as a wrong
 * password. Every try counts against the account's limit until one succeeds. Throws `rate_limited`.
 */
export async function startSession(
  ctx: Ctx,
  input: StartSessionInput,
  limits: Pick<Limits, 'signIn' | 'signInAddress'>,
): Promise<StartSessionResult> {
  const email = normaliseEmail(input.email)
  if (email === '' || email.length > MAX_EMAIL_LENGTH) return { refusal: 'credentials' }
  const limitKey = ctx.sealer.tokenHash(`sign-in:${email}`)
  if (input.address !== null)
    await limits.signInAddress.take(ctx.sealer.tokenHash(`address:${input.address}`))
  await limits.signIn.take(limitKey)
  const staff = await ctx.db.staff.findUnique({
    where: { email },
    include: { clinics: { select: { clinic_id: true } } },
  })
  const isRight = await verifyPassword(staff?.password_hash ?? null, input.password)
  if (staff === null || !isRight) return refuse(ctx, staff?.id ?? null, 'credentials')
  if (staff.disabled_at !== null) return refuse(ctx, staff.id, 'disabled')
  await limits.signIn.forget(limitKey)
  const sessionId = ctx.newId()
  const clinicIds = staff.clinics.map(({ clinic_id }) => clinic_id)
  const as = actingAs(ctx, staffActor({ ...staff, clinicIds }))
  return mutate(as, { name: 'session.start', permission: null }, async (tx) => {
    const now = tx.systemNow()
    // A login that is disabled at this moment waits here, and then finds the session to end.
    await tx.tx.$queryRaw`SELECT id FROM staff WHERE id = ${staff.id}::uuid FOR SHARE`
    const current = await tx.tx.staff.findUniqueOrThrow({ where: { id: staff.id } })
    if (current.disabled_at !== null || current.password_hash !== staff.password_hash) {
      throw new SwitchboardError(
        'unauthenticated',
        'This login was changed a moment ago. Please sign in again.',
      )
    }
    await tx.tx.session.create({
      data: {
        id: sessionId,
        staff_id: staff.id,
        created_at: new Date(now),
        last_seen_at: new Date(now),
        expires_at: new Date(now + SESSION_LIFETIME_MS),
        user_agent: input.userAgent?.slice(0, MAX_USER_AGENT_LENGTH) ?? null,
      },
    })
    await record(tx, { action: 'session.started', subject: { kind: 'session', id: sessionId } })
    return { sessionId, staffId: staff.id }
  })
}
