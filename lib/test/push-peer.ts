import { Webhook } from 'standardwebhooks'
import { afterEach } from 'vitest'
import { actingAs, type Ctx } from '#lib/core/context.ts'
import type { DeliveryBody } from '#lib/domain/agents/delivery.ts'
import type { RegisterAgentInput } from '#lib/domain/agents/schema.ts'
import { registerAgent } from '#lib/services/agent/register.ts'
import { checkApiKey } from '#lib/services/api-key/check.ts'
import { type FakeReaction, startFakeServer } from './fakes/fake-server.ts'

/** One post as it arrived at a peer. */
export interface Post {
  id: string
  timestamp: number
  headers: Record<string, string>
  text: string
  body: DeliveryBody
}

export type Reaction = (post: Post, count: number) => FakeReaction | Promise<FakeReaction>

export const OK: FakeReaction = { status: 200, body: { ok: true } }
export const answers =
  (status: number, headers: Record<string, string> = {}): Reaction =>
  () => ({ status, body: `answer ${status}`, headers })

let count = 0
const closing: (() => Promise<void>)[] = []

/** Registers an agent and returns it with the context of its own key. */
export async function registerPeer<C extends Ctx>(ctx: C, fields: Partial<RegisterAgentInput> = {}) {
  count += 1
  const agent = await registerAgent(ctx, { name: `outside-${count}`, type: 'test', ...fields })
  const actor = await checkApiKey(ctx, agent.api_key ?? '', null)
  if (!actor) throw new Error('The key of a new agent does not open.')
  return { ...agent, own: actingAs(ctx, actor) }
}

/**
 * An outside agent with a real HTTP server, which remembers what was posted and answers what the test says. The server
 * and all its connections end with the test.
 */
export async function startPeer<C extends Ctx>(
  ctx: C,
  react: Reaction = () => OK,
  fields: Partial<RegisterAgentInput> = {},
) {
  const posts: Post[] = []
  const server = await startFakeServer((request) => {
    const headers = request.headers as Record<string, string>
    const post: Post = {
      id: headers['webhook-id'] ?? '',
      timestamp: Number(headers['webhook-timestamp']),
      headers,
      text: request.body,
      body: JSON.parse(request.body) as DeliveryBody,
    }
    posts.push(post)
    return react(post, posts.length)
  })
  closing.push(server.close)
  const agent = await registerPeer(ctx, { endpoint: `${server.url}/messages`, ...fields })
  return { ...agent, posts, secret: agent.signing_secret ?? '', close: server.close }
}

/** Closes every peer of the test that has ended. */
export function closePeersAfterEach(): void {
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()))
  })
}

/** Throws unless the post verifies by the standard's own library, at the moment that it names. */
export function verifyPost(secret: string, post: Post): void {
  const realNow = Date.now
  Date.now = () => post.timestamp * 1_000
  try {
    new Webhook(secret).verify(post.text, post.headers)
  } finally {
    Date.now = realNow
  }
}
