import type { z } from 'zod'
import { deliveryBody } from '#lib/domain/agents/delivery.ts'
import { alertPostBody } from '#lib/domain/operations/alert-schema.ts'

interface Webhook {
  summary: string
  description: string
  schema: z.ZodType
  /** What the receiver's answer does. */
  answers: Record<string, string>
}

const SIGNED =
  'Signed as Standard Webhooks has it: `webhook-id`, `webhook-timestamp` and `webhook-signature` (`v1,` and HMAC-SHA256 over `id.timestamp.body`). Every try has the same `webhook-id`; delivery is at least once. Redirects are not followed.'

/** What Switchboard posts to other people's servers (OpenAPI 3.1, `webhooks`). */
export const WEBHOOKS: Record<string, Webhook> = {
  agentMessage: {
    summary: 'A message for an agent',
    description: `Posted to the \`endpoint\` that an agent registered with. ${SIGNED} An answer of 2xx is delivery; the agent then reports with PUT /api/messages/{id}/status.`,
    schema: deliveryBody,
    answers: {
      '2XX': 'Delivered.',
      '410': 'The agent is gone: it is made inactive and gets no more.',
      '429': 'Later; Retry-After is honoured.',
      default: 'Tried again by the message’s retry policy, then a dead letter.',
    },
  },
  alert: {
    summary: 'Something is wrong, or is over',
    description: `Posted to the address that is set under Settings, Alerts: once when it begins and once when it is over. ${SIGNED}`,
    schema: alertPostBody,
    answers: { '2XX': 'Delivered.', default: 'Tried again.' },
  },
}
