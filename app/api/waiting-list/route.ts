import { joinWaitingListInput, listWaitingListQuery } from '#lib/domain/waiting-list/schema.ts'
import { route } from '#lib/http/route.ts'
import { joinWaitingList } from '#lib/services/waiting-list/join.ts'
import { listWaitingList } from '#lib/services/waiting-list/list.ts'

export const GET = route({ input: listWaitingListQuery }, ({ ctx, input }) => listWaitingList(ctx, input))

export const POST = route({ input: joinWaitingListInput, status: 201 }, ({ ctx, input }) =>
  joinWaitingList(ctx, input),
)
