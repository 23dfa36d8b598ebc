import { found, requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import type { Prisma, SmsAttempt, SmsMessage } from '#lib/db/generated/client.ts'
import { classifyCarrierError } from '#lib/domain/messaging/carrier-errors.ts'
import type { SmsProvider } from '#lib/domain/messaging/carrier-policy.ts'
import { type MessageIdInput, messageIdInput } from '#lib/domain/messaging/schema.ts'
import { gatewayName } from '#lib/domain/messaging/sms.ts'
import type { TextDetail } from '#lib/domain/messaging/text-schema.ts'
import { askReason } from './ask-carrier.ts'
import { openText } from './open-text.ts'
import { stateLabel } from './state-label.ts'
import { cancelReason, sendNowReason, waitOfRow } from './text-wait.ts'

const MICROS = 1_000_000
const TWILIO_PRICE_DECIMALS = 5

const INCLUDE = {
  attempts: { orderBy: { attempt: 'asc' } },
} satisfies Prisma.SmsMessageInclude

const wordsOf = (provider: string, code: string) => classifyCarrierError(provider as SmsProvider, code).words

/** What came of one try, in words. */
function outcomeWords(attempt: SmsAttempt): string {
  const { outcome, provider, code, reported, reported_code } = attempt
  const name = gatewayName(provider)
  if (reported === 'delivered') return `${name} delivered it`
  if (reported === 'undelivered')
    return `${name} took it and did not deliver it${reported_code ? `: ${wordsOf(provider, reported_code)}` : ''}`
  if (outcome === 'accepted') return `${name} took it`
  if (outcome === 'refused') return `${name} did not take it${code ? `: ${wordsOf(provider, code)}` : ''}`
  if (outcome === 'unknown')
    return `${name} gave no clear answer${code ? `: ${wordsOf(provider, code)}` : ''}`
  return `On its way to ${name}`
}

const attemptView = (attempt: SmsAttempt): TextDetail['attempts'][number] => ({
  attempt: attempt.attempt,
  provider: attempt.provider,
  started_at: attempt.started_at.toISOString(),
  duration_ms: attempt.duration_ms,
  provider_message_id: attempt.provider_message_id,
  outcome: outcomeWords(attempt),
  code: attempt.reported_code ?? attempt.code,
})

/** The fields of Twilio's own message, for callers that know them from there. */
export function twilioDataOf(row: SmsMessage): TextDetail['twilio_data'] {
  if (row.provider !== 'twilio' || row.provider_message_id === null) return null
  const { carrier_price_micros: price } = row
  return {
    sid: row.provider_message_id,
    account_sid: row.carrier_account,
    date_created: row.carrier_created_at?.toUTCString().replace('GMT', '+0000') ?? null,
    price: price === null ? null : (-price / MICROS).toFixed(TWILIO_PRICE_DECIMALS),
    price_unit: row.carrier_price_unit,
  }
}

/** One text with its tries, what each carrier said, what it cost, and what may be done with it now. */
export async function getText(ctx: Ctx, input: MessageIdInput): Promise<TextDetail> {
  const { message_id } = parseInput(messageIdInput, input)
  requirePermission(ctx, 'conversations:read')
  const stored = await ctx.db.smsMessage.findUnique({ where: { id: message_id }, include: INCLUDE })
  const row = found(ctx, stored, 'The text')
  const { currency, ...clinic } = await ctx.db.clinic.findUniqueOrThrow({
    where: { id: row.clinic_id },
    select: { id: true, name: true, time_zone: true, currency: true },
  })
  return {
    message_id,
    conversation_id: row.conversation_id,
    clinic,
    direction: row.direction,
    purpose: row.kind,
    text: openText(ctx, row),
    state: row.state,
    state_label: stateLabel(row),
    waits: waitOfRow(row, clinic.time_zone),
    sent_by: row.sent_by,
    created_at: row.created_at.toISOString(),
    sent_at: row.sent_at?.toISOString() ?? null,
    delivered_at: row.delivered_at?.toISOString() ?? null,
    provider: row.provider,
    provider_message_id: row.provider_message_id,
    error_code: row.error_code,
    error_words: row.error_code && row.attempt > 0 ? wordsOf(row.provider, row.error_code) : null,
    segments: row.segments,
    price_micros: row.price_micros,
    is_price_final: row.carrier_price_micros !== null,
    currency,
    attempts: row.attempts.map(attemptView),
    twilio_data: twilioDataOf(row),
    can_cancel: cancelReason(row),
    can_send_now: sendNowReason(row),
    can_ask_carrier: askReason(ctx, row),
  }
}
