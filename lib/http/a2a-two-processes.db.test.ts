import { afterEach, beforeEach, expect, it } from 'vitest'
import { type App, setAppForTests } from '#lib/compose.ts'
import { logger } from '#lib/logger.ts'
import { createApiKey } from '#lib/services/api-key/create.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { simulateReply } from '#lib/services/sms/simulate.ts'
import { inAWeek, withKey } from '#lib/test/a2a-house.ts'
import { makeFrontDesk } from '#lib/test/factories.ts'
import { startLiveApp } from '#lib/test/live-app.ts'
import { startTestRedis } from '#lib/test/redis.ts'
import { serveApp } from '#lib/test/serve-app.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { startProcess } from '#lib/worker/start.ts'
import { watchTask } from './a2a-watch.ts'

logger.level = 'silent'
const PATIENCE_MS = 120_000
const STEP_MS = 60_000
/** Longer than any test: whoever waits so long was not woken. */
const FOR_EVER_MS = 24 * 60 * 60_000

let database: TestDatabase
const closing: (() => Promise<void>)[] = []
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
  setAppForTests(null)
  await database.drop()
})

async function process(redisUrl: string | null): Promise<App> {
  const app = await startLiveApp(database.url, { redisUrl })
  closing.push(() => app.stop())
  return app
}

/** Everything that a stream has said so far. */
function read({ body }: Response) {
  let text = ''
  const ended = (async () => {
    for await (const chunk of body!.pipeThrough(new TextDecoderStream())) text += chunk
  })()
  return { said: () => text, ended }
}

async function engine(name: string): Promise<string | null> {
  if (name === 'PostgreSQL') return null
  const redis = await startTestRedis()
  closing.push(() => redis.stop())
  return redis.url
}

it.each(['PostgreSQL', 'Redis'])(
  'what one process does with a task reaches a stream that another holds, over %s',
  async (name) => {
    const redisUrl = await engine(name)
    const holder = await process(redisUrl)
    const doer = await process(redisUrl)
    const worker = await startProcess(doer, { role: 'both' })
    closing.push(() => worker.stop())
    const server = await serveApp(holder)
    closing.push(() => server.close())
    const desk = await makeFrontDesk(doer.systemCtx())
    const scopes = ['offers:send', 'conversations:read', 'appointments:write', 'sms:simulate']
    const { key } = await createApiKey(doer.systemCtx(), { name: 'peer', scopes, clinic_id: desk.clinic.id })
    const call = async (path: string, init: RequestInit = {}) =>
      withKey(key)(`${server.url}/api/a2a${path}`, {
        ...init,
        headers: { 'content-type': 'application/json', 'a2a-version': '1.0' },
      })
    const payload = inAWeek(phoneOf(doer.systemCtx(), desk.patient))
    const message = {
      messageId: 'one',
      role: 'ROLE_USER',
      parts: [{ data: { message_type: 'REQUEST_APPOINTMENT', payload } }],
    }
    const sent = await call('/message:send', { method: 'POST', body: JSON.stringify({ message }) })
    const { task } = await sent.json()
    expect(task.status.state).toBe('TASK_STATE_INPUT_REQUIRED')

    const stream = read(await call(`/tasks/${task.id}:subscribe`))
    await waitFor('the stream to begin', () => stream.said().includes('INPUT_REQUIRED'), STEP_MS)
    const watch = watchTask(holder, task.id, AbortSignal.timeout(FOR_EVER_MS))
    const woken = watch.changed(FOR_EVER_MS)
    const { id } = await doer.db.conversation.findFirstOrThrow({ where: { clinic_id: desk.clinic.id } })
    await simulateReply(doer.systemCtx(), { conversation_id: id, text: '1' })
    await stream.ended
    expect(stream.said()).toContain('TASK_STATE_COMPLETED')
    await woken
    watch.close()
  },
  PATIENCE_MS,
)
