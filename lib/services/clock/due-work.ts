import { dueDeliveries } from '#lib/bus/due-deliveries.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import type { JobKind, Wake } from '#lib/domain/jobs.ts'

interface DueWork {
  /** Names of the built-in agents that run; messages to others wait without being looked at again and again. */
  agents: readonly string[]
  /** Leaves alone what became due this recently, in ms: its own wake-up is still on the way. */
  graceMs: number
  /** Of each kind. */
  limit: number
}

const dueTexts = (ctx: Ctx, due: Date, limit: number) => store(ctx).$queryRaw<
  { kind: JobKind; key: string }[]
>`
  (SELECT 'sms.interpret' AS kind, id::text AS key FROM sms_message
   WHERE direction = 'inbound' AND interpreted_at IS NULL AND created_at <= ${due}
   ORDER BY received_at LIMIT ${limit})
  UNION ALL
  (SELECT 'sms.deliver', id::text FROM sms_message
   WHERE state IN ('scheduled', 'queued', 'unknown', 'sent', 'delivered', 'undelivered') AND due_at <= ${due}
   ORDER BY due_at LIMIT ${limit})
  UNION ALL
  (SELECT 'sms.deliver', id::text FROM sms_message
   WHERE state = 'sending' AND lease_until <= ${new Date(ctx.systemNow())}
   ORDER BY lease_until LIMIT ${limit})`

/** Conversations whose oldest pending message is due: a head that waits for its retry holds back the later ones. */
const dueConversations = (ctx: Ctx, due: Date, { agents, limit }: DueWork) =>
  store(ctx).$queryRaw<{ key: string }[]>`
  SELECT message.conversation_id::text AS key
  FROM agent_message message JOIN agent ON agent.id = message.to_agent_id
  WHERE message.conversation_id IS NOT NULL
    AND message.state = 'pending' AND message.due_at <= ${due} AND agent.is_builtin AND agent.name = ANY(${[...agents]})
    AND NOT EXISTS (
      SELECT 1 FROM agent_message earlier JOIN agent receiver ON receiver.id = earlier.to_agent_id
      WHERE earlier.conversation_id = message.conversation_id AND earlier.state = 'pending'
        AND receiver.is_builtin AND earlier.sequence < message.sequence)
  ORDER BY message.due_at LIMIT ${limit}`

/** Messages outside every conversation that a built-in agent has to act on. */
const dueAlone = (ctx: Ctx, due: Date, { agents, limit }: DueWork) => store(ctx).$queryRaw<Wake[]>`
  SELECT 'agent.act' AS kind, message.id::text AS key
  FROM agent_message message JOIN agent ON agent.id = message.to_agent_id
  WHERE message.conversation_id IS NULL AND message.state = 'pending' AND message.due_at <= ${due}
    AND agent.is_builtin AND agent.name = ANY(${[...agents]})
  ORDER BY message.priority, message.created_at LIMIT ${limit}`

/** Tasks of outside agents that wait for a step, and addresses that wait to be told. */
const duePeerTasks = (ctx: Ctx, due: Date, limit: number) => store(ctx).$queryRaw<Wake[]>`
  (SELECT 'peer_task.run' AS kind, id::text AS key FROM peer_task
   WHERE due_at <= ${due} AND (lease_until IS NULL OR lease_until <= ${new Date(ctx.systemNow())})
   ORDER BY due_at LIMIT ${limit})
  UNION ALL
  (SELECT 'peer_task.push', id::text FROM peer_task_push
   WHERE state = 'active' AND due_at <= ${due}
     AND (lease_until IS NULL OR lease_until <= ${new Date(ctx.systemNow())})
   ORDER BY due_at LIMIT ${limit})`

/**
 * What our own tables say is due now and nobody has in hand: texts to read, to send or to ask the carrier about, and
 * agent messages to handle or to post, tasks of peers to go on with. Never asks the queue, so losing the queue loses nothing.
 */
export async function selectDueWork(ctx: Ctx, work: DueWork): Promise<Wake[]> {
  const due = new Date(ctx.now() - work.graceMs)
  const [texts, conversations] = [
    await dueTexts(ctx, due, work.limit),
    await dueConversations(ctx, due, work),
  ]
  return [
    ...texts,
    ...conversations.map(({ key }): Wake => ({ kind: 'agent.handle', key })),
    ...(await dueAlone(ctx, due, work)),
    ...(await dueDeliveries(ctx, due, work.limit)).map(
      ({ id }): Wake => ({ kind: 'agent.deliver', key: id }),
    ),
    ...(await duePeerTasks(ctx, due, work.limit)),
  ]
}
