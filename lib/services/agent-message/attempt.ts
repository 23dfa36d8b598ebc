import type { TxCtx } from '#lib/core/context.ts'
import type { DeliveryAttemptView } from '#lib/domain/agents/schema.ts'

/** A polling agent's hold on a message: from its claim to its word on it, or to the end of the lease. */
export interface Hold {
  id: string
  /** The number of the try, from 1. */
  attempt: number
  /** Domain clock; when the agent took it. Null: it never claimed it. */
  delivered_at: Date | null
}

/** Writes down how a polling agent's try ended. A try that stands there already is left as it is. */
export async function logHold(
  tx: TxCtx,
  hold: Hold,
  outcome: { status: DeliveryAttemptView['status']; error?: string },
): Promise<void> {
  const startedAt = hold.delivered_at ?? new Date(tx.now())
  await tx.tx.deliveryAttempt.createMany({
    data: [
      {
        id: tx.newId(),
        agent_message_id: hold.id,
        attempt: hold.attempt,
        status: outcome.status,
        error: outcome.error ?? null,
        duration_ms: hold.delivered_at === null ? null : tx.now() - startedAt.getTime(),
        attempted_at: startedAt,
      },
    ],
    skipDuplicates: true,
  })
}
