import { findAgent, isUuid } from '#lib/bus/agents.ts'
import { requireClinic, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, store } from '#lib/core/context.ts'
import { type Cursor, cursorTime, cutPage, pageSize, unpackCursor } from '#lib/core/page.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { type AgentMessageState, agentMessageLifecycle } from '#lib/domain/agents/message.ts'
import { type ListMessagesQuery, listMessagesQuery, type MessageView } from '#lib/domain/agents/schema.ts'
import { invalidInput, notFound } from '#lib/domain/errors.ts'
import { messageScope } from './scope.ts'
import { MESSAGE_INCLUDE, type MessageRow, toMessageView } from './view.ts'

type Where = Prisma.AgentMessageWhereInput
type Order = NonNullable<ListMessagesQuery['order']>

const wrongCursor = () => invalidInput('This cursor is of a list in another order.', 'cursor')

/** Where the cursor of each order stands, and what comes after it. */
const ORDERS: Record<
  Order,
  {
    orderBy: Prisma.AgentMessageOrderByWithRelationInput[]
    cursorOf(row: MessageRow): Cursor
    after(cursor: Cursor): Where
  }
> = {
  priority: {
    orderBy: [{ priority: 'asc' }, { created_at: 'asc' }, { id: 'asc' }],
    cursorOf: (row) => ({ at: `${row.priority} ${row.created_at.toISOString()}`, id: row.id }),
    after({ at, id }) {
      const [, first, time] = /^(\d{1,2}) (.+)$/.exec(at) ?? []
      if (first === undefined || time === undefined) throw wrongCursor()
      const priority = Number(first)
      const created_at = cursorTime({ at: time, id })
      return {
        OR: [
          { priority: { gt: priority } },
          { priority, created_at: { gt: created_at } },
          { priority, created_at, id: { gt: id } },
        ],
      }
    },
  },
  newest: {
    orderBy: [{ sequence: 'desc' }],
    cursorOf: (row) => ({ at: String(row.sequence), id: row.id }),
    after({ at }) {
      if (!/^\d{1,18}$/.test(at)) throw wrongCursor()
      return { sequence: { lt: BigInt(at) } }
    },
  },
}

/** The id of an agent that a filter names. Throws `not_found`: a misspelt name would look like an empty list. */
async function agentId(ctx: Ctx, reference: string): Promise<string> {
  const agent = await findAgent(ctx, reference)
  if (!agent) throw notFound(`The agent ${reference}`)
  return agent.id
}

/** The same as `stateAt`, for the database to ask. */
function inState(ctx: Ctx, state: AgentMessageState): Where {
  const isOver: Where = { expires_at: { lte: nowDate(ctx) } }
  const mayExpire = agentMessageLifecycle.legalFrom('expired')
  if (state === 'expired') return { OR: [{ state }, { state: { in: mayExpire }, ...isOver }] }
  return mayExpire.includes(state) ? { state, OR: [{ expires_at: null }, { NOT: isOver }] } : { state }
}

async function filtersOf(ctx: Ctx, query: ListMessagesQuery): Promise<Where[]> {
  const filters: Where[] = [messageScope(ctx)]
  if (query.to_agent_id) filters.push({ to_agent_id: await agentId(ctx, query.to_agent_id) })
  if (query.from_agent_id) filters.push({ from_agent_id: await agentId(ctx, query.from_agent_id) })
  if (query.agent_id) {
    const id = await agentId(ctx, query.agent_id)
    filters.push({ OR: [{ from_agent_id: id }, { to_agent_id: id }] })
  }
  if (query.status) filters.push(inState(ctx, query.status))
  if (query.message_type) filters.push({ message_type: query.message_type })
  if (query.clinic_id) {
    requireClinic(ctx, query.clinic_id)
    filters.push({ clinic_id: query.clinic_id })
  }
  const flow = query.conversation_id
  if (flow) {
    filters.push({
      OR: [{ correlation_id: flow }, ...(isUuid(flow) ? [{ conversation_id: flow }] : [])],
    })
  }
  return filters
}

/**
 * Messages that the caller may see, a page at a time: by priority then age, or newest first for people. Reading changes
 * nothing. Throws `not_found` for an agent or clinic that is unknown or out of scope, `invalid_input` for a cursor that
 * this list did not give out.
 */
export async function listMessages(
  ctx: Ctx,
  query: ListMessagesQuery,
): Promise<{ items: MessageView[]; next_cursor: string | null }> {
  requirePermission(ctx, 'messages:read')
  const parsed = parseInput(listMessagesQuery, query)
  const order = ORDERS[parsed.order ?? 'priority']
  const cursor = unpackCursor(parsed.cursor)
  const size = pageSize(parsed.limit)
  const rows = await store(ctx).agentMessage.findMany({
    where: { AND: [...(await filtersOf(ctx, parsed)), ...(cursor ? [order.after(cursor)] : [])] },
    orderBy: order.orderBy,
    take: size + 1,
    include: MESSAGE_INCLUDE,
  })
  const page = cutPage(rows, size, order.cursorOf)
  return { items: page.items.map((row) => toMessageView(ctx, row)), next_cursor: page.next_cursor }
}
