import { record } from '#lib/core/audit.ts'
import { type Ctx, nowDate, store, type TxCtx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { SmsAttempt, SmsMessage } from '#lib/db/generated/client.ts'
import type { SmsProvider } from '#lib/domain/messaging/carrier-policy.ts'
import {
  isNews,
  type ReportedState,
  reportedState,
  stepByReport,
} from '#lib/domain/messaging/delivery-report.ts'
import { type CarrierFacts, isCarrierCode } from '#lib/domain/messaging/sms-gateway.ts'
import { noteGateway } from '../carrier/health.ts'
import { lockPhone } from '../conversation/lock.ts'
import { fieldsAfterFailedTry, keepCarrierOptOut } from './after-failed-try.ts'
import { carrierFields } from './carrier-facts.ts'
import { nextCheck } from './next-check.ts'
import { settleDoubt } from './settle-doubt.ts'
import { afterState, wakeAt } from './store-outcome.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * A verified report of a carrier about one text: a Twilio status callback, an AWS delivery event, or the answer to a question
 * of ours. At least one of the two ids must be given; ours also finds a text whose send got no answer.
 */
export interface DeliveryReport extends CarrierFacts {
  provider: SmsProvider
  /** The carrier's id: MessageSid, messageId. */
  provider_message_id?: string | null
  /** Our id, as the callback address (`message_id`) or the AWS Context (`message_id`) brought it back. */
  message_id?: string | null
  /** The try, brought back beside it (`attempt`); by default the latest one with this carrier. */
  attempt?: number | null
  /** The carrier's own word: MessageStatus, or eventType. */
  status: string
  /** ErrorCode; for AWS by default the event type itself. */
  code?: string | number | null
  segments?: number | null
}

export interface DeliveryReportResult {
  /** `no_news`: known already, older than what is known, or a word that says nothing. `no_such_text`: not ours, or removed. */
  outcome: 'applied' | 'no_news' | 'no_such_text'
  message_id: string | null
  /** Where the text stands now. */
  state: SmsMessage['state'] | null
}

const NO_SUCH_TEXT: DeliveryReportResult = { outcome: 'no_such_text', message_id: null, state: null }

/** The try that a report is about. A carrier's id that contradicts ours is somebody else's report. */
async function attemptOf(ctx: Ctx, report: DeliveryReport): Promise<SmsAttempt | null> {
  const { provider, provider_message_id, message_id, attempt } = report
  if (message_id && UUID.test(message_id)) {
    const found = await store(ctx).smsAttempt.findFirst({
      where: { sms_message_id: message_id, provider, ...(attempt ? { attempt } : {}) },
      orderBy: { attempt: 'desc' },
    })
    const known = found?.provider_message_id
    if (found && (!known || !provider_message_id || known === provider_message_id)) return found
  }
  if (!provider_message_id) return null
  return store(ctx).smsAttempt.findFirst({ where: { provider, provider_message_id } })
}

/** A code in the shape that codes have; anything else is neither shown nor stored. */
function codeOf({ provider, code, status }: DeliveryReport, reported: ReportedState): string | null {
  if (reported !== 'undelivered') return null
  const given = String(code ?? (provider === 'aws' ? status : ''))
  return isCarrierCode(given) ? given : null
}

/** What the report makes of the text, or null where it changes nothing but what is known of the try. */
async function fieldsByReport(
  tx: TxCtx,
  row: SmsMessage,
  attempt: SmsAttempt,
  report: { provider: SmsProvider; reported: ReportedState; code: string | null },
) {
  const { reported, code, provider } = report
  const state = stepByReport(row.state, reported, row.attempt === attempt.attempt)
  if (state === null) return null
  const now = nowDate(tx)
  if (state === 'undelivered') {
    const after = await fieldsAfterFailedTry(tx, row, { provider, code, otherwise: 'undelivered' })
    return { sent_at: row.sent_at ?? now, ...after }
  }
  return {
    state,
    provider,
    sent_at: row.sent_at ?? now,
    delivered_at: state === 'delivered' ? now : null,
    error_code: null,
    due_at: nextCheck(tx, {
      provider,
      sent_at: row.sent_at ?? now,
      is_priced: row.carrier_price_micros !== null && state === 'delivered',
    }),
    lease_until: null,
    waits_for: null,
  }
}

/** Keeps what the carrier told about the try. False: it was known already. */
async function keepReport(
  tx: TxCtx,
  attempt: SmsAttempt,
  told: { reported: ReportedState; code: string | null; provider_message_id: string | null },
): Promise<boolean> {
  const hasNews = isNews(attempt.reported, told.reported)
  await tx.tx.smsAttempt.update({
    where: { id: attempt.id },
    data: {
      ...(attempt.provider_message_id ? {} : { provider_message_id: told.provider_message_id }),
      ...(hasNews
        ? { reported: told.reported, reported_code: told.code, reported_at: new Date(tx.systemNow()) }
        : {}),
    },
  })
  return hasNews
}

/**
 * Applies a carrier's report. Reports come late, twice, in any order or never: only what says more than is known is a step,
 * by the table of the text's states. A report settles a text of unknown fate; one about a failed try leads to the next try
 * where the error's policy has one, and to staff where not.
 */
export async function applyDeliveryStatus(ctx: Ctx, report: DeliveryReport): Promise<DeliveryReportResult> {
  const reported = reportedState(report.provider, report.status)
  const seen = await attemptOf(ctx, report)
  if (seen === null) return NO_SUCH_TEXT
  return mutate(ctx, { name: 'text.report', permission: null }, async (tx) => {
    const found = await tx.tx.smsMessage.findUniqueOrThrow({ where: { id: seen.sms_message_id } })
    await lockPhone(tx, found.phone_index)
    const row = await tx.tx.smsMessage.findUniqueOrThrow({ where: { id: found.id } })
    const attempt = await tx.tx.smsAttempt.findUniqueOrThrow({ where: { id: seen.id } })
    const facts = await carrierFields(tx, row, report)
    const known = { outcome: 'no_news', message_id: row.id, state: row.state } as const
    if (reported === null) return known
    const code = codeOf(report, reported)
    const provider_message_id = report.provider_message_id ?? null
    const hasNews = await keepReport(tx, attempt, { reported, code, provider_message_id })
    const fields = hasNews
      ? await fieldsByReport(tx, row, attempt, { provider: report.provider, reported, code })
      : null
    const isCurrent = row.attempt === attempt.attempt
    const names = isCurrent && !row.provider_message_id && provider_message_id ? { provider_message_id } : {}
    const counted = report.segments ? { segments: report.segments } : {}
    await tx.tx.smsMessage.update({
      where: { id: row.id },
      data: { ...names, ...counted, ...facts, ...fields, updated_at: nowDate(tx) },
    })
    if (fields === null) return known
    await settle(tx, row, {
      state: fields.state,
      due_at: fields.due_at,
      attempt: attempt.attempt,
      code,
      report,
    })
    return { outcome: 'applied', message_id: row.id, state: fields.state }
  })
}

interface Settled {
  state: SmsMessage['state']
  due_at: Date | null
  attempt: number
  code: string | null
  report: DeliveryReport
}

/** What follows from a step that a report made: audit, the next try's wake-up, staff, the ledger of opt-outs. */
async function settle(
  tx: TxCtx,
  row: SmsMessage,
  { state, due_at, attempt, code, report }: Settled,
): Promise<void> {
  await record(tx, {
    action: `text.${state}`,
    subject: { kind: 'sms_message', id: row.id },
    clinicId: row.clinic_id,
    conversationId: row.conversation_id,
    patientId: row.patient_id,
    detail: { attempt, provider: report.provider, code },
  })
  if (due_at && state === 'queued') wakeAt(tx, row.id, due_at)
  await afterState(tx, row, state)
  if (state !== 'queued' && state !== 'undelivered') await settleDoubt(tx, row)
  await keepCarrierOptOut(tx, row, { provider: report.provider, code })
  if (code !== null) await noteGateway(tx, report.provider, code)
}
