import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { setAppForTests } from '#lib/compose.ts'
import { mcpRoute } from '#lib/http/mcp-route.ts'
import { revokeApiKey } from '#lib/services/api-key/revoke.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { mcpRequest, mcpSetting } from '#lib/test/mcp.ts'
import { TUESDAY } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { MAX_STREAMS, RECHECK_MS } from './subscriptions.ts'

const database = openTestDatabase()
afterAll(() => setAppForTests(null))

async function setting() {
  const around = await mcpSetting(database.db())
  const { ctx, desk } = around
  const visit = await bookAppointment(ctx, {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    provider_id: desk.providers[0]!.id,
    service_type_id: desk.service.id,
    starts_at: TUESDAY('10:00'),
  })
  return { ...around, visit, clinic_id: desk.clinic.id, ada: desk.providers[0]! }
}

interface Message {
  method?: string
  error?: { code: number }
  result?: object
  params?: { uri?: string; notifications?: { resourceSubscriptions?: string[] } }
}

/** Opens a stream and reads its messages one at a time; null at its end. */
async function listen(headers: Record<string, string>, resourceSubscriptions: unknown) {
  const abort = new AbortController()
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  }
  const params = { _meta, notifications: { resourceSubscriptions } }
  const request = mcpRequest({
    method: 'POST',
    signal: abort.signal,
    headers: new Headers({
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'subscriptions/listen',
      ...headers,
    }),
    body: JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'subscriptions/listen', params }),
  })
  const response = await mcpRoute(request)
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
    const answer = (await response.json()) as Message
    return { abort, next: async () => answer }
  }
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let waiting = ''
  const next = async (): Promise<Message | null> => {
    for (;;) {
      const end = waiting.indexOf('\n\n')
      if (end !== -1) {
        const data = /^data: (.*)$/m.exec(waiting.slice(0, end))?.[1]
        waiting = waiting.slice(end + 2)
        if (data) return JSON.parse(data)
        continue
      }
      const { done, value } = await reader.read()
      if (done) return null
      waiting += value
    }
  }
  return { abort, next }
}

describe('subscriptions/listen', () => {
  it('acknowledges what may be read, tells what changes of it, and nothing else', async () => {
    const { app, headers, visit, clinic_id, ada } = await setting()
    const [thread, appointment] = [`conversation://${visit.conversation_id}`, `appointment://${visit.id}`]
    const day = `schedule://${ada.id}/2026-11-24`
    const { next, abort } = await listen(headers, [thread, appointment, day, 'conversation://nobody'])
    expect(await next()).toMatchObject({
      method: 'notifications/subscriptions/acknowledged',
      params: { notifications: { resourceSubscriptions: [thread, appointment, day] } },
    })
    app.tell({ type: 'patient.changed', id: visit.patient!.id, clinic_id })
    app.tell({ type: 'conversation.changed', id: visit.id, clinic_id })
    app.tell({ type: 'conversation.changed', id: visit.conversation_id!, clinic_id })
    expect(await next()).toMatchObject({ method: 'notifications/resources/updated', params: { uri: thread } })
    app.tell({ type: 'appointment.changed', id: visit.id, clinic_id })
    expect([(await next())?.params?.uri, (await next())?.params?.uri]).toEqual([appointment, day])
    app.tell({ type: 'provider.changed', id: ada.id, clinic_id })
    expect((await next())?.params?.uri).toBe(day)
    abort.abort()
    expect(app.subscriberCount()).toBe(0)
    expect(app.streams.size).toBe(0)
  })

  it('tells nothing of another clinic, whatever is asked for and whatever happens there', async () => {
    const [there, here] = [await setting(), await setting()]
    const own = `conversation://${here.visit.conversation_id}`
    const foreign = `conversation://${there.visit.conversation_id}`
    const { next, abort } = await listen(here.headers, [
      foreign,
      `appointment://${there.visit.id}`,
      `schedule://${there.ada.id}/2026-11-24`,
      own,
    ])
    expect((await next())?.params?.notifications).toEqual({ resourceSubscriptions: [own] })
    const { clinic_id } = there
    here.app.tell({ type: 'conversation.changed', id: there.visit.conversation_id!, clinic_id })
    here.app.tell({ type: 'appointment.changed', id: there.visit.id, clinic_id })
    here.app.tell({
      type: 'conversation.changed',
      id: here.visit.conversation_id!,
      clinic_id: here.clinic_id,
    })
    expect((await next())?.params?.uri).toBe(own)
    abort.abort()
  })

  it('ends at once when nothing that was asked for may be read', async () => {
    const { headers } = await setting()
    const { next } = await listen(headers, ['conversation://nobody'])
    expect((await next())?.method).toBe('notifications/subscriptions/acknowledged')
    expect(await next()).toMatchObject({ result: {} })
    expect(await next()).toBeNull()
  })

  it('ends after a gap and with the server, so that nothing is missed in silence', async () => {
    const { app, headers, visit } = await setting()
    const uris = [`conversation://${visit.conversation_id}`]
    const first = await listen(headers, uris)
    await first.next()
    app.gap()
    expect(await first.next()).toBeNull()
    const second = await listen(headers, uris)
    await second.next()
    for (const close of [...app.streams]) close()
    expect(await second.next()).toBeNull()
    expect(app.subscriberCount()).toBe(0)
  })

  it('ends once its key is revoked', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const { ctx, headers, keyId, visit } = await setting()
    const { next } = await listen(headers, [`conversation://${visit.conversation_id}`])
    await next()
    await revokeApiKey(ctx, { key_id: keyId })
    vi.advanceTimersByTime(RECHECK_MS)
    expect(await next()).toBeNull()
  })

  it('is held to so many streams for each key', async () => {
    const { headers, visit } = await setting()
    const uris = [`conversation://${visit.conversation_id}`]
    const open = await Promise.all(Array.from({ length: MAX_STREAMS }, () => listen(headers, uris)))
    expect((await (await listen(headers, uris)).next())?.error?.code).toBe(-32603)
    for (const { abort } of open) abort.abort()
    const again = await listen(headers, uris)
    expect((await again.next())?.error).toBeUndefined()
    again.abort.abort()
  })

  it('refuses what is no list of addresses', async () => {
    const { headers } = await setting()
    expect((await (await listen(headers, 'everything')).next())?.error?.code).toBe(-32602)
  })
})
