import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type RedriveAgentInput, type RedriveResult, redriveAgentInput } from '#lib/domain/agents/schema.ts'
import { findAgent } from '../agent/scope.ts'
import { DEAD_LETTER, putBack, redrivable, requireNoAgent } from './put-back.ts'
import { deadSince } from './redrive-estimate.ts'

/** Messages per transaction. */
const BATCH = 200

interface Looked {
  /** Dead letters that were found; fewer than a batch: those were the last. */
  found: number
  /** Of them, those that nobody else put back at the same moment. */
  redriven: number
}

async function redriveBatch(tx: TxCtx, input: RedriveAgentInput, until: Date): Promise<Looked> {
  requireNoAgent(tx)
  const agent = await findAgent(tx, input.agent_id)
  const letters = await tx.tx.agentMessage.findMany({
    where: {
      AND: [deadSince(tx, agent.id, input.since), redrivable(tx), { failed_at: { lte: until } }],
    },
    orderBy: { sequence: 'asc' },
    take: BATCH,
    select: DEAD_LETTER,
  })
  let redriven = 0
  for (const letter of letters) if (await putBack(tx, letter, input.reason)) redriven += 1
  return { found: letters.length, redriven }
}

/**
 * Puts back every dead letter that failed for an agent since a time, unchanged, the oldest first, a batch per
 * transaction; each is in the audit trail with who did it and why. What fails again meanwhile is left alone, and so is
 * what has expired or was put back five times. Throws `not_found` for an agent out of scope, `forbidden` for the key of
 * an agent.
 */
export async function redriveAgent(ctx: Ctx, input: RedriveAgentInput): Promise<RedriveResult> {
  const parsed = parseInput(redriveAgentInput, input)
  const mutation = { name: 'agent.redrive', permission: 'messages:write', input: parsed } as const
  const until = new Date(ctx.now())
  let redriven = 0
  for (;;) {
    const batch = await mutate(ctx, mutation, (tx) => redriveBatch(tx, parsed, until))
    redriven += batch.redriven
    if (batch.found < BATCH) return { redriven }
  }
}
