import { isDeepStrictEqual } from 'node:util'
import { BUS_AGENT } from '#lib/bus/agents.ts'
import { openResult, sealResult } from '#lib/bus/content.ts'
import { endMessage, lockFlow } from '#lib/bus/end-message.ts'
import { announceMessage } from '#lib/bus/insert-message.ts'
import { answerSender } from '#lib/bus/notice.ts'
import { record } from '#lib/core/audit.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { agentMessageLifecycle, stateAt } from '#lib/domain/agents/message.ts'
import {
  type MessageView,
  type SetMessageStatusInput,
  setMessageStatusInput,
} from '#lib/domain/agents/schema.ts'
import { invalidInput, notFound } from '#lib/domain/errors.ts'
import { type ActingAgent, asReceiver } from './acting-agent.ts'
import { logHold } from './attempt.ts'
import { messageScope } from './scope.ts'
import { MESSAGE_INCLUDE, toMessageView } from './view.ts'

/** Answers are not answered in turn: two agents that report on each other's reports would never end. */
const ANSWER_TYPE = 'response'

const INCLUDE = { from: { select: { name: true } }, to: { select: BUS_AGENT } } as const
type Row = Prisma.AgentMessageGetPayload<{ include: typeof INCLUDE }>

interface Report {
  row: Row
  by: ActingAgent
  report: SetMessageStatusInput
}

/** The message, locked, and its receiver, for whom the caller speaks. Anybody else's is not found. */
async function lockReceived(tx: TxCtx, messageId: string): Promise<{ row: Row; by: ActingAgent }> {
  const where = { AND: [{ id: messageId }, messageScope(tx)] }
  if ((await tx.tx.agentMessage.count({ where })) === 0) throw notFound('The message')
  await lockFlow(tx, messageId)
  await tx.tx.$executeRaw`SELECT 1 FROM agent_message WHERE id = ${messageId}::uuid FOR UPDATE`
  const row = await tx.tx.agentMessage.findUniqueOrThrow({ where: { id: messageId }, include: INCLUDE })
  const by = asReceiver(tx, row.to)
  if (by === null) throw notFound('The message')
  return { row, by }
}

/** True for a report that was made before, word for word; a lost answer is why agents say things twice. */
function isRepeated(tx: TxCtx, { row, report }: Report): boolean {
  if (row.state !== report.status) return false
  return report.status === 'processed'
    ? isDeepStrictEqual(openResult(tx, row), report.result ?? null)
    : row.failure_reason === report.reason
}

function requireStep(tx: TxCtx, { row, report }: Report): void {
  agentMessageLifecycle.assertStep(stateAt(row, tx.now()), report.status)
}

/** A polling agent's word ends its try: the one it claimed, or a new one when it only read the message. */
async function endTry(tx: TxCtx, { row, report }: Report): Promise<void> {
  if (row.to?.endpoint !== null) return
  const attempt = row.lease_until === null ? row.attempt + 1 : row.attempt
  await tx.tx.agentMessage.updateMany({ where: { id: row.id }, data: { attempt } })
  await logHold(
    tx,
    { ...row, attempt },
    report.status === 'processed'
      ? { status: 'success' }
      : { status: 'failed', error: report.reason ?? undefined },
  )
}

async function markProcessed(tx: TxCtx, { row, by, report }: Report): Promise<void> {
  const now = new Date(tx.now())
  await tx.tx.agentMessage.updateMany({
    where: { id: row.id },
    data: {
      state: 'processed',
      failure_reason: null,
      result_sealed: report.result ? sealResult(tx, row.id, report.result) : null,
      lease_until: null,
      process_by: null,
      delivered_at: row.delivered_at ?? now,
      processed_at: now,
      updated_at: now,
    },
  })
  await record(tx, {
    action: 'agent_message.processed',
    subject: { kind: 'agent_message', id: row.id },
    clinicId: row.clinic_id,
    conversationId: row.conversation_id,
    detail: { message_type: row.message_type, ...by.audited },
  })
  announceMessage(tx, row)
  if (report.result && row.message_type !== ANSWER_TYPE) {
    await answerSender(tx, row, { from: by.agent, content: report.result })
  }
}

/**
 * What the receiving agent says became of a message: `processed`, whose result goes to the sender as a `response`, or
 * `failed`, which makes it a dead letter and tells the sender why. The same words again change nothing.
 * Throws `not_found` for anybody else's message, `illegal_state` naming what would be legal, `invalid_input` for a failure
 * without a reason.
 */
export async function setMessageStatus(ctx: Ctx, input: SetMessageStatusInput): Promise<MessageView> {
  const report = parseInput(setMessageStatusInput, input)
  if (report.status === 'failed' && !report.reason) {
    throw invalidInput('Say in reason why it failed.', 'reason')
  }
  return mutate(ctx, { name: 'agent_message.set_status', permission: 'messages:write' }, async (tx) => {
    const told = { ...(await lockReceived(tx, report.message_id)), report }
    if (!isRepeated(tx, told)) {
      requireStep(tx, told)
      await endTry(tx, told)
      if (report.status === 'processed') await markProcessed(tx, told)
      else {
        const reason = report.reason ?? ''
        await endMessage(tx, told.row.id, { state: 'failed', reason, detail: told.by.audited })
      }
    }
    const row = await tx.tx.agentMessage.findUniqueOrThrow({
      where: { id: report.message_id },
      include: MESSAGE_INCLUDE,
    })
    return toMessageView(tx, row)
  })
}
