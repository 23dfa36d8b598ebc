import { createHash } from 'node:crypto'
import { conflict, invalidInput } from '#lib/domain/errors.ts'
import type { TxCtx } from './context.ts'
import type { Mutation } from './mutation.ts'

const KEPT_MS = 24 * 60 * 60 * 1000
export const MAX_IDEMPOTENCY_KEY_LENGTH = 255

/** JSON with sorted keys, so that the order of fields does not make two requests differ. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/**
 * Answers a repeated (principal, key) with the first answer, written in the verb's own transaction. A concurrent twin
 * waits for the first to commit and then gets its answer. Another input under the same key: `invalid_input` (422).
 * A failed try stores nothing. Follows draft-ietf-httpapi-idempotency-key-header.
 */
export async function withIdempotency<T>(
  ctx: TxCtx,
  mutation: Mutation,
  work: (ctx: TxCtx) => Promise<T>,
): Promise<T> {
  const key = mutation.idempotencyKey
  if (!key) return work(ctx)
  if (key.length > MAX_IDEMPOTENCY_KEY_LENGTH) {
    throw invalidInput(
      `idempotency_key must have at most ${MAX_IDEMPOTENCY_KEY_LENGTH} characters.`,
      'idempotency_key',
    )
  }
  const principal = ctx.actor.principal
  const requestHash = createHash('sha256')
    .update(`${mutation.name}\n${canonical(mutation.input)}`)
    .digest('base64url')
  await ctx.tx
    .$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`idempotency:${principal}:${key}`}, 0))`
  const now = new Date(ctx.systemNow())
  const stored = await ctx.tx.idempotency.findUnique({ where: { principal_key: { principal, key } } })
  if (stored && stored.expires_at > now) {
    if (stored.request_hash !== requestHash) {
      throw invalidInput(
        'This idempotency key was used for another request. Use a new key, or send the same request.',
        'idempotency_key',
      )
    }
    return JSON.parse(
      ctx.sealer.open({ table: 'idempotency', column: 'answer_sealed', id: stored.id }, stored.answer_sealed),
    ) as T
  }
  if (stored) await ctx.tx.idempotency.delete({ where: { id: stored.id } })
  const result = await work(ctx)
  if (result === undefined) throw conflict('A verb with an idempotency key must return an answer.')
  const id = ctx.newId()
  await ctx.tx.idempotency.create({
    data: {
      id,
      principal,
      key,
      request_hash: requestHash,
      answer_sealed: ctx.sealer.seal(
        { table: 'idempotency', column: 'answer_sealed', id },
        JSON.stringify(result),
      ),
      created_at: now,
      expires_at: new Date(now.getTime() + KEPT_MS),
    },
  })
  return result
}
