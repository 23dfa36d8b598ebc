import { z } from 'zod'
import type { Ctx } from '#lib/core/context.ts'
import { conversationStatus } from '#lib/domain/messaging/schema.ts'
import { listConversations } from '#lib/services/conversation/list.ts'
import { candidateClinics } from './clinics.ts'
import { cursorField, limitField, nextCursor, providerField, uuidField } from './fields.ts'
import { findProvider } from './references.ts'
import { clinicField, defineTool } from './tool.ts'

const DEFAULT_LINES = 25

const listConversationsInput = z.object({
  status: conversationStatus.nullish().describe('Only those that stand so.'),
  needs_staff: z
    .boolean()
    .nullish()
    .describe('true: only those that wait for a person; false: only the others.'),
  urgent: z.boolean().nullish().describe('true: only those that were read as urgent.'),
  provider: providerField.nullish().describe('Only those with an offer or a visit of this provider.'),
  patient_id: uuidField('patient').nullish().describe('Only this patient’s, archived ones too.'),
  search: z
    .string()
    .trim()
    .max(80)
    .nullish()
    .describe('The start of a name, a whole phone number, or a conversation id.'),
  cursor: cursorField,
  limit: limitField(DEFAULT_LINES),
  clinic: clinicField,
})

const lineOutput = z.object({
  conversation_id: z.string(),
  clinic: z.string(),
  patient: z.string(),
  patient_id: z.string(),
  phone_number: z.string(),
  service: z.string().nullable(),
  status: conversationStatus,
  status_label: z.string().describe('The status in words, like "Waiting, 21 h left".'),
  needs_staff: z.boolean(),
  needs_staff_reason: z.string().nullable(),
  urgent: z.boolean(),
  offer_expires_at: z.string().nullable(),
  last_message_at: z.string(),
  last_message: z.string().nullable().describe('The latest text, shortened.'),
  last_message_direction: z.enum(['inbound', 'outbound']).nullable(),
})

type Input = z.output<typeof listConversationsInput>

async function list(ctx: Ctx, input: Input) {
  const clinics = input.clinic || input.provider ? await candidateClinics(ctx, input.clinic) : null
  const asked = clinics && input.provider ? await findProvider(ctx, clinics, input.provider) : null
  const flag = (value: boolean | null | undefined) =>
    value == null ? undefined : (`${value}` as 'true' | 'false')
  const page = await listConversations(ctx, {
    clinic_id: asked?.clinic.id ?? (input.clinic ? clinics?.[0]?.id : undefined),
    provider_id: asked?.provider.id,
    status: input.status ?? undefined,
    needs_staff: flag(input.needs_staff),
    urgent: input.urgent ? 'true' : undefined,
    patient_id: input.patient_id ?? undefined,
    q: input.search ?? undefined,
    cursor: input.cursor ?? undefined,
    limit: input.limit ?? DEFAULT_LINES,
  })
  return {
    conversations: page.items.map((line) => ({
      conversation_id: line.conversation_id,
      clinic: line.clinic.name,
      patient: line.patient.name,
      patient_id: line.patient.id,
      phone_number: line.patient.phone_number,
      service: line.service_type?.name ?? null,
      status: line.status,
      status_label: line.status_label,
      needs_staff: line.needs_staff,
      needs_staff_reason: line.needs_staff_reason,
      urgent: line.is_urgent,
      offer_expires_at: line.offer_expires_at,
      last_message_at: line.last_message_at,
      last_message: line.preview?.text ?? null,
      last_message_direction: line.preview?.direction ?? null,
    })),
    next_cursor: page.next_cursor,
    needs_staff_count: page.needs_staff_count,
  }
}

export const listConversationsTool = defineTool({
  name: 'list_conversations',
  title: 'List conversations',
  description:
    'Conversations with patients, the latest text first: status, who the patient is, what was said last, and which of them wait ' +
    'for a person. Read one whole with get_conversation_state.',
  input: listConversationsInput,
  output: z.object({
    conversations: z.array(lineOutput),
    next_cursor: nextCursor,
    needs_staff_count: z.number().int().describe('How many wait for a person in all.'),
  }),
  permission: 'conversations:read',
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  run: list,
})
