import type { AppointmentView } from '#lib/domain/scheduling/schema.ts'
import type { Tone } from '../ui/status-pill.tsx'

/** The state of a visit as staff say it, with its colour. */
export const APPOINTMENT_STATE: Record<AppointmentView['state'], { words: string; tone: Tone }> = {
  held: { words: 'Held', tone: 'neutral' },
  booked: { words: 'Booked', tone: 'good' },
  arrived: { words: 'Arrived', tone: 'accent' },
  fulfilled: { words: 'Done', tone: 'neutral' },
  cancelled: { words: 'Cancelled', tone: 'neutral' },
  noshow: { words: 'Did not come', tone: 'warn' },
  released: { words: 'Released', tone: 'neutral' },
}

/** What the state of a visit is called where it is shown: a booked one that its patient has confirmed says so. */
export const visitState = ({ state, confirmed_at }: Pick<AppointmentView, 'state' | 'confirmed_at'>) =>
  state === 'booked' && confirmed_at !== null
    ? { words: 'Confirmed', tone: 'good' as const }
    : APPOINTMENT_STATE[state]
