import { openContent } from '#lib/bus/content.ts'
import type { Ctx } from '#lib/core/context.ts'
import type { SmsMessage } from '#lib/db/generated/client.ts'
import type { SmsProvider } from '#lib/domain/messaging/carrier-policy.ts'
import { decisionWords, READERS, type Reader } from '#lib/domain/messaging/decision.ts'
import type { DecisionView } from '#lib/domain/messaging/decision-schema.ts'
import { labelOfDecision, labelWords } from '#lib/domain/messaging/eval/labels.ts'
import { UNCLEAR_WORDS } from '#lib/domain/messaging/reply/why-unclear.ts'
import { agentStep } from '#lib/domain/messaging/schema.ts'
import { deliveryLabel } from '#lib/domain/messaging/sms.ts'
import { openText } from '../sms/open-text.ts'
import type { AgentRow } from './effects.ts'
import type { DecisionRow } from './find.ts'

const READER_WORDS: Readonly<Record<Reader, string>> = {
  rules: 'The rules',
  classifier: 'The text classifier',
  model: 'The reply model',
  person: 'A person',
}
/** Who read a text; what an older version wrote there counts as the rules. */
export const readerOf = (reader: string): Reader => READERS.find((known) => known === reader) ?? 'rules'
/** Who read a text, in a clerk’s words. */
export const readerWords = (reader: string): string => READER_WORDS[readerOf(reader)]

const reasonWords = (reason: string | null): string | null =>
  reason !== null && Object.hasOwn(UNCLEAR_WORDS, reason)
    ? UNCLEAR_WORDS[reason as keyof typeof UNCLEAR_WORDS]
    : null

type Mark = NonNullable<DecisionRow['mark']>
/** What staff said would have been right. */
export const markView = (ctx: Ctx, mark: Mark) => ({
  expected: mark.expected,
  expected_words: labelWords(mark.expected),
  note: mark.note_sealed
    ? ctx.sealer.open({ table: 'decision_mark', column: 'note_sealed', id: mark.id }, mark.note_sealed)
    : null,
  marked_by: mark.marked_by_name,
  at: mark.created_at.toISOString(),
})

/** The decision itself: who read what, how sure, for how much, and what was done. */
export function factsOf(ctx: Ctx, row: DecisionRow, replyNumber: number | null) {
  const reading = labelOfDecision(row, replyNumber)
  return {
    id: row.id,
    at: row.created_at.toISOString(),
    reader: readerOf(row.reader),
    reader_words: readerWords(row.reader),
    model_id: row.model_id,
    prompt_version: row.prompt_version,
    confidence: row.confidence,
    input_tokens: row.input_tokens,
    output_tokens: row.output_tokens,
    cost_micros: row.cost_micros,
    reading,
    reading_words: labelWords(reading),
    reason: reasonWords(row.reason),
    evidence: ctx.sealer.open(
      { table: 'decision', column: 'evidence_sealed', id: row.id },
      row.evidence_sealed,
    ),
    outcome: decisionWords(row.outcome),
    mark: row.mark ? markView(ctx, row.mark) : null,
  }
}

/** A message of the agents that followed from the decision. */
export const agentView = (ctx: Ctx, row: AgentRow) => ({
  id: row.id,
  at: row.created_at.toISOString(),
  from: row.from.name,
  to: row.to?.name ?? null,
  message_type: row.message_type,
  state: row.state,
  failure_reason: row.failure_reason,
  content: agentStep.shape.content.parse(openContent(ctx, row)),
})

/** A text that the patient got because of it. */
export const sentView = (ctx: Ctx, row: SmsMessage): DecisionView['texts'][number] => ({
  id: row.id,
  at: row.created_at.toISOString(),
  text: openText(ctx, row),
  state_label: deliveryLabel(row.state, row.error_code, row.provider as SmsProvider),
  sent_by: row.sent_by,
  provider: row.provider,
  sent_at: row.sent_at?.toISOString() ?? null,
  delivered_at: row.delivered_at?.toISOString() ?? null,
})
