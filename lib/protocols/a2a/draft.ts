import type { TxCtx } from '#lib/core/context.ts'
import type { PeerTaskState } from '#lib/domain/agents/peer-task.ts'
import type { TaskChange } from '#lib/services/peer-task/append.ts'
import type { Json, OpenTask } from '#lib/services/peer-task/sealed.ts'
import {
  type ArtifactJson,
  type EventJson,
  type MessageJson,
  stateToWire,
  type TaskJson,
} from './task-json.ts'

/** What a step does to a task, gathered one by one: the task afterwards, and the events that say so, in step. */
export class TaskDraft {
  readonly #ctx: TxCtx
  readonly #events: EventJson[] = []
  #task: TaskJson
  #state: PeerTaskState

  constructor(ctx: TxCtx, task: OpenTask) {
    this.#ctx = ctx
    this.#task = task.task as unknown as TaskJson
    this.#state = task.state
  }

  get #where() {
    return { taskId: this.#task.id, contextId: this.#task.contextId }
  }

  #say(text: string): MessageJson {
    return { messageId: this.#ctx.newId(), role: 'ROLE_AGENT', parts: [{ text }], ...this.#where }
  }

  /** The task is in this state. `text` is read in notifications and logs of other people: nothing of a patient's. */
  status(state: PeerTaskState, text?: string): this {
    const status = {
      state: stateToWire(state),
      timestamp: new Date(this.#ctx.now()).toISOString(),
      ...(text ? { message: this.#say(text) } : {}),
    }
    const said = this.#task.status.message
    this.#task = { ...this.#task, status, history: [...this.#task.history, ...(said ? [said] : [])] }
    this.#state = state
    this.#events.push({ statusUpdate: { ...this.#where, status } })
    return this
  }

  /** A result; one of the same id is replaced. */
  artifact(artifact: ArtifactJson): this {
    const others = this.#task.artifacts.filter(({ artifactId }) => artifactId !== artifact.artifactId)
    this.#task = { ...this.#task, artifacts: [...others, artifact] }
    this.#events.push({ artifactUpdate: { ...this.#where, artifact, lastChunk: true } })
    return this
  }

  /** One more piece of a result. */
  chunk(artifact: ArtifactJson, lastChunk: boolean): this {
    const known = this.#task.artifacts.find(({ artifactId }) => artifactId === artifact.artifactId)
    const whole = { ...artifact, parts: [...(known?.parts ?? []), ...artifact.parts] }
    const others = this.#task.artifacts.filter((each) => each !== known)
    this.#task = { ...this.#task, artifacts: [...others, whole] }
    this.#events.push({
      artifactUpdate: { ...this.#where, artifact, append: known !== undefined, lastChunk },
    })
    return this
  }

  /** Something more that the peer said. */
  message(message: MessageJson): this {
    this.#task = { ...this.#task, history: [...this.#task.history, { ...message, ...this.#where }] }
    return this
  }

  change(fields: Partial<Omit<TaskChange, 'task' | 'state' | 'events'>> = {}): TaskChange {
    return {
      task: this.#task as unknown as Json,
      state: this.#state,
      events: this.#events as unknown as Json[],
      ...fields,
    }
  }
}
