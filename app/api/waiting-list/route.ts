import {
  joinWaitingListInput,
  listWaitingListQuery,
  waitingListEntryView,
  waitingListPage,
} from '#lib/domain/waiting-list/schema.ts'
import { route } from '#lib/http/route.ts'
import { joinWaitingList } from '#lib/services/waiting-list/join.ts'
import { listWaitingList } from '#lib/services/waiting-list/list.ts'

export const GET = route(
  {
    input: listWaitingListQuery,
    doc: { summary: 'List who waits', scope: 'conversations:read', output: waitingListPage },
  },
  ({ ctx, input }) => listWaitingList(ctx, input),
)

export const POST = route(
  {
    input: joinWaitingListInput,
    status: 201,
    doc: { summary: 'Put a patient on the list', scope: 'appointments:write', output: waitingListEntryView },
  },
  ({ ctx, input }) => joinWaitingList(ctx, input),
)
