import type { Ctx } from '#lib/core/context.ts'
import { type DeliveryOutcome, readOutcome, toDeliveryBody } from '#lib/domain/agents/delivery.ts'
import type { OutsideAnswer } from '#lib/domain/agents/outside-endpoint.ts'
import { deliveryDelaysMs } from '#lib/domain/agents/retry-policy.ts'
import { messageMetadata } from '#lib/domain/agents/schema.ts'
import { claimDelivery, type Delivery, inHand } from './claim-delivery.ts'
import { openContent, openMetadata } from './content.ts'
import type { OnDeadLetter } from './failure.ts'
import { settleDelivery } from './settle-delivery.ts'

const MS_PER_SECOND = 1_000

/** Every try ended with its worker, so no more is made: the message itself may be what ends them. */
const USED_UP: DeliveryOutcome = {
  kind: 'failed',
  isTimeout: false,
  retryAfterMs: null,
  reason: 'The process that was to send this stopped each time, and the outcome is not known.',
}

function post(ctx: Ctx, delivery: Delivery): Promise<OutsideAnswer> {
  const { to } = delivery
  if (!to?.endpoint || !to.secret_sealed) throw new Error('An agent without endpoint and secret was claimed.')
  const message = {
    ...delivery,
    content: openContent(ctx, delivery),
    metadata: openMetadata(ctx, delivery),
  }
  const secretAt = { table: 'agent', column: 'secret_sealed', id: to.id }
  return ctx.ports.outside.post({
    url: to.endpoint,
    body: JSON.stringify(toDeliveryBody(message)),
    signature: {
      id: delivery.id,
      secret: ctx.sealer.open(secretAt, to.secret_sealed),
      at: ctx.systemNow(),
    },
  })
}

/** What its sender wrote that concerns the delivery. */
function wishesOf(ctx: Ctx, delivery: Delivery) {
  const metadata = openMetadata(ctx, delivery)
  const timeout = messageMetadata.safeParse(metadata ?? {}).data?.timeout
  return {
    delaysMs: deliveryDelaysMs(metadata),
    processWithinMs: timeout === undefined ? null : timeout * MS_PER_SECOND,
  }
}

/**
 * Posts what waits for the receiver of this message, the most urgent first: claim, signed post, outcome. A message reaches
 * its receiver at least once, with the same `webhook-id` every time. Runs twice, late or without need without harm; does
 * nothing while the receiver is not active, has no endpoint, or has its share of posts under way.
 */
export async function deliverMessage(ctx: Ctx, messageId: string, onDeadLetter: OnDeadLetter): Promise<void> {
  const delivery = await claimDelivery(ctx, messageId)
  if (!delivery) return
  const tries = delivery.attempt - delivery.attempt_base
  const wishes = wishesOf(ctx, delivery)
  const isUsedUp = tries > wishes.delaysMs.length + 1
  const answer = isUsedUp ? null : await inHand(ctx, delivery, () => post(ctx, delivery))
  const outcome = answer === null ? USED_UP : readOutcome(answer)
  await settleDelivery(ctx, { delivery, tries, ...wishes, outcome, answer }, onDeadLetter)
}
