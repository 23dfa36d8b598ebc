import { requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { isMessageType } from '#lib/domain/agents/envelope.ts'
import { PEER_MESSAGES } from '#lib/domain/agents/peer-messages.ts'

/**
 * Which of the permissions that a message type asks for the sender has; whoever acts on the message may do no more.
 * Throws `forbidden` without one, except where an agent may send the type about providers whose schedule it keeps.
 */
export function permissionsFor(ctx: Ctx, messageType: string): string[] {
  const rule = isMessageType(messageType) ? PEER_MESSAGES[messageType] : undefined
  if (!rule?.permission) return []
  if (!rule.isForKeepers) requirePermission(ctx, rule.permission)
  return ctx.actor.permissions.has(rule.permission) ? [rule.permission] : []
}
