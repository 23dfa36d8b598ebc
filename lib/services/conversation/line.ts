import type { Ctx } from '#lib/core/context.ts'
import type { Prisma } from '#lib/db/generated/client.ts'
import { needsStaffWords, statusLabel } from '#lib/domain/messaging/conversation.ts'
import type { ConversationLine } from '#lib/domain/messaging/schema.ts'
import { AT_WORK } from '../agent/at-work.ts'
import { patientLine } from '../patient/view.ts'
import { openText } from '../sms/open-text.ts'
import { isArchived } from './archived.ts'

const PREVIEW_CHARACTERS = 160
/** Our own acknowledgements come after the text that staff have to read. */
const PREVIEW_CANDIDATES = 4

/** What a line of the list is read with. */
export const LINE_INCLUDE = {
  clinic: { select: { id: true, name: true, time_zone: true } },
  patient: true,
  service_type: { select: { id: true, name: true } },
  offers: { where: { state: 'open' }, orderBy: { id: 'desc' }, take: 1, select: { expires_at: true } },
  messages: {
    orderBy: { id: 'desc' },
    take: PREVIEW_CANDIDATES,
    select: { id: true, direction: true, body_sealed: true },
  },
  agent_messages: { where: AT_WORK, take: 1, select: { id: true } },
} satisfies Prisma.ConversationInclude

export type LineRow = Prisma.ConversationGetPayload<{ include: typeof LINE_INCLUDE }>

/** The names of the staff who have taken conversations over. */
export async function takenOverNames(
  ctx: Ctx,
  rows: readonly { taken_over_by: string | null }[],
): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap((row) => row.taken_over_by ?? []))]
  if (ids.length === 0) return new Map()
  const staff = await ctx.db.staff.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return new Map(staff.map((row) => [row.id, row.name]))
}

/** What staff should read first: the patient's words where a person must answer them, else the latest text. */
function previewed({ messages, needs_staff_reason }: LineRow) {
  const inbound = messages.find((message) => message.direction === 'inbound')
  return needs_staff_reason === null ? messages[0] : (inbound ?? messages[0])
}

/** One line of the conversation list, with the status in a clerk's words. */
export function conversationLine(ctx: Ctx, row: LineRow, names: Map<string, string>): ConversationLine {
  const message = previewed(row)
  const expiresAt = row.offers[0]?.expires_at ?? null
  const text = message && openText(ctx, message)
  return {
    id: row.id,
    conversation_id: row.external_id,
    clinic: row.clinic,
    patient: patientLine(ctx, row.patient),
    service_type: row.service_type,
    status: row.status,
    status_label: row.closed_at
      ? isArchived(ctx, row)
        ? 'Archived'
        : 'Closed'
      : statusLabel(row.status, {
          now: ctx.now(),
          expires_at: expiresAt,
          is_urgent: row.is_urgent,
          is_finding_times: row.agent_messages.length > 0,
        }),
    needs_staff: row.needs_staff_reason !== null,
    needs_staff_reason: row.needs_staff_reason === null ? null : needsStaffWords(row.needs_staff_reason),
    is_urgent: row.is_urgent,
    taken_over_by: row.taken_over_by
      ? { id: row.taken_over_by, name: names.get(row.taken_over_by) ?? 'A former colleague' }
      : null,
    is_closed: row.closed_at !== null,
    is_unknown_sender: row.is_unknown_sender,
    offer_expires_at: expiresAt?.toISOString() ?? null,
    last_message_at: row.last_message_at.toISOString(),
    preview:
      message && text !== undefined
        ? { direction: message.direction, text: text.replace(/\s+/g, ' ').slice(0, PREVIEW_CHARACTERS) }
        : null,
  }
}
