import { record } from '#lib/core/audit.ts'
import { canSeeClinic } from '#lib/core/authorize.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import { forbidden, illegalState, invalidInput, notFound } from '#lib/domain/errors.ts'
import {
  type DecisionIdInput,
  decisionIdInput,
  type MarkDecisionInput,
  markDecisionInput,
} from '#lib/domain/messaging/decision-schema.ts'
import { labelOfDecision } from '#lib/domain/messaging/eval/labels.ts'
import { openText } from '../sms/open-text.ts'
import { DECISION_INCLUDE, type DecisionRow } from './find.ts'

async function readDecision(tx: TxCtx, id: string): Promise<DecisionRow> {
  const row = await tx.tx.decision.findUnique({ where: { id }, include: DECISION_INCLUDE })
  if (!row || !canSeeClinic(tx, row.message.clinic_id)) throw notFound('The decision')
  return row
}

async function replyNumberOf(tx: TxCtx, optionId: string | null): Promise<number | null> {
  if (optionId === null) return null
  const option = await tx.tx.offerOption.findUnique({ where: { id: optionId } })
  return option?.reply_number ?? null
}

/** The text and what it was read against. Throws for a decision from before contexts were kept. */
function caseOf(tx: TxCtx, row: DecisionRow): string {
  if (row.context_sealed === null)
    throw illegalState('This was read before cases were kept, so it cannot become one.', ['a newer text'])
  const context = tx.sealer.open(
    { table: 'decision', column: 'context_sealed', id: row.id },
    row.context_sealed,
  )
  return JSON.stringify({ text: openText(tx, row.message), context: JSON.parse(context) })
}

function announce(tx: TxCtx, row: DecisionRow): void {
  if (row.conversation_id === null) return
  const { clinic_id } = row.message
  tx.outgoing.events.push({ type: 'conversation.changed', id: row.conversation_id, clinic_id })
}

/**
 * Notes that a text was read wrongly and what would have been right. Nothing that was done is undone; the text becomes a
 * labelled case that every later evaluation reads. Marking again replaces the label.
 * Throws `not_found`, `invalid_input` when the label is what it was read as, and `forbidden` for keys.
 */
export async function markDecision(ctx: Ctx, input: MarkDecisionInput): Promise<void> {
  const parsed = parseInput(markDecisionInput, input)
  const mutation = { name: 'decision.mark', permission: 'sms:send', input: parsed } as const
  await mutate(ctx, mutation, async (tx) => {
    if (tx.actor.kind !== 'staff') throw forbidden('Only a member of staff can say that a text was misread.')
    const row = await readDecision(tx, parsed.decision_id)
    const read_as = labelOfDecision(row, await replyNumberOf(tx, row.option_id))
    if (parsed.expected === read_as)
      throw invalidInput('That is what it was read as. Choose what would have been right.', 'expected')
    const id = row.mark?.id ?? tx.newId()
    const at = (column: string) => ({ table: 'decision_mark', column, id })
    const values = {
      expected: parsed.expected,
      read_as,
      reader: row.reader,
      note_sealed: parsed.note ? tx.sealer.seal(at('note_sealed'), parsed.note) : null,
      case_sealed: tx.sealer.seal(at('case_sealed'), caseOf(tx, row)),
      marked_by: tx.actor.id,
      marked_by_name: tx.actor.name,
      created_at: nowDate(tx),
    }
    await tx.tx.decisionMark.upsert({
      where: { decision_id: row.id },
      create: { id, decision_id: row.id, clinic_id: row.message.clinic_id, ...values },
      update: values,
    })
    await record(tx, {
      action: 'decision.marked',
      subject: { kind: 'decision', id: row.id },
      clinicId: row.message.clinic_id,
      conversationId: row.conversation_id,
      patientId: row.message.patient_id,
      detail: { expected: parsed.expected, read_as },
      note: parsed.note,
    })
    announce(tx, row)
  })
}

/** Takes a mark back: the text is no labelled case any more. Throws `not_found` for one that is not marked. */
export async function unmarkDecision(ctx: Ctx, input: DecisionIdInput): Promise<void> {
  const parsed = parseInput(decisionIdInput, input)
  const mutation = { name: 'decision.unmark', permission: 'sms:send', input: parsed } as const
  await mutate(ctx, mutation, async (tx) => {
    if (tx.actor.kind !== 'staff') throw forbidden('Only a member of staff can take a mark back.')
    const row = await readDecision(tx, parsed.decision_id)
    if (!row.mark) throw notFound('The mark')
    await tx.tx.decisionMark.delete({ where: { id: row.mark.id } })
    await record(tx, {
      action: 'decision.unmarked',
      subject: { kind: 'decision', id: row.id },
      clinicId: row.message.clinic_id,
      conversationId: row.conversation_id,
      patientId: row.message.patient_id,
      detail: { expected: row.mark.expected, read_as: row.mark.read_as },
    })
    announce(tx, row)
  })
}
