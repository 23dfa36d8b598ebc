import { giveUpAsk } from '#lib/bus/ask.ts'
import { openContent } from '#lib/bus/content.ts'
import { builtinAgentActor } from '#lib/core/actors.ts'
import { record } from '#lib/core/audit.ts'
import { actingAs, type Ctx, nowDate, store, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { parsePayload } from '#lib/domain/agents/envelope.ts'
import { lockThread } from '#lib/services/conversation/lock.ts'
import { askForTimes } from './scheduling/ask-for-times.ts'
import { loseSlot } from './scheduling/lose-slot.ts'
import { alreadyOffered } from './scheduling/start-search.ts'

const BATCH = 100

interface Overdue {
  id: string
  conversation_id: string
}

/**
 * Questions that have not been answered in time, or whose delivery has ended. One with an answer that waits to be handled
 * is left alone: only we are late.
 */
const overdue = (ctx: Ctx, which = Prisma.sql`true`) => store(ctx).$queryRaw<Overdue[]>`
  SELECT ask.id::text, ask.conversation_id::text FROM agent_message ask
  WHERE ${which} AND ask.reply_due_at IS NOT NULL AND ask.answered_at IS NULL AND ask.conversation_id IS NOT NULL
    AND (ask.reply_due_at <= ${nowDate(ctx)} OR ask.state IN ('failed', 'expired'))
    AND NOT EXISTS (
      SELECT 1 FROM agent_message answer
      WHERE answer.in_reply_to = ask.id AND answer.state = 'pending'
        AND answer.from_agent_id = ask.to_agent_id AND answer.to_agent_id = ask.from_agent_id)
  ORDER BY ask.reply_due_at LIMIT ${BATCH}`

const readAsked = (tx: TxCtx, id: string) =>
  tx.tx.agentMessage.findUniqueOrThrow({
    where: { id },
    include: {
      from: { select: { id: true, name: true } },
      to: { select: { name: true } },
      conversation: { select: { id: true, clinic_id: true } },
    },
  })

/** Goes on as the agent that asked: with the next agent, with other times, or before staff. */
async function goOn(tx: TxCtx, ask: Awaited<ReturnType<typeof readAsked>>): Promise<void> {
  const { id: conversation_id, clinic_id } = ask.conversation!
  if (ask.message_type === 'REQUEST_BOOKING') return loseSlot(tx, { id: ask.id, conversation_id, clinic_id })
  const flow = { id: ask.in_reply_to ?? ask.id, conversation_id, clinic_id }
  const request = parsePayload('QUERY_AVAILABILITY', openContent(tx, ask))
  const { service_type_id, reason, preferences } = request
  const exclude = await alreadyOffered(tx, conversation_id)
  await askForTimes(tx, flow, { service_type_id, reason, preferences, exclude })
}

async function giveUp(ctx: Ctx, { id, conversation_id }: Overdue): Promise<boolean> {
  return mutate(ctx, { name: 'agent.give_up_ask', permission: null }, async (outer) => {
    await lockThread(outer, conversation_id)
    // An answer may have come in since; with the conversation locked none can.
    if ((await overdue(outer, Prisma.sql`ask.id = ${id}::uuid`)).length === 0) return false
    const ask = await readAsked(outer, id)
    const tx = actingAs(outer, builtinAgentActor(ask.from))
    const name = ask.to?.name ?? 'Nobody'
    const seconds = tx.config.agentReplyTimeoutSeconds
    if (!(await giveUpAsk(tx, id, `${name} did not answer within ${seconds} s.`))) return false
    await record(tx, {
      action: 'agent_message.unanswered',
      subject: { kind: 'agent_message', id },
      clinicId: ask.clinic_id,
      conversationId: conversation_id,
      detail: { message_type: ask.message_type, to: name },
    })
    await goOn(tx, ask)
    return true
  })
}

/**
 * Stops waiting for outside agents that were asked for times or a booking and have not answered by `reply_due_at` (domain
 * clock): the patient gets other times or a person, never silence. An answer that comes later counts no more. Returns how
 * many were given up; throws `AggregateError` after the others when some could not be.
 */
export async function giveUpAsks(ctx: Ctx): Promise<number> {
  let done = 0
  const failures: unknown[] = []
  for (const ask of await overdue(ctx)) {
    try {
      if (await giveUp(ctx, ask)) done += 1
    } catch (error) {
      // One conversation that cannot go on must not keep the others waiting.
      failures.push(error)
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} questions could not be given up.`)
  return done
}
