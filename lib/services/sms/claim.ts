import { record } from '#lib/core/audit.ts'
import { type Ctx, nowDate, type TxCtx } from '#lib/core/context.ts'
import { leaseEnd } from '#lib/core/lease.ts'
import { mutate } from '#lib/core/mutate.ts'
import { isBuiltinAgent } from '#lib/domain/agents/builtin.ts'
import { estimatePrice } from '#lib/domain/messaging/segments.ts'
import { isWaiting, WAITING_STATES } from '#lib/domain/messaging/sms.ts'
import type { SmsGateway } from '#lib/domain/messaging/sms-gateway.ts'
import { isClinicRule, type WaitReason } from '#lib/domain/messaging/wait-reasons.ts'
import { gatewayRestsUntil, takeTrial } from '../carrier/health.ts'
import { paceSlot } from '../carrier/pace.ts'
import { pickGateway } from '../carrier/pick.ts'
import { lockPhone } from '../conversation/lock.ts'
import { refreshConversation } from '../conversation/refresh.ts'
import { judgeText } from './hold.ts'
import { mayNotText } from './opt-out.ts'
import { wakeAt } from './store-outcome.ts'

/** Our own waits are woken for; those of rules last hours, and the sweeper finds them. */
const WOKEN: readonly WaitReason[] = ['pace', 'carrier_rests']

const readQueued = (tx: TxCtx, id: string) =>
  tx.tx.smsMessage.findUnique({
    where: { id },
    include: { conversation: { select: { taken_over_by: true } } },
  })
type QueuedRow = NonNullable<Awaited<ReturnType<typeof readQueued>>>

export interface Claimed {
  row: QueuedRow
  attempt: number
  started: Date
  gateway: SmsGateway
}

/** Why a queued text is not sent after all, or null. */
async function refusal(tx: TxCtx, message: QueuedRow): Promise<string | null> {
  if (await mayNotText(tx, message.phone_index, message)) return 'opted_out'
  if (message.expires_at && message.expires_at <= nowDate(tx)) return 'expired'
  if (message.kind !== 'offer') return null
  const offer = message.offer_id ? await tx.tx.offer.findUnique({ where: { id: message.offer_id } }) : null
  if (offer && offer.state !== 'open') return 'offer_closed'
  const isStaffs = message.conversation?.taken_over_by && isBuiltinAgent(message.sent_by ?? '')
  return isStaffs ? 'staff_has_it' : null
}

async function drop(tx: TxCtx, row: QueuedRow, why: string): Promise<void> {
  await tx.tx.smsMessage.update({
    where: { id: row.id },
    data: { state: 'cancelled', error_code: why, due_at: null, waits_for: null, updated_at: nowDate(tx) },
  })
  await record(tx, {
    action: 'text.dropped',
    subject: { kind: 'sms_message', id: row.id },
    clinicId: row.clinic_id,
    conversationId: row.conversation_id,
    patientId: row.patient_id,
    detail: { reason: why },
  })
  if (row.conversation_id) await refreshConversation(tx, row.conversation_id)
}

/** Leaves the text waiting, with until when and why. */
async function putOff(
  tx: TxCtx,
  row: QueuedRow,
  wait: { until: Date; why: WaitReason; pace_slot_at?: Date; provider?: string },
): Promise<void> {
  const { until, why, ...fields } = wait
  await tx.tx.smsMessage.update({
    where: { id: row.id },
    data: {
      ...fields,
      state: isClinicRule(why) ? 'scheduled' : 'queued',
      due_at: until,
      waits_for: why,
      updated_at: nowDate(tx),
    },
  })
  if (WOKEN.includes(why)) wakeAt(tx, row.id, until)
  if (row.conversation_id && row.waits_for !== why) await refreshConversation(tx, row.conversation_id)
}

/** The gateway that the text may take now; null: it was put off, with the reason stored. */
async function readyGateway(tx: TxCtx, row: QueuedRow): Promise<SmsGateway | null> {
  const picked = await pickGateway(tx, row)
  if (picked.kind === 'rests') {
    await putOff(tx, row, { until: picked.until, why: 'carrier_rests' })
    return null
  }
  const { gateway } = picked
  const { provider } = gateway
  const changes = provider !== row.provider
  const slot = await paceSlot(tx, gateway, changes ? { ...row, pace_slot_at: null } : row)
  if (slot !== null && slot > nowDate(tx)) {
    await putOff(tx, row, { until: slot, why: 'pace', pace_slot_at: slot, provider })
    return null
  }
  if (await takeTrial(tx, provider)) return gateway
  const until = (await gatewayRestsUntil(tx, provider)) ?? nowDate(tx)
  await putOff(tx, row, { until, why: 'carrier_rests' })
  return null
}

async function take(
  tx: TxCtx,
  row: QueuedRow,
  gateway: SmsGateway,
  counts: boolean,
): Promise<Claimed | null> {
  const { provider } = gateway
  const { id } = row
  const started = new Date(tx.systemNow())
  const attempt = row.attempt + 1
  const claimed = await tx.tx.smsMessage.updateMany({
    where: { id, state: { in: [...WAITING_STATES] }, attempt: row.attempt },
    data: {
      state: 'sending',
      attempt,
      provider,
      provider_message_id: null,
      waits_for: null,
      pace_slot_at: null,
      counts_to_cap: counts,
      left_at: row.left_at ?? nowDate(tx),
      price_micros: estimatePrice(row.segments ?? 0, tx.config.smsPrices[provider].outbound),
      lease_until: leaseEnd(tx),
      updated_at: nowDate(tx),
    },
  })
  if (claimed.count === 0) return null
  await tx.tx.smsAttempt.create({
    data: { id: tx.newId(), sms_message_id: id, attempt, provider, started_at: started },
  })
  return { row, attempt, started, gateway }
}

/**
 * Takes a text for one attempt, committed before the network is touched. Null: nothing to do; it was dropped, because it must
 * not be sent any more; or it waits on, for the clinic's rules, the sender's pace or a carrier that rests.
 */
export async function claimText(ctx: Ctx, id: string): Promise<Claimed | null> {
  return mutate(ctx, { name: 'text.claim', permission: null }, async (tx) => {
    const seen = await readQueued(tx, id)
    if (!seen) return null
    await lockPhone(tx, seen.phone_index)
    const row = await readQueued(tx, id)
    if (!row || !isWaiting(row.state) || (row.due_at && row.due_at > nowDate(tx))) return null
    const why = await refusal(tx, row)
    if (why) {
      await drop(tx, row, why)
      return null
    }
    const { hold, counts_to_cap } = await judgeText(tx, row)
    if (hold) {
      await putOff(tx, row, { until: new Date(hold.until), why: hold.why })
      return null
    }
    const gateway = await readyGateway(tx, row)
    return gateway && take(tx, row, gateway, counts_to_cap)
  })
}
