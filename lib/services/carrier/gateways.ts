import type { Ctx, TxCtx } from '#lib/core/context.ts'
import type { SmsGateway } from '#lib/domain/messaging/sms-gateway.ts'

/** Every gateway that is configured, the first choice first. */
export const allGateways = ({ ports }: Ctx): readonly SmsGateway[] => [ports.sms, ...ports.smsBackups]

/** The gateway of a carrier, or null when it is not configured any more. */
export const gatewayOf = (ctx: Ctx, provider: string): SmsGateway | null =>
  allGateways(ctx).find((gateway) => gateway.provider === provider) ?? null

/** The gateways that may take over a text: configured, switched on by its clinic, and not yet tried with it. */
export async function otherGateways(
  tx: TxCtx,
  text: { id: string; clinic_id: string },
): Promise<SmsGateway[]> {
  if (tx.ports.smsBackups.length === 0) return []
  const clinic = await tx.tx.clinic.findUniqueOrThrow({
    where: { id: text.clinic_id },
    select: { fails_over: true },
  })
  if (!clinic.fails_over) return []
  const tried = await tx.tx.smsAttempt.findMany({
    where: { sms_message_id: text.id },
    select: { provider: true },
  })
  return allGateways(tx).filter(({ provider }) => !tried.some((each) => each.provider === provider))
}
