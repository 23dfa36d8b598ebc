import { type Interval, overlaps } from '../scheduling/interval.ts'
import { type TimeOfDay, timeOfDayOf } from '../scheduling/ranking.ts'
import { DAY_MS, MINUTE_MS } from '../scheduling/units.ts'
import { epochDayOf, isoWeekdayOf, zonedTime } from '../scheduling/zone.ts'

/** Days and times a waiting patient can come; whatever is empty or null suits. Local to the clinic. */
export interface Wishes {
  provider_id: string | null
  /** ISO 8601, Monday is 1. */
  weekdays: readonly number[]
  times_of_day: readonly TimeOfDay[]
  /** Inclusive local dates, `YYYY-MM-DD`. */
  from_date: string | null
  until_date: string | null
}

export const NO_WISHES: Wishes = {
  provider_id: null,
  weekdays: [],
  times_of_day: [],
  from_date: null,
  until_date: null,
}

/** A booked visit of the patient that is still ahead, epoch ms. */
export interface VisitAhead {
  id: string
  service_type_id: string | null
  starts_at: number
  ends_at: number
}

/** Somebody who could be offered a freed time. All times are epoch ms. */
export interface Candidate {
  patient_id: string
  /** Null: not on the waiting list, but prefers the provider who opened new time. */
  entry_id: string | null
  wishes: Wishes
  /** The visit that is given up when the freed time is taken. */
  visit_id: string | null
  visits: readonly VisitAhead[]
  last_offered_at: number | null
  waiting_since: number
  /** IANA zone of the patient, for quiet hours. */
  time_zone: string
  is_opted_out: boolean
  /** Staff have a conversation of this patient. */
  is_taken_over: boolean
  /** An offer that waits for this patient's answer; a second one would confuse the two. */
  has_open_offer: boolean
}

/** A freed time as it is offered, epoch ms. */
export interface FreedTime {
  service_type_id: string
  provider_id: string
  starts_at: number
  ends_at: number
  /** IANA zone of the clinic: weekdays, dates and parts of the day are local there. */
  time_zone: string
  freed_by_patient_id: string | null
  /** Patients who were asked already: one invitation per freed time and patient. */
  invited_patient_ids: ReadonlySet<string>
}

/** Why somebody is not asked, in the words that staff read. */
export const WHY_NOT = {
  gave_it_up: 'Gave this time up',
  asked_already: 'Was asked already',
  opted_out: 'Opted out of texts',
  taken_over: 'Staff have the conversation',
  open_offer: 'Another offer waits for the answer',
  other_provider: 'Waits for another provider',
  other_weekday: 'Cannot come on that weekday',
  other_time_of_day: 'Cannot come at that time of day',
  other_date: 'Waits for other dates',
  visit_not_booked: 'The visit to be moved is no longer booked',
  visit_is_earlier: 'The visit is earlier than this time',
  has_visit: 'Has a visit of this service already',
  busy_then: 'Has another visit at that time',
  offered_lately: 'Was offered a time less than a week ago',
} as const
export type WhyNot = keyof typeof WHY_NOT

/** Who did not ask for it is told of a preferred provider's new time at most once in so many days. */
export const PREFERRED_GAP_DAYS = 7

function wishAgainst(wishes: Wishes, freed: FreedTime): WhyNot | null {
  if (wishes.provider_id !== null && wishes.provider_id !== freed.provider_id) return 'other_provider'
  const local = zonedTime(freed.starts_at, freed.time_zone)
  const date = local.toPlainDate().toString()
  if (wishes.from_date !== null && date < wishes.from_date) return 'other_date'
  if (wishes.until_date !== null && date > wishes.until_date) return 'other_date'
  const wallMs = freed.starts_at + local.offsetNanoseconds / 1_000_000
  const day = epochDayOf(wallMs)
  if (wishes.weekdays.length > 0 && !wishes.weekdays.includes(isoWeekdayOf(day))) return 'other_weekday'
  const part = timeOfDayOf(wallMs - day * DAY_MS)
  return wishes.times_of_day.length > 0 && !wishes.times_of_day.includes(part) ? 'other_time_of_day' : null
}

function visitAgainst(candidate: Candidate, freed: FreedTime): WhyNot | null {
  const { visit_id, visits } = candidate
  const moved = visits.find((visit) => visit.id === visit_id)
  if (visit_id !== null && moved === undefined) return 'visit_not_booked'
  if (moved !== undefined && moved.starts_at <= freed.starts_at) return 'visit_is_earlier'
  const others = visits.filter((visit) => visit !== moved)
  if (moved === undefined && others.some((visit) => visit.service_type_id === freed.service_type_id))
    return 'has_visit'
  const time: Interval = { start: freed.starts_at, end: freed.ends_at }
  return others.some((visit) => overlaps(time, { start: visit.starts_at, end: visit.ends_at }))
    ? 'busy_then'
    : null
}

/** Why this freed time is not offered to this patient, or null when it fits. `now` is epoch ms. */
export function whyNot(candidate: Candidate, freed: FreedTime, now: number): WhyNot | null {
  if (candidate.patient_id === freed.freed_by_patient_id) return 'gave_it_up'
  if (freed.invited_patient_ids.has(candidate.patient_id)) return 'asked_already'
  if (candidate.is_opted_out) return 'opted_out'
  if (candidate.is_taken_over) return 'taken_over'
  const misfit = wishAgainst(candidate.wishes, freed) ?? visitAgainst(candidate, freed)
  if (misfit !== null) return misfit
  if (candidate.has_open_offer) return 'open_offer'
  const since = candidate.last_offered_at === null ? Infinity : now - candidate.last_offered_at
  return candidate.entry_id === null && since < PREFERRED_GAP_DAYS * DAY_MS ? 'offered_lately' : null
}

/**
 * Who is asked first: those who asked to be told before those who only prefer the provider, then least recently offered
 * (never comes first), then longest waiting; the patient's id settles the rest.
 */
export function byTurn(a: Candidate, b: Candidate): number {
  return (
    Number(a.entry_id === null) - Number(b.entry_id === null) ||
    (a.last_offered_at ?? -1) - (b.last_offered_at ?? -1) ||
    a.waiting_since - b.waiting_since ||
    (a.patient_id < b.patient_id ? -1 : a.patient_id > b.patient_id ? 1 : 0)
  )
}

export interface Fitting {
  /** In the order in which they are asked. */
  fits: Candidate[]
  others: { candidate: Candidate; why: WhyNot }[]
}

/** Splits candidates into those who are asked, in order, and the others with the reason. One row per patient. */
export function fitting(candidates: readonly Candidate[], freed: FreedTime, now: number): Fitting {
  const seen = new Set<string>()
  const result: Fitting = { fits: [], others: [] }
  for (const candidate of candidates.toSorted(byTurn)) {
    if (seen.has(candidate.patient_id)) continue
    seen.add(candidate.patient_id)
    const why = whyNot(candidate, freed, now)
    if (why === null) result.fits.push(candidate)
    else result.others.push({ candidate, why })
  }
  return result
}

/** The last instant, epoch ms, at which a freed time may still be offered: its start less the notice. */
export const lastOfferAt = (
  startsAt: number,
  service: { minimum_notice_minutes: number; backfill_notice_minutes: number },
): number => startsAt - noticeMinutes(service) * MINUTE_MS

/** How far ahead a freed time must be: its own notice, but never less than a booking needs. */
export const noticeMinutes = (service: {
  minimum_notice_minutes: number
  backfill_notice_minutes: number
}): number => Math.max(service.minimum_notice_minutes, service.backfill_notice_minutes)
