import type { TxCtx } from '#lib/core/context.ts'
import type { FlowFailure } from '#lib/domain/agents/envelope-payloads.ts'
import { type Flow, sendOn } from '../answer.ts'

/** Tells the user agent that the flow ends without a booking, and which agents were missing or silent. */
export function endFlow(
  tx: TxCtx,
  flow: Flow,
  failure: FlowFailure,
  agents: readonly string[] = [],
): Promise<void> {
  return sendOn(tx, flow, {
    to: 'user-agent',
    message_type: 'FINAL_APPOINTMENT_CONFIRMATION',
    content: {
      status: 'FAILED',
      is_moved: false,
      failure_reason: failure,
      ...(agents.length > 0 ? { agents: [...agents] } : {}),
    },
  })
}
