import { TaskState, taskStateToJSON } from '@a2a-js/sdk'
import type { PeerTaskState } from '#lib/domain/agents/peer-task.ts'

/** Tasks, messages and events as A2A 1.0 writes them in JSON (section 4.1): the shape in which they are stored. */
export interface PartJson {
  text?: string
  data?: unknown
  raw?: string
  url?: string
  mediaType?: string
  filename?: string
  metadata?: Record<string, unknown>
}

export interface MessageJson {
  messageId: string
  contextId?: string
  taskId?: string
  role: string
  parts: PartJson[]
  metadata?: Record<string, unknown>
}

export interface ArtifactJson {
  artifactId: string
  name?: string
  description?: string
  parts: PartJson[]
}

interface StatusJson {
  state: string
  timestamp: string
  message?: MessageJson
}

export interface TaskJson {
  id: string
  contextId: string
  status: StatusJson
  artifacts: ArtifactJson[]
  history: MessageJson[]
}

/** One of the four; what a stream sends and a push posts. */
export interface EventJson {
  task?: TaskJson
  statusUpdate?: { taskId: string; contextId: string; status: StatusJson }
  artifactUpdate?: {
    taskId: string
    contextId: string
    artifact: ArtifactJson
    append?: boolean
    lastChunk?: boolean
  }
}

const STATE: Record<PeerTaskState, TaskState> = {
  submitted: TaskState.TASK_STATE_SUBMITTED,
  working: TaskState.TASK_STATE_WORKING,
  input_required: TaskState.TASK_STATE_INPUT_REQUIRED,
  auth_required: TaskState.TASK_STATE_AUTH_REQUIRED,
  completed: TaskState.TASK_STATE_COMPLETED,
  failed: TaskState.TASK_STATE_FAILED,
  canceled: TaskState.TASK_STATE_CANCELED,
  rejected: TaskState.TASK_STATE_REJECTED,
}

export const stateToWire = (state: PeerTaskState): string => taskStateToJSON(STATE[state])

/** Our word for a state of the protocol, or undefined for none. */
export const stateFromWire = (state: TaskState): PeerTaskState | undefined =>
  (Object.keys(STATE) as PeerTaskState[]).find((each) => STATE[each] === state)

/** What an event says about the state of its task; null when it is about something else. */
export function stateOfEvent(event: EventJson): PeerTaskState | null {
  const written = event.task?.status.state ?? event.statusUpdate?.status.state
  return (Object.keys(STATE) as PeerTaskState[]).find((each) => stateToWire(each) === written) ?? null
}

/** A task that has just been submitted. */
export const newTask = (id: string, contextId: string, at: string, message: MessageJson): TaskJson => ({
  id,
  contextId,
  status: { state: stateToWire('submitted'), timestamp: at },
  artifacts: [],
  history: [{ ...message, taskId: id, contextId }],
})
