import { unauthenticated } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import type { MeView } from '#lib/domain/staff/schema.ts'
import { listClinics } from '../clinic/list.ts'

/** Who is signed in, what they may do and where, and what the console needs to know about this installation. */
export async function readMe(ctx: Ctx): Promise<MeView> {
  const { kind, id, permissions } = ctx.actor
  if (kind !== 'staff' || id === null) throw unauthenticated('Please sign in.')
  const staff = await store(ctx).staff.findUniqueOrThrow({ where: { id } })
  return {
    id: staff.id,
    name: staff.name,
    email: staff.email,
    role: staff.role,
    permissions: [...permissions],
    clinics: await listClinics(ctx),
    now: new Date(ctx.now()).toISOString(),
    clock_offset_ms: ctx.now() - ctx.systemNow(),
    is_mock_gateway: ctx.config.isMockGateway,
    sms_provider: ctx.ports.sms.provider,
    version: ctx.config.version,
  }
}
