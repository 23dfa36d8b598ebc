import { type Ctx, store } from '#lib/core/context.ts'
import { INSTALLATION_ID } from '../installation/ensure.ts'

/** True while nobody can sign in and a set-up token waits to be used. */
export async function isSetUpOpen(ctx: Ctx): Promise<boolean> {
  const installation = await store(ctx).installation.findUnique({ where: { id: INSTALLATION_ID } })
  if (installation?.setup_token_hash == null) return false
  return (await store(ctx).staff.findFirst({ select: { id: true } })) === null
}
