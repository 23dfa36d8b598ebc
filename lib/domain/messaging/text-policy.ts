import { formatSlotForText } from '../scheduling/local-time.ts'
import { DAY_MS } from '../scheduling/units.ts'
import { zonedTime } from '../scheduling/zone.ts'
import { nextAllowed } from './quiet-hours.ts'
import type { WaitReason } from './wait-reasons.ts'

/** What the clinic's limits ask of a text, by what it is for. */
export interface TextRule {
  /** Waits while the patient's quiet hours last. */
  keepsQuiet: boolean
  /** One of the automated texts that are limited per day and week. */
  counts: boolean
  /** Answers the patient when it follows a text of theirs; then no limit holds it. */
  canAnswer: boolean
}

/** A text that the product starts by itself. Every kind that is not in the table is one. */
const AUTOMATED: TextRule = { keepsQuiet: true, counts: true, canAnswer: false }

const RULES: Readonly<Record<string, TextRule>> = {
  offer: { keepsQuiet: true, counts: true, canAnswer: true },
  notice: { keepsQuiet: true, counts: true, canAnswer: true },
  confirmation: { keepsQuiet: true, counts: false, canAnswer: true },
  staff: { keepsQuiet: true, counts: false, canAnswer: true },
  carrier: { keepsQuiet: false, counts: false, canAnswer: true },
}

/** What holds for a text of this kind; a kind that is not named is one that no person wrote. */
export const textRule = (kind: string): TextRule => (Object.hasOwn(RULES, kind) ? RULES[kind]! : AUTOMATED)

/** A text that follows one of the patient's within this long answers it. */
export const ANSWERS_WITHIN_MS = 60 * 60_000

/** Automated texts per patient; null: no limit. */
export interface TextCaps {
  per_day: number | null
  per_week: number | null
}

/** How many local days a week of `per_week` has, today included. */
const WEEK_DAYS = 7

/** The first moment of the local day that is `days` after today, epoch ms. */
const dayStart = (now: number, days: number, zone: string): number =>
  zonedTime(now, zone).toPlainDate().add({ days }).toZonedDateTime(zone).epochMilliseconds

/** From when on texts of the past can matter to the caps, epoch ms. */
export const capsLookBack = (now: number): number => now - (WEEK_DAYS + 1) * DAY_MS

export interface Hold {
  /** Epoch ms: looked at again then, not necessarily sent. */
  until: number
  why: WaitReason
}

/**
 * The day on which one more automated text may go, if not today: fewer than `per_day` since its local midnight, and fewer
 * than `per_week` in it and the six days before. `sent` are the times of those that went, epoch ms.
 */
function capHold(sent: readonly number[], now: number, zone: string, caps: TextCaps): Hold | null {
  const since = (days: number) => sent.filter((at) => at >= dayStart(now, days, zone)).length
  if (caps.per_week !== null && since(1 - WEEK_DAYS) >= caps.per_week) {
    const isFree = (days: number) => since(days + 1 - WEEK_DAYS) < caps.per_week!
    const days = [1, 2, 3, 4, 5, 6].find(isFree) ?? WEEK_DAYS
    return { until: dayStart(now, days, zone), why: 'weekly_cap' }
  }
  return caps.per_day !== null && since(0) >= caps.per_day
    ? { until: dayStart(now, 1, zone), why: 'daily_cap' }
    : null
}

export interface HoldFacts {
  rule: TextRule
  now: number
  /** Where the patient is, IANA. */
  zone: string
  quiet_hours: string | null
  caps: TextCaps
  /** When the patient's automated texts of the last days left, epoch ms. */
  sent: readonly number[]
}

/** Until when the clinic's rules hold a text that is no answer, and why; null: it may leave. */
export function holdOf({ rule, now, zone, quiet_hours, caps, sent }: HoldFacts): Hold | null {
  const cap = rule.counts ? capHold(sent, now, zone, caps) : null
  const quiet = (from: number) => (rule.keepsQuiet ? nextAllowed(quiet_hours, from, zone) : from)
  if (cap !== null) return { ...cap, until: quiet(cap.until) }
  const allowed = quiet(now)
  return allowed > now ? { until: allowed, why: 'quiet_hours' } : null
}

const REASON_WORDS: Record<WaitReason, string> = {
  quiet_hours: 'quiet hours where the patient is',
  daily_cap: 'the patient has had the most automated texts for a day',
  weekly_cap: 'the patient has had the most automated texts for a week',
  send_later: 'it is to be sent then',
  pace: 'the sending number sends at its own pace',
  carrier_rests: 'the carrier is not well and rests',
  retry: 'the carrier did not take it and is tried again',
}

/** `Waits until Tue Dec 1, 8:00 AM: quiet hours where the patient is`, in the clinic's time. */
export function holdWords({ until, why }: Hold, clinicZone: string): string {
  return `Waits until ${formatSlotForText(until, clinicZone)}: ${REASON_WORDS[why]}`
}
