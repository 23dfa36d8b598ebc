import { MAX_REDRIVES } from '#lib/domain/agents/message.ts'
import type { MessageView, RedriveEstimate } from '#lib/domain/agents/schema.ts'
import { agentName } from '../ui/agent-name.ts'

/** Why a dead letter cannot be put back any more, or null while it can. */
export const usedUpReason = ({ redrive_count }: Pick<MessageView, 'redrive_count'>): string | null =>
  redrive_count < MAX_REDRIVES
    ? null
    : `It was redriven ${MAX_REDRIVES} times already. Send a new message, or act by hand.`

/** What redriving a message does, for the button. */
export const redriveVerb = ({ to_agent }: Pick<MessageView, 'to_agent'>) =>
  to_agent === null ? 'Look for an agent again' : `Send to ${agentName(to_agent)} again`

/** What the button of many does: `Redrive 12 messages`. */
export const redriveAllVerb = (count: number) =>
  count === 1 ? 'Redrive 1 message' : `Redrive ${count} messages`

/** What an estimate says beyond its number; null when there is nothing to add. */
export function usedUpWords({ used_up }: Pick<RedriveEstimate, 'used_up'>): string | null {
  if (used_up === 0) return null
  if (used_up === 1) return `1 more was redriven ${MAX_REDRIVES} times already and stays a dead letter.`
  return `${used_up} more were redriven ${MAX_REDRIVES} times already and stay dead letters.`
}
