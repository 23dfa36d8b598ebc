import { afterEach, beforeEach, it } from 'vitest'
import type { App } from '#lib/compose.ts'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'
import { makeConversation, publishRequest } from '#lib/test/agents.ts'
import { startLiveApp } from '#lib/test/live-app.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { type RunningProcess, startProcess } from './start.ts'

let database: TestDatabase
let app: App
let worker: RunningProcess | null = null

beforeEach(async () => {
  database = await createTestDatabase()
  app = await startLiveApp(database.url)
})
afterEach(async () => {
  await worker?.stop()
  await app.stop()
  await database.drop()
})

it('a worker removes agent messages that are long over', async () => {
  const ctx = app.systemCtx()
  const { conversation } = await makeConversation(ctx)
  const { id } = await publishRequest(ctx, conversation)
  const at = new Date(ctx.now() - (ctx.config.messageRetentionDays + 1) * DAY_MS)
  await app.db.agentMessage.update({
    where: { id },
    data: { state: 'processed', created_at: at, updated_at: at },
  })
  worker = await startProcess(app, { role: 'worker' })
  await waitFor('its removal', async () => (await app.db.agentMessage.count({ where: { id } })) === 0)
})
