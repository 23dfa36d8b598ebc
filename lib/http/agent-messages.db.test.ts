import { afterAll, describe, expect, it } from 'vitest'
import { GET as get } from '#app/api/messages/[id]/route.ts'
import { PUT as setStatus } from '#app/api/messages/[id]/status/route.ts'
import { POST as claim } from '#app/api/messages/claim/route.ts'
import { GET as list, POST as send } from '#app/api/messages/route.ts'
import { setAppForTests } from '#lib/compose.ts'
import { testCtx } from '#lib/test/context.ts'
import { call, keyHeaders, serveTestApp } from '#lib/test/http.ts'
import { livePeer, type Peer } from '#lib/test/messages.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'

const database = openTestDatabase()
afterAll(() => setAppForTests(null))

async function setting(config = {}) {
  const ctx = testCtx(database.db())
  const off = testCtx(database.db(), { config })
  const [from, to] = [await livePeer(ctx), await livePeer(ctx)]
  serveTestApp({ ...off, advance: ctx.advance })
  return { ctx, from, to }
}

/** The client of the messaging plan, section 2.2: the same addresses, bodies and answers. */
function planClient(agent_id: string, headers: Record<string, string>) {
  return {
    send_message: (to_agent_id: string, message_type: string, content: object, more: object = {}) =>
      call(send, {
        method: 'POST',
        path: '/api/messages',
        headers,
        body: { to_agent_id, message_type, content, priority: 5, ...more },
      }),
    get_messages: (status = 'pending') =>
      call(list, {
        path: `/api/messages?${new URLSearchParams({ to_agent_id: agent_id, status })}`,
        headers,
      }),
    mark_processed: (id: string, result: object | null = null) =>
      call(
        setStatus,
        { method: 'PUT', path: `/api/messages/${id}/status`, headers, body: { status: 'processed', result } },
        { id },
      ),
  }
}
const bearer = (peer: Peer) => ({ authorization: `Bearer ${peer.api_key}` })
const ownClient = (peer: Peer) => planClient(peer.name, bearer(peer))

describe('the plan’s own client', () => {
  it('sends, fetches an array, reports, and gets the result', async () => {
    const { from, to } = await setting()
    const [client1, client2] = [ownClient(from), ownClient(to)]
    const sent = await client1.send_message(to.name, 'task', { task_type: 'count', upto: 3 })
    expect(sent.status).toBe(201)
    expect(sent.body).toMatchObject({
      id: expect.any(String),
      from_agent_id: from.id,
      to_agent_id: to.id,
      conversation_id: expect.any(String),
      message_type: 'task',
      priority: 5,
      content: { task_type: 'count', upto: 3 },
      status: 'pending',
      retry_count: 0,
      expires_at: null,
      created_at: expect.any(String),
      updated_at: expect.any(String),
      delivered_at: null,
      processed_at: null,
    })
    const messages = await client2.get_messages()
    expect(messages.status).toBe(200)
    expect(messages.body).toEqual([sent.body])
    expect(messages.headers.has('link')).toBe(false)
    expect((await client2.mark_processed(sent.body.id, { status: 'completed' })).status).toBe(200)
    expect((await client2.get_messages()).body).toEqual([])
    expect((await client2.get_messages('processed')).body).toHaveLength(1)
    expect((await client1.get_messages()).body).toEqual([
      expect.objectContaining({
        message_type: 'response',
        in_reply_to: sent.body.id,
        content: { status: 'completed' },
      }),
    ])
  })

  it('may give a UTC time without an offset, and no result', async () => {
    const { from, to } = await setting()
    const [client1, client2] = [ownClient(from), ownClient(to)]
    const expires_at = '2026-11-23T15:05:00.000001'
    const sent = await client1.send_message(to.id, 'question', {}, { expires_at })
    expect(sent.body.expires_at).toBe('2026-11-23T15:05:00.000Z')
    expect((await client2.mark_processed(sent.body.id)).status).toBe(200)
  })

  it('works with a shared key that names its agent', async () => {
    const { ctx, from, to } = await setting()
    const shared = await keyHeaders(ctx, ['messages:*'])
    const client1 = planClient(from.name, shared.headers)
    expect((await client1.send_message(to.name, 'task', {})).status).toBe(422)
    const sent = await client1.send_message(to.name, 'task', {}, { from_agent_id: from.name })
    expect(sent.body.from_agent_id).toBe(from.id)
    const client2 = planClient(to.name, shared.headers)
    expect((await client2.get_messages()).body).toHaveLength(1)
    expect((await client2.mark_processed(sent.body.id, { ok: true })).status).toBe(200)
    expect((await client1.get_messages()).body).toHaveLength(1)
  })
})

describe('the answers', () => {
  it('repeat under the same Idempotency-Key; another body is 422', async () => {
    const { from, to } = await setting()
    const sendOne = (content: object) =>
      call(send, {
        method: 'POST',
        path: '/api/messages',
        headers: { ...bearer(from), 'idempotency-key': 'one' },
        body: { to_agent_id: to.name, message_type: 'task', content },
      })
    const first = await sendOne({ a: 1 })
    const again = await sendOne({ a: 1 })
    expect([again.status, again.body]).toEqual([201, first.body])
    const other = await sendOne({ a: 2 })
    expect([other.status, other.body.field]).toEqual([422, 'idempotency_key'])
  })

  it('name the next page with the same filters, until the last', async () => {
    const { from, to } = await setting()
    const client = ownClient(from)
    const sent = []
    for (let n = 0; n < 3; n += 1) sent.push((await client.send_message(to.name, 'task', { n })).body.id)
    const seen: string[] = []
    let path: string | undefined = `/api/messages?to_agent_id=${to.name}&status=pending&limit=2`
    while (path) {
      const page = await call(list, { path, headers: bearer(to) })
      seen.push(...page.body.map((message: { id: string }) => message.id))
      const next = /^<([^>]+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1]
      if (next) expect(next).toContain('status=pending')
      path = next
    }
    expect(seen).toEqual(sent.toSorted())
  })

  it('claim as an array, show one message with its attempts, and refuse illegal steps with the legal ones', async () => {
    const { from, to } = await setting()
    const { body: sent } = await ownClient(from).send_message(to.name, 'task', {})
    const post = { method: 'POST', path: '/api/messages/claim', headers: bearer(to) }
    const claimed = await call(claim, { ...post, body: { limit: 5, lease_seconds: 30 } })
    expect(claimed.body).toEqual([
      expect.objectContaining({ id: sent.id, status: 'pending', leased_until: '2026-11-23T15:00:30.000Z' }),
    ])
    const put = (body: object) =>
      call(
        setStatus,
        { method: 'PUT', path: `/api/messages/${sent.id}/status`, headers: bearer(to), body },
        { id: sent.id },
      )
    expect((await put({ status: 'delivered' })).status).toBe(422)
    expect((await put({ status: 'failed', reason: 'Out of paper.' })).status).toBe(200)
    const late = await put({ status: 'processed' })
    expect([late.status, late.body.code, late.body.legal]).toEqual([409, 'illegal_state', ['pending']])
    const shown = await call(
      get,
      { path: `/api/messages/${sent.id}`, headers: bearer(from) },
      { id: sent.id },
    )
    expect(shown.body).toMatchObject({
      status: 'failed',
      failure_reason: 'Out of paper.',
      attempts: [
        {
          attempt: 1,
          status: 'failed',
          response_code: null,
          response_body: null,
          attempted_at: '2026-11-23T15:00:00.000Z',
        },
      ],
    })
  })

  it('take content of 64 KiB, however it is escaped, and no more', async () => {
    const { from, to } = await setting()
    const sized = (length: number) => ({ text: 'é'.repeat(length) })
    const room = (64 * 1024 - '{"text":""}'.length - 1) / 2
    expect((await ownClient(from).send_message(to.name, 'task', sized(room))).status).toBe(201)
    const more = await ownClient(from).send_message(to.name, 'task', sized(room + 1))
    expect([more.status, more.body.field]).toEqual([422, 'content'])
    const escaped = JSON.stringify({
      to_agent_id: to.name,
      message_type: 'task',
      content: sized(room),
    }).replaceAll('é', '\\u00e9')
    const headers = { ...bearer(from), 'content-type': 'application/json' }
    const sent = await call(send, { method: 'POST', path: '/api/messages', headers, body: escaped })
    expect(sent.status).toBe(201)
  })

  it('are 503 that names the switch while outside agents are turned off', async () => {
    const { from, to } = await setting({ isAgentMessagingEnabled: false })
    for (const answer of [
      await ownClient(from).send_message(to.name, 'task', {}),
      await ownClient(to).get_messages(),
    ]) {
      expect(answer.status).toBe(503)
      expect(answer.body.message).toContain('ENABLE_AGENT_MESSAGING')
    }
  })
})
