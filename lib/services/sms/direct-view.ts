import { clinicScope, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { SmsMessage } from '#lib/db/generated/client.ts'
import { notFound } from '#lib/domain/errors.ts'
import { classifyCarrierError } from '#lib/domain/messaging/carrier-errors.ts'
import type { SmsProvider } from '#lib/domain/messaging/carrier-policy.ts'
import { type DirectText, directQuery } from '#lib/domain/messaging/direct-schema.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const MICROS = 1_000_000
const PRICE_DIGITS = 5

const openColumn = (ctx: Ctx, row: SmsMessage, column: 'phone_sealed' | 'body_sealed') =>
  ctx.sealer.open({ table: 'sms_message', column, id: row.id }, row[column])

/** `Wed, 07 Jan 2026 23:21:14 +0000`, as Twilio writes it. */
const rfc2822 = (date: Date) => date.toUTCString().replace('GMT', '+0000')

function twilioData(row: SmsMessage): DirectText['twilio_data'] {
  if (row.provider !== 'twilio' || row.provider_message_id === null) return null
  const price = row.carrier_price_micros
  return {
    sid: row.provider_message_id,
    account_sid: row.carrier_account,
    date_created: row.carrier_created_at ? rfc2822(row.carrier_created_at) : null,
    price: price === null ? null : (-price / MICROS).toFixed(PRICE_DIGITS),
    price_unit: row.carrier_price_unit,
  }
}

/** The first text that the same phone sent in the same conversation after this one. */
async function answerTo(ctx: Ctx, row: SmsMessage): Promise<SmsMessage | null> {
  if (row.direction === 'inbound' || row.conversation_id === null) return null
  return store(ctx).smsMessage.findFirst({
    where: {
      conversation_id: row.conversation_id,
      direction: 'inbound',
      received_at: { gte: row.created_at },
    },
    orderBy: [{ received_at: 'asc' }, { id: 'asc' }],
  })
}

/** A stored text in the fields of the gateways' guide. */
export async function toDirectText(ctx: Ctx, row: SmsMessage): Promise<DirectText> {
  const [conversation, answer] = await Promise.all([
    row.conversation_id
      ? store(ctx).conversation.findUnique({
          where: { id: row.conversation_id },
          select: { external_id: true },
        })
      : null,
    answerTo(ctx, row),
  ])
  const error = row.error_code ? classifyCarrierError(row.provider as SmsProvider, row.error_code) : null
  const isWaiting = row.due_at !== null && ['queued', 'scheduled'].includes(row.state)
  return {
    message_id: row.id,
    provider_message_id: row.provider_message_id,
    conversation_id: conversation?.external_id ?? null,
    phone_number: openColumn(ctx, row, 'phone_sealed'),
    direction: row.direction,
    timestamp: (row.received_at ?? row.created_at).toISOString(),
    status: row.state,
    response: answer ? openColumn(ctx, answer, 'body_sealed') : null,
    response_timestamp: answer?.received_at?.toISOString() ?? null,
    provider: row.provider,
    error_code: row.error_code,
    error: error?.isKnown ? error.words : null,
    waits_until: isWaiting && row.due_at!.getTime() > ctx.now() ? row.due_at!.toISOString() : null,
    twilio_data: twilioData(row),
  }
}

/** One text of the actor's clinics, by our id or the carrier's. Throws `not_found` for any other. */
export async function getDirectText(ctx: Ctx, query: { message_id: string }): Promise<DirectText> {
  const { message_id } = parseInput(directQuery, query)
  requirePermission(ctx, 'conversations:read')
  const row = await store(ctx).smsMessage.findFirst({
    where: {
      ...clinicScope(ctx),
      ...(UUID.test(message_id)
        ? { OR: [{ id: message_id }, { provider_message_id: message_id }] }
        : { provider_message_id: message_id }),
    },
  })
  if (row === null) throw notFound('The text')
  return toDirectText(ctx, row)
}
