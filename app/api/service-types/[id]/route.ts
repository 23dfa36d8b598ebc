import { saveServiceTypeInput, serviceTypeView } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { saveServiceType } from '#lib/services/service-type/save.ts'

export const PUT = route(
  {
    input: saveServiceTypeInput,
    path: { id: 'service_type_id' },
    doc: {
      summary: 'Change a service',
      description: 'Visits that stand keep their length.',
      scope: 'settings:write',
      output: serviceTypeView,
    },
  },
  ({ ctx, input }) => saveServiceType(ctx, input),
)
