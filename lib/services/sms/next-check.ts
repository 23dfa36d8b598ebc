import type { Ctx } from '#lib/core/context.ts'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { gatewayOf } from '../carrier/gateways.ts'

/** When a carrier that can be asked is asked about a text it took, counted from then: reports get lost, prices come late. */
const CHECK_AFTER_MINUTES = [1, 5, 30, 120, 720, 1_440] as const

interface Checked {
  provider: string
  sent_at: Date
  /** All that can be known is known. */
  is_priced: boolean
}

/** When the carrier is asked next; null: there is nothing more to learn, or no way to ask. The mock tells all at once. */
export function nextCheck(ctx: Ctx, { provider, sent_at, is_priced }: Checked): Date | null {
  if (is_priced || provider === 'mock' || !gatewayOf(ctx, provider)?.fetchStatus) return null
  const times = CHECK_AFTER_MINUTES.map((minutes) => sent_at.getTime() + minutes * MINUTE_MS)
  const next = times.find((time) => time > ctx.now())
  return next === undefined ? null : new Date(next)
}
