import { found, requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { illegalState, SwitchboardError } from '#lib/domain/errors.ts'
import { classifyCarrierError } from '#lib/domain/messaging/carrier-errors.ts'
import type { SmsProvider } from '#lib/domain/messaging/carrier-policy.ts'
import { type MessageIdInput, messageIdInput } from '#lib/domain/messaging/schema.ts'
import { gatewayName } from '#lib/domain/messaging/sms.ts'
import type { CarrierAnswer } from '#lib/domain/messaging/text-schema.ts'
import { gatewayOf } from '../carrier/gateways.ts'
import { fetchAndApply } from './check-silent.ts'
import { reconcileText } from './reconcile.ts'
import { stateLabel } from './state-label.ts'

const LEFT: readonly string[] = ['sending', 'sent', 'delivered', 'undelivered', 'unknown']

/** Why a carrier cannot be asked about this text, or null. */
export function askReason(
  ctx: Ctx,
  row: { direction: string; state: string; provider: string; provider_message_id: string | null },
): string | null {
  if (row.direction !== 'outbound' || !LEFT.includes(row.state))
    return 'Only a text that has gone to a carrier can be asked about.'
  const gateway = gatewayOf(ctx, row.provider)
  const name = gatewayName(row.provider)
  if (gateway === null) return `${name} is not configured any more.`
  if (row.provider_message_id !== null && gateway.fetchStatus) return null
  if (row.state === 'unknown' && gateway.findSent) return null
  return `${name} cannot be asked; it reports by itself.`
}

const NOTES = {
  status: 'The carrier answered, and the text shows what it said.',
  missing: 'The carrier does not know this text.',
  searched: 'The carrier’s list was searched for this text.',
}

/**
 * Asks the carrier what became of one text, now, and applies the answer. Throws `illegal_state` for a text that no carrier
 * has or can be asked about, and `unavailable` when the carrier does not answer.
 */
export async function askCarrier(ctx: Ctx, input: MessageIdInput): Promise<CarrierAnswer> {
  const { message_id } = parseInput(messageIdInput, input)
  requirePermission(ctx, 'sms:send')
  const read = () => ctx.db.smsMessage.findUnique({ where: { id: message_id } })
  const row = found(ctx, await read(), 'The text')
  const reason = askReason(ctx, row)
  if (reason !== null) throw illegalState(reason, [...LEFT])
  const told = await fetchAndApply(ctx, row)
  if (told?.kind === 'unknown')
    throw new SwitchboardError('unavailable', `${gatewayName(row.provider)} did not answer: ${told.message}.`)
  if (told === undefined) await reconcileText(ctx, message_id, true)
  const now = found(ctx, await read(), 'The text')
  const code = told?.code ?? now.error_code
  return {
    message_id,
    provider: now.provider,
    provider_message_id: now.provider_message_id,
    carrier_status: told?.status ?? null,
    error_code: code,
    error_words: code === null ? null : classifyCarrierError(now.provider as SmsProvider, code).words,
    state: now.state,
    state_label: stateLabel(now),
    note: NOTES[told === undefined ? 'searched' : told === null ? 'missing' : 'status'],
  }
}
