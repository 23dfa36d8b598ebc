import { z } from 'zod'
import { appointmentState } from '../scheduling/schema.ts'
import { id, instant, named, pageQuery, timeZone } from '../wire.ts'
import { READERS } from './decision.ts'
import { isLabel } from './eval/labels.ts'
import { agentStep, offerState } from './schema.ts'

export const textIdInput = z.object({ text_id: id })
export const appointmentIdInput = z.object({ appointment_id: id })

export const markView = z.object({
  expected: z.string(),
  expected_words: z.string(),
  note: z.string().nullable(),
  marked_by: z.string(),
  at: instant,
})

const decisionFacts = z.object({
  id,
  at: instant,
  reader: z.enum(READERS),
  reader_words: z.string(),
  model_id: z.string().nullable(),
  prompt_version: z.string().nullable(),
  confidence: z.number().nullable().describe('0 to 1, as the model gave it.'),
  input_tokens: z.number().int().nullable(),
  output_tokens: z.number().int().nullable(),
  cost_micros: z.number().int().nullable().describe('Millionths of a US dollar.'),
  reading: z.string().describe('The label of what it was read as.'),
  reading_words: z.string(),
  reason: z.string().nullable().describe('Why it was not read for sure, in words.'),
  evidence: z.string(),
  outcome: z.string(),
  mark: markView.nullable(),
})

export const ledgerText = z.object({
  id,
  at: instant,
  text: z.string(),
  state_label: z.string(),
  sent_by: z.string().nullable(),
  provider: z.string(),
  sent_at: instant.nullable(),
  delivered_at: instant.nullable(),
})
export const ledgerStep = z.object({
  id,
  at: instant,
  actor: z.string(),
  text: z.string(),
  note: z.string().nullable(),
})
export const ledgerOffer = z.object({
  id,
  state: offerState,
  offered_at: instant,
  options: z.array(
    z.object({
      id,
      reply_number: z.number().int(),
      starts_at: instant,
      provider_name: z.string(),
      is_chosen: z.boolean(),
      held: z.string().describe('What became of the time that was held, in words.'),
    }),
  ),
})

/** Everything from a patient's words to what came of them. */
export const decisionView = z.object({
  clinic: named.extend({ time_zone: timeZone }),
  patient: named.nullable(),
  conversation_id: id.nullable(),
  text: z.object({ id, text: z.string(), received_at: instant, provider: z.string() }).nullable(),
  decision: decisionFacts.nullable().describe('Null: no text of a patient led to this.'),
  without_text: z.string().nullable().describe('Then: who did it, in words.'),
  offer: ledgerOffer.nullable(),
  agent_messages: z.array(agentStep),
  steps: z.array(ledgerStep).describe('What was done to offers, holds and visits, oldest first.'),
  appointment: z
    .object({ id, state: appointmentState, starts_at: instant, provider_name: z.string() })
    .nullable(),
  texts: z.array(ledgerText).describe('What was texted to the patient because of it.'),
})
export type DecisionView = z.infer<typeof decisionView>

export const markDecisionInput = z.object({
  decision_id: id,
  expected: z.string().refine(isLabel, 'Choose what would have been right.'),
  note: z.string().trim().max(500).nullish(),
})
export type MarkDecisionInput = z.input<typeof markDecisionInput>
export const decisionIdInput = z.object({ decision_id: id })
export type DecisionIdInput = z.input<typeof decisionIdInput>

export const listMarkedQuery = pageQuery.extend({ clinic_id: id.optional() })
export type ListMarkedQuery = z.input<typeof listMarkedQuery>
export const markedCase = markView.extend({
  id,
  decision_id: id,
  sms_message_id: id,
  clinic_id: id,
  text: z.string(),
  read_as: z.string(),
  read_as_words: z.string(),
  reader_words: z.string(),
})
export type MarkedCase = z.infer<typeof markedCase>
export const markedPage = z.object({ items: z.array(markedCase), next_cursor: z.string().nullable() })
export type MarkedPage = z.infer<typeof markedPage>
