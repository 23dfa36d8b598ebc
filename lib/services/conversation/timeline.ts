import type { Ctx } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { decisionWords, type Reader } from '#lib/domain/messaging/decision.ts'
import { type AgentsItem, agentStep, type SmsItem, type TimelineItem } from '#lib/domain/messaging/schema.ts'
import { eventView } from '../audit/view.ts'
import { canRetry } from '../sms/retry.ts'
import { stateLabel } from '../sms/state-label.ts'
import { cancelReason, sendNowReason, waitOfRow } from '../sms/text-wait.ts'
import { agentSummary } from './agent-summary.ts'

/** The latest of each kind that a thread shows. */
const MAX_TEXTS = 300
const MAX_AGENT_MESSAGES = 300
const MAX_EVENTS = 300

/** Audit events that the texts and agents' messages beside them say already, or that are no news in a thread. */
const SILENT_ACTIONS = [
  'agent_message.expired',
  'agent_message.sent',
  'agent_message.times_dropped',
  'agent_message.routed',
  'agent_message.processed',
  'conversation.opened',
  'decision.opened',
  'offer.sent',
  'offer.answered',
  'opening.suggested',
  'text.received',
  'text.read',
  'text.queued',
  'text.simulated',
  'text.sent',
  'text.delivered',
  'text.undelivered',
  'text.failed',
  'text.unknown',
  'text.reconciled',
  'conversation.staff_asked',
]

/** What the agents' line beside it says already. */
const SAID_BY_AGENTS = {
  actor_kind: 'agent',
  action: { in: ['appointment.booked', 'appointment.moved', 'hold.released'] },
}

const MESSAGE_INCLUDE = { decision: true } satisfies Prisma.SmsMessageInclude
type MessageRow = Prisma.SmsMessageGetPayload<{ include: typeof MESSAGE_INCLUDE }>

function smsItem(ctx: Ctx, row: MessageRow, repeated: ReadonlySet<string>, zone: string): SmsItem {
  const { decision } = row
  const open = (table: string, column: string, id: string, sealed: string) =>
    ctx.sealer.open({ table, column, id }, sealed)
  return {
    kind: 'sms',
    id: row.id,
    at: (row.received_at ?? row.created_at).toISOString(),
    direction: row.direction,
    purpose: row.kind,
    text: open('sms_message', 'body_sealed', row.id, row.body_sealed),
    state: row.state,
    state_label: stateLabel(row),
    can_retry: canRetry(row) && !repeated.has(row.id),
    waits: waitOfRow(row, zone),
    can_cancel: cancelReason(row) === null,
    can_send_now: sendNowReason(row) === null,
    attempts: row.attempt,
    segments: row.segments,
    price_micros: row.price_micros,
    media_count: row.media_count,
    is_brought_in: row.repaired_at !== null,
    provider: row.provider,
    sent_by: row.sent_by,
    offer_id: row.offer_id,
    reading: decision
      ? {
          reader: decision.reader as Reader,
          reading: decision.reading,
          reason: decision.reason,
          evidence: open('decision', 'evidence_sealed', decision.id, decision.evidence_sealed),
          outcome: decisionWords(decision.outcome),
        }
      : null,
  }
}

interface AgentRow {
  id: string
  created_at: Date
  message_type: string
  state: AgentsItem['messages'][number]['state']
  failure_reason: string | null
  content_sealed: string
  from: { name: string }
  to: { name: string } | null
}

function agentStepOf(ctx: Ctx, row: AgentRow) {
  return {
    id: row.id,
    at: row.created_at.toISOString(),
    from: row.from.name,
    to: row.to?.name ?? null,
    message_type: row.message_type,
    state: row.state,
    failure_reason: row.failure_reason,
    content: agentStep.shape.content.parse(
      JSON.parse(
        ctx.sealer.open({ table: 'agent_message', column: 'content_sealed', id: row.id }, row.content_sealed),
      ),
    ),
  }
}

/** Messages between two texts become one line that opens. */
function groupAgentSteps(items: (TimelineItem & { sort: string })[]): TimelineItem[] {
  const grouped: TimelineItem[] = []
  for (const { sort: _sort, ...item } of items) {
    const last = grouped.at(-1)
    if (item.kind === 'agents' && last?.kind === 'agents') {
      last.messages.push(...item.messages)
      last.summary = agentSummary(last.messages)
    } else {
      grouped.push(item)
    }
  }
  return grouped
}

/**
 * Texts, agents' messages and staff actions of one conversation in one order, oldest first. Ids are uuid v7, so they
 * sort what happened within one millisecond.
 */
export async function readTimeline(ctx: Ctx, conversationId: string, zone: string): Promise<TimelineItem[]> {
  const where = { conversation_id: conversationId }
  const [texts, messages, events] = await Promise.all([
    ctx.db.smsMessage.findMany({ where, include: MESSAGE_INCLUDE, orderBy: { id: 'desc' }, take: MAX_TEXTS }),
    ctx.db.agentMessage.findMany({
      where,
      include: { from: { select: { name: true } }, to: { select: { name: true } } },
      orderBy: { sequence: 'desc' },
      take: MAX_AGENT_MESSAGES,
    }),
    ctx.db.auditEvent.findMany({
      where: { ...where, action: { notIn: SILENT_ACTIONS }, NOT: SAID_BY_AGENTS },
      orderBy: { sequence: 'desc' },
      take: MAX_EVENTS,
    }),
  ])
  const repeated = new Set(
    texts.flatMap((text) => (text.direction === 'outbound' ? (text.in_reply_to ?? []) : [])),
  )
  const items = [
    ...texts.map((row) => ({ sort: row.id, ...smsItem(ctx, row, repeated, zone) })),
    ...messages.map((row) => {
      const step = agentStepOf(ctx, row)
      return {
        sort: row.id,
        kind: 'agents' as const,
        id: row.id,
        at: step.at,
        summary: agentSummary([step]),
        messages: [step],
      }
    }),
    ...events.map((row) => ({
      sort: row.id,
      kind: 'event' as const,
      ...eventView(ctx, row),
    })),
  ]
  items.sort((a, b) => a.at.localeCompare(b.at) || a.sort.localeCompare(b.sort))
  return groupAgentSteps(items)
}
