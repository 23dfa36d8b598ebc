import { clinicScope, requireClinic, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { cursorTime, cutPage, pageSize, unpackCursor } from '#lib/core/page.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { DecisionMark } from '#lib/db/generated/client.ts'
import {
  type ListMarkedQuery,
  listMarkedQuery,
  type MarkedPage,
} from '#lib/domain/messaging/decision-schema.ts'
import { labelWords } from '#lib/domain/messaging/eval/labels.ts'
import type { ReplyContext } from '#lib/domain/messaging/reply/types.ts'
import { markView, readerWords } from './view.ts'

/** A text that staff labelled, with what it was read against. */
export interface StoredCase {
  text: string
  context: ReplyContext
}

/** The labelled text behind a mark, opened. */
export const openCase = (ctx: Ctx, mark: Pick<DecisionMark, 'id' | 'case_sealed'>): StoredCase =>
  JSON.parse(
    ctx.sealer.open({ table: 'decision_mark', column: 'case_sealed', id: mark.id }, mark.case_sealed),
  ) as StoredCase

/** The texts that staff marked as misread, latest first. For administrators. */
export async function listMarked(ctx: Ctx, query: ListMarkedQuery): Promise<MarkedPage> {
  const parsed = parseInput(listMarkedQuery, query)
  requirePermission(ctx, 'admin')
  if (parsed.clinic_id) requireClinic(ctx, parsed.clinic_id)
  const size = pageSize(parsed.limit)
  const cursor = unpackCursor(parsed.cursor)
  const rows = await store(ctx).decisionMark.findMany({
    where: {
      ...clinicScope(ctx),
      ...(parsed.clinic_id ? { clinic_id: parsed.clinic_id } : {}),
      ...(cursor
        ? {
            OR: [
              { created_at: { lt: cursorTime(cursor) } },
              { created_at: cursorTime(cursor), id: { lt: cursor.id } },
            ],
          }
        : {}),
    },
    include: { decision: { select: { sms_message_id: true } } },
    orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
    take: size + 1,
  })
  const page = cutPage(rows, size, (row) => ({ at: row.created_at.toISOString(), id: row.id }))
  return {
    items: page.items.map((row) => ({
      ...markView(ctx, row),
      id: row.id,
      decision_id: row.decision_id,
      sms_message_id: row.decision.sms_message_id,
      clinic_id: row.clinic_id,
      text: openCase(ctx, row).text,
      read_as: row.read_as,
      read_as_words: labelWords(row.read_as),
      reader_words: readerWords(row.reader),
    })),
    next_cursor: page.next_cursor,
  }
}
