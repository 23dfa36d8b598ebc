import type { Ctx, TxCtx } from '#lib/core/context.ts'
import type { DeliveryAttempt } from '#lib/db/generated/client.ts'
import type { SealedAt } from '#lib/db/seal.ts'
import type { OutsideAnswer } from '#lib/domain/agents/outside-endpoint.ts'
import type { DeliveryAttemptView } from '#lib/domain/agents/schema.ts'

/** A try whose outcome is not known: under way, or its worker died. */
const UNDER_WAY = 'sending'
const LOST = 'The process that sent this stopped before the answer came. Whether it arrived is not known.'

const bodyAt = (id: string): SealedAt => ({ table: 'delivery_attempt', column: 'response_body_sealed', id })

interface Try {
  messageId: string
  /** Counts from 1 and never starts again. */
  attempt: number
}

/** Writes down a try before its post, so that it is in the log whatever happens to this process. */
export async function openAttempt(tx: TxCtx, { messageId, attempt }: Try): Promise<void> {
  await tx.tx.deliveryAttempt.createMany({
    data: [
      {
        id: tx.newId(),
        agent_message_id: messageId,
        attempt,
        status: UNDER_WAY,
        attempted_at: new Date(tx.now()),
      },
    ],
  })
}

/** What came of a try. `answer` is null when nothing was posted. */
export interface TryResult {
  status: 'success' | 'failed' | 'timeout'
  /** In words; null for a success. */
  error: string | null
  answer: OutsideAnswer | null
}

/** Completes a try in the log: also one that came back so late that it changes nothing else. */
export async function closeAttempt(tx: TxCtx, { messageId, attempt }: Try, result: TryResult): Promise<void> {
  const row = await tx.tx.deliveryAttempt.findUniqueOrThrow({
    where: { agent_message_id_attempt: { agent_message_id: messageId, attempt } },
    select: { id: true },
  })
  const { answer } = result
  const answered = answer?.kind === 'answered' ? answer : null
  await tx.tx.deliveryAttempt.update({
    where: { id: row.id },
    data: {
      status: result.status,
      error: result.error,
      response_code: answered?.status ?? null,
      response_body_sealed: answered ? tx.sealer.seal(bodyAt(row.id), answered.body) : null,
      duration_ms: answer?.durationMs ?? null,
    },
  })
}

const toView = (ctx: Ctx, row: DeliveryAttempt): DeliveryAttemptView => ({
  attempt: row.attempt,
  status: row.status === UNDER_WAY ? 'timeout' : (row.status as DeliveryAttemptView['status']),
  response_code: row.response_code,
  response_body:
    row.response_body_sealed === null ? null : ctx.sealer.open(bodyAt(row.id), row.response_body_sealed),
  error: row.status === UNDER_WAY ? LOST : row.error,
  duration_ms: row.duration_ms,
  attempted_at: row.attempted_at.toISOString(),
})

/** The tries of a message as callers see them, without the one that is under way. */
export function shownAttempts(
  ctx: Ctx,
  message: { attempt: number; lease_until: Date | null; attempts: readonly DeliveryAttempt[] },
): DeliveryAttemptView[] {
  const isInHand = message.lease_until !== null && message.lease_until.getTime() > ctx.systemNow()
  return message.attempts
    .filter((row) => !(isInHand && row.status === UNDER_WAY && row.attempt === message.attempt))
    .map((row) => toView(ctx, row))
}
