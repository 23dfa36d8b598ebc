import { found, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import type { Clinic, SmsGatewayState } from '#lib/db/generated/client.ts'
import { classifyCarrierError } from '#lib/domain/messaging/carrier-errors.ts'
import type { SmsProvider } from '#lib/domain/messaging/carrier-policy.ts'
import { GATEWAY_NAMES } from '#lib/domain/messaging/sms.ts'
import type { GatewayView, TextPolicyView } from '#lib/domain/messaging/text-schema.ts'
import { formatClock } from '#lib/domain/scheduling/local-time.ts'
import { allGateways } from './gateways.ts'

const SHOWN: readonly SmsProvider[] = ['twilio', 'aws']

/** How a gateway answers, in words. */
function healthWords(ctx: Ctx, row: SmsGatewayState | undefined, zone: string) {
  const until = row?.rests_until ?? null
  if (!row || row.failures === 0 || until === null)
    return { state: 'well', rests_until: null, words: 'Well.' } as const
  const why = row.last_code
    ? classifyCarrierError(row.provider as SmsProvider, row.last_code).words
    : 'no answer'
  if (until.getTime() <= ctx.now())
    return {
      state: 'trial_due',
      rests_until: null,
      words: `Rested; the next text tries it. It was: ${why}.`,
    } as const
  const rests_until = until.toISOString()
  const clock = formatClock(until.getTime(), zone)
  return { state: 'resting', rests_until, words: `Rests until ${clock}: ${why}.` } as const
}

/** Every carrier, configured or not; the mock only where it is what texts go through. */
export async function gatewayViews(ctx: Ctx, zone: string): Promise<GatewayView[]> {
  const rows = await store(ctx).smsGatewayState.findMany()
  const configured = allGateways(ctx)
  const first = ctx.ports.sms.provider
  const providers = configured.some(({ provider }) => provider === 'mock')
    ? ['mock' as const, ...SHOWN]
    : SHOWN
  return providers.map((provider): GatewayView => {
    const gateway = configured.find((each) => each.provider === provider)
    const row = rows.find((each) => each.provider === provider)
    return {
      provider,
      name: GATEWAY_NAMES[provider],
      role: gateway === undefined ? 'none' : provider === first ? 'first' : 'second',
      sender: gateway?.sender ?? null,
      ...(gateway === undefined
        ? { state: 'not_configured', rests_until: null, words: 'Not configured.' }
        : healthWords(ctx, row, zone)),
      segments_per_second: ctx.config.segmentsPerSecond[provider],
      price_micros: ctx.config.smsPrices[provider].outbound,
    }
  })
}

/** When a clinic’s texts may leave, and how its gateways are. */
export async function policyView(ctx: Ctx, clinic: Clinic): Promise<TextPolicyView> {
  return {
    clinic_id: clinic.id,
    clinic_name: clinic.name,
    time_zone: clinic.time_zone,
    currency: clinic.currency,
    quiet_hours: clinic.quiet_hours,
    max_texts_per_day: clinic.max_texts_per_day,
    max_texts_per_week: clinic.max_texts_per_week,
    fails_over: clinic.fails_over,
    version: clinic.version,
    gateways: await gatewayViews(ctx, clinic.time_zone),
  }
}

/** A clinic's rules for texts, and how each carrier is. */
export async function getTextPolicy(ctx: Ctx, clinicId: string): Promise<TextPolicyView> {
  requirePermission(ctx, 'conversations:read')
  const row = await ctx.db.clinic.findUnique({ where: { id: clinicId } })
  const clinic = found(ctx, row && { ...row, clinic_id: row.id }, 'The clinic')
  return policyView(ctx, clinic)
}
