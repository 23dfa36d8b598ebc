import {
  ClientFactory,
  ClientFactoryOptions,
  JsonRpcTransportFactory,
  RestTransportFactory,
} from '@a2a-js/sdk/client'
import * as legacy from 'a2a-sdk-0.3/client'
import { afterEach, beforeEach } from 'vitest'
import type { App } from '#lib/compose.ts'
import { logger } from '#lib/logger.ts'
import { createApiKey } from '#lib/services/api-key/create.ts'
import { advanceClock } from '#lib/services/clock/advance.ts'
import { simulateReply } from '#lib/services/sms/simulate.ts'
import { type RunningProcess, startProcess } from '#lib/worker/start.ts'
import { makeFrontDesk } from './factories.ts'
import { startLiveApp } from './live-app.ts'
import { serveApp } from './serve-app.ts'
import { createTestDatabase, type TestDatabase } from './template-database.ts'

logger.level = 'silent'
const EVERY_SCOPE = ['offers:send', 'conversations:read', 'appointments:write', 'sms:simulate']

/** The product as a peer meets it, for each test anew: real queue, live events, worker and HTTP, over one database. */
export function openA2aHouse() {
  let database: TestDatabase
  let app: App
  let worker: RunningProcess
  let server: Awaited<ReturnType<typeof serveApp>>
  const start = async (port?: number) => {
    app = await startLiveApp(database.url)
    worker = await startProcess(app, { role: 'both' })
    server = await serveApp(app, port)
  }
  const stop = async () => {
    for (const close of [...app.streams]) close()
    await server.close()
    await worker.stop()
    await app.stop()
  }
  beforeEach(async () => {
    database = await createTestDatabase()
    await start()
  })
  afterEach(async () => {
    await stop()
    await database.drop()
  })
  const ctx = () => app.systemCtx()
  return {
    ctx,
    app: () => app,
    url: () => server.url,
    /** Another process in its place, at the same address. */
    async restart() {
      const { port } = new URL(server.url)
      await stop()
      await start(Number(port))
    },
    /** A clinic whose time is the real one's, and a key for its peer. */
    async desk(scopes: string[] = EVERY_SCOPE) {
      const desk = await makeFrontDesk(ctx())
      const { key, id } = await createApiKey(ctx(), { name: 'peer', scopes, clinic_id: desk.clinic.id })
      return { ...desk, key, key_id: id }
    },
    hours: (hours: number) => advanceClock(ctx(), { minutes: hours * 60 }),
    reply: (conversationId: string, text: string) =>
      simulateReply(ctx(), { conversation_id: conversationId, text }),
  }
}

/** What a peer asks for so that every time that is offered lies beyond two days, whatever day it is. */
export const inAWeek = (phone_number: string) => ({
  contact: 'sms',
  phone_number,
  expires_in_hours: 96,
  time_preference: {
    type: 'flexible_date',
    date: new Date(Date.now() + 7 * 24 * 60 * 60_000).toISOString().slice(0, 10),
  },
})

/** `fetch` with the peer's key. */
export const withKey =
  (key: string): typeof fetch =>
  (input, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${key}`)
    return fetch(input, { ...init, headers })
  }

/** The official client of 1.x, for one of the bindings. */
export function newClient(url: string, key: string, binding: 'JSONRPC' | 'HTTP+JSON') {
  const fetchImpl = withKey(key)
  const options = ClientFactoryOptions.createFrom(ClientFactoryOptions.default, {
    transports: [new JsonRpcTransportFactory({ fetchImpl }), new RestTransportFactory({ fetchImpl })],
    preferredTransports: [binding],
  })
  return new ClientFactory(options).createFromUrl(url)
}

/** The official client of 0.3. */
export function oldClient(url: string, key: string) {
  const fetchImpl = withKey(key)
  const options = legacy.ClientFactoryOptions.createFrom(legacy.ClientFactoryOptions.default, {
    transports: [new legacy.JsonRpcTransportFactory({ fetchImpl })],
  })
  return new legacy.ClientFactory(options).createFromUrl(url)
}
