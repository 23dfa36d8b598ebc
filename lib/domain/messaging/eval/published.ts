import { z } from 'zod'

const share = z.number().min(0).max(1)
export const setScore = z.object({
  cases: z.number().int(),
  right: z.number().int(),
  accuracy: share.describe('Share of texts that were read right.'),
  false_accept_rate: share.describe('Share of texts on which something was done that was not meant.'),
  hand_over_rate: share.describe('Share of texts that a person had to read although the words were clear.'),
  wrong_bookings: z.number().int(),
  cost_micros: z.number().int(),
  classes: z.record(z.string(), z.object({ cases: z.number().int(), right: z.number().int() })),
})
/** What is published of one set of cases. */
export type SetScore = z.infer<typeof setScore>

/** The file that `npm run eval -- --accept` writes. */
export const publishedScores = z.object({
  measured_on: z.iso.date(),
  tuned: setScore.describe('Cases that the reader is tuned on.'),
  blind: setScore.describe('Cases by somebody who had not seen the reader; never tuned on.'),
})
export type PublishedScores = z.infer<typeof publishedScores>

export const understandingView = z.object({
  published: publishedScores,
  live: z.object({
    days: z.number().int(),
    texts: z.number().int(),
    handed_over: z.number().int().describe('Of those, put in front of a person.'),
    by_model: z.number().int(),
    cost_micros: z.number().int(),
    marked: z.number().int().describe('Of those, marked by staff as misread.'),
  }),
  model: z.string().nullable().describe('The reply model that is configured.'),
})
export type UnderstandingView = z.infer<typeof understandingView>
