import { type Ctx, store } from '#lib/core/context.ts'
import { CHOOSE_BEFORE_MS, type PhoneReason } from '#lib/domain/campaign/member.ts'
import { classifyCarrierError } from '#lib/domain/messaging/carrier-errors.ts'
import { parsePhoneNumber } from '#lib/domain/messaging/phone-number.ts'
import { optedOutPhones } from '../patient/list.ts'
import { phoneOf } from '../patient/view.ts'
import type { HitVisitRow } from './hit-visits.ts'

/** Why a patient cannot be told by text; null where a text can do it. */
export interface Reach {
  reason: PhoneReason | null
  is_urgent: boolean
}

/** The phones whose last text failed in a way that no further text can mend: a landline, a number that is none. */
async function deadPhones(ctx: Ctx, phoneIndexes: readonly string[]): Promise<Set<string>> {
  const last = await store(ctx).$queryRaw<
    { phone_index: string; state: string; error_code: string | null }[]
  >`
    SELECT DISTINCT ON (phone_index) phone_index, state, error_code FROM sms_message
    WHERE phone_index = ANY(${[...phoneIndexes]}) AND direction = 'outbound'
      AND state IN ('sent', 'delivered', 'undelivered', 'failed')
    ORDER BY phone_index, id DESC`
  const isDead = ({ state, error_code }: (typeof last)[number]) => {
    if (state !== 'undelivered' && state !== 'failed') return false
    const { numberMark } = classifyCarrierError(ctx.ports.sms.provider, error_code)
    return numberMark === 'landline' || numberMark === 'invalid'
  }
  return new Set(last.filter(isDead).map((row) => row.phone_index))
}

function hasNumber(ctx: Ctx, patient: HitVisitRow['patient']): boolean {
  try {
    return parsePhoneNumber(phoneOf(ctx, patient)).is_valid
  } catch {
    // What was imported may be no number at all; then nobody can be texted at it.
    return false
  }
}

/** Who among these can be told by text, by visit, as things stand now. */
export async function readReach(ctx: Ctx, visits: readonly HitVisitRow[]): Promise<Map<string, Reach>> {
  const phones = visits.map((visit) => visit.patient.phone_index)
  const [optedOut, dead] = [await optedOutPhones(ctx, phones), await deadPhones(ctx, phones)]
  const reasonOf = (visit: HitVisitRow): PhoneReason | null => {
    const { patient, conversation } = visit
    if (optedOut.has(patient.phone_index)) return 'opted_out'
    if (dead.has(patient.phone_index) || !hasNumber(ctx, patient)) return 'no_phone'
    if (conversation?.taken_over_by) return 'staff_have_it'
    return visit.service_type === null ? 'no_service' : null
  }
  return new Map(
    visits.map((visit) => {
      const is_urgent = visit.starts_at.getTime() - ctx.now() <= CHOOSE_BEFORE_MS
      return [visit.id, { reason: reasonOf(visit) ?? (is_urgent ? 'too_soon' : null), is_urgent }]
    }),
  )
}
