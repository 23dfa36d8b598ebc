import { clinicScope, requireClinic, requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { cursorTime, cutPage, pageSize, unpackCursor } from '#lib/core/page.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import {
  type ConversationPage,
  type ListConversationsQuery,
  listConversationsQuery,
} from '#lib/domain/messaging/schema.ts'
import { patientSearch } from '../patient/search.ts'
import { whereArchived } from './archived.ts'
import { conversationLine, LINE_INCLUDE, takenOverNames } from './line.ts'

async function filters(ctx: Ctx, query: ListConversationsQuery): Promise<Prisma.ConversationWhereInput> {
  const isSearch = query.q !== undefined && query.q !== ''
  return {
    ...clinicScope(ctx),
    ...(query.clinic_id ? { clinic_id: query.clinic_id } : {}),
    ...(query.status ? { status: query.status } : {}),
    ...(query.needs_staff === 'true' ? { needs_staff_reason: { not: null } } : {}),
    ...(query.needs_staff === 'false' ? { needs_staff_reason: null } : {}),
    ...(query.urgent ? { is_urgent: true } : {}),
    ...(query.unknown_senders ? { is_unknown_sender: query.unknown_senders === 'true' } : {}),
    ...(query.patient_id ? { patient_id: query.patient_id } : {}),
    AND: [
      query.archived === undefined && query.patient_id ? {} : whereArchived(ctx, query.archived === 'true'),
      query.provider_id
        ? {
            OR: [
              { offers: { some: { options: { some: { provider_id: query.provider_id } } } } },
              { appointments: { some: { provider_id: query.provider_id } } },
            ],
          }
        : {},
      isSearch
        ? { OR: [{ external_id: query.q }, { patient: await patientSearch(ctx, query.q as string) }] }
        : {},
    ],
  }
}

/**
 * Conversations of the actor's clinics, the latest text first, in keyset pages, with how many need staff in all. Archived
 * ones are left out, except where they or one patient's are asked for.
 */
export async function listConversations(ctx: Ctx, query: ListConversationsQuery): Promise<ConversationPage> {
  const parsed = parseInput(listConversationsQuery, query)
  requirePermission(ctx, 'conversations:read')
  if (parsed.clinic_id) requireClinic(ctx, parsed.clinic_id)
  const cursor = unpackCursor(parsed.cursor)
  const size = pageSize(parsed.limit)
  const where = await filters(ctx, parsed)
  const after: Prisma.ConversationWhereInput = cursor
    ? {
        OR: [
          { last_message_at: { lt: cursorTime(cursor) } },
          { last_message_at: cursorTime(cursor), id: { gt: cursor.id } },
        ],
      }
    : {}
  const ofClinic = { ...clinicScope(ctx), ...(parsed.clinic_id ? { clinic_id: parsed.clinic_id } : {}) }
  const [rows, needsStaffCount, unknownCount] = await Promise.all([
    ctx.db.conversation.findMany({
      where: { AND: [where, after] },
      include: LINE_INCLUDE,
      orderBy: [{ last_message_at: 'desc' }, { id: 'asc' }],
      take: size + 1,
    }),
    ctx.db.conversation.count({ where: { ...ofClinic, needs_staff_reason: { not: null } } }),
    ctx.db.conversation.count({ where: { ...ofClinic, is_unknown_sender: true, closed_at: null } }),
  ])
  const page = cutPage(rows, size, (row) => ({ at: row.last_message_at.toISOString(), id: row.id }))
  const names = await takenOverNames(ctx, page.items)
  return {
    items: page.items.map((row) => conversationLine(ctx, row, names)),
    next_cursor: page.next_cursor,
    needs_staff_count: needsStaffCount,
    unknown_sender_count: unknownCount,
  }
}
