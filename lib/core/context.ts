import type { Db, Tx } from '#lib/db/client.ts'
import type { Sealer } from '#lib/db/seal.ts'
import type { OutsideEndpoint } from '#lib/domain/agents/outside-endpoint.ts'
import type { RequestModel } from '#lib/domain/agents/request-model.ts'
import type { LiveEvent } from '#lib/domain/events.ts'
import type { JobKind, Wake } from '#lib/domain/jobs.ts'
import type { SmsProvider } from '#lib/domain/messaging/carrier-policy.ts'
import type { CarrierWeb } from '#lib/domain/messaging/carrier-web.ts'
import type { ReplyModel } from '#lib/domain/messaging/reply-model.ts'
import type { SmsGateway } from '#lib/domain/messaging/sms-gateway.ts'
import type { TextCaps } from '#lib/domain/messaging/text-policy.ts'
import type { Permission } from '#lib/domain/permissions.ts'
import type { LivePublisher } from '#lib/live/publisher.ts'

export type ActorKind = 'staff' | 'key' | 'agent' | 'patient' | 'carrier' | 'system'

/** Who acts. Clinics and permissions are what was verified for this request, never what the caller claims. */
export interface Actor {
  kind: ActorKind
  id: string | null
  name: string
  permissions: ReadonlySet<Permission>
  /** 'all' for the system and unscoped keys; else every read and write is limited to these. */
  clinicIds: 'all' | readonly string[]
  /** What an idempotency record belongs to. */
  principal: string
  /** The peer agent behind a key. */
  agentId?: string
  sessionId?: string
}

/** Millionths of a US dollar per segment. */
export interface SmsPrice {
  outbound: number
  inbound: number
}

/** Settings that verbs need, read from the environment once, in compose.ts. */
export interface Config {
  offerTtlHours: number
  maxOfferRounds: number
  /** Share of a provider's day, 0..1, that offers may hold. */
  maxHeldShare: number
  publicBaseUrl: string | null
  /** Of the carrier that texts go through. */
  smsPriceMicros: SmsPrice
  /** Of every carrier: a text may change to another. */
  smsPrices: Record<SmsProvider, SmsPrice>
  /** How fast one sending number may send, over all workers; 0 is no pace. */
  segmentsPerSecond: Record<SmsProvider, number>
  isMockGateway: boolean
  /** AWS leaves STOP, START and HELP to us (SelfManagedOptOutsEnabled of the number); else AWS answers them. */
  isAwsOptOutSelfManaged: boolean
  /** False: outside agents get 503. */
  isAgentMessagingEnabled: boolean
  /** How long an outside agent that was asked may take, in seconds of the domain clock. */
  agentReplyTimeoutSeconds: number
  messageRetentionDays: number
  conversationRetentionDays: number
  /** `20:00-08:00` for a new clinic, or null for none. */
  defaultQuietHours: string | null
  /** Automated texts per patient of a new clinic; null: no limit. */
  defaultTextCaps: TextCaps
  version: string
}

/** The outside world, as the verbs see it. None of these may be called while a transaction is open. */
export interface Ports {
  /** The carrier that texts go through. */
  sms: SmsGateway
  /** Other carriers that are configured, for clinics that let a text change carriers. */
  smsBackups: readonly SmsGateway[]
  replyModel: ReplyModel | null
  /** Reads plain words of outside agents that the rules do not know. */
  requestModel: RequestModel | null
  outside: OutsideEndpoint
  /** Certificates and confirmations of carriers, and tests of our own address. */
  carrierWeb: CarrierWeb
}

/** Puts wake-ups where workers find them. */
export interface WakeQueue {
  /** True: with a transaction, jobs become visible when it commits. False: they are sent after the commit. */
  readonly isTransactional: boolean
  wake(wakes: readonly Wake[], tx?: Tx): Promise<void>
  /** The sweeper's: leaves out keys whose wake-up is still waiting, so that a backlog is not doubled. */
  wakeAgain(wakes: readonly Wake[]): Promise<void>
  /** Takes back the wake-ups of one key that nobody has begun. */
  cancel(kind: JobKind, key: string): Promise<void>
}

/** What the outermost `mutate` gathers and sends with its commit. */
export interface Outgoing {
  events: LiveEvent[]
  wakes: Wake[]
  /** Wake-ups that have lost their reason. */
  cancels: Pick<Wake, 'kind' | 'key'>[]
}

/** Everything a verb may use. Made per request by compose.ts, or per test by test/context.ts. */
export interface Ctx {
  db: Db
  /** The open transaction, if one is; `store(ctx)` picks the right one to read from. */
  tx: Tx | null
  outgoing: Outgoing | null
  sealer: Sealer
  actor: Actor
  ports: Ports
  queue: WakeQueue
  live: LivePublisher
  config: Config
  /** Epoch ms of the domain clock: offers, holds, reminders, expiry, retries. */
  now(): number
  /** Epoch ms of the system clock: sessions, keys, leases, heartbeats, rate limits. */
  systemNow(): number
  /** A uuid v7; makes every id. */
  newId(): string
  /** Named in logs and error answers, so that both can be found again. */
  requestId: string
}

/** A context inside a transaction. */
export interface TxCtx extends Ctx {
  tx: Tx
  outgoing: Outgoing
}

/** The transaction when one is open, else the pool. */
export const store = (ctx: Ctx): Tx => ctx.tx ?? ctx.db

/** The domain clock as a Date, for Prisma. */
export const nowDate = (ctx: Ctx): Date => new Date(ctx.now())

/** The same context for another actor, as when the system acts on a patient's text. */
export const actingAs = <C extends Ctx>(ctx: C, actor: Actor): C => ({ ...ctx, actor })
