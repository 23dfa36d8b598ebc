import type { Language } from '../language.ts'

/** Epoch milliseconds, or Date. */
export type TextInstant = number | Date

/** Who texts whom: what every text knows. */
export interface BaseFacts {
  language: Language
  clinic: string
  /** E.164 or as entered; without one the sentence that names it is left out. */
  clinic_phone: string | null
  first_name: string | null
  /** IANA zone of the clinic: every time in the text is local there. */
  time_zone: string
  /** Where the patient lives; where its clock differs, every time names the clinic's zone. */
  patient_time_zone: string | null
}

export interface OfferTextOption {
  reply_number: number
  starts_at: TextInstant
  provider_name: string
  cost_estimate?: string | null
}

interface OfferFacts {
  options: readonly OfferTextOption[]
  cost_estimate?: string | null
}

interface VisitFacts {
  starts_at: TextInstant
  provider_name: string
}

/** What a text of each kind must be given beside the base; see `FACT_VARIABLES`. */
export interface FactsByKind {
  plain: object
  offer: OfferFacts
  offer_for_visit: OfferFacts & { replaces: VisitFacts }
  visit: VisitFacts
  visits: { visits: readonly VisitFacts[] }
  numbers: { reply_numbers: readonly number[] }
  words: { words: string }
  words_for_visit: { words: string; starts_at: TextInstant }
}
