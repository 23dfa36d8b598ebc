import { z } from 'zod'
import { clinicQuery, saveServiceTypeInput, serviceTypeView } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { listServiceTypes } from '#lib/services/service-type/list.ts'
import { saveServiceType } from '#lib/services/service-type/save.ts'

export const GET = route(
  {
    input: clinicQuery,
    doc: { summary: 'List services', scope: 'conversations:read', output: z.array(serviceTypeView) },
  },
  ({ ctx, input }) => listServiceTypes(ctx, input),
)

export const POST = route(
  {
    input: saveServiceTypeInput.omit({ service_type_id: true, version: true }),
    status: 201,
    doc: { summary: 'Add a service', scope: 'settings:write', output: serviceTypeView },
  },
  ({ ctx, input }) => saveServiceType(ctx, input),
)
