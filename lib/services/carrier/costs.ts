import { found, requirePermission } from '#lib/core/authorize.ts'
import type { Ctx } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import { type TextCosts, type TextCostsQuery, textCostsQuery } from '#lib/domain/messaging/text-schema.ts'
import { localDateOf } from '#lib/domain/scheduling/local-time.ts'
import { MAX_SEND_LATER_MS } from '../sms/send-at.ts'

interface CostRow {
  provider: string
  direction: 'inbound' | 'outbound'
  texts: number
  segments: number
  price_micros: number
  estimated_texts: number
}

/**
 * What a clinic's texts of one month cost, by carrier: what the carriers charged where they have said so, our estimate where
 * not. Months are the clinic's; texts that never left cost nothing. What the mock gateway would have cost is a line of its
 * own, and part of the sum only where nothing else is.
 */
export async function getTextCosts(ctx: Ctx, query: TextCostsQuery): Promise<TextCosts> {
  const parsed = parseInput(textCostsQuery, query)
  requirePermission(ctx, 'conversations:read')
  const row = await ctx.db.clinic.findUnique({ where: { id: parsed.clinic_id } })
  const clinic = found(ctx, row && { ...row, clinic_id: row.id }, 'The clinic')
  const month = parsed.month ?? localDateOf(ctx.now(), clinic.time_zone).slice(0, 'YYYY-MM'.length)
  const first = Temporal.PlainDate.from(`${month}-01`)
  const at = (date: Temporal.PlainDate) => new Date(date.toZonedDateTime(clinic.time_zone).epochMilliseconds)
  const { inbound } = ctx.config.smsPriceMicros
  const lines = await ctx.db.$queryRaw<CostRow[]>`
    SELECT provider, direction::text AS direction, count(*)::int AS texts,
      coalesce(sum(coalesce(segments, 1)), 0)::int AS segments,
      coalesce(sum(coalesce(price_micros, CASE WHEN direction = 'inbound' THEN coalesce(segments, 1) * ${inbound} ELSE 0 END)), 0)::float8
        AS price_micros,
      count(*) FILTER (WHERE carrier_price_micros IS NULL)::int AS estimated_texts
    FROM sms_message
    WHERE clinic_id = ${clinic.id}::uuid
      AND created_at >= ${new Date(at(first).getTime() - MAX_SEND_LATER_MS)} AND created_at < ${at(first.add({ months: 1 }))}
      AND coalesce(left_at, created_at) >= ${at(first)} AND coalesce(left_at, created_at) < ${at(first.add({ months: 1 }))}
      AND (direction = 'inbound' OR state IN ('sending', 'sent', 'delivered', 'undelivered', 'unknown'))
    GROUP BY provider, direction ORDER BY direction DESC, provider`
  const carried = lines.filter(({ provider }) => provider !== 'mock')
  return {
    clinic_id: clinic.id,
    month,
    currency: clinic.currency,
    lines,
    price_micros: (carried.length > 0 ? carried : lines).reduce((sum, line) => sum + line.price_micros, 0),
  }
}
