import { z } from 'zod'
import { jsonLimit } from '../json-limits.ts'
import {
  expectedVersion,
  id,
  idempotencyKey,
  instant,
  MAX_REASON_LENGTH,
  named,
  pageQuery,
  reason,
  version,
} from '../wire.ts'
import { AGENT_NAME_RULE, isAgentName, isReservedName } from './agent-name.ts'
import { envelope } from './envelope.ts'
import { AGENT_MESSAGE_STATES } from './message.ts'

export const AGENT_STATUSES = ['active', 'inactive', 'maintenance'] as const
export const agentStatus = z.enum(AGENT_STATUSES)
export type AgentStatus = z.infer<typeof agentStatus>

const MAX_CAPABILITIES = 50
const MAX_LEASE_SECONDS = 3_600
const MAX_CLAIM = 50
export const MAX_CONTENT_BYTES = 64 * 1024
const MAX_METADATA_BYTES = 8 * 1024

/** The database takes no NUL, and no reader wants control characters in a name. */
const NO_CONTROL_CHARACTERS = /^\P{Cc}*$/u
const plainText = (max: number) =>
  z.string().trim().min(1).max(max).regex(NO_CONTROL_CHARACTERS, 'Leave out control characters.')
/** Kept as it was sent, blanks and all. */
const flowId = z.string().min(1).max(128).regex(NO_CONTROL_CHARACTERS, 'Leave out control characters.')
const jsonObject = (maxBytes: number) => z.record(z.string(), z.unknown()).superRefine(jsonLimit(maxBytes))

/** An agent is named by its uuid or by its unique name. */
export const agentReference = plainText(80).describe('The agent’s uuid or its unique name.')
const agentName = z
  .string()
  .trim()
  .refine(isAgentName, AGENT_NAME_RULE)
  .refine((name) => !isReservedName(name), 'This name stands for something else. Choose another one.')
const capability = plainText(80)
const capabilities = z.array(capability).max(MAX_CAPABILITIES)
const endpoint = z
  .string()
  .trim()
  .max(2_000)
  .nullish()
  .describe('Where messages are posted; without one the agent polls.')

/** POST /api/agents */
export const registerAgentInput = z.object({
  name: agentName,
  type: z.string().trim().min(1).max(60).describe('Free text, like "provider".'),
  endpoint,
  capabilities: capabilities.optional(),
  signing_secret: z
    .string()
    .max(200)
    .nullish()
    .describe('A Standard Webhooks secret, whsec_ and base64 of 24 to 64 bytes; made when absent.'),
  clinic_id: id
    .nullish()
    .describe('For callers who reach several clinics: whose agent it is. Absent: every clinic’s.'),
  idempotency_key: idempotencyKey,
})
export type RegisterAgentInput = z.input<typeof registerAgentInput>

/** PATCH /api/agents/{id} */
export const updateAgentInput = z.object({
  agent_id: agentReference,
  type: z.string().trim().min(1).max(60).optional(),
  endpoint,
  capabilities: capabilities.optional(),
  status: agentStatus.optional(),
  rotate_secret: z.boolean().optional().describe('Makes a new signing secret, shown once in the answer.'),
  rotate_key: z.boolean().optional().describe('Makes a new key and revokes the old ones; shown once.'),
  version: expectedVersion,
})
export type UpdateAgentInput = z.input<typeof updateAgentInput>

/** GET and DELETE /api/agents/{id} */
export const agentInput = z.object({ agent_id: agentReference })
export type AgentInput = z.input<typeof agentInput>

/** POST /api/agents/{id}/heartbeat */
export const heartbeatInput = z.object({
  agent_id: agentReference,
  status: agentStatus.optional(),
  load: z.number().min(0).max(1).optional().describe('0 is idle, 1 is full.'),
})
export type HeartbeatInput = z.input<typeof heartbeatInput>

/** GET /api/agents: by name, a page at a time; the next page is named in `Link: rel="next"`. */
export const listAgentsQuery = pageQuery.extend({
  status: agentStatus.optional(),
  capability: capability.optional(),
  type: z.string().max(60).optional(),
})
export type ListAgentsQuery = z.input<typeof listAgentsQuery>

export const agentView = z.object({
  id,
  name: z.string(),
  type: z.string(),
  status: agentStatus,
  status_reason: z.string().nullable(),
  endpoint: z.string().nullable(),
  capabilities: z.array(z.string()),
  clinic_id: id.nullable(),
  delivery: z.enum(['built_in', 'push', 'poll']),
  is_builtin: z.boolean(),
  is_stale: z.boolean(),
  load: z.number().nullable(),
  heartbeat_at: instant.nullable(),
  created_at: instant,
  updated_at: instant,
  queue_depth: z.number().int().describe('Messages that wait for it.'),
  oldest_pending_at: instant.nullable(),
  providers: z.array(named).describe('Whose schedules it keeps.'),
  version,
})
export type AgentView = z.infer<typeof agentView>

/** What registering answers: secrets are in it when they were made just now, and never again. */
export const registeredAgentView = agentView.extend({
  api_key: z.string().nullable(),
  signing_secret: z.string().nullable(),
})
export type RegisteredAgentView = z.infer<typeof registeredAgentView>

export const RETRY_POLICIES = ['exponential_backoff', 'fixed', 'none'] as const
/** The known keys of `metadata`; whatever else is in it is kept and handed on. */
export const messageMetadata = z.looseObject({
  retry_policy: z.enum(RETRY_POLICIES).optional(),
  max_retries: z.number().int().min(0).max(7).optional().describe('Tries after the first.'),
  retry_delay: z
    .number()
    .min(1)
    .max(86_400)
    .optional()
    .describe('Seconds; the first wait, or every wait when fixed.'),
  timeout: z.number().min(1).max(604_800).optional().describe('Seconds that its receiver has to process it.'),
})
export type MessageMetadata = z.infer<typeof messageMetadata>
const sentMetadata = messageMetadata.superRefine(jsonLimit(MAX_METADATA_BYTES))

/** What a message without a receiver asks for; the rest of its content is not looked at. */
export const routedMessage = z.object({
  content: z.object({
    requirements: capabilities.optional().describe('Capabilities that the receiver must have, all of them.'),
    task_type: capability.optional().describe('Agents with this capability come first.'),
  }),
})

/** POST /api/messages */
export const sendMessageInput = z.object({
  from_agent_id: agentReference.nullish().describe('An agent’s own key fixes it; a shared key must name it.'),
  to_agent_id: agentReference.nullish().describe('Without it the message is routed by capability.'),
  conversation_id: flowId.nullish().describe('Any string that the messages of one flow share.'),
  in_reply_to: id.nullish(),
  message_type: plainText(80),
  priority: z.number().int().min(1).max(10).optional().describe('1 is first, 10 is last; 5 when absent.'),
  content: jsonObject(MAX_CONTENT_BYTES),
  metadata: sentMetadata.nullish(),
  expires_at: z.iso
    .datetime({ offset: true, local: true, error: 'Use an ISO 8601 time, like 2026-12-01T10:00:00Z.' })
    .nullish()
    .describe('ISO 8601; without an offset it is UTC. Nothing is delivered after it.'),
  idempotency_key: idempotencyKey,
})
export type SendMessageInput = z.input<typeof sendMessageInput>

export const messageStatus = z.enum(AGENT_MESSAGE_STATES)

/** GET /api/messages: by priority then age; `order=newest` for people. */
export const listMessagesQuery = pageQuery.extend({
  to_agent_id: agentReference.optional(),
  from_agent_id: agentReference.optional(),
  agent_id: agentReference.optional().describe('Sender or receiver.'),
  status: messageStatus.optional(),
  conversation_id: flowId.optional().describe('The flow’s id, or our conversation’s.'),
  message_type: plainText(80).optional(),
  clinic_id: id.optional(),
  order: z.enum(['priority', 'newest']).optional(),
})
export type ListMessagesQuery = z.input<typeof listMessagesQuery>

export const messageView = z.object({
  id,
  from_agent_id: id,
  from_agent: z.string(),
  to_agent_id: id.nullable(),
  to_agent: z.string().nullable(),
  clinic_id: id.nullable(),
  conversation_id: z.string().nullable().describe('What the messages of one flow share.'),
  thread_id: id.nullable().describe('Our conversation with a patient, where the flow belongs to one.'),
  in_reply_to: id.nullable(),
  message_type: z.string(),
  priority: z.number().int(),
  content: z.json(),
  metadata: z.json().nullable(),
  status: messageStatus,
  failure_reason: z.string().nullable(),
  routing_reason: z.string().nullable(),
  result: z.json().nullable(),
  retry_count: z.number().int().describe('Tries after the first.'),
  redrive_count: z.number().int(),
  next_try_at: instant.nullable(),
  leased_until: instant.nullable(),
  expires_at: instant.nullable(),
  created_at: instant,
  updated_at: instant,
  delivered_at: instant.nullable(),
  processed_at: instant.nullable(),
  failed_at: instant.nullable(),
})
export type MessageView = z.infer<typeof messageView>

export const deliveryAttemptView = z.object({
  attempt: z.number().int(),
  status: z.enum(['success', 'failed', 'timeout']),
  response_code: z.number().int().nullable(),
  response_body: z.string().nullable().describe('The first 2 KiB.'),
  error: z.string().nullable(),
  duration_ms: z.number().int().nullable(),
  attempted_at: instant,
})
export type DeliveryAttemptView = z.infer<typeof deliveryAttemptView>
export const messageDetail = messageView.extend({
  attempts: z.array(deliveryAttemptView),
  envelope: envelope.describe('The message as the A2A design writes it.'),
})
export type MessageDetail = z.infer<typeof messageDetail>

/** PUT /api/messages/{id}/status, by the agent that received it. */
export const setMessageStatusInput = z.object({
  message_id: id,
  status: z.enum(['processed', 'failed']),
  result: jsonObject(MAX_CONTENT_BYTES)
    .nullish()
    .describe('With processed: goes back to the sender as a response.'),
  reason: z
    .string()
    .trim()
    .min(1)
    .max(MAX_REASON_LENGTH)
    .regex(/^[^\0]*$/, 'Leave out NUL.')
    .nullish()
    .describe('With failed: why.'),
})
export type SetMessageStatusInput = z.input<typeof setMessageStatusInput>

/** POST /api/messages/claim */
export const claimMessagesInput = z.object({
  agent_id: agentReference.nullish().describe('An agent’s own key fixes it; a shared key must name it.'),
  limit: z.number().int().min(1).max(MAX_CLAIM).optional(),
  lease_seconds: z.number().int().min(5).max(MAX_LEASE_SECONDS).optional(),
})
export type ClaimMessagesInput = z.input<typeof claimMessagesInput>

/** POST /api/messages/{id}/redrive */
export const redriveMessageInput = z.object({ message_id: id, reason })
export type RedriveMessageInput = z.input<typeof redriveMessageInput>

/** GET /api/agents/{id}/redrive: what POST to the same address would put back. */
export const redriveEstimateQuery = z.object({ agent_id: agentReference, since: instant })
export type RedriveEstimateQuery = z.input<typeof redriveEstimateQuery>
export const redriveEstimate = z.object({
  count: z.number().int(),
  used_up: z.number().int().describe('Redriven five times already; they stay.'),
  expired: z.number().int().describe('Past their expires_at; they stay.'),
  oldest_at: instant.nullable(),
  newest_at: instant.nullable(),
  by_reason: z.array(z.object({ reason: z.string(), count: z.number().int() })),
})
export type RedriveEstimate = z.infer<typeof redriveEstimate>

/** POST /api/agents/{id}/redrive */
export const redriveAgentInput = redriveEstimateQuery.extend({ reason })
export type RedriveAgentInput = z.input<typeof redriveAgentInput>
export const redriveResult = z.object({ redriven: z.number().int() })
export type RedriveResult = z.infer<typeof redriveResult>
