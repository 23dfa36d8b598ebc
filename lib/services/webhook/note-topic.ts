import { record } from '#lib/core/audit.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'

/** Anyone with an AWS account can have a topic ask us, so only the latest that nobody listed are kept. */
const MAX_UNLISTED = 20

type TopicState = 'unlisted' | 'confirmed' | 'failed' | 'ended'

/**
 * Writes down what became of a topic that asked to deliver here: not listed and so not confirmed, confirmed, could not be
 * confirmed, or unsubscribed.
 */
export async function noteTopic(ctx: Ctx, topicArn: string, state: TopicState): Promise<void> {
  const now = new Date(ctx.systemNow())
  await mutate(ctx, { name: 'webhook.note_topic', permission: null }, async (tx) => {
    await tx.tx.snsSubscription.upsert({
      where: { topic_arn: topicArn },
      create: { topic_arn: topicArn, state, asked_at: now, updated_at: now },
      update: { state, updated_at: now, ...(state === 'ended' ? {} : { asked_at: now }) },
    })
    const tooMany = await tx.tx.snsSubscription.findMany({
      where: { state: 'unlisted' },
      orderBy: [{ updated_at: 'desc' }, { topic_arn: 'asc' }],
      skip: MAX_UNLISTED,
      select: { topic_arn: true },
    })
    await tx.tx.snsSubscription.deleteMany({
      where: { topic_arn: { in: tooMany.map(({ topic_arn }) => topic_arn) } },
    })
    if (state === 'unlisted') return
    await record(tx, {
      action: `webhook.topic_${state}`,
      subject: { kind: 'sns_topic', id: topicArn },
      detail: {},
    })
  })
}
