import { z } from 'zod'

const MAX_WAVE_SIZE = 20
const MIN_WAVE_MINUTES = 5
const MAX_WAVE_MINUTES = 24 * 60
const MAX_NOTICE_MINUTES = 14 * 24 * 60

/** How the freed times of one service are offered. */
export const backfillKnobs = z.object({
  backfill_enabled: z.boolean().describe('Whether time that frees is offered to waiting patients.'),
  backfill_wave_size: z
    .number()
    .int()
    .min(1)
    .max(MAX_WAVE_SIZE)
    .describe('How many patients are asked at once.'),
  backfill_wave_minutes: z
    .number()
    .int()
    .min(MIN_WAVE_MINUTES)
    .max(MAX_WAVE_MINUTES)
    .describe('Minutes until the next ones are asked.'),
  backfill_notice_minutes: z
    .number()
    .int()
    .min(0)
    .max(MAX_NOTICE_MINUTES)
    .describe('A time that starts sooner is offered to nobody.'),
})
