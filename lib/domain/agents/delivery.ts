import { z } from 'zod'
import { id, instant } from '../wire.ts'
import { envelope, type StoredMessage, toEnvelope } from './envelope.ts'
import type { OutsideAnswer } from './outside-endpoint.ts'

/**
 * What is posted to an outside agent: the envelope of the A2A design, and beside it the same message in the words of
 * GET /api/messages. Every try posts the same.
 */
export const deliveryBody = envelope.extend({
  id,
  conversation_id: z.string().nullable().describe('What the messages of one flow share.'),
  from_agent_id: id,
  from_agent: z.string(),
  to_agent_id: id.nullable(),
  to_agent: z.string().nullable(),
  priority: z.number().int(),
  content: z.json(),
  metadata: z.json().nullable(),
  created_at: instant,
  expires_at: instant.nullable(),
})
export type DeliveryBody = z.infer<typeof deliveryBody>

interface DeliveredMessage extends StoredMessage {
  from_agent_id: string
  to_agent_id: string | null
  priority: number
  metadata: DeliveryBody['metadata']
  expires_at: Date | null
}

/** One message in both spellings. */
export function toDeliveryBody(message: DeliveredMessage): DeliveryBody {
  const inDesignsWords = toEnvelope(message)
  return {
    ...inDesignsWords,
    id: message.id,
    conversation_id: message.correlation_id,
    from_agent_id: message.from_agent_id,
    from_agent: message.from.name,
    to_agent_id: message.to_agent_id,
    to_agent: message.to?.name ?? null,
    priority: message.priority,
    content: message.content,
    metadata: message.metadata,
    created_at: inDesignsWords.timestamp,
    expires_at: message.expires_at?.toISOString() ?? null,
  }
}

/** What an answer means for the message: it has arrived, may be tried again, or its receiver wants no more of them. */
export type DeliveryOutcome =
  | { kind: 'delivered' }
  | { kind: 'gone'; reason: string }
  | { kind: 'failed'; isTimeout: boolean; retryAfterMs: number | null; reason: string }

const isRedirect = (status: number): boolean => status >= 300 && status < 400

/**
 * Reads an answer by Standard Webhooks 1.0: 2xx is success, 410 ends it, and everything else is a failure that is tried
 * again, redirects and other 4xx too: a server that is being repaired answers with any of them.
 */
export function readOutcome(answer: OutsideAnswer): DeliveryOutcome {
  if (answer.kind === 'failed') {
    return { kind: 'failed', isTimeout: answer.isTimeout, retryAfterMs: null, reason: answer.error }
  }
  const { status, retryAfterMs } = answer
  if (status >= 200 && status < 300) return { kind: 'delivered' }
  if (status === 410) return { kind: 'gone', reason: 'The endpoint answered 410 Gone.' }
  const reason = isRedirect(status)
    ? `The endpoint answered ${status}, a redirect; these are not followed.`
    : `The endpoint answered ${status}.`
  return { kind: 'failed', isTimeout: false, retryAfterMs, reason }
}
