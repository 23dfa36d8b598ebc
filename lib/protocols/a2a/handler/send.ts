import { Message, type SendMessageRequest } from '@a2a-js/sdk'
import { RequestMalformedError, UnsupportedOperationError } from '@a2a-js/sdk/errors'
import { mutate } from '#lib/core/mutate.ts'
import { isOver, MAX_TASK_MESSAGES } from '#lib/domain/agents/peer-task.ts'
import { a2aFixtures } from '#lib/protocols/a2a/fixtures.ts'
import { appendToTask, lockTask } from '#lib/services/peer-task/append.ts'
import { createPeerTask } from '#lib/services/peer-task/create.ts'
import { noteMessage } from '#lib/services/peer-task/fingerprint.ts'
import { nudgeTask } from '#lib/services/peer-task/follow.ts'
import { storedActor } from '#lib/services/peer-task/owner.ts'
import { addPush } from '#lib/services/peer-task/push-config.ts'
import { getPeerTask } from '#lib/services/peer-task/read.ts'
import type { Json } from '#lib/services/peer-task/sealed.ts'
import { TaskDraft } from '../draft.ts'
import { type MessageJson, newTask } from '../task-json.ts'
import type { PeerCall } from './call.ts'
import { readPushTarget } from './push-target.ts'

/** A message that has been stored: its task, and the last event from before it. */
export interface Sent {
  id: string
  after: number
  isNewTask: boolean
}

/** JSON with sorted keys: the same content is the same text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}

/** By what a repetition is known: the same id with the same content, for the same task. Another text is another message. */
function contentOf(message: MessageJson): string {
  const { messageId, taskId, parts } = message
  return canonical([messageId, taskId ?? '', parts]) + a2aFixtures.saltOf(message)
}

async function goOn(call: PeerCall, message: MessageJson, request: SendMessageRequest): Promise<Sent> {
  const { ctx } = call
  const seen = await getPeerTask(ctx, message.taskId ?? '')
  if (message.contextId && message.contextId !== seen.context_id)
    throw new RequestMalformedError('message.contextId is not that of the task.')
  const wanted = request.configuration?.taskPushNotificationConfig
  const push = wanted ? await readPushTarget(ctx, wanted, call.wireVersion) : null
  return mutate(ctx, { name: 'peer_task.go_on', permission: null }, async (tx) => {
    const task = await lockTask(tx, seen.id)
    const sent = { id: task.id, after: task.last_seq, isNewTask: false }
    const content = contentOf(message)
    if (await noteMessage(tx, { owner: task.owner, content, task_id: task.id })) return sent
    if (isOver(task.state))
      throw new UnsupportedOperationError('This task is over and takes no more messages.')
    if (task.message_count >= MAX_TASK_MESSAGES)
      throw new UnsupportedOperationError(`A task takes at most ${MAX_TASK_MESSAGES} messages.`)
    if (push) await addPush(tx, task, push)
    await appendToTask(
      tx,
      task,
      new TaskDraft(tx, task)
        .message(message)
        .status('working')
        .change({
          actor: storedActor(tx.actor),
          message_count: task.message_count + 1,
        }),
    )
    await nudgeTask(tx, task.id)
    return sent
  })
}

async function begin(call: PeerCall, message: MessageJson, request: SendMessageRequest): Promise<Sent> {
  const { ctx } = call
  const id = ctx.newId()
  const contextId = message.contextId || ctx.newId()
  const task = newTask(id, contextId, new Date(ctx.now()).toISOString(), message)
  const wanted = request.configuration?.taskPushNotificationConfig
  const push = wanted ? await readPushTarget(ctx, wanted, call.wireVersion) : null
  const created = await createPeerTask(ctx, {
    id,
    context_id: contextId,
    wire_version: call.wireVersion,
    content: contentOf(message),
    task: task as unknown as Json,
    event: { task } as unknown as Json,
    push,
  })
  return { id: created.id, after: 0, isNewTask: true }
}

/** Stores what a peer says, as a new task or in one that goes on. The same message again changes nothing. */
export function storeMessage(call: PeerCall, request: SendMessageRequest): Promise<Sent> {
  if (!request.message) throw new RequestMalformedError('message is missing.')
  const message = Message.toJSON(request.message) as MessageJson
  return message.taskId ? goOn(call, message, request) : begin(call, message, request)
}
