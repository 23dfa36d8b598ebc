import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { Permission } from '#lib/domain/permissions.ts'

interface Write<Input> {
  tool: string
  permission: Permission
  input: Input & { idempotency_key?: string | null }
}

/**
 * A tool that writes: looking up what is meant and the verb itself stand or fall together, and the same idempotency_key
 * with the same arguments gets the first answer.
 */
export function writeOnce<Input, Result>(
  ctx: Ctx,
  { tool, permission, input }: Write<Input>,
  work: (tx: TxCtx) => Promise<Result>,
): Promise<Result> {
  const mutation = { name: `tool.${tool}`, permission, idempotencyKey: input.idempotency_key, input }
  return mutate(ctx, mutation, work)
}
