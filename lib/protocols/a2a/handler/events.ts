import { StreamResponse } from '@a2a-js/sdk'
import { isInterrupted, isOver } from '#lib/domain/agents/peer-task.ts'
import { getPeerTask, readEvents } from '#lib/services/peer-task/read.ts'
import type { OpenTask } from '#lib/services/peer-task/sealed.ts'
import { type EventJson, stateOfEvent } from '../task-json.ts'
import type { PeerCall } from './call.ts'

/** Between two looks at the log while nothing is heard of the task: a change that went unheard is found then. */
const LOOK_EVERY_MS = 2_000
const PAGE = 50
/** How long a call waits for its task before it answers how far that is (section 3.2.2 knows no limit; proxies do). */
const MAX_BLOCKING_MS = 25_000

/** When a stream, or a call that waits, has what it waits for. */
type Until = 'over' | 'over or interrupted'

const isEnd = (event: EventJson, until: Until): boolean => {
  const state = stateOfEvent(event)
  return state !== null && (isOver(state) || (until === 'over or interrupted' && isInterrupted(state)))
}

/** The log of a task behind `after`, as it grows, from the database: on any instance and across restarts. */
export async function* followTask(
  call: PeerCall,
  task: { id: string; after: number },
  until: Until,
): AsyncGenerator<EventJson, void, undefined> {
  const watch = call.watch(task.id)
  let { after } = task
  try {
    while (!call.signal.aborted) {
      const events = await readEvents(call.ctx, task.id, after, PAGE)
      for (const { seq, event } of events) {
        after = seq
        yield event as EventJson
        if (isEnd(event as EventJson, until)) return
      }
      if (events.length === 0) await watch.changed(LOOK_EVERY_MS)
    }
  } finally {
    watch.close()
  }
}

export const toStreamResponse = (event: EventJson): StreamResponse => StreamResponse.fromJSON(event)

/** Waits until the task is over, or the peer has the next word, or time is up; then answers how it stands. */
export async function settled(call: PeerCall, task: { id: string; after: number }): Promise<OpenTask> {
  const late = AbortSignal.timeout(MAX_BLOCKING_MS)
  const signal = AbortSignal.any([late, call.signal])
  for await (const _ of followTask({ ...call, signal }, task, 'over or interrupted')) {
    // Only the end is of interest.
  }
  return getPeerTask(call.ctx, task.id)
}
