import {
  AgentCard,
  CancelTaskRequest,
  ListTaskPushNotificationConfigsResponse,
  ListTasksRequest,
  Message,
  SendMessageRequest,
  StreamResponse,
  Task,
  TaskPushNotificationConfig,
} from '@a2a-js/sdk'
import { RequestMalformedError } from '@a2a-js/sdk/errors'
import { type A2ARequestHandler, ServerCallContext } from '@a2a-js/sdk/server'
import type { PeerCall } from './handler/call.ts'
import { requestHandler } from './handler/request-handler.ts'
import { checkListQuery, checkSend, checkTaskQuery } from './validate.ts'

/** What an operation answers: JSON with a status, or a stream of JSON. */
export type RestAnswer =
  | { status: number; body: unknown }
  | { stream: AsyncGenerator<unknown, void, undefined> }

export interface RestRequest {
  method: string
  /** Below the endpoint's own path, with a slash in front. */
  path: string
  query: Record<string, string>
  body: Record<string, unknown>
}

interface RestCall extends RestRequest {
  handler: A2ARequestHandler
  context: ServerCallContext
  ids: string[]
}

const ok = (body: unknown): RestAnswer => ({ status: 200, body })

async function* inJson(stream: AsyncGenerator<StreamResponse, void, undefined>) {
  for await (const event of stream) yield StreamResponse.toJSON(event)
}

const numberOf = (text: string | undefined) => (text === undefined || text === '' ? undefined : Number(text))

async function send({ handler, context, body }: RestCall): Promise<RestAnswer> {
  checkSend(body)
  const result = await handler.sendMessage(SendMessageRequest.fromJSON(body), context)
  return ok('messageId' in result ? { message: Message.toJSON(result) } : { task: Task.toJSON(result) })
}

function stream({ handler, context, body }: RestCall): RestAnswer {
  checkSend(body)
  return { stream: inJson(handler.sendMessageStream(SendMessageRequest.fromJSON(body), context)) }
}

async function listTasks({ handler, context, query }: RestCall): Promise<RestAnswer> {
  const params = {
    ...query,
    pageSize: numberOf(query.pageSize ?? query.page_size),
    historyLength: numberOf(query.historyLength ?? query.history_length),
    includeArtifacts: (query.includeArtifacts ?? query.include_artifacts) === 'true',
  }
  checkListQuery(params)
  const answer = await handler.listTasks(ListTasksRequest.fromJSON(params), context)
  const tasks = answer.tasks.map((task) => {
    const { artifacts, ...json } = Task.toJSON(task) as Record<string, unknown>
    return params.includeArtifacts ? { ...json, artifacts: artifacts ?? [] } : json
  })
  return ok({ ...answer, tasks })
}

async function getTask({ handler, context, query, ids: [id = ''] }: RestCall): Promise<RestAnswer> {
  const params = { id, tenant: '', historyLength: numberOf(query.historyLength ?? query.history_length) }
  checkTaskQuery(params)
  return ok(Task.toJSON(await handler.getTask(params, context)))
}

const cancel = async ({ handler, context, body, ids: [id = ''] }: RestCall): Promise<RestAnswer> =>
  ok(Task.toJSON(await handler.cancelTask(CancelTaskRequest.fromJSON({ ...body, id }), context)))

const subscribe = ({ handler, context, ids: [id = ''] }: RestCall): RestAnswer => ({
  stream: inJson(handler.resubscribe({ id, tenant: '' }, context)),
})

async function createPush({ handler, context, body, ids: [taskId = ''] }: RestCall): Promise<RestAnswer> {
  const config = TaskPushNotificationConfig.fromJSON({ ...body, taskId })
  return ok(
    TaskPushNotificationConfig.toJSON(await handler.createTaskPushNotificationConfig(config, context)),
  )
}

async function getPush({ handler, context, ids: [taskId = '', id = ''] }: RestCall): Promise<RestAnswer> {
  const config = await handler.getTaskPushNotificationConfig({ taskId, id, tenant: '' }, context)
  return ok(TaskPushNotificationConfig.toJSON(config))
}

async function listPushes({ handler, context, ids: [taskId = ''] }: RestCall): Promise<RestAnswer> {
  const request = { taskId, tenant: '', pageSize: 0, pageToken: '' }
  const answer = await handler.listTaskPushNotificationConfigs(request, context)
  return ok(ListTaskPushNotificationConfigsResponse.toJSON(answer))
}

/** 200 with an empty object: clients that are generated from the proto read JSON here, and 204 has none. */
async function deletePush({ handler, context, ids: [taskId = '', id = ''] }: RestCall): Promise<RestAnswer> {
  await handler.deleteTaskPushNotificationConfig({ taskId, id, tenant: '' }, context)
  return ok({})
}

const extended = async ({ handler, context }: RestCall): Promise<RestAnswer> =>
  ok(AgentCard.toJSON(await handler.getAuthenticatedExtendedAgentCard({ tenant: '' }, context)))

type Operation = (call: RestCall) => RestAnswer | Promise<RestAnswer>

const ID = '([^/:]+)'
const at = (pattern: string) => new RegExp(`^${pattern}$`)

/** A2A 1.0, section 11.3. The proto subscribes by GET, the text by POST: both are right. */
const OPERATIONS: readonly (readonly [method: string, path: RegExp, run: Operation])[] = [
  ['POST', at('/message:send'), send],
  ['POST', at('/message:stream'), stream],
  ['GET', at('/tasks'), listTasks],
  ['GET', at(`/tasks/${ID}`), getTask],
  ['POST', at(`/tasks/${ID}:cancel`), cancel],
  ['GET', at(`/tasks/${ID}:subscribe`), subscribe],
  ['POST', at(`/tasks/${ID}:subscribe`), subscribe],
  ['POST', at(`/tasks/${ID}/pushNotificationConfigs`), createPush],
  ['GET', at(`/tasks/${ID}/pushNotificationConfigs`), listPushes],
  ['GET', at(`/tasks/${ID}/pushNotificationConfigs/${ID}`), getPush],
  ['DELETE', at(`/tasks/${ID}/pushNotificationConfigs/${ID}`), deletePush],
  ['GET', at('/extendedAgentCard'), extended],
]

/** Which methods an address has; none: there is no such address. */
export const methodsOf = (path: string): string[] =>
  OPERATIONS.filter(([, pattern]) => pattern.test(path)).map(([method]) => method)

/** One request of the HTTP+JSON binding. Throws errors of the protocol. */
export async function answerRest(call: PeerCall, request: RestRequest): Promise<RestAnswer> {
  for (const [method, pattern, run] of OPERATIONS) {
    const match = method === request.method ? pattern.exec(request.path) : null
    if (!match) continue
    const handler = requestHandler(call)
    const context = new ServerCallContext({ requestedVersion: call.wireVersion })
    return run({ ...request, handler, context, ids: match.slice(1) })
  }
  throw new RequestMalformedError('There is no such operation.')
}
