import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { GET } from '#app/api/agents/[id]/stream/route.ts'
import { setAppForTests } from '#lib/compose.ts'
import type { LiveEvent } from '#lib/domain/events.ts'
import { removeAgent } from '#lib/services/agent/remove.ts'
import { updateAgent } from '#lib/services/agent/update.ts'
import { claimMessages } from '#lib/services/agent-message/claim.ts'
import { revokeApiKey } from '#lib/services/api-key/revoke.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { keyHeaders, makeRequest, serveTestApp, signedIn } from '#lib/test/http.ts'
import { livePeer, type Peer, sendTask } from '#lib/test/messages.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { MAX_STREAMS_PER_AGENT } from './agent-stream.ts'
import { HEARTBEAT_MS } from './server-sent-events.ts'

const database = openTestDatabase()
const leaving: AbortController[] = []

afterEach(() => {
  vi.useRealTimers()
  for (const controller of leaving.splice(0)) controller.abort()
})
afterAll(() => setAppForTests(null))

const bearer = (key: string | null) => ({ authorization: `Bearer ${key}` })

/** Opens a stream and collects what it says, until it ends. */
async function listen(agent: string, headers: Record<string, string>) {
  const controller = new AbortController()
  leaving.push(controller)
  const plain = makeRequest({ path: `/api/agents/${agent}/stream`, headers })
  const request = new Request(plain, { signal: controller.signal })
  const response = await GET(request, { params: Promise.resolve({ id: agent }) })
  const state = { text: '', isOver: false }
  void (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) state.text += decoder.decode(chunk, { stream: true })
    state.isOver = true
  })()
  return { response, state, leave: () => controller.abort() }
}

/** The values of the plain messages, in their order. */
const told = (state: { text: string }) =>
  [...state.text.matchAll(/^data: (.+)\n\n/gm)]
    .map(([, json]) => JSON.parse(json ?? ''))
    .filter((each) => each.id)

async function setting() {
  const ctx = testCtx(database.db())
  const app = serveTestApp(ctx)
  const [peer, sender] = [await livePeer(ctx), await livePeer(ctx)]
  const waits = (message: { id: string }, agent_id = peer.id): LiveEvent => ({
    type: 'agent_message.changed',
    id: message.id,
    clinic_id: null,
    agent_id,
  })
  return { ctx, app, peer, sender, waits, own: bearer(peer.api_key) }
}

const open = (peer: Peer) => listen(peer.name, bearer(peer.api_key))

describe('the stream of a polling agent', () => {
  it('says at the start which message waits first, and at once which one came', async () => {
    const { app, peer, sender, waits } = await setting()
    await sendTask(sender, peer, { priority: 9 })
    const first = await sendTask(sender, peer, { priority: 2, content: { secret: 'Kumquat' } })
    const { response, state } = await open(peer)
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    await waitFor('the first', () => told(state).length === 1)
    const next = await sendTask(sender, peer)
    app.tell(waits(next))
    await waitFor('the next', () => told(state).length === 2)
    expect(told(state)).toEqual([{ id: first.id }, { id: next.id }])
    expect(state.text).not.toContain('Kumquat')
  })

  it('says nothing at the start where nothing waits, and nothing of what others get or of other changes', async () => {
    const { app, peer, sender, waits } = await setting()
    await sendTask(sender, peer)
    await claimMessages(peer.own, {})
    const { state } = await open(peer)
    app.tell(waits({ id: 'others' }, sender.id))
    app.tell({ type: 'agent_message.changed', id: 'changed', clinic_id: null })
    app.tell({ type: 'conversation.changed', id: 'a conversation', clinic_id: null })
    app.tell(waits({ id: 'mine' }))
    await waitFor('its own', () => told(state).length > 0)
    expect(told(state)).toEqual([{ id: 'mine' }])
  })

  it('is for the agent’s own key, or a shared one, and for no person', async () => {
    const { ctx, app, peer, sender, own } = await setting()
    expect((await listen(peer.id, own)).response.status).toBe(200)
    expect((await listen(sender.id, own)).response.status).toBe(403)
    const shared = await keyHeaders(ctx, ['messages:*'])
    expect((await listen(peer.name, shared.headers)).response.status).toBe(200)
    const admin = await signedIn(app, ctx, 'admin', [(await makeClinic(ctx)).id])
    expect((await listen(peer.id, admin.headers)).response.status).toBe(404)
    expect((await listen('nobody-knows-it', shared.headers)).response.status).toBe(404)
    expect((await listen(peer.id, {})).response.status).toBe(401)
  })

  it('is refused to an agent with an endpoint', async () => {
    const { ctx } = await setting()
    const pushed = await livePeer(ctx, { endpoint: 'http://127.0.0.1:9/messages' })
    expect((await open(pushed)).response.status).toBe(409)
  })

  it(`may be open ${MAX_STREAMS_PER_AGENT} times, and again when one has gone`, async () => {
    const { app, peer, sender } = await setting()
    const streams: Awaited<ReturnType<typeof open>>[] = []
    for (let n = 0; n < MAX_STREAMS_PER_AGENT; n += 1) streams.push(await open(peer))
    const refused = await open(peer)
    expect(refused.response.status).toBe(429)
    expect(refused.response.headers.get('retry-after')).not.toBeNull()
    expect((await open(sender)).response.status).toBe(200)
    streams[0]!.leave()
    await waitFor('the end', () => streams[0]!.state.isOver)
    expect((await open(peer)).response.status).toBe(200)
    for (const close of [...app.streams]) close()
    expect(app.subscriberCount()).toBe(0)
  })

  it.each<[string, (ctx: ReturnType<typeof testCtx>, peer: Peer) => Promise<unknown>]>([
    ['its key was revoked', async (ctx, peer) => revokeApiKey(ctx, { key_id: peer.own.actor.id ?? '' })],
    ['it was removed', (ctx, peer) => removeAgent(ctx, { agent_id: peer.id })],
    [
      'it got an endpoint',
      (ctx, peer) => updateAgent(ctx, { agent_id: peer.id, endpoint: 'http://127.0.0.1:9/messages' }),
    ],
  ])('beats, and ends with the beat after %s', async (_what, change) => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { ctx, peer } = await setting()
    const { state } = await open(peer)
    const beats = () => state.text.split('event: heartbeat').length - 1
    await waitFor('the first beat', () => beats() === 1)
    vi.advanceTimersByTime(HEARTBEAT_MS)
    await waitFor('the second beat', () => beats() === 2)
    await change(ctx, peer)
    vi.advanceTimersByTime(HEARTBEAT_MS)
    await waitFor('the end', () => state.isOver)
    expect(beats()).toBe(2)
  })
})
