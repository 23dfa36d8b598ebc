import { type Ctx, store } from '#lib/core/context.ts'
import {
  ANSWERS_WITHIN_MS,
  capsLookBack,
  type Hold,
  holdOf,
  textRule,
} from '#lib/domain/messaging/text-policy.ts'

/** A text as far as the clinic's limits ask. */
export interface HeldText {
  kind: string
  clinic_id: string
  patient_id: string | null
  phone_index: string
  /** It was queued as the patient's own text was acted on. */
  is_answer: boolean
  sends_now: boolean
  created_at: Date
}

/** States of a text that the patient has, or may have. */
const LEFT = ['sending', 'sent', 'delivered', 'unknown'] as const

/** True when the patient has just written, or has since: whoever writes is awake and waits for an answer. */
async function answersPatient(ctx: Ctx, text: HeldText): Promise<boolean> {
  if (text.is_answer) return true
  if (!textRule(text.kind).canAnswer) return false
  const asked = await store(ctx).smsMessage.findFirst({
    where: {
      phone_index: text.phone_index,
      direction: 'inbound',
      received_at: { gte: new Date(text.created_at.getTime() - ANSWERS_WITHIN_MS) },
    },
    select: { id: true },
  })
  return asked !== null
}

/** When automated texts of ours left for this patient in the last days, epoch ms. */
async function automatedTexts(ctx: Ctx, patientId: string): Promise<number[]> {
  const rows = await store(ctx).smsMessage.findMany({
    where: {
      patient_id: patientId,
      left_at: { gte: new Date(capsLookBack(ctx.now())) },
      counts_to_cap: true,
      state: { in: [...LEFT] },
    },
    select: { left_at: true },
  })
  return rows.flatMap(({ left_at }) => left_at?.getTime() ?? [])
}

interface Judged {
  /** Null: the text may leave now. */
  hold: Hold | null
  /** Whether it is one of the texts that are limited. */
  counts_to_cap: boolean
}

/**
 * What the clinic's rules say about a text now: quiet hours by the clock where the patient is, and the most automated texts a
 * day and a week. Asked when a text is queued, so that it shows at once what it waits for, and again when it is to leave.
 */
export async function judgeText(ctx: Ctx, text: HeldText): Promise<Judged> {
  const rule = textRule(text.kind)
  if (!rule.keepsQuiet && !rule.counts) return { hold: null, counts_to_cap: false }
  if (await answersPatient(ctx, text)) return { hold: null, counts_to_cap: false }
  const counts_to_cap = rule.counts
  if (text.sends_now) return { hold: null, counts_to_cap }
  const clinic = await store(ctx).clinic.findUniqueOrThrow({ where: { id: text.clinic_id } })
  const caps = { per_day: clinic.max_texts_per_day, per_week: clinic.max_texts_per_week }
  const hasCaps = caps.per_day !== null || caps.per_week !== null
  if (clinic.quiet_hours === null && !hasCaps) return { hold: null, counts_to_cap }
  const patient = text.patient_id
    ? await store(ctx).patient.findUnique({ where: { id: text.patient_id }, select: { time_zone: true } })
    : null
  const sent = hasCaps && counts_to_cap && text.patient_id ? await automatedTexts(ctx, text.patient_id) : []
  const zone = patient?.time_zone ?? clinic.time_zone
  const { quiet_hours } = clinic
  return { hold: holdOf({ rule, now: ctx.now(), zone, quiet_hours, caps, sent }), counts_to_cap }
}
