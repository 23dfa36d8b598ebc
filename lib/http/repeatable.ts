import type { z } from 'zod'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import { isWrite } from './origin.ts'
import { hasField, IDEMPOTENCY_HEADER } from './read-input.ts'

interface RepeatableOptions {
  input?: z.ZodType
  /** The verb waits for somebody else, which no transaction may. */
  isRepeatable?: false
}

/**
 * Does a write at most once per Idempotency-Key, for verbs that know no key of their own: the call runs inside one
 * transaction with the record of its answer. Verbs that take a key keep it themselves.
 */
export async function repeatable<Result>(
  request: Request,
  options: RepeatableOptions,
  ctx: Ctx,
  input: unknown,
  call: (ctx: Ctx) => Result | Promise<Result>,
): Promise<Result> {
  const idempotencyKey = isWrite(request.method) ? request.headers.get(IDEMPOTENCY_HEADER) : null
  if (!idempotencyKey || hasField(options.input, 'idempotency_key')) return call(ctx)
  if (options.isRepeatable === false) {
    throw invalidInput(
      'This is done each time it is asked for. Leave Idempotency-Key out.',
      'idempotency_key',
    )
  }
  const name = `${request.method} ${new URL(request.url).pathname}`
  const mutation = { name, permission: null, idempotencyKey, input: input ?? null }
  const { answer } = await mutate(ctx, mutation, async (tx) => ({ answer: await call(tx) }))
  return answer as Result
}
