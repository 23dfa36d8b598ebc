import type { TimeOfDay } from '../../../scheduling/ranking.ts'

/** One thing that a text says about the times it asks for. Days are local dates, clocks local wall times `HH:MM`. */
export type Constraint =
  | { type: 'weekdays'; days: number[] }
  | { type: 'dates'; dates: string[] }
  | { type: 'range'; from?: string; until?: string }
  | { type: 'parts'; parts: TimeOfDay[] }
  | { type: 'clock'; from?: string; until?: string }
  | { type: 'providers'; ids: string[] }
  | { type: 'other_provider' }
  /** `hour`: at another time of the day; `time`: before or after all that was offered; `day`: that also where a weekday is named. */
  | { type: 'shift'; to: 'earlier' | 'later'; of: 'time' | 'hour' | 'day' }
  | { type: 'same_day' }

export interface Span {
  constraints: Constraint[]
  /** In tokens. */
  length: number
  /** "Tuesdays", "mornings": said of all of them. */
  isPlural?: boolean
}

export const clockText = (hour: number, minute: number): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
