import { type ChildProcess, spawn } from 'node:child_process'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { App } from '#lib/compose.ts'
import { LEASE_MS } from '#lib/core/lease.ts'
import { getMessage } from '#lib/services/agent-message/get.ts'
import { sendMessage } from '#lib/services/agent-message/send.ts'
import { startLiveApp, TEST_KEY } from '#lib/test/live-app.ts'
import { closePeersAfterEach, OK, startPeer } from '#lib/test/push-peer.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { SWEEP_EVERY_MS } from './sweep.ts'

/** A job of a worker that was killed runs again within this long. */
const PROMISED_MS = 12_000
/** Only an answer that never comes may fail it: a busy machine takes its time to start two processes. */
const PATIENCE_MS = 120_000

let database: TestDatabase
let app: App
const children: ChildProcess[] = []
closePeersAfterEach()

beforeEach(async () => {
  database = await createTestDatabase()
  app = await startLiveApp(database.url)
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await app.stop()
  await database.drop()
})

/** A worker in a process of its own, which may call servers on this machine. */
function spawnWorker(): ChildProcess {
  const child = spawn(process.execPath, ['lib/worker/main.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      DATA_ENCRYPTION_KEY: TEST_KEY,
      NEXTAUTH_SECRET: 'a secret of the tests that is long enough',
      SMS_PROVIDER: 'mock',
      WORKER: 'separate',
      ALLOWED_AGENT_HOSTS: '127.0.0.1',
    },
  })
  children.push(child)
  return child
}

it(
  'a post whose worker is killed in the middle is made again by another one, and takes effect once',
  async () => {
    expect(LEASE_MS + SWEEP_EVERY_MS).toBeLessThan(PROMISED_MS)
    const ctx = app.systemCtx()
    const sender = await startPeer(ctx)
    const peer = await startPeer(ctx, (_post, n) => (n === 1 ? 'silence' : OK))
    const { id } = await sendMessage(sender.own, {
      to_agent_id: peer.name,
      message_type: 'task',
      content: {},
    })
    const first = spawnWorker()
    await waitFor('the first post', () => peer.posts.length === 1, PATIENCE_MS)
    spawnWorker()
    first.kill('SIGKILL')
    await waitFor('the second post', () => peer.posts.length === 2, PATIENCE_MS)
    expect(peer.posts.map((post) => post.id)).toEqual([id, id])
    const message = await waitFor(
      'its outcome',
      async () => {
        const seen = await getMessage(ctx, id)
        return seen.status === 'delivered' && seen
      },
      PATIENCE_MS,
    )
    expect(message.attempts).toMatchObject([
      { attempt: 1, status: 'timeout', response_code: null },
      { attempt: 2, status: 'success', response_code: 200 },
    ])
  },
  3 * PATIENCE_MS,
)
