import type { BusAgent } from '#lib/bus/agents.ts'
import { openMetadata } from '#lib/bus/content.ts'
import { announceMessage } from '#lib/bus/insert-message.ts'
import type { Ctx, TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import {
  type ClaimMessagesInput,
  claimMessagesInput,
  type MessageMetadata,
  type MessageView,
} from '#lib/domain/agents/schema.ts'
import { conflict } from '#lib/domain/errors.ts'
import { actingAgent } from './acting-agent.ts'
import { returnLeasesOf } from './return-leases.ts'
import { MESSAGE_INCLUDE, type MessageRow, toMessageView } from './view.ts'

const DEFAULT_LIMIT = 10
const DEFAULT_LEASE_SECONDS = 60
const MS_PER_SECOND = 1_000

/** Only an agent that polls and is active takes messages this way. */
export function requirePolling(agent: BusAgent): void {
  if (agent.endpoint !== null) {
    throw conflict(
      `${agent.name} has an endpoint, so its messages are posted there. Remove the endpoint to poll instead.`,
    )
  }
}

function requireActive(agent: BusAgent): void {
  if (agent.status === 'active') return
  throw conflict(
    `${agent.name} is ${agent.status === 'inactive' ? 'inactive' : 'in maintenance'}, so its messages wait. Make it active first.`,
  )
}

interface Lease {
  agent: BusAgent
  limit: number
  until: Date
}

/**
 * Takes what is due, by priority then age. Rows that another poller is taking at this moment are passed over, and the
 * conditions are asked again by the update's own read, so no message goes to two pollers.
 * https://www.postgresql.org/docs/18/sql-select.html#SQL-FOR-UPDATE-SHARE
 */
async function lease(tx: TxCtx, { agent, limit, until }: Lease): Promise<string[]> {
  const now = new Date(tx.now())
  const rows = await tx.tx.$queryRaw<{ id: string }[]>`
    WITH due AS MATERIALIZED (
      SELECT id FROM agent_message
      WHERE to_agent_id = ${agent.id}::uuid AND state = 'pending' AND due_at <= ${now} AND lease_until IS NULL
        AND (expires_at IS NULL OR expires_at > ${now})
      ORDER BY priority, created_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE agent_message message
    SET lease_until = ${until}, attempt = attempt + 1, delivered_at = ${now}, updated_at = ${now}
    FROM due WHERE message.id = due.id
    RETURNING message.id::text`
  return rows.map((row) => row.id)
}

/** `metadata.timeout` counts from now: its receiver has the message. */
async function startTimeout(tx: TxCtx, message: MessageRow): Promise<void> {
  const { timeout } = (openMetadata(tx, message) as MessageMetadata | null) ?? {}
  if (timeout === undefined) return
  await tx.tx.agentMessage.updateMany({
    where: { id: message.id },
    data: { process_by: new Date(tx.now() + timeout * MS_PER_SECOND) },
  })
}

/**
 * Leases up to `limit` waiting messages to an agent that polls, by priority then age, until `lease_seconds` from now by
 * the system clock. They stay `pending`, with `leased_until`; what is not reported by then waits again. Nothing that has
 * expired is given out. Throws `conflict` for an agent with an endpoint and for one that is not active.
 */
export async function claimMessages(ctx: Ctx, input: ClaimMessagesInput): Promise<MessageView[]> {
  const parsed = parseInput(claimMessagesInput, input)
  return mutate(ctx, { name: 'agent_message.claim', permission: 'messages:write' }, async (tx) => {
    const { agent } = await actingAgent(tx, parsed.agent_id, 'agent_id')
    requirePolling(agent)
    requireActive(agent)
    await returnLeasesOf(tx, agent.id)
    const seconds = parsed.lease_seconds ?? DEFAULT_LEASE_SECONDS
    const until = new Date(tx.systemNow() + seconds * MS_PER_SECOND)
    const ids = await lease(tx, { agent, limit: parsed.limit ?? DEFAULT_LIMIT, until })
    const rows = await tx.tx.agentMessage.findMany({
      where: { id: { in: ids } },
      orderBy: [{ priority: 'asc' }, { created_at: 'asc' }, { id: 'asc' }],
      include: MESSAGE_INCLUDE,
    })
    for (const row of rows) {
      await startTimeout(tx, row)
      announceMessage(tx, row)
    }
    return rows.map((row) => toMessageView(tx, row))
  })
}
