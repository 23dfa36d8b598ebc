import { type Ctx, store } from '#lib/core/context.ts'
import type { TodayView } from '#lib/domain/staff/schema.ts'

const WEEK_MS = 7 * 24 * 60 * 60 * 1000

interface NumbersRow {
  needs_staff: bigint
  appointments_today: bigint
  offers_open: bigint
  booked_by_text_7d: bigint
  median_reply_minutes_7d: number | null
  texts_7d: bigint
  texts_price_micros_7d: bigint
}

/**
 * The figures of the Today page in one statement. The reply time of an answered offer runs from the moment its text went
 * out to the patient's first text after it; a week is the last seven times 24 hours of the domain clock.
 */
export async function readNumbers(
  ctx: Ctx,
  clinicId: string,
  day: { from: number; until: number },
): Promise<TodayView['numbers']> {
  const since = new Date(ctx.now() - WEEK_MS)
  const [row] = await store(ctx).$queryRaw<NumbersRow[]>`
    WITH reply AS (
      SELECT EXTRACT(EPOCH FROM first_reply.received_at - offer_text.sent_at) / 60 AS minutes
      FROM sms_message AS offer_text
      CROSS JOIN LATERAL (
        SELECT received_at FROM sms_message
        WHERE conversation_id = offer_text.conversation_id AND direction = 'inbound'
          AND received_at >= offer_text.sent_at
        ORDER BY received_at LIMIT 1
      ) AS first_reply
      WHERE offer_text.clinic_id = ${clinicId}::uuid AND offer_text.kind = 'offer'
        AND offer_text.direction = 'outbound' AND offer_text.sent_at >= ${since}
    ), text AS (
      SELECT count(*) AS texts, COALESCE(sum(price_micros), 0) AS price
      FROM sms_message
      WHERE clinic_id = ${clinicId}::uuid AND created_at >= ${since}
        AND state IN ('received', 'sent', 'delivered', 'undelivered')
    )
    SELECT
      (SELECT count(*) FROM conversation
        WHERE clinic_id = ${clinicId}::uuid AND needs_staff_reason IS NOT NULL) AS needs_staff,
      (SELECT count(*) FROM appointment
        WHERE clinic_id = ${clinicId}::uuid AND state IN ('booked', 'arrived', 'fulfilled', 'noshow')
          AND starts_at >= ${new Date(day.from)} AND starts_at < ${new Date(day.until)}) AS appointments_today,
      (SELECT count(*) FROM offer WHERE clinic_id = ${clinicId}::uuid AND state = 'open') AS offers_open,
      (SELECT count(*) FROM offer
        WHERE clinic_id = ${clinicId}::uuid AND state = 'answered' AND chosen_option_id IS NOT NULL
          AND answered_at >= ${since}) AS booked_by_text_7d,
      (SELECT (percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes))::float8 FROM reply) AS median_reply_minutes_7d,
      text.texts AS texts_7d, text.price::bigint AS texts_price_micros_7d
    FROM text`
  return {
    needs_staff: Number(row?.needs_staff ?? 0),
    appointments_today: Number(row?.appointments_today ?? 0),
    offers_open: Number(row?.offers_open ?? 0),
    booked_by_text_7d: Number(row?.booked_by_text_7d ?? 0),
    median_reply_minutes_7d:
      row?.median_reply_minutes_7d == null ? null : Math.round(row.median_reply_minutes_7d * 10) / 10,
    texts_7d: Number(row?.texts_7d ?? 0),
    texts_price_micros_7d: Number(row?.texts_price_micros_7d ?? 0),
  }
}
