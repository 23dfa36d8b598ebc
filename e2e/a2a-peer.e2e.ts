import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from '@playwright/test'
import { createApi, signIn } from './support/desk.ts'
import { ownProduct, START_LIMIT_MS } from './support/product.ts'

/**
 * Somebody else's agent, which knows the agent card and /api/docs and nothing more, against the product as `npm start`
 * starts it: between its request and the patient's answer lie two days and a restart.
 */
const PEER = join(import.meta.dirname, 'peers/a2a-peer.ts')
const DAY_MS = 24 * 60 * 60_000
const TWO_DAYS_IN_MINUTES = 2 * 24 * 60
const STEP_MS = 60_000
const ADMIN = { name: 'Ada Admin', email: 'ada@clinic.example', password: process.env.E2E_PASSWORD ?? '' }
const PHONE = '+12125550142'

interface Seen {
  event: string
  state?: string
  body?: Record<string, { status?: { state: string } } | undefined>
  result?: { payload: Record<string, unknown> }
}
interface Visit {
  id: string
  state: string
}

let product: Awaited<ReturnType<typeof ownProduct>>
let peer: ChildProcess | null = null
test.setTimeout(START_LIMIT_MS * 3)
test.beforeAll(async () => {
  product = await ownProduct({ ALLOWED_AGENT_HOSTS: '127.0.0.1', QUIET_HOURS: 'off' })
})
test.afterAll(async () => {
  if (peer && peer.exitCode === null) {
    const ended = once(peer, 'exit')
    peer.kill('SIGKILL')
    await ended
  }
  await product.remove()
})

/** Sets the empty installation up as its first person does, with hours on every day. */
async function setUp(output: string): Promise<{ clinic: { id: string } }> {
  const [, token] = /Set-up token \(once, at \/set-up\): (\S+)/.exec(output) ?? []
  const answer = await fetch(`${product.url}/api/set-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: product.url },
    body: JSON.stringify({
      token,
      clinic: { name: 'Riverside', time_zone: 'America/New_York' },
      admin: ADMIN,
      provider: { name: 'Dr. Ada Smith' },
      hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start_local: '09:00', end_local: '17:00' })),
      service_type: { name: 'Follow-up', duration_minutes: 30 },
    }),
  })
  expect(answer.status).toBe(201)
  return (await answer.json()) as { clinic: { id: string } }
}

/** The peer in a process of its own, and what it has written. */
function startPeer(key: string) {
  const child = spawn(process.execPath, [PEER, '--url', product.url, '--key', key, '--phone', PHONE], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  peer = child
  const seen: Seen[] = []
  createInterface({ input: child.stdout }).on('line', (line) => seen.push(JSON.parse(line) as Seen))
  return {
    async saw(event: string, fits: (each: Seen) => boolean = () => true): Promise<Seen> {
      const find = () => seen.find((each) => each.event === event && fits(each))
      await expect
        .poll(() => find() !== undefined, { timeout: STEP_MS, message: `the peer to see ${event}` })
        .toBe(true)
      return find()!
    },
    subscribe: () => child.stdin.write('subscribe\n'),
  }
}

const isOver = ({ body }: Seen) => body?.statusUpdate?.status?.state === 'TASK_STATE_COMPLETED'

test('a stranger asks for an appointment and has its result by push and by subscription, two days and a restart later', async ({
  playwright,
}) => {
  const first = await product.start()
  const { clinic } = await setUp(first.output())
  const request = await playwright.request.newContext({ baseURL: product.url })
  await signIn(request, product.url, ADMIN.email)
  const api = createApi(request, product.url)
  const { key } = await api.post<{ key: string }>('/api/keys', {
    name: 'A stranger',
    scopes: ['offers:send', 'appointments:write', 'conversations:read'],
  })

  const stranger = startPeer(key)
  expect((await stranger.saw('requested')).state).toBe('TASK_STATE_INPUT_REQUIRED')
  stranger.subscribe()
  await stranger.saw('stream')
  await api.post('/api/clock/advance', { minutes: TWO_DAYS_IN_MINUTES })
  expect(await product.stop(first)).toBe(0)
  await stranger.saw('cut')
  const second = await product.start()

  await stranger.saw('stream', ({ body }) => body?.task !== undefined)
  const { items } = await api.get<{ items: { id: string }[] }>('/api/conversations')
  await api.post(`/api/conversations/${items[0]!.id}/simulated-replies`, { text: '1' })
  await stranger.saw('push', isOver)
  await stranger.saw('stream', isOver)
  const ended = await stranger.saw('ended')
  expect(ended.state).toBe('TASK_STATE_COMPLETED')
  const now = Date.now()
  const range = new URLSearchParams({
    clinic_id: clinic.id,
    from: new Date(now).toISOString(),
    until: new Date(now + 30 * DAY_MS).toISOString(),
  })
  const visits = await api.get<Visit[]>(`/api/appointments?${range}`)
  expect(visits.filter(({ state }) => state === 'booked').map(({ id }) => id)).toEqual([
    ended.result?.payload.appointment_id,
  ])
  await request.dispose()
  expect(await product.stop(second)).toBe(0)
})
