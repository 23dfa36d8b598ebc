/** Why a text does not leave yet. `pace`, `carrier_rests` and `retry` are ours to solve; the others are rules. */
export const WAIT_REASONS = [
  'quiet_hours',
  'daily_cap',
  'weekly_cap',
  'send_later',
  'pace',
  'carrier_rests',
  'retry',
] as const
export type WaitReason = (typeof WAIT_REASONS)[number]

const CLINIC_RULES: readonly string[] = ['quiet_hours', 'daily_cap', 'weekly_cap', 'send_later']

/** True for what a person set and may overrule; false for what a carrier or its number makes us wait for. */
export const isClinicRule = (why: string | null): boolean => why !== null && CLINIC_RULES.includes(why)
