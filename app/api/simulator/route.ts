import { listPhonesQuery } from '#lib/domain/messaging/simulator-schema.ts'
import { route } from '#lib/http/route.ts'
import { listPhones } from '#lib/services/simulator/list-phones.ts'

export const GET = route({ input: listPhonesQuery }, ({ ctx, input }) => listPhones(ctx, input))
