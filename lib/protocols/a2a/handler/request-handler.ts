import { UnsupportedOperationError } from '@a2a-js/sdk/errors'
import type { A2ARequestHandler } from '@a2a-js/sdk/server'
import { isOver } from '#lib/domain/agents/peer-task.ts'
import { a2aFixtures } from '#lib/protocols/a2a/fixtures.ts'
import { getPush, listPushes, removePush, setPush } from '#lib/services/peer-task/push-config.ts'
import { getPeerTask, listPeerTasks } from '#lib/services/peer-task/read.ts'
import { cancelPeerTask } from '../cancel.ts'
import { agentCard, extendedCard } from '../card.ts'
import { stateFromWire } from '../task-json.ts'
import { guarded, type PeerCall, toSdkTask } from './call.ts'
import { followTask, settled, toStreamResponse } from './events.ts'
import { readPushTarget, toSdkConfig } from './push-target.ts'
import { storeMessage } from './send.ts'

const DEFAULT_PAGE = 50

type Operation<Name extends keyof A2ARequestHandler> = (call: PeerCall) => A2ARequestHandler[Name]

const sendMessage: Operation<'sendMessage'> = (call) => (params) =>
  guarded(call, async () => {
    const direct = a2aFixtures.directAnswer(params.message)
    if (direct) return direct
    const sent = await storeMessage(call, params)
    const { historyLength, returnImmediately } = params.configuration ?? {}
    const task = returnImmediately ? await getPeerTask(call.ctx, sent.id) : await settled(call, sent)
    return toSdkTask(task, historyLength)
  })

const sendMessageStream: Operation<'sendMessageStream'> = (call) =>
  async function* stream(params) {
    const sent = await guarded(call, () => storeMessage(call, params))
    if (!sent.isNewTask) {
      const task = await guarded(call, () => getPeerTask(call.ctx, sent.id))
      yield toStreamResponse({ task: task.task as never })
    }
    for await (const event of followTask(call, sent, 'over or interrupted')) yield toStreamResponse(event)
  }

const resubscribe: Operation<'resubscribe'> = (call) =>
  async function* stream(params) {
    const task = await guarded(call, () => getPeerTask(call.ctx, params.id))
    if (isOver(task.state))
      throw new UnsupportedOperationError(
        'This task is over; nothing more will be heard of it. Get it instead.',
      )
    yield toStreamResponse({ task: task.task as never })
    for await (const event of followTask(call, { id: task.id, after: task.last_seq }, 'over'))
      yield toStreamResponse(event)
  }

const listTasks: Operation<'listTasks'> = (call) => (params) =>
  guarded(call, async () => {
    const limit = params.pageSize || DEFAULT_PAGE
    const page = await listPeerTasks(call.ctx, {
      context_id: params.contextId || undefined,
      state: stateFromWire(params.status),
      status_since: params.statusTimestampAfter ? new Date(params.statusTimestampAfter) : undefined,
      cursor: params.pageToken || undefined,
      limit,
    })
    const tasks = page.tasks.map((task) => {
      const sdkTask = toSdkTask(task, params.historyLength)
      return params.includeArtifacts ? sdkTask : { ...sdkTask, artifacts: [] }
    })
    return { tasks, nextPageToken: page.next_cursor ?? '', pageSize: limit, totalSize: page.total }
  })

const pushOperations = (call: PeerCall) =>
  ({
    createTaskPushNotificationConfig: (params) =>
      guarded(call, async () => {
        const task = await getPeerTask(call.ctx, params.taskId)
        const target = await readPushTarget(call.ctx, params, call.wireVersion)
        await setPush(call.ctx, task.id, target)
        return toSdkConfig(task.id, target)
      }),
    getTaskPushNotificationConfig: (params) =>
      guarded(call, async () => {
        const task = await getPeerTask(call.ctx, params.taskId)
        return toSdkConfig(task.id, await getPush(call.ctx, task.id, params.id))
      }),
    listTaskPushNotificationConfigs: (params) =>
      guarded(call, async () => {
        const task = await getPeerTask(call.ctx, params.taskId)
        const targets = await listPushes(call.ctx, task.id)
        return { configs: targets.map((target) => toSdkConfig(task.id, target)), nextPageToken: '' }
      }),
    deleteTaskPushNotificationConfig: (params) =>
      guarded(call, async () => {
        const task = await getPeerTask(call.ctx, params.taskId)
        await removePush(call.ctx, task.id, params.id)
      }),
  }) satisfies Partial<A2ARequestHandler>

/** What the SDK's transports call: every operation of the protocol over the database, for one request of one peer. */
export const requestHandler = (call: PeerCall): A2ARequestHandler => ({
  getAgentCard: async () => agentCard(call.origin, call.ctx.config.version),
  getAuthenticatedExtendedAgentCard: () => guarded(call, () => extendedCard(call.ctx, call.origin)),
  sendMessage: sendMessage(call),
  sendMessageStream: sendMessageStream(call),
  resubscribe: resubscribe(call),
  getTask: (params) =>
    guarded(call, async () => toSdkTask(await getPeerTask(call.ctx, params.id), params.historyLength)),
  cancelTask: (params) =>
    guarded(call, async () => toSdkTask(await cancelPeerTask(call.ctx, params.id)), true),
  listTasks: listTasks(call),
  ...pushOperations(call),
})
