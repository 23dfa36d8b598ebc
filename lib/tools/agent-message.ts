import { z } from 'zod'
import type { Ctx } from '#lib/core/context.ts'
import { type MessageView, messageStatus } from '#lib/domain/agents/schema.ts'
import { SwitchboardError } from '#lib/domain/errors.ts'

/** Where a message between agents stands, without what is in it. */
export const agentMessageLine = z.object({
  message_id: z.string(),
  from_agent: z.string(),
  to_agent: z.string().nullable(),
  message_type: z.string(),
  priority: z.number().int().describe('1 is first, 10 is last.'),
  status: messageStatus,
  failure_reason: z.string().nullable(),
  conversation_id: z.string().nullable().describe('What the messages of one flow share.'),
  in_reply_to: z.string().nullable(),
  retry_count: z.number().int().describe('Tries after the first.'),
  redrive_count: z.number().int().describe('How often it was put back after it had failed.'),
  next_try_at: z.string().nullable(),
  expires_at: z.string().nullable(),
  created_at: z.string(),
  delivered_at: z.string().nullable(),
  processed_at: z.string().nullable(),
  failed_at: z.string().nullable(),
})

export const toLine = (view: MessageView): z.input<typeof agentMessageLine> => ({
  message_id: view.id,
  from_agent: view.from_agent,
  to_agent: view.to_agent,
  message_type: view.message_type,
  priority: view.priority,
  status: view.status,
  failure_reason: view.failure_reason,
  conversation_id: view.conversation_id,
  in_reply_to: view.in_reply_to,
  retry_count: view.retry_count,
  redrive_count: view.redrive_count,
  next_try_at: view.next_try_at,
  expires_at: view.expires_at,
  created_at: view.created_at,
  delivered_at: view.delivered_at,
  processed_at: view.processed_at,
  failed_at: view.failed_at,
})

/** Throws `unavailable` where the operator has turned outside agents off, as their part of the API does. */
export function requireAgentMessaging(ctx: Ctx): void {
  if (ctx.config.isAgentMessagingEnabled) return
  throw new SwitchboardError(
    'unavailable',
    'Outside agents are turned off here (ENABLE_AGENT_MESSAGING=false).',
  )
}
