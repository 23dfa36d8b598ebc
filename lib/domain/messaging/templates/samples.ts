import type { Language } from '../language.ts'
import type { FactsKind } from './entry.ts'
import type { BaseFacts, FactsByKind } from './facts.ts'

/** Tuesday, 24 November 2026, 10:00 in New York. */
const VISIT_AT = Date.parse('2026-11-24T15:00Z')
const HOUR_MS = 3_600_000
const HOURS_TO_THE_OTHERS = [4, 23]

/** A clinic and a patient with names as long as they usually are: for judging length where nobody real stands in. */
export const sampleBase = (
  language: Language,
  clinic?: { name: string; phone_number: string | null },
): BaseFacts => ({
  language,
  clinic: clinic?.name ?? 'Riverside Family Clinic',
  clinic_phone: clinic ? clinic.phone_number : '+14155550100',
  first_name: 'Alexandra',
  time_zone: 'America/New_York',
  patient_time_zone: null,
})

const WORDS: Readonly<Record<Language, string>> = {
  en: 'Tuesdays and Thursdays, mornings',
  es: 'martes y jueves, por la mañana',
}

/** Facts of each kind, with three times to choose from. */
export function sampleFacts(language: Language): FactsByKind {
  const visit = { starts_at: VISIT_AT, provider_name: 'Dr. Johnson' }
  const others = HOURS_TO_THE_OTHERS.map((hours) => ({ ...visit, starts_at: VISIT_AT + hours * HOUR_MS }))
  const options = [visit, ...others].map((each, index) => ({ ...each, reply_number: index + 1 }))
  const offer = { options, cost_estimate: '$150' }
  return {
    plain: {},
    offer,
    offer_for_visit: { ...offer, replaces: visit },
    visit,
    visits: { visits: [visit, ...others.slice(0, 1)] },
    numbers: { reply_numbers: [1, 2, 3] },
    words: { words: WORDS[language] },
    words_for_visit: { words: WORDS[language], starts_at: VISIT_AT },
  } satisfies Record<FactsKind, unknown>
}
