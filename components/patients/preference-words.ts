import type { PatientView } from '#lib/domain/messaging/schema.ts'

const TIMES: Record<string, string> = { morning: 'mornings', afternoon: 'afternoons', evening: 'evenings' }

/** `Dr. Smith, mornings` or `Mornings`, or that there is no preference. */
export function preferenceWords(
  patient: Pick<PatientView, 'preferred_provider' | 'preferred_time_of_day'>,
): string {
  const time = patient.preferred_time_of_day
  const words = [patient.preferred_provider?.name, time === null ? undefined : (TIMES[time] ?? time)]
  const text = words.filter((word) => word !== undefined).join(', ')
  return text === '' ? 'No preference' : `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
