import { found } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { APPOINTMENT_INCLUDE } from '#lib/services/appointment/view.ts'

/** An appointment in the caller's scope with its clinic. Throws `not_found`: foreign and unknown look the same. */
export async function ownAppointment(ctx: Ctx, id: string) {
  const include = { ...APPOINTMENT_INCLUDE, clinic: true } as const
  return found(ctx, await store(ctx).appointment.findUnique({ where: { id }, include }), 'The appointment')
}
