import { record } from '#lib/core/audit.ts'
import { type Ctx, nowDate, store, type TxCtx } from '#lib/core/context.ts'
import type { SmsGatewayState } from '#lib/db/generated/client.ts'
import type { SmsProvider } from '#lib/domain/messaging/carrier-policy.ts'
import {
  afterFault,
  faultOf,
  type GatewayHealth,
  restsUntil,
  TRIAL_MS,
  WELL,
} from '#lib/domain/messaging/gateway-health.ts'

const healthOf = (row: SmsGatewayState | null): GatewayHealth =>
  row === null
    ? WELL
    : {
        failures: row.failures,
        failed_at: row.failed_at?.getTime() ?? null,
        rests_until: row.rests_until?.getTime() ?? null,
        is_trial: row.is_trial,
      }

/** Until when a gateway rests, for every process; null: texts may go through it, or one may try it. */
export async function gatewayRestsUntil(ctx: Ctx, provider: string): Promise<Date | null> {
  const row = await store(ctx).smsGatewayState.findUnique({ where: { provider } })
  const until = restsUntil(healthOf(row), ctx.now())
  return until === null ? null : new Date(until)
}

/**
 * The last thing before a text takes a gateway: where a rest is over, one text of all workers tries it. False: another one
 * does, or it rests again.
 */
export async function takeTrial(tx: TxCtx, provider: string): Promise<boolean> {
  const now = nowDate(tx)
  const row = await tx.tx.smsGatewayState.findUnique({ where: { provider } })
  if (row?.rests_until == null) return true
  const taken = await tx.tx.smsGatewayState.updateMany({
    where: { provider, rests_until: { lte: now } },
    data: { rests_until: new Date(tx.now() + TRIAL_MS), is_trial: true, updated_at: now },
  })
  return taken.count === 1
}

async function note(tx: TxCtx, provider: SmsProvider, code: string | null, fault: 'fault' | 'refuses_us') {
  const now = nowDate(tx)
  await tx.tx.smsGatewayState.createMany({
    data: [{ provider, failures: 0, is_trial: false, updated_at: now }],
    skipDuplicates: true,
  })
  await tx.tx.$queryRaw`SELECT provider FROM sms_gateway_state WHERE provider = ${provider} FOR UPDATE`
  const before = healthOf(await tx.tx.smsGatewayState.findUnique({ where: { provider } }))
  const after = afterFault(before, fault, tx.now())
  if (after === before) return
  const rests_until = after.rests_until === null ? null : new Date(after.rests_until)
  await tx.tx.smsGatewayState.update({
    where: { provider },
    data: {
      failures: after.failures,
      is_trial: false,
      last_code: code,
      failed_at: now,
      rests_until,
      updated_at: now,
    },
  })
  if (rests_until === null) return
  await record(tx, {
    action: 'gateway.rested',
    subject: { kind: 'sms_gateway', id: null },
    detail: { provider, code, failures: after.failures, until: rests_until.toISOString() },
  })
  tx.outgoing.events.push({ type: 'gateway.changed', id: provider, clinic_id: null })
}

/**
 * Keeps count of how a gateway answers: after faults in a row it rests, a good answer ends that. Last in a transaction: its
 * row is what all workers share. `code` is null for an answer without an error.
 */
export async function noteGateway(tx: TxCtx, provider: SmsProvider, code: string | null): Promise<void> {
  const fault = code === null ? 'none' : faultOf(provider, code)
  if (fault !== 'none') return note(tx, provider, code, fault)
  const well = await tx.tx.smsGatewayState.updateMany({
    where: { provider, failures: { gt: 0 } },
    data: { failures: 0, is_trial: false, rests_until: null, updated_at: nowDate(tx) },
  })
  if (well.count > 0) tx.outgoing.events.push({ type: 'gateway.changed', id: provider, clinic_id: null })
}
