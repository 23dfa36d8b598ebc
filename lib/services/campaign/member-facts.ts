import { type Ctx, nowDate, store } from '#lib/core/context.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import type { MemberFacts } from '#lib/domain/campaign/member.ts'

/** A visit of a campaign with everything that what becomes of it follows from. */
export interface MemberRow extends MemberFacts {
  id: string
  campaign_id: string
  clinic_id: string
  appointment_id: string
  patient_id: string
  /** The thread in which the patient was told, else the visit's own. */
  conversation_id: string | null
  is_urgent: boolean
  /** The newest offer that moves the visit, and the one that the row names. */
  newest_offer_id: string | null
  offer_id: string | null
}

/**
 * The facts about visits of campaigns that are not settled: those of running campaigns, and those on the phone list, or told
 * and to be taken back, until the visit's time is over. One statement; `memberId` for one visit alone.
 */
export function readMembers(ctx: Ctx, memberId?: string): Promise<MemberRow[]> {
  const now = nowDate(ctx)
  const which =
    memberId === undefined
      ? Prisma.sql`m.state IN ('waiting', 'told', 'unreachable')
          AND (c.state = 'running' OR m.ends_at > ${now}::timestamptz)`
      : Prisma.sql`m.id = ${memberId}::uuid`
  return store(ctx).$queryRaw<MemberRow[]>`
    SELECT m.id, m.campaign_id, c.clinic_id, m.appointment_id, m.patient_id, m.state, m.reason, m.is_urgent, m.offer_id,
      COALESCE(m.conversation_id, a.conversation_id) AS conversation_id,
      c.state AS campaign_state,
      m.told_at IS NOT NULL AS is_told,
      CASE
        WHEN a.state IN ('arrived', 'fulfilled') THEN 'arrived'
        WHEN a.state = 'noshow' THEN 'noshow'
        WHEN a.state <> 'booked' THEN 'cancelled'
        WHEN a.provider_id = t.provider_id AND a.starts_at < t.ends_at AND a.ends_at > t.starts_at THEN 'in_time_off'
        ELSE 'elsewhere'
      END AS visit,
      EXISTS (
        SELECT 1 FROM offer o JOIN offer_option p ON p.id = o.chosen_option_id
        WHERE o.moves_appointment_id = a.id AND o.conversation_id = m.conversation_id AND o.created_at >= c.created_at
          AND p.provider_id = a.provider_id AND p.starts_at = a.starts_at) AS is_at_chosen_option,
      newest.id AS newest_offer_id,
      newest.state AS offer,
      CASE
        WHEN last_text.state IN ('undelivered', 'failed') THEN 'not_delivered'
        WHEN last_text.state = 'cancelled' THEN 'dropped'
      END AS failed_text,
      EXISTS (SELECT 1 FROM opt_out o WHERE o.phone_index = patient.phone_index AND o.opted_in_at IS NULL) AS is_opted_out,
      EXISTS (
        SELECT 1 FROM agent_message g
        WHERE g.conversation_id = m.conversation_id AND g.state IN ('pending', 'delivered')) AS is_agent_at_work,
      m.choose_by <= ${now}::timestamptz AS is_choose_by_over
    FROM campaign_member m
    JOIN campaign c ON c.id = m.campaign_id
    JOIN time_off t ON t.id = c.time_off_id
    JOIN appointment a ON a.id = m.appointment_id
    JOIN patient ON patient.id = m.patient_id
    LEFT JOIN LATERAL (
      SELECT o.id, o.state FROM offer o
      WHERE o.moves_appointment_id = a.id AND o.conversation_id = m.conversation_id AND o.created_at >= c.created_at
        AND NOT EXISTS (SELECT 1 FROM campaign_member other WHERE other.offer_id = o.id AND other.id <> m.id)
      ORDER BY o.id DESC LIMIT 1) newest ON true
    LEFT JOIN LATERAL (
      SELECT s.state FROM sms_message s
      WHERE s.offer_id = newest.id AND s.direction = 'outbound' AND s.kind = 'offer'
      ORDER BY s.id DESC LIMIT 1) last_text ON true
    WHERE ${which}
    ORDER BY m.choose_by, m.id`
}
