import type { Ctx } from '#lib/core/context.ts'
import { SwitchboardError } from '#lib/domain/errors.ts'
import { isWrite } from './origin.ts'

/**
 * Throws `unavailable` (503) naming ENABLE_AGENT_MESSAGING where the operator has turned outside agents off: for every
 * key, and for every write. People can still read what there is.
 */
export function requireAgentMessaging(ctx: Ctx, method: string): void {
  if (ctx.config.isAgentMessagingEnabled) return
  if (ctx.actor.kind !== 'key' && !isWrite(method)) return
  throw new SwitchboardError(
    'unavailable',
    'Outside agents are turned off here (ENABLE_AGENT_MESSAGING=false). Whoever runs this installation can turn them on.',
  )
}
