import { found, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { forbidden } from '#lib/domain/errors.ts'
import type { ConversationLine } from '#lib/domain/messaging/schema.ts'
import {
  type ListPhonesQuery,
  listPhonesQuery,
  type SimulatorPhone,
} from '#lib/domain/messaging/simulator-schema.ts'
import { MAX_PAGE_SIZE } from '#lib/domain/wire.ts'
import { listConversations } from '../conversation/list.ts'
import { openOffersOnPhone } from '../offer/prepare.ts'
import { openText } from '../sms/open-text.ts'
import { isOptedOut } from '../sms/opt-out.ts'

const MAX_PHONES = 12
const MAX_TEXTS = 40
/** Where a text has reached the phone, or may have. */
const SEEN_STATES = ['received', 'sending', 'sent', 'delivered', 'unknown'] as const

/** The texts of a phone with this clinic, the latest few, oldest first. */
async function textsOf(ctx: Ctx, clinicId: string, phoneIndex: string): Promise<SimulatorPhone['texts']> {
  const rows = await store(ctx).smsMessage.findMany({
    where: { clinic_id: clinicId, phone_index: phoneIndex, state: { in: [...SEEN_STATES] } },
    orderBy: { id: 'desc' },
    take: MAX_TEXTS,
  })
  return rows.reverse().map((row) => ({
    id: row.id,
    at: (row.received_at ?? row.sent_at ?? row.created_at).toISOString(),
    direction: row.direction,
    text: openText(ctx, row),
  }))
}

async function toPhone(
  ctx: Ctx,
  line: ConversationLine,
  clinicPhone: string | null,
): Promise<SimulatorPhone> {
  const phoneIndex = ctx.sealer.phoneIndex(line.patient.phone_number)
  const [texts, offers, is_opted_out] = await Promise.all([
    textsOf(ctx, line.clinic.id, phoneIndex),
    openOffersOnPhone(ctx, phoneIndex),
    isOptedOut(ctx, phoneIndex),
  ])
  const numbers = offers.flatMap((offer) => offer.options.map(({ reply_number }) => reply_number))
  return {
    conversation_id: line.id,
    external_id: line.conversation_id,
    patient: { id: line.patient.id, name: line.patient.name, phone_number: line.patient.phone_number },
    clinic: { ...line.clinic, phone_number: clinicPhone },
    status: line.status,
    status_label: line.status_label,
    is_opted_out,
    reply_numbers: numbers.sort((a, b) => a - b),
    texts,
  }
}

/**
 * The phones that a clinic last wrote with, as their owners see them, the latest first. Only on the mock gateway, where
 * the texts are nowhere else; throws `forbidden` on a carrier.
 */
export async function listPhones(ctx: Ctx, query: ListPhonesQuery): Promise<SimulatorPhone[]> {
  requirePermission(ctx, 'conversations:read')
  const parsed = parseInput(listPhonesQuery, query)
  if (!ctx.config.isMockGateway) {
    throw forbidden('There are no phones to show: this installation texts for real.')
  }
  const row = await store(ctx).clinic.findUnique({ where: { id: parsed.clinic_id } })
  const clinic = found(ctx, row && { ...row, clinic_id: row.id }, 'The clinic')
  const page = await listConversations(ctx, { ...parsed, limit: MAX_PAGE_SIZE })
  const lines = new Map<string, ConversationLine>()
  for (const line of page.items) {
    if (!lines.has(line.patient.phone_number)) lines.set(line.patient.phone_number, line)
  }
  const latest = [...lines.values()].slice(0, MAX_PHONES)
  return Promise.all(latest.map((line) => toPhone(ctx, line, clinic.phone_number)))
}
