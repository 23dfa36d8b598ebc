import { z } from 'zod'
import { findSlotsInput, findSlotsResult } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { findSlots } from '#lib/services/appointment/find-slots.ts'

/** The part of a search that fits a query string. */
const query = findSlotsInput
  .pick({ clinic_id: true, service_type_id: true, patient_id: true, from: true, time_of_day: true })
  .extend({
    provider_id: findSlotsInput.shape.clinic_id.optional(),
    days: z.coerce.number().int().min(1).max(60).optional(),
    limit: z.coerce.number().int().min(1).max(200).optional(),
  })

export const GET = route(
  {
    input: query,
    doc: {
      summary: 'Find free times',
      description:
        'The part of a search that fits a query. Ranked; `suggested` are the best few to offer together.',
      scope: 'conversations:read',
      output: findSlotsResult,
    },
  },
  ({ ctx, input: { provider_id, ...input } }) =>
    findSlots(ctx, { ...input, ...(provider_id ? { provider_ids: [provider_id] } : {}) }),
)

/** The whole search; changes nothing. */
export const POST = route(
  {
    input: findSlotsInput,
    doc: { summary: 'Find free times, whole search', scope: 'conversations:read', output: findSlotsResult },
  },
  ({ ctx, input }) => findSlots(ctx, input),
)
