import { z } from 'zod'
import type { TokenIssuer } from './domain/access-token.ts'
import { invalidInput } from './domain/errors.ts'
import type { SmsProvider } from './domain/messaging/carrier-policy.ts'
import { type SmsConfig, selectSmsProvider } from './domain/messaging/sms-gateway.ts'
import type { TextCaps } from './domain/messaging/text-policy.ts'
import {
  authSecret,
  boolean,
  commaList,
  databaseUrl,
  demoPassword,
  dollars,
  encryptionKey,
  eventBridgeKeys,
  MIN_SECRET_CHARACTERS,
  oneOf,
  origin,
  perSecond,
  quietHours,
  redisUrl,
  share,
  text,
  tokenPrice,
  topicArns,
  trustedUrl,
  whole,
} from './env-values.ts'

/** The value that the seed document prints; whoever copies it has no key at all. */
const EXAMPLE_AGENT_KEY = 'your_secure_api_key_here'

/** Every variable that the product reads, as it is read. `.env.example` documents the same list. */
const variables = z.object({
  DATABASE_URL: databaseUrl,
  DATA_ENCRYPTION_KEY: encryptionKey,
  NEXTAUTH_SECRET: authSecret,
  DATA_DIR: text,
  HOST: text,
  PORT: whole(10_003, 1, 65_535),
  PUBLIC_BASE_URL: origin,
  APP_URL: origin,
  TRUSTED_PROXY: boolean(false),
  LOG_LEVEL: oneOf('info', 'trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
  WORKER: oneOf('inline', 'inline', 'separate'),
  MESSAGE_QUEUE_WORKERS: whole(3, 1, 50),
  SEED_DEMO: boolean(false),
  DEMO_PASSWORD: demoPassword,
  SMS_PROVIDER: text,
  USE_MOCK_SMS: boolean(false),
  TWILIO_ACCOUNT_SID: text,
  TWILIO_AUTH_TOKEN: text,
  TWILIO_AUTH_TOKEN_SECONDARY: text,
  TWILIO_FROM_NUMBER: text,
  TWILIO_MESSAGING_SERVICE_SID: text,
  TWILIO_API_BASE_URL: text,
  AWS_REGION: text,
  AWS_SMS_ORIGINATION_NUMBER: text,
  AWS_SMS_CONFIGURATION_SET: text,
  AWS_SNS_TOPIC_ARNS: topicArns,
  AWS_SMS_SELF_MANAGED_OPT_OUTS: boolean(false),
  EVENTBRIDGE_API_KEYS: eventBridgeKeys,
  BEDROCK_MODEL_ID: text,
  BEDROCK_GUARDRAIL_ID: text,
  BEDROCK_GUARDRAIL_VERSION: text,
  BEDROCK_PRICE_IN: tokenPrice(1),
  BEDROCK_PRICE_OUT: tokenPrice(5),
  SMS_PRICE_TWILIO_OUT: dollars(0.0075),
  SMS_PRICE_TWILIO_IN: dollars(0.0075),
  SMS_PRICE_AWS_OUT: dollars(0.00645),
  SMS_PRICE_AWS_IN: dollars(0.0075),
  TWILIO_SEGMENTS_PER_SECOND: perSecond(1),
  AWS_SEGMENTS_PER_SECOND: perSecond(1),
  AGENT_API_KEY: text,
  MCP_JWT_ISSUER: trustedUrl,
  MCP_JWT_JWKS_URL: trustedUrl,
  MCP_JWT_AUDIENCE: text,
  ENABLE_AGENT_MESSAGING: boolean(true),
  ALLOWED_AGENT_HOSTS: text,
  AGENT_REPLY_TIMEOUT: whole(120, 1, 86_400),
  MESSAGE_RETENTION_DAYS: whole(30, 1, 3_650),
  CONVERSATION_RETENTION_DAYS: whole(365, 1, 36_500),
  QUIET_HOURS: quietHours,
  MAX_TEXTS_PER_DAY: whole(3, 0, 1_000),
  MAX_TEXTS_PER_WEEK: whole(7, 0, 1_000),
  REDIS_URL: redisUrl,
  API_RATE_PER_MINUTE: whole(600, 0, 1_000_000),
  OFFER_TTL_HOURS: whole(24, 1, 24 * 14),
  MAX_OFFER_ROUNDS: whole(3, 0, 20),
  MAX_HELD_SHARE: share(0.3),
})

type Variables = z.infer<typeof variables>

/** Names of all variables, for the test that compares them with `.env.example`. */
export const VARIABLE_NAMES: readonly string[] = Object.keys(variables.shape)

interface Price {
  outbound: number
  inbound: number
}

/** The configuration of one process, checked. */
export interface Env {
  databaseUrl: string
  dataEncryptionKey: string
  nextAuthSecret: string
  /** Where everything that is written to disk stands. */
  dataDir: string
  /** Where this machine itself reaches the web server. */
  localUrl: string
  /** What carriers sign and links point to; null while nobody outside reaches this installation. */
  publicBaseUrl: string | null
  /** Whether `X-Forwarded-For` comes from a proxy of ours, so that addresses may be throttled. */
  isProxyTrusted: boolean
  logLevel: Variables['LOG_LEVEL']
  /** `separate`: the worker runs in a process of its own and the web process has none. */
  worker: Variables['WORKER']
  messageQueueWorkers: number
  sms: SmsConfig
  smsProvider: SmsProvider
  /** Signs webhooks as well while Twilio's token is being rotated. */
  twilioAuthTokenSecondary: string | undefined
  /** Topics of SNS that may deliver texts and delivery events. */
  awsSnsTopicArns: string[]
  isAwsOptOutSelfManaged: boolean
  eventBridgeApiKeys: string[]
  /** Millionths of a US dollar per segment. */
  smsPriceMicros: Record<SmsProvider, Price>
  /** Of each carrier's sending number; 0 is no limit. */
  segmentsPerSecond: Record<SmsProvider, number>
  replyModel: {
    modelId: string
    region?: string
    guardrail?: { id: string; version: string }
    price: { input: number; output: number }
  } | null
  agentApiKey: string | null
  /** The address of the MCP endpoint; what access tokens must be for unless MCP_JWT_AUDIENCE says otherwise. */
  mcpResource: string
  /** Whose access tokens open the MCP endpoint, besides API keys; null: nobody's. */
  tokenIssuer: TokenIssuer | null
  isAgentMessagingEnabled: boolean
  /** Hosts, with or without a port, whose addresses are not checked. */
  allowedAgentHosts: string[]
  agentReplyTimeoutSeconds: number
  messageRetentionDays: number
  conversationRetentionDays: number
  defaultQuietHours: string | null
  defaultTextCaps: TextCaps
  /** Wake-ups, live events and limits over Redis; null: over PostgreSQL. */
  redisUrl: string | null
  /** Requests per key; 0 is off. */
  apiRatePerMinute: number
  offerTtlHours: number
  maxOfferRounds: number
  /** Share of a provider's day, 0..1, that offers may hold. */
  maxHeldShare: number
}

function smsConfig(v: Variables): SmsConfig {
  return {
    smsProvider: v.SMS_PROVIDER,
    useMockSms: v.USE_MOCK_SMS,
    twilio: {
      accountSid: v.TWILIO_ACCOUNT_SID,
      authToken: v.TWILIO_AUTH_TOKEN,
      fromNumber: v.TWILIO_FROM_NUMBER,
      messagingServiceSid: v.TWILIO_MESSAGING_SERVICE_SID,
      apiBaseUrl: v.TWILIO_API_BASE_URL,
    },
    aws: {
      region: v.AWS_REGION,
      originationNumber: v.AWS_SMS_ORIGINATION_NUMBER,
      configurationSet: v.AWS_SMS_CONFIGURATION_SET,
    },
  }
}

/** A short or published key would let anyone send texts, so it is refused wherever texts are real. */
function checkAgentKey(key: string | undefined, provider: SmsProvider): void {
  if (key === undefined || provider === 'mock') return
  if (key.length >= MIN_SECRET_CHARACTERS && key !== EXAMPLE_AGENT_KEY) return
  throw invalidInput(
    `AGENT_API_KEY must be a key of your own with at least ${MIN_SECRET_CHARACTERS} characters while texts go out through ${provider}.`,
    'AGENT_API_KEY',
  )
}

/** A server that listens on every address is reached on this machine's own. */
function localUrl({ HOST: host, PORT: port }: Variables): string {
  const isAny = host === undefined || host === '0.0.0.0' || host === '::'
  const name = isAny ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

function replyModel(v: Variables): Env['replyModel'] {
  if (v.BEDROCK_MODEL_ID === undefined) return null
  const id = v.BEDROCK_GUARDRAIL_ID
  return {
    modelId: v.BEDROCK_MODEL_ID,
    ...(v.AWS_REGION ? { region: v.AWS_REGION } : {}),
    ...(id ? { guardrail: { id, version: v.BEDROCK_GUARDRAIL_VERSION ?? 'DRAFT' } } : {}),
    price: { input: v.BEDROCK_PRICE_IN, output: v.BEDROCK_PRICE_OUT },
  }
}

/** Tokens for anybody's API would open this one if the audience were left open, so it is always one address. */
function tokenIssuer(v: Variables, resource: string): TokenIssuer | null {
  const { MCP_JWT_ISSUER: issuer, MCP_JWT_JWKS_URL: jwksUrl, MCP_JWT_AUDIENCE: audience } = v
  if (issuer === undefined) {
    const lonely = jwksUrl ? 'MCP_JWT_JWKS_URL' : audience ? 'MCP_JWT_AUDIENCE' : null
    if (lonely) throw invalidInput(`${lonely} is set without MCP_JWT_ISSUER.`, 'MCP_JWT_ISSUER')
    return null
  }
  const keys = jwksUrl ?? `${issuer.replace(/\/+$/, '')}/.well-known/jwks.json`
  return { issuer, jwksUrl: keys, audience: audience ?? resource }
}

function parse(source: NodeJS.ProcessEnv): Variables {
  const result = variables.safeParse(source)
  if (result.success) return result.data
  const sentences = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`)
  throw invalidInput(sentences.join(' '), result.error.issues[0]?.path.join('.'))
}

/**
 * Reads and checks the environment; the only place in `lib` and `app` that does. Values are never part of an error.
 * Throws `invalid_input` with one sentence per variable that is wrong, and the first one's name as its field.
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const v = parse(source)
  const sms = smsConfig(v)
  const smsProvider = selectSmsProvider(sms)
  checkAgentKey(v.AGENT_API_KEY, smsProvider)
  const publicBaseUrl = v.PUBLIC_BASE_URL ?? v.APP_URL
  const mcpResource = `${publicBaseUrl ?? `http://localhost:${v.PORT}`}/api/mcp`
  return {
    databaseUrl: v.DATABASE_URL,
    dataEncryptionKey: v.DATA_ENCRYPTION_KEY,
    nextAuthSecret: v.NEXTAUTH_SECRET,
    dataDir: v.DATA_DIR ?? '.data',
    localUrl: localUrl(v),
    publicBaseUrl,
    isProxyTrusted: v.TRUSTED_PROXY,
    logLevel: v.LOG_LEVEL,
    worker: v.WORKER,
    messageQueueWorkers: v.MESSAGE_QUEUE_WORKERS,
    sms,
    smsProvider,
    twilioAuthTokenSecondary: v.TWILIO_AUTH_TOKEN_SECONDARY,
    awsSnsTopicArns: v.AWS_SNS_TOPIC_ARNS,
    isAwsOptOutSelfManaged: v.AWS_SMS_SELF_MANAGED_OPT_OUTS,
    eventBridgeApiKeys: v.EVENTBRIDGE_API_KEYS,
    smsPriceMicros: {
      twilio: { outbound: v.SMS_PRICE_TWILIO_OUT, inbound: v.SMS_PRICE_TWILIO_IN },
      aws: { outbound: v.SMS_PRICE_AWS_OUT, inbound: v.SMS_PRICE_AWS_IN },
      mock: { outbound: v.SMS_PRICE_TWILIO_OUT, inbound: v.SMS_PRICE_TWILIO_IN },
    },
    segmentsPerSecond: {
      twilio: v.TWILIO_SEGMENTS_PER_SECOND,
      aws: v.AWS_SEGMENTS_PER_SECOND,
      mock: 0,
    },
    replyModel: replyModel(v),
    agentApiKey: v.AGENT_API_KEY ?? null,
    mcpResource,
    tokenIssuer: tokenIssuer(v, mcpResource),
    isAgentMessagingEnabled: v.ENABLE_AGENT_MESSAGING,
    allowedAgentHosts: commaList(v.ALLOWED_AGENT_HOSTS).map((host) => host.toLowerCase()),
    agentReplyTimeoutSeconds: v.AGENT_REPLY_TIMEOUT,
    messageRetentionDays: v.MESSAGE_RETENTION_DAYS,
    conversationRetentionDays: v.CONVERSATION_RETENTION_DAYS,
    defaultQuietHours: v.QUIET_HOURS,
    // 0 is no limit.
    defaultTextCaps: { per_day: v.MAX_TEXTS_PER_DAY || null, per_week: v.MAX_TEXTS_PER_WEEK || null },
    redisUrl: v.REDIS_URL,
    apiRatePerMinute: v.API_RATE_PER_MINUTE,
    offerTtlHours: v.OFFER_TTL_HOURS,
    maxOfferRounds: v.MAX_OFFER_ROUNDS,
    maxHeldShare: v.MAX_HELD_SHARE,
  }
}
