import { type Ctx, store } from '#lib/core/context.ts'

/** Whether the actor covers every clinic of the installation, so that what they make may serve all of them. */
export async function reachesAllClinics(ctx: Ctx): Promise<boolean> {
  const { clinicIds } = ctx.actor
  if (clinicIds === 'all') return true
  return (await store(ctx).clinic.count({ where: { id: { notIn: [...clinicIds] } } })) === 0
}
