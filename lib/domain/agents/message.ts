import { illegalState } from '../errors.ts'
import { defineLifecycle } from '../lifecycle.ts'

export const AGENT_MESSAGE_STATES = ['pending', 'delivered', 'processed', 'failed', 'expired'] as const
export type AgentMessageState = (typeof AGENT_MESSAGE_STATES)[number]

/** How often one dead message may be put back into the queue by a person. */
export const MAX_REDRIVES = 5

/** `delivered` is a peer that has the message and has not answered; a built-in agent goes straight to `processed`. */
export const agentMessageLifecycle = defineLifecycle<AgentMessageState>({
  name: 'agent message',
  steps: {
    pending: ['delivered', 'processed', 'failed', 'expired'],
    delivered: ['processed', 'failed', 'expired'],
    processed: [],
    failed: ['pending'],
    expired: [],
  },
})

/** Throws `illegal_state` unless the message has failed and was put back fewer than `MAX_REDRIVES` times. */
export function assertRedrive(message: { state: AgentMessageState; redrive_count: number }): void {
  agentMessageLifecycle.assertStep(message.state, 'pending')
  if (message.redrive_count >= MAX_REDRIVES) {
    throw illegalState(
      `This agent message was tried again ${MAX_REDRIVES} times already. Send a new one, or act by hand.`,
      [],
    )
  }
}

/**
 * The state as of `now` (domain clock, epoch ms): what is past its time has expired, also before the loop that writes it
 * down has come by, so that nobody fetches it any more.
 */
export function stateAt(
  message: { state: AgentMessageState; expires_at: Date | null },
  now: number,
): AgentMessageState {
  const isOver = message.expires_at !== null && message.expires_at.getTime() <= now
  return isOver && agentMessageLifecycle.canStep(message.state, 'expired') ? 'expired' : message.state
}
