import { canSeeClinic } from '#lib/core/authorize.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { notFound } from '#lib/domain/errors.ts'

/** The key, locked, if the actor covers its clinic. Throws `not_found`. */
export async function findKey(tx: TxCtx, id: string) {
  await tx.tx.$queryRaw`SELECT id FROM api_key WHERE id = ${id}::uuid FOR UPDATE`
  const row = await tx.tx.apiKey.findUnique({
    where: { id },
    include: { replaced_by: { select: { id: true } } },
  })
  if (row === null || (row.clinic_id !== null && !canSeeClinic(tx, row.clinic_id))) throw notFound('The key')
  return row
}
