import type { TxCtx } from '#lib/core/context.ts'
import type { SmsGateway } from '#lib/domain/messaging/sms-gateway.ts'
import { gatewayOf, otherGateways } from './gateways.ts'
import { gatewayRestsUntil } from './health.ts'

export type PickedGateway = { kind: 'ready'; gateway: SmsGateway } | { kind: 'rests'; until: Date }

/**
 * The gateway that a new text of a conversation takes first: the one over which the patient last wrote in it, because another is
 * another number and a new thread on the phone; else the first choice.
 */
export async function firstGateway(tx: TxCtx, conversationId: string): Promise<SmsGateway> {
  if (tx.ports.smsBackups.length === 0) return tx.ports.sms
  const last = await tx.tx.smsMessage.findFirst({
    where: { conversation_id: conversationId, direction: 'inbound' },
    orderBy: { created_at: 'desc' },
    select: { provider: true },
  })
  return (last && gatewayOf(tx, last.provider)) ?? tx.ports.sms
}

/**
 * The gateway for a text's next try: its own, else, while that rests and the clinic lets texts change carriers, another one
 * that has not been tried with it. A carrier that is no longer configured gives way to the first choice.
 */
export async function pickGateway(
  tx: TxCtx,
  text: { id: string; clinic_id: string; provider: string },
): Promise<PickedGateway> {
  const own = gatewayOf(tx, text.provider) ?? tx.ports.sms
  const until = await gatewayRestsUntil(tx, own.provider)
  if (until === null) return { kind: 'ready', gateway: own }
  for (const gateway of await otherGateways(tx, text)) {
    if (gateway.provider === own.provider) continue
    if ((await gatewayRestsUntil(tx, gateway.provider)) === null) return { kind: 'ready', gateway }
  }
  return { kind: 'rests', until }
}
