import { type Ctx, store } from '#lib/core/context.ts'
import { isLabel } from '#lib/domain/messaging/eval/labels.ts'
import type { EvalCase } from '#lib/domain/messaging/eval/parse-cases.ts'
import { openCase } from './list-marked.ts'

/** The texts that staff marked, as cases of the evaluation. Labels of another release are left out. */
export async function markedCases(ctx: Ctx): Promise<EvalCase[]> {
  const rows = await store(ctx).decisionMark.findMany({ orderBy: { id: 'asc' } })
  return rows.flatMap((row) => {
    if (!isLabel(row.expected)) return []
    const { text, context } = openCase(ctx, row)
    return [{ id: row.id, context_name: null, context, expected: row.expected, language: 'any', text }]
  })
}
