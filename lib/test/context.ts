import { randomBytes } from 'node:crypto'
import { SYSTEM } from '#lib/core/actors.ts'
import type { Actor, Config, Ctx, WakeQueue } from '#lib/core/context.ts'
import type { Db } from '#lib/db/client.ts'
import { createSealer, type Sealer } from '#lib/db/seal.ts'
import type { Wake } from '#lib/domain/jobs.ts'
import type { CarrierWeb } from '#lib/domain/messaging/carrier-web.ts'
import { expandScopes, type Permission, ROLE_PERMISSIONS, type Role } from '#lib/domain/permissions.ts'
import { createOutsideEndpoint } from '#lib/gateways/outside-endpoint/create.ts'
import { createSmsGateway } from '#lib/gateways/sms/create.ts'
import { NOTIFY_PUBLISHER } from '#lib/live/notify.ts'
import { newId as makeId } from '#lib/new-id.ts'

/** Monday, 23 November 2026, 15:00 UTC: 10:00 in New York, where the factories' clinic is. */
export const TEST_NOW = Date.parse('2026-11-23T15:00:00Z')

/** One key per process, so that two contexts over one database open each other's values. */
const testSealer: Sealer = createSealer(randomBytes(32).toString('base64'))

export const TEST_CONFIG: Config = {
  offerTtlHours: 24,
  maxOfferRounds: 3,
  maxHeldShare: 1,
  publicBaseUrl: null,
  smsPriceMicros: { outbound: 7_500, inbound: 7_500 },
  smsPrices: {
    twilio: { outbound: 7_500, inbound: 7_500 },
    aws: { outbound: 6_450, inbound: 7_500 },
    mock: { outbound: 7_500, inbound: 7_500 },
  },
  segmentsPerSecond: { twilio: 0, aws: 0, mock: 0 },
  isMockGateway: true,
  isAwsOptOutSelfManaged: false,
  isAgentMessagingEnabled: true,
  agentReplyTimeoutSeconds: 120,
  messageRetentionDays: 30,
  conversationRetentionDays: 365,
  defaultQuietHours: null,
  defaultTextCaps: { per_day: null, per_week: null },
  version: 'test',
}

/** Nothing outside answers a test that has not said what does. */
const NO_WEB: CarrierWeb = {
  get: async () => ({ fault: 'no web in tests' }),
  post: async () => ({ fault: 'no web in tests' }),
}

export interface TestCtx extends Ctx {
  /** Wake-ups that were sent, oldest first. */
  wakes: Wake[]
  /** Wake-ups that were taken back. */
  cancels: Pick<Wake, 'kind' | 'key'>[]
  /** Moves both clocks; nothing runs by itself. */
  advance(milliseconds: number): void
}

export interface TestCtxOptions {
  actor?: Actor
  now?: number
  config?: Partial<Config>
  ports?: Partial<Ctx['ports']>
}

/**
 * A context on a cloned test database: real sealing, the real mock gateway, a clock that stands still until `advance`,
 * and a queue that only remembers. `drain` (test/drain.ts) does the work that the wake-ups stand for.
 */
export function testCtx(db: Db, options: TestCtxOptions = {}): TestCtx {
  let now = options.now ?? TEST_NOW
  const wakes: Wake[] = []
  const cancels: TestCtx['cancels'] = []
  const queue: WakeQueue = {
    isTransactional: true,
    async wake(sent) {
      wakes.push(...sent)
    },
    async wakeAgain(sent) {
      wakes.push(...sent)
    },
    async cancel(kind, key) {
      cancels.push({ kind, key })
    },
  }
  return {
    db,
    tx: null,
    outgoing: null,
    sealer: testSealer,
    actor: options.actor ?? SYSTEM,
    ports: {
      sms: createSmsGateway({ smsProvider: 'mock', twilio: {}, aws: {} }),
      smsBackups: [],
      replyModel: null,
      requestModel: null,
      outside: createOutsideEndpoint({ allowedHosts: ['127.0.0.1'] }),
      carrierWeb: NO_WEB,
      ...options.ports,
    },
    queue,
    live: NOTIFY_PUBLISHER,
    config: { ...TEST_CONFIG, ...options.config },
    now: () => now,
    systemNow: () => now,
    newId: makeId,
    requestId: 'test',
    wakes,
    cancels,
    advance(milliseconds) {
      now += milliseconds
    },
  }
}

/** A staff member as an actor, with the rights of a role in the given clinics. */
export function staffActor(role: Role, clinicIds: 'all' | string[], id = makeId()): Actor {
  return {
    kind: 'staff',
    id,
    name: `Test ${role}`,
    permissions: new Set(ROLE_PERMISSIONS[role]),
    clinicIds,
    principal: `staff:${id}`,
  }
}

/** An API key as an actor. */
export function keyActor(scopes: string[], clinicIds: 'all' | string[], id = makeId()): Actor {
  return {
    kind: 'key',
    id,
    name: 'Test key',
    permissions: new Set<Permission>(expandScopes(scopes)),
    clinicIds,
    principal: `key:${id}`,
  }
}
