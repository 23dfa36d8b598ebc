import {
  changeWaitingListInput,
  leaveWaitingListInput,
  waitingListEntryView,
} from '#lib/domain/waiting-list/schema.ts'
import { route } from '#lib/http/route.ts'
import { changeWaitingListEntry } from '#lib/services/waiting-list/change.ts'
import { leaveWaitingList } from '#lib/services/waiting-list/leave.ts'

export const PUT = route(
  {
    input: changeWaitingListInput,
    path: { id: 'entry_id' },
    doc: {
      summary: 'Change what a patient waits for',
      scope: 'appointments:write',
      output: waitingListEntryView,
    },
  },
  ({ ctx, input }) => changeWaitingListEntry(ctx, input),
)

/** The entry stays, as one that has left. A reason may be given in the query. */
export const DELETE = route(
  {
    input: leaveWaitingListInput,
    path: { id: 'entry_id' },
    doc: {
      summary: 'Take a patient off the list',
      description: 'The entry stays, as one that has left.',
      scope: 'appointments:write',
      output: waitingListEntryView,
    },
  },
  ({ ctx, input }) => leaveWaitingList(ctx, input),
)
