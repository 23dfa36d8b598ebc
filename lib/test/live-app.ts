import { systemNow } from '#lib/clock.ts'
import { type App, assemble } from '#lib/compose.ts'
import { createDomainClock } from '#lib/core/domain-clock.ts'
import { createLimits } from '#lib/core/rate-limit.ts'
import { createDb } from '#lib/db/client.ts'
import { createSealer } from '#lib/db/seal.ts'
import { enginesFor } from '#lib/engines.ts'
import { createCarrierWeb } from '#lib/gateways/carrier-web/create.ts'
import { createOutsideEndpoint } from '#lib/gateways/outside-endpoint/create.ts'
import { createSmsGateway } from '#lib/gateways/sms/create.ts'
import { newId } from '#lib/new-id.ts'
import { ensureInstallation } from '#lib/services/installation/ensure.ts'
import { TEST_CONFIG } from './context.ts'

/** 32 bytes for every app and child process of a test. */
export const TEST_KEY = Buffer.alloc(32, 7).toString('base64')

interface LiveAppOptions {
  /** Wake-ups, live events and limits over this Redis. */
  redisUrl?: string | null
}

/** What a process of the product is made of, on a test database: real queue, live events and clocks; the mock gateway. */
export function liveApp(connectionString: string, { redisUrl = null }: LiveAppOptions = {}): App {
  const db = createDb(connectionString)
  const { commands, ...engines } = enginesFor({ databaseUrl: connectionString, redisUrl })
  return assemble({
    db,
    sealer: createSealer(TEST_KEY),
    settings: {
      sessionSecret: 'a secret of the tests that is long enough',
      agentApiKey: null,
      isProxyTrusted: false,
      twilio: null,
      aws: null,
      mcpResource: 'http://localhost:10003/api/mcp',
      messageQueueWorkers: 2,
      hasInlineWorker: true,
    },
    config: TEST_CONFIG,
    accessTokens: null,
    ports: {
      sms: createSmsGateway({ smsProvider: 'mock', twilio: {}, aws: {} }),
      smsBackups: [],
      replyModel: null,
      requestModel: null,
      outside: createOutsideEndpoint({ allowedHosts: ['127.0.0.1'] }),
      carrierWeb: createCarrierWeb(),
    },
    ...engines,
    clock: createDomainClock(db, engines.hub, { isMovable: true }),
    limits: createLimits(db, { apiRatePerMinute: 0 }, commands),
  })
}

/** A live app whose database has its installation row. */
export async function startLiveApp(connectionString: string, options?: LiveAppOptions): Promise<App> {
  const app = liveApp(connectionString, options)
  await ensureInstallation({ db: app.db, sealer: app.sealer, now: systemNow, newId })
  await app.start()
  return app
}
