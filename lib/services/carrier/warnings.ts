import type { Db } from '#lib/db/client.ts'
import { classifyCarrierError } from '#lib/domain/messaging/carrier-errors.ts'
import type { SmsProvider } from '#lib/domain/messaging/carrier-policy.ts'
import { gatewayName } from '#lib/domain/messaging/sms.ts'

/** Carriers that do not answer well now, in a sentence each, for whoever looks at the installation's health. */
export async function gatewayWarnings(db: Db): Promise<string[]> {
  const rows = await db.smsGatewayState.findMany({
    where: { rests_until: { not: null }, failures: { gt: 0 } },
    orderBy: { provider: 'asc' },
  })
  return rows.map(({ provider, last_code }) => {
    const why = last_code ? classifyCarrierError(provider as SmsProvider, last_code).words : 'no answer'
    return `${gatewayName(provider)} is not well (${why}): texts rest, or take the other carrier where a clinic lets them.`
  })
}
