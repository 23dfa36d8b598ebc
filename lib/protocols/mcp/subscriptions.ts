import {
  createMcpHandler,
  type ServerEvent,
  type ServerEventBus,
  UriTemplate,
} from '@modelcontextprotocol/server'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { RESOURCES } from '#lib/tools/resources/registry.ts'
import type { ResourceWatch } from '#lib/tools/resources/resource.ts'
import { missingPermissions } from '#lib/tools/tool.ts'
import { authInfoFor, type McpCaller } from './caller.ts'
import { requestWith } from './request-with.ts'
import { decoded } from './resources.ts'
import { buildMcpServer } from './server.ts'

/** Addresses that one stream may name, and streams that one caller may have open. */
export const MAX_WATCHED = 50
export const MAX_STREAMS = 5
/** How often an open stream asks whether its credentials are still good. */
export const RECHECK_MS = 15_000

interface ListenMessage {
  method: 'subscriptions/listen'
  params: { notifications: { resourceSubscriptions?: unknown } }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** True for a message that asks for a stream and says of what; the library refuses the others. */
export const isListen = (message: unknown): message is ListenMessage =>
  isObject(message) &&
  message.method === 'subscriptions/listen' &&
  isObject(message.params) &&
  isObject(message.params.notifications)

/** What tells that the resource changed; null for one that the caller cannot read, which looks like one that is not there. */
async function watchOf({ ctx }: McpCaller, uri: string): Promise<ResourceWatch | null> {
  for (const resource of RESOURCES) {
    const variables = new UriTemplate(resource.template).match(URL.parse(uri)?.href ?? '')
    if (variables === null) continue
    if (missingPermissions(resource, ctx.actor.permissions).length > 0) return null
    try {
      return await resource.watch(ctx, decoded(variables))
    } catch (error) {
      if (isSwitchboardError(error)) return null
      throw error
    }
  }
  return null
}

async function watchesOf(caller: McpCaller, asked: unknown): Promise<Map<string, ResourceWatch>> {
  const watches = new Map<string, ResourceWatch>()
  for (const uri of new Set(Array.isArray(asked) ? asked.slice(0, MAX_WATCHED) : [])) {
    const watch = typeof uri === 'string' ? await watchOf(caller, uri) : null
    if (watch) watches.set(uri, watch)
  }
  return watches
}

const openStreams = new Map<string, number>()

/** Ends the stream with the server, after a gap, and when the credentials are not good any more. */
function closeWhenOver({ feed, ctx }: McpCaller, close: () => void): () => void {
  const recheck = async () => {
    try {
      if (!(await feed.isAllowed())) close()
    } catch (error) {
      logger.warn({ ...errorFields(error), requestId: ctx.requestId }, 'a subscription ends')
      close()
    }
  }
  const timer = setInterval(() => void recheck(), RECHECK_MS)
  const { principal } = ctx.actor
  feed.streams.add(close)
  openStreams.set(principal, (openStreams.get(principal) ?? 0) + 1)
  return () => {
    clearInterval(timer)
    feed.streams.delete(close)
    const left = (openStreams.get(principal) ?? 1) - 1
    if (left > 0) openStreams.set(principal, left)
    else openStreams.delete(principal)
  }
}

/** The events of one caller's stream: what it watches, and nothing of anybody else's clinic. */
function busFor(
  caller: McpCaller,
  watches: ReadonlyMap<string, ResourceWatch>,
  close: () => void,
): ServerEventBus {
  return {
    publish: () => {},
    subscribe(listener: (event: ServerEvent) => void) {
      const unsubscribe = caller.feed.subscribe({
        onEvent(event) {
          for (const [uri, isChanged] of watches)
            if (isChanged(event)) listener({ kind: 'resource_updated', uri })
        },
        onGap: close,
      })
      const forget = closeWhenOver(caller, close)
      return () => {
        unsubscribe()
        forget()
      }
    },
  }
}

/**
 * `subscriptions/listen` (2026-07-28): tells that a resource changed, never what. Each stream has a bus of its own, filled
 * from the installation's live events with what the caller may read; addresses that it may not read are left out of what is
 * acknowledged. There is no replay: after a gap the stream ends, and the client listens and reads again.
 */
export async function serveListen(
  request: Request,
  caller: McpCaller,
  message: ListenMessage,
): Promise<Response> {
  const over = new AbortController()
  const { params } = message
  const asked = params.notifications.resourceSubscriptions
  const watches = await watchesOf(caller, asked)
  const isFull = (openStreams.get(caller.ctx.actor.principal) ?? 0) >= MAX_STREAMS
  const handler = createMcpHandler(({ era }) => buildMcpServer(caller, era), {
    bus: busFor(caller, watches, () => over.abort()),
    legacy: 'reject',
    maxSubscriptions: isFull ? 0 : 1,
    onerror: (error) => logger.warn(errorFields(error), 'mcp'),
  })
  const honoured = Array.isArray(asked) ? { resourceSubscriptions: [...watches.keys()] } : {}
  const parsedBody = {
    ...message,
    params: { ...params, notifications: { ...params.notifications, ...honoured } },
  }
  const signal = AbortSignal.any([request.signal, over.signal])
  return handler.fetch(requestWith(request, { signal, body: null }), {
    authInfo: authInfoFor(caller),
    parsedBody,
  })
}
