import { actingAs, type Ctx } from '#lib/core/context.ts'
import type { Clinic } from '#lib/db/generated/client.ts'
import { isSwitchboardError, notFound } from '#lib/domain/errors.ts'
import { resolveConversation } from '#lib/services/conversation/get.ts'
import { candidateClinics } from './clinics.ts'

async function findAt(ctx: Ctx, clinics: readonly Clinic[], reference: string): Promise<string | null> {
  const narrowed = actingAs(ctx, { ...ctx.actor, clinicIds: clinics.map(({ id }) => id) })
  try {
    return await resolveConversation(narrowed, reference)
  } catch (error) {
    if (isSwitchboardError(error, 'not_found')) return null
    throw error
  }
}

/**
 * The uuid of a conversation by the id that a caller knows. Ids are unique in a clinic only: the clinic that the call means
 * comes first, the caller's others after it. Throws `not_found`.
 */
export async function findConversation(
  ctx: Ctx,
  input: { conversation_id: string; clinic?: string | null },
): Promise<string> {
  const clinics = await candidateClinics(ctx, input.clinic)
  const id =
    (await findAt(ctx, clinics.slice(0, 1), input.conversation_id)) ??
    (await findAt(ctx, clinics, input.conversation_id))
  if (id === null) throw notFound(`The conversation ${input.conversation_id}`)
  return id
}
