import packageJson from '../package.json' with { type: 'json' }
import { systemNow } from './clock.ts'
import { SYSTEM } from './core/actors.ts'
import type { Actor, Config, Ctx, Ports } from './core/context.ts'
import { createDomainClock, type DomainClock } from './core/domain-clock.ts'
import { createLimits, type Limits } from './core/rate-limit.ts'
import { createDb, type Db } from './db/client.ts'
import { createSealer, type Sealer } from './db/seal.ts'
import type { AccessTokenVerifier } from './domain/access-token.ts'
import { type Engines, enginesFor } from './engines.ts'
import { type Env, readEnv } from './env.ts'
import { createAccessTokenVerifier } from './gateways/access-token/create.ts'
import { createCarrierWeb } from './gateways/carrier-web/create.ts'
import { createOutsideEndpoint } from './gateways/outside-endpoint/create.ts'
import { createBedrockReplyModel } from './gateways/reply-model/bedrock.ts'
import { createBedrockRequestModel } from './gateways/reply-model/request.ts'
import { createBackupGateways, createSmsGateway } from './gateways/sms/create.ts'
import type { LiveHub } from './live/hub.ts'
import type { LivePublisher } from './live/publisher.ts'
import { errorFields, logger } from './logger.ts'
import { newId } from './new-id.ts'
import type { JobQueue } from './queue/port.ts'

/** What the transports need to know and verbs do not. */
export interface Settings {
  /** Signs and encrypts session cookies. */
  sessionSecret: string
  agentApiKey: string | null
  /** X-Forwarded-For is a proxy's of ours, so the address in it is true. */
  isProxyTrusted: boolean
  /** What posts of Twilio are verified with, the current token first; null unless texts go through Twilio. */
  twilio: { accountSid: string; authTokens: readonly string[] } | null
  /** Whom to believe that posts for AWS: topics of SNS, and keys of EventBridge's API destination. */
  aws: { topicArns: readonly string[]; eventBridgeKeys: readonly string[] } | null
  /** The address of the MCP endpoint, as tokens and OAuth clients name it. */
  mcpResource: string
  messageQueueWorkers: number
  /** False: the worker runs in a process of its own. */
  hasInlineWorker: boolean
}

/** Everything of one process. There is one per process; tests make their own. */
export interface App {
  db: Db
  sealer: Sealer
  settings: Settings
  config: Config
  /** Checks tokens of the configured issuer; null without one. */
  accessTokens: AccessTokenVerifier | null
  ports: Ports
  queue: JobQueue
  hub: LiveHub
  live: LivePublisher
  clock: DomainClock
  limits: Limits
  /** What ends each open event stream: a server that stops must not wait for browsers to leave. */
  streams: Set<() => void>
  /** A context for the product itself. Without a request id it gets a new one. */
  systemCtx(requestId?: string): Ctx
  /** A context for a verified actor. */
  ctxFor(actor: Actor, requestId?: string): Ctx
  /** Connects what listens: live events, clock, queue. Resolves when all three do; keeps trying while the database is away. */
  start(): Promise<void>
  /** Ends streams and connections. */
  stop(): Promise<void>
}

const FIRST_RETRY_MS = 250
const MAX_RETRY_MS = 5_000

function configOf(env: Env): Config {
  return {
    offerTtlHours: env.offerTtlHours,
    maxOfferRounds: env.maxOfferRounds,
    maxHeldShare: env.maxHeldShare,
    publicBaseUrl: env.publicBaseUrl,
    smsPriceMicros: env.smsPriceMicros[env.smsProvider],
    smsPrices: env.smsPriceMicros,
    segmentsPerSecond: env.segmentsPerSecond,
    isMockGateway: env.smsProvider === 'mock',
    isAwsOptOutSelfManaged: env.isAwsOptOutSelfManaged,
    isAgentMessagingEnabled: env.isAgentMessagingEnabled,
    agentReplyTimeoutSeconds: env.agentReplyTimeoutSeconds,
    messageRetentionDays: env.messageRetentionDays,
    conversationRetentionDays: env.conversationRetentionDays,
    defaultQuietHours: env.defaultQuietHours,
    defaultTextCaps: env.defaultTextCaps,
    version: packageJson.version,
  }
}

function settingsOf(env: Env): Settings {
  const { accountSid, authToken } = env.sms.twilio
  const isReal = env.smsProvider !== 'mock'
  const tokens = [authToken, env.twilioAuthTokenSecondary].filter((token) => token !== undefined)
  const isTwilio = isReal && accountSid !== undefined && authToken !== undefined
  const isAws = isReal && env.sms.aws.originationNumber !== undefined
  return {
    sessionSecret: env.nextAuthSecret,
    agentApiKey: env.agentApiKey,
    isProxyTrusted: env.isProxyTrusted,
    twilio: isTwilio ? { accountSid, authTokens: tokens } : null,
    aws: isAws ? { topicArns: env.awsSnsTopicArns, eventBridgeKeys: env.eventBridgeApiKeys } : null,
    mcpResource: env.mcpResource,
    messageQueueWorkers: env.messageQueueWorkers,
    hasInlineWorker: env.worker === 'inline',
  }
}

/** Runs `connect` until it succeeds or `isOver`. */
async function untilConnected(connect: () => Promise<void>, isOver: () => boolean): Promise<void> {
  for (let wait = FIRST_RETRY_MS; !isOver(); wait = Math.min(wait * 2, MAX_RETRY_MS)) {
    try {
      return await connect()
    } catch (error) {
      logger.error(errorFields(error), 'the database cannot be reached; trying again')
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}

type Parts = Omit<App, 'systemCtx' | 'ctxFor' | 'start' | 'stop' | 'streams'> & Pick<Engines, 'close'>

/** Puts the parts together: contexts, start and stop. */
export function assemble(parts: Parts): App {
  const { close, ...shown } = parts
  const { db, sealer, config, ports, queue, hub, live, clock } = shown
  const streams = new Set<() => void>()
  let isStopped = false
  let started: Promise<void> | null = null
  const ctxFor = (actor: Actor, requestId = newId()): Ctx => ({
    db,
    tx: null,
    outgoing: null,
    sealer,
    actor,
    ports,
    queue,
    live,
    config,
    now: () => clock.now(),
    systemNow,
    newId,
    requestId,
  })
  async function connect(): Promise<void> {
    await hub.start()
    await untilConnected(
      () => clock.start(),
      () => isStopped,
    )
    await untilConnected(
      () => queue.start(),
      () => isStopped,
    )
  }
  return {
    ...shown,
    streams,
    ctxFor,
    systemCtx: (requestId) => ctxFor(SYSTEM, requestId),
    start() {
      started ??= connect()
      return started
    },
    async stop() {
      isStopped = true
      for (const close of [...streams]) close()
      clock.stop()
      await Promise.allSettled([queue.stop(), hub.stop()])
      close()
      await db.$disconnect()
    },
  }
}

function build(env: Env): App {
  logger.level = env.logLevel
  const db = createDb(env.databaseUrl)
  const { commands, ...engines } = enginesFor(env)
  const config = configOf(env)
  return assemble({
    db,
    sealer: createSealer(env.dataEncryptionKey),
    settings: settingsOf(env),
    config,
    accessTokens: env.tokenIssuer && createAccessTokenVerifier(env.tokenIssuer),
    ports: {
      sms: createSmsGateway(env.sms),
      smsBackups: createBackupGateways(env.sms),
      replyModel: env.replyModel === null ? null : createBedrockReplyModel(env.replyModel),
      requestModel: env.replyModel === null ? null : createBedrockRequestModel(env.replyModel),
      outside: createOutsideEndpoint({ allowedHosts: env.allowedAgentHosts }),
      carrierWeb: createCarrierWeb(),
    },
    ...engines,
    clock: createDomainClock(db, engines.hub, { isMovable: config.isMockGateway }),
    limits: createLimits(db, { apiRatePerMinute: env.apiRatePerMinute }, commands),
  })
}

/** Next gives instrumentation, pages and routes separate instances of this module: what there is one of hangs here. */
const holder = globalThis as typeof globalThis & { switchboardApp?: App }

/**
 * The app of this process, made from the environment on first use. Throws `invalid_input` for a variable that is wrong.
 */
export function app(): App {
  holder.switchboardApp ??= build(readEnv())
  return holder.switchboardApp
}

/** Puts another app in place, for tests; null takes it away again. */
export function setAppForTests(next: App | null): void {
  if (next === null) delete holder.switchboardApp
  else holder.switchboardApp = next
}
