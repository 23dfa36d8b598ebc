import { MAX_REDRIVES } from '#lib/domain/agents/message.ts'
import type { MessageView, RedriveEstimate } from '#lib/domain/agents/schema.ts'
import { agentName } from '../ui/agent-name.ts'

/**
 * Why a dead letter cannot be put back any more, or null while it can. `now` is the product's clock in milliseconds,
 * undefined while it is not known. The server asks the same again, and more, before it does so.
 */
export function stuckReason(
  { redrive_count, expires_at }: Pick<MessageView, 'redrive_count' | 'expires_at'>,
  now: number | undefined,
): string | null {
  if (redrive_count >= MAX_REDRIVES)
    return `It was redriven ${MAX_REDRIVES} times already. Send a new message, or act by hand.`
  if (expires_at !== null && now !== undefined && Date.parse(expires_at) <= now)
    return 'It has expired, and nothing is delivered after that. Its sender must send a new one.'
  return null
}

/** What redriving a message does, for the button. */
export const redriveVerb = ({ to_agent }: Pick<MessageView, 'to_agent'>) =>
  to_agent === null ? 'Look for an agent again' : `Send to ${agentName(to_agent)} again`

/** What the button of many does: `Redrive 12 messages`. */
export const redriveAllVerb = (count: number) =>
  count === 1 ? 'Redrive 1 message' : `Redrive ${count} messages`

/** What of an agent's dead letters would stay, and why; null when nothing would. */
export function staysWords({
  used_up,
  expired,
}: Pick<RedriveEstimate, 'used_up' | 'expired'>): string | null {
  const reasons = [
    used_up === 0 ? null : `${used_up} redriven ${MAX_REDRIVES} times already`,
    expired === 0 ? null : `${expired} expired`,
  ].filter((reason) => reason !== null)
  return reasons.length === 0 ? null : `What stays: ${reasons.join(', ')}.`
}
