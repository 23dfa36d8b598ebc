import { randomUUID } from 'node:crypto'
import { SendMessageRequest, type Task } from '@a2a-js/sdk'
import { type A2ARequestHandler, ServerCallContext } from '@a2a-js/sdk/server'
import type { Actor } from '#lib/core/context.ts'
import type { PeerCall } from '#lib/protocols/a2a/handler/call.ts'
import { requestHandler } from '#lib/protocols/a2a/handler/request-handler.ts'
import { keyActor, type TestCtx } from './context.ts'
import { drain } from './drain.ts'

const CALL = new ServerCallContext({ requestedVersion: '1.0' })

export interface TestPeer {
  actor: Actor
  handler: A2ARequestHandler
  /** Sends one part; the answer is the task once it is over or waits for the peer. */
  send(part: object, fields?: Record<string, unknown>, configuration?: object): Promise<Task>
  /** Sends a message of the A2A design. */
  say(message_type: string, payload: object, fields?: Record<string, unknown>): Promise<Task>
  get(id: string): Promise<Task>
  cancel(id: string): Promise<Task>
}

/**
 * A peer that calls the request handler without HTTP. Whatever it waits for is done in the test's own process: each look at
 * a task first does all work that is due.
 */
export function testPeer(ctx: TestCtx, actor: Actor): TestPeer {
  const call: PeerCall = {
    ctx: { ...ctx, actor },
    wireVersion: '1.0',
    signal: new AbortController().signal,
    origin: 'http://console.test',
    trouble: { byStatus: null },
    watch: () => ({ changed: () => drain(ctx), close: () => {} }),
  }
  const handler = requestHandler(call)
  const send: TestPeer['send'] = async (part, fields = {}, configuration) => {
    const message = { messageId: randomUUID(), role: 'ROLE_USER', parts: [part], ...fields }
    const request = SendMessageRequest.fromJSON({ message, ...(configuration ? { configuration } : {}) })
    return (await handler.sendMessage(request, CALL)) as Task
  }
  return {
    actor,
    handler,
    send,
    say: (message_type, payload, fields) => send({ data: { message_type, payload } }, fields),
    get: (id) => handler.getTask({ id, tenant: '' }, CALL),
    cancel: (id) => handler.cancelTask({ id, tenant: '', metadata: undefined }, CALL),
  }
}

const EVERY_SCOPE = ['offers:send', 'conversations:read', 'appointments:write', 'sms:simulate']

/** A key of a clinic as a peer. The key has a row, because a task asks whether it still is one. */
export async function clinicPeer(ctx: TestCtx, clinicId: string, scopes = EVERY_SCOPE): Promise<TestPeer> {
  const actor = keyActor(scopes, [clinicId])
  await ctx.db.apiKey.create({
    data: {
      id: actor.id as string,
      name: actor.name,
      prefix: 'sbk_test',
      key_hash: randomUUID(),
      scopes,
      clinic_id: clinicId,
      created_at: new Date(ctx.systemNow()),
    },
  })
  return testPeer(ctx, actor)
}

/** The JSON of an artifact; undefined when the task has none of this id. */
export function dataOf(
  task: Task,
  artifactId: string,
): Record<string, unknown> & { payload: Record<string, unknown> } {
  const artifact = task.artifacts.find((each) => each.artifactId === artifactId)
  const part = artifact?.parts.find(({ content }) => content?.$case === 'data')
  return part?.content?.value
}
