import { record } from '#lib/core/audit.ts'
import { type Ctx, nowDate } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { SmsMessage } from '#lib/db/generated/client.ts'
import type { AcceptedSend, SmsGateway } from '#lib/domain/messaging/sms-gateway.ts'
import { gatewayOf } from '../carrier/gateways.ts'
import { askStaff } from '../conversation/ask-staff.ts'
import { lockPhone } from '../conversation/lock.ts'
import { carrierFields } from './carrier-facts.ts'
import { checkSilent } from './check-silent.ts'
import { openText } from './open-text.ts'
import { settleDoubt } from './settle-doubt.ts'
import { acceptedFields, afterState } from './store-outcome.ts'

const SECOND_MS = 1_000
const ASK_AGAIN_SECONDS = 60
/**
 * From when on an attempt that nobody finished is certainly over, in ms of the system clock: until then the text may still
 * be on its way to a carrier that does not know it yet, so its absence there says nothing.
 */
export const ATTEMPT_OVER_MS = 60_000
/** After this long without certainty a person decides; sooner where the carrier has no list and only its event can tell. */
const UNKNOWN_LIMIT_MS = 30 * 60 * SECOND_MS
const NO_EVENT_LIMIT_MS = 15 * 60 * SECOND_MS

type Finding = { kind: 'sent'; outcome: AcceptedSend } | { kind: 'not_sent' } | { kind: 'unsure' }

/** Asks the carrier, without a transaction, what became of the text. */
async function ask(
  ctx: Ctx,
  row: Pick<SmsMessage, 'id' | 'state' | 'attempt' | 'phone_sealed' | 'body_sealed'>,
  gateway: SmsGateway | null,
  since: Date,
): Promise<Finding> {
  if (!gateway?.findSent) return { kind: 'unsure' }
  const found = await gateway.findSent({
    message_id: row.id,
    attempt: row.attempt,
    to: ctx.sealer.open({ table: 'sms_message', column: 'phone_sealed', id: row.id }, row.phone_sealed),
    body: openText(ctx, row),
    since: since.getTime(),
    known_provider_ids: await knownProviderIds(ctx, row.id),
  })
  // A text the carrier has taken is never sent again, whatever its list says later.
  if (found === null) return row.state === 'sent' ? { kind: 'unsure' } : { kind: 'not_sent' }
  return found.kind === 'accepted' ? { kind: 'sent', outcome: found } : { kind: 'unsure' }
}

/** Carrier ids that other texts to this phone already have: the same words twice are two texts. */
async function knownProviderIds(ctx: Ctx, id: string): Promise<string[]> {
  const row = await ctx.db.smsMessage.findUniqueOrThrow({ where: { id }, select: { phone_index: true } })
  const others = await ctx.db.smsMessage.findMany({
    where: {
      phone_index: row.phone_index,
      direction: 'outbound',
      provider_message_id: { not: null },
      NOT: { id },
    },
    select: { provider_message_id: true },
    orderBy: { id: 'desc' },
    take: 50,
  })
  return others.flatMap((other) => other.provider_message_id ?? [])
}

/** True when the row waits for certainty: unknown, left behind in `sending`, or sent with progress due. */
function isWaiting(ctx: Ctx, row: { state: string; due_at: Date | null; lease_until: Date | null }): boolean {
  const isDue = row.due_at === null || row.due_at <= nowDate(ctx)
  if (row.state === 'unknown') return isDue
  if (row.state === 'sending') return row.lease_until !== null && row.lease_until.getTime() <= ctx.systemNow()
  return row.state === 'sent' && row.due_at !== null && isDue
}

/**
 * Brings a text whose fate is open to certainty: unknown -> sent, or queued again when the carrier never had it; sent ->
 * delivered. Unsure for 30 minutes: staff decide. Does nothing for any other row. `isAsked`: somebody wants to know now.
 */
export async function reconcileText(ctx: Ctx, id: string, isAsked = false): Promise<void> {
  const row = await ctx.db.smsMessage.findUnique({ where: { id } })
  if (row?.direction !== 'outbound' || (await checkSilent(ctx, row))) return
  if (!isWaiting(ctx, isAsked ? { ...row, due_at: nowDate(ctx) } : row)) return
  const attempt = await ctx.db.smsAttempt.findFirst({ where: { sms_message_id: id, attempt: row.attempt } })
  const gateway = gatewayOf(ctx, attempt?.provider ?? row.provider)
  const answer = await ask(ctx, row, gateway, attempt?.started_at ?? row.created_at)
  const isOpen = attempt !== null && attempt.finished_at === null
  const isEarly = isOpen && ctx.systemNow() - attempt.started_at.getTime() < ATTEMPT_OVER_MS
  const limit = gateway?.findSent ? UNKNOWN_LIMIT_MS : NO_EVENT_LIMIT_MS
  const finding: Finding = answer.kind === 'not_sent' && isEarly ? { kind: 'unsure' } : answer
  await mutate(ctx, { name: 'text.reconcile', permission: null }, async (tx) => {
    await lockPhone(tx, row.phone_index)
    const now = nowDate(tx)
    const fence = { id, attempt: row.attempt, state: row.state }
    if (finding.kind === 'unsure') {
      const since = (attempt?.started_at ?? row.created_at).getTime()
      const isOverdue = row.state !== 'sent' && tx.systemNow() - since >= limit
      const due_at =
        isOverdue || row.state === 'sent' ? null : new Date(now.getTime() + ASK_AGAIN_SECONDS * SECOND_MS)
      const state = row.state === 'sending' ? 'unknown' : row.state
      const kept = await tx.tx.smsMessage.updateMany({
        where: fence,
        data: { state, due_at, lease_until: null, updated_at: now },
      })
      if (kept.count > 0 && isOverdue && row.conversation_id) {
        await askStaff(tx, { conversation_id: row.conversation_id, reason: 'text_unknown' })
      }
      return
    }
    const fields =
      finding.kind === 'sent'
        ? { ...acceptedFields(finding.outcome, row.sent_at ?? now), sent_at: row.sent_at ?? now }
        : { state: 'queued' as const, due_at: now, lease_until: null }
    // A text that is already with the carrier and whose progress came due is past its waiting time.
    const delivery = finding.kind === 'sent' && row.state === 'sent' ? finding.outcome.delivery : null
    const data = delivery
      ? {
          ...fields,
          state: delivery.state,
          due_at: null,
          error_code: delivery.error_code ?? null,
          delivered_at: delivery.state === 'delivered' ? now : null,
        }
      : fields
    const facts = finding.kind === 'sent' ? await carrierFields(tx, row, finding.outcome) : {}
    const stored = await tx.tx.smsMessage.updateMany({
      where: fence,
      data: { ...data, ...facts, updated_at: now },
    })
    if (stored.count === 0) return
    await record(tx, {
      action: 'text.reconciled',
      subject: { kind: 'sms_message', id },
      clinicId: row.clinic_id,
      conversationId: row.conversation_id,
      patientId: row.patient_id,
      detail: { from: row.state, to: data.state },
    })
    if (data.state === 'queued') tx.outgoing.wakes.push({ kind: 'sms.deliver', key: id })
    await afterState(tx, row, data.state)
    if (data.state === 'sent' || data.state === 'delivered') await settleDoubt(tx, row)
  })
}
