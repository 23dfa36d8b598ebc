import { type Ctx, store } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import type { DecisionRow } from './find.ts'

/** More than one text sets in motion. */
const MAX_MESSAGES = 200
const MAX_STEPS = 100
const MAX_TEXTS = 50

const MESSAGE_INCLUDE = {
  from: { select: { name: true } },
  to: { select: { name: true } },
} satisfies Prisma.AgentMessageInclude
export type AgentRow = Prisma.AgentMessageGetPayload<{ include: typeof MESSAGE_INCLUDE }>

/** What the ledger shows of the transaction: nothing that the texts and the agents' messages say already. */
const SHOWN_STEPS = ['offer.', 'appointment.', 'hold.', 'slot.', 'phone.', 'waiting_list.', 'campaign.']
const ALSO_SHOWN = ['conversation.staff_asked', 'conversation.slots_requested']

/** When the next text of the conversation was read: what began after that is its doing. */
async function nextDecision(ctx: Ctx, decision: DecisionRow): Promise<Date | null> {
  const next = await store(ctx).decision.findFirst({
    where: { conversation_id: decision.conversation_id, id: { gt: decision.id } },
    orderBy: { id: 'asc' },
    select: { created_at: true },
  })
  return next?.created_at ?? null
}

/** The flows that the decision began, each followed by its answers however late they came. */
export async function agentChain(ctx: Ctx, decision: DecisionRow): Promise<AgentRow[]> {
  if (decision.conversation_id === null) return []
  const until = await nextDecision(ctx, decision)
  const rows = await store(ctx).agentMessage.findMany({
    where: { conversation_id: decision.conversation_id, created_at: { gte: decision.created_at } },
    include: MESSAGE_INCLUDE,
    orderBy: { sequence: 'asc' },
    take: MAX_MESSAGES,
  })
  const chain = new Map<string, AgentRow>()
  for (const row of rows) {
    const isBegun = row.in_reply_to === null && (until === null || row.created_at < until)
    const isAnswer = row.in_reply_to !== null && chain.has(row.in_reply_to)
    if (isBegun || isAnswer) chain.set(row.id, row)
  }
  return [...chain.values()]
}

/** Until when the effects of a decision lasted: the end of its last message. */
export function endOf(decision: DecisionRow, chain: readonly AgentRow[]): Date {
  const ends = chain.map((row) => (row.processed_at ?? row.failed_at ?? row.updated_at).getTime())
  return new Date(Math.max(decision.created_at.getTime(), ...ends))
}

/**
 * Our texts because of it: those queued in its own transaction, whose ids lie before the decision's, those that answer the
 * patient's text, and those that an agent queued while it handled a message of the chain.
 */
export async function textsOf(ctx: Ctx, decision: DecisionRow, chain: readonly AgentRow[]) {
  const since = decision.created_at
  const handled: Prisma.SmsMessageWhereInput[] = chain.map((row) => ({
    created_at: { gte: row.created_at, lte: row.processed_at ?? row.updated_at },
    id: { gt: row.id },
    sent_by: row.to?.name ?? undefined,
  }))
  return store(ctx).smsMessage.findMany({
    where: {
      conversation_id: decision.conversation_id,
      direction: 'outbound',
      OR: [
        { in_reply_to: decision.sms_message_id },
        { created_at: { gte: since }, id: { lt: decision.id }, kind: { not: 'staff' } },
        ...handled,
      ],
    },
    orderBy: { id: 'asc' },
    take: MAX_TEXTS,
  })
}

/** What was done to offers, holds, visits and consent while it lasted, and how its offer and visit came about. */
export async function stepsOf(
  ctx: Ctx,
  scope: {
    conversation_id: string | null
    from: Date | null
    until: Date | null
    subjects: readonly string[]
  },
) {
  const shown: Prisma.AuditEventWhereInput = {
    OR: [...SHOWN_STEPS.map((start) => ({ action: { startsWith: start } })), { action: { in: ALSO_SHOWN } }],
  }
  const during: Prisma.AuditEventWhereInput[] =
    scope.conversation_id !== null && scope.from !== null && scope.until !== null
      ? [
          {
            conversation_id: scope.conversation_id,
            occurred_at: { gte: scope.from, lte: scope.until },
            actor_kind: { not: 'staff' },
          },
        ]
      : []
  return store(ctx).auditEvent.findMany({
    where: {
      AND: [shown, { OR: [...during, { subject_id: { in: [...scope.subjects] } }] }],
      is_denied: false,
    },
    orderBy: { sequence: 'asc' },
    take: MAX_STEPS,
  })
}
