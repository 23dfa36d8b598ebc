import { saveServiceTypeInput } from '#lib/domain/scheduling/schema.ts'
import { route } from '#lib/http/route.ts'
import { saveServiceType } from '#lib/services/service-type/save.ts'

export const PUT = route({ input: saveServiceTypeInput, path: { id: 'service_type_id' } }, ({ ctx, input }) =>
  saveServiceType(ctx, input),
)
