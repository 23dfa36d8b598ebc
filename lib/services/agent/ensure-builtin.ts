import { registerBuiltinAgents } from '#lib/bus/agents.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { BUILTIN_AGENT_NAMES } from '#lib/domain/agents/builtin.ts'

/** Writes the rows of the built-in agents that are missing. Runs at every start of a worker, and twice without harm. */
export const ensureBuiltinAgents = (ctx: Ctx): Promise<void> =>
  mutate(ctx, { name: 'agent.register_builtin', permission: null }, (tx) =>
    registerBuiltinAgents(tx, BUILTIN_AGENT_NAMES),
  )
