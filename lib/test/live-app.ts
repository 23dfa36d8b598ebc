import { systemNow } from '#lib/clock.ts'
import { type App, assemble } from '#lib/compose.ts'
import { createDomainClock } from '#lib/core/domain-clock.ts'
import { createLimits } from '#lib/core/rate-limit.ts'
import { createDb } from '#lib/db/client.ts'
import { createSealer } from '#lib/db/seal.ts'
import { createOutsideEndpoint } from '#lib/gateways/outside-endpoint/create.ts'
import { createSmsGateway } from '#lib/gateways/sms/create.ts'
import { createLiveHub } from '#lib/live/hub.ts'
import { newId } from '#lib/new-id.ts'
import { createPgBossQueue } from '#lib/queue/pg-boss.ts'
import { ensureInstallation } from '#lib/services/installation/ensure.ts'
import { TEST_CONFIG } from './context.ts'

/** 32 bytes for every app and child process of a test. */
export const TEST_KEY = Buffer.alloc(32, 7).toString('base64')

/** What a process of the product is made of, on a test database: real queue, live events and clocks; the mock gateway. */
export function liveApp(connectionString: string): App {
  const db = createDb(connectionString)
  const hub = createLiveHub({ connectionString })
  return assemble({
    db,
    sealer: createSealer(TEST_KEY),
    settings: {
      sessionSecret: 'a secret of the tests that is long enough',
      agentApiKey: null,
      isProxyTrusted: false,
      twilio: null,
      messageQueueWorkers: 2,
      hasInlineWorker: true,
    },
    config: TEST_CONFIG,
    ports: {
      sms: createSmsGateway({ smsProvider: 'mock', twilio: {}, aws: {} }),
      replyModel: null,
      outside: createOutsideEndpoint({ allowedHosts: ['127.0.0.1'] }),
    },
    queue: createPgBossQueue({ connectionString }),
    hub,
    clock: createDomainClock(db, hub, { isMovable: true }),
    limits: createLimits(db, { apiRatePerMinute: 0 }),
  })
}

/** A live app whose database has its installation row. */
export async function startLiveApp(connectionString: string): Promise<App> {
  const app = liveApp(connectionString)
  await ensureInstallation({ db: app.db, sealer: app.sealer, now: systemNow, newId })
  await app.start()
  return app
}
