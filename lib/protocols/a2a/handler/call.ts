import { Task } from '@a2a-js/sdk'
import type { Ctx } from '#lib/core/context.ts'
import type { OpenTask } from '#lib/services/peer-task/sealed.ts'
import { type Trouble, toProtocolError } from '../errors.ts'
import type { TaskJson } from '../task-json.ts'
import type { WireVersion } from '../version.ts'

/** Tells when a task has changed, in this process or another. */
export interface TaskWatch {
  /** Resolves at the next change, at once when there was one since the last call, and at the latest after so long. */
  changed(atMostMs: number): Promise<void>
  close(): void
}

/** What one request of a peer brings along. */
export interface PeerCall {
  ctx: Ctx
  wireVersion: WireVersion
  /** Ends with the connection, or when this process stops. */
  signal: AbortSignal
  /** Where the agent is reached, without a path. */
  origin: string
  trouble: Trouble
  watch(taskId: string): TaskWatch
}

/** The task as the SDK holds it. `historyLength`: how much of its history; undefined is all. */
export function toSdkTask(task: OpenTask, historyLength?: number): Task {
  const json = task.task as unknown as TaskJson
  const history =
    historyLength === undefined ? json.history : historyLength === 0 ? [] : json.history.slice(-historyLength)
  return Task.fromJSON({ ...json, history })
}

/** Runs one operation; whatever it throws becomes an error of the protocol. */
export async function guarded<T>(call: PeerCall, work: () => Promise<T>, isCancelling = false): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { trouble, ctx } = call
    throw toProtocolError(error, { requestId: ctx.requestId, trouble, isCancelling })
  }
}
