import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterPrisma, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { Db } from '#lib/db/client.ts'
import { REDIS_PREFIX } from '#lib/db/redis.ts'
import { SwitchboardError } from '#lib/domain/errors.ts'

/** Sign-in, per account. Kept in the database, so that a restart forgives nothing. */
export const SIGN_IN_TRIES = 10
export const SIGN_IN_WINDOW_SECONDS = 15 * 60
/** Inbound texts, per sender. */
export const WEBHOOK_TEXTS_PER_SECOND = 50
/** Tries to sign in from one address, whatever the account; only where a proxy of ours tells addresses. */
export const SIGN_IN_TRIES_PER_ADDRESS = 100
/** Of a key's requests a minute, how many may be calls of tools that text, book or change: a model in a loop is stopped. */
export const TOOL_WRITE_SHARE = 0.1

/** A login may ask for so many times what a key may: a page of the console asks for several things at once. */
const SESSION_RATE_FACTOR = 5
/** Calendar programs ask every few minutes to hours. */
export const FEED_READS_PER_MINUTE = 30

/** How a limit stands after one was counted. */
export interface LimitState {
  quota: number
  windowSeconds: number
  remaining: number
  /** Until the window is over. */
  resetSeconds: number
}

/** Counts what happens under a key within a window that starts with the first. System clock. */
export interface Limit {
  /** Counts one. Throws `rate_limited`, with the seconds to wait, when the window is full. Null: there is no limit. */
  take(key: string): Promise<LimitState | null>
  /** Forgets what was counted under the key. */
  forget(key: string): Promise<void>
}

export interface Limits {
  signIn: Limit
  signInAddress: Limit
  webhook: Limit
  apiKey: Limit
  /** Requests of one login. */
  session: Limit
  /** Reads of one calendar feed. */
  feed: Limit
  /** Calls of tools, per key: one request of an old client may hold many. */
  toolCall: Limit
  /** Calls of tools that text, book or change, per key. */
  toolWrite: Limit
}

const MS_PER_SECOND = 1_000
const SECONDS_PER_MINUTE = 60

/** `wait` in seconds, in words that fit the error's sentence. */
function waitWords(seconds: number): string {
  if (seconds < 90) return seconds === 1 ? '1 second' : `${seconds} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}

const signInLimit = (db: Db, keyPrefix: string, points: number, what: string) =>
  limitOf(
    new RateLimiterPrisma({
      storeClient: db,
      tableName: 'rateLimit',
      keyPrefix,
      points,
      duration: SIGN_IN_WINDOW_SECONDS,
      // Its own timer outlives the app that it was made for; retention removes them.
      clearExpiredByTimeout: false,
    }),
    what,
  )

/** Counted for all processes in Redis, and in this one while Redis is away. */
function fastLimiter(redis: Redis | null, name: string, points: number, duration: number) {
  const memory = new RateLimiterMemory({ points, duration })
  if (redis === null) return memory
  return new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: `${REDIS_PREFIX}:limit:${name}`,
    points,
    duration,
    rejectIfRedisNotReady: true,
    insuranceLimiter: memory,
  })
}

function limitOf(limiter: RateLimiterMemory | RateLimiterPrisma | RateLimiterRedis, what: string): Limit {
  return {
    async take(key) {
      try {
        const { remainingPoints, msBeforeNext } = await limiter.consume(key)
        return {
          quota: limiter.points,
          windowSeconds: limiter.duration,
          remaining: Math.max(0, remainingPoints),
          resetSeconds: Math.max(0, Math.ceil(msBeforeNext / MS_PER_SECOND)),
        }
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / MS_PER_SECOND))
        throw new SwitchboardError('rate_limited', `${what} Please wait ${waitWords(seconds)}.`, {
          retryAfterSeconds: seconds,
        })
      }
    },
    async forget(key) {
      await limiter.delete(key)
    },
  }
}

const NO_LIMIT: Limit = { take: async () => null, forget: async () => {} }

/**
 * The product's limits. Those on texts and keys are taken with every request, so they are counted in this process, or in
 * Redis where there is one; those on sign-in are counted in the database. Keys must not show a phone number. A limit of 0
 * switches those on API keys and logins off.
 */
export function createLimits(
  db: Db,
  settings: { apiRatePerMinute: number },
  redis: Redis | null = null,
): Limits {
  const rate = settings.apiRatePerMinute
  const perMinute = (name: string, points: number, what: string) =>
    rate === 0 ? NO_LIMIT : limitOf(fastLimiter(redis, name, points, SECONDS_PER_MINUTE), what)
  const forLogin = rate * SESSION_RATE_FACTOR
  const writes = Math.ceil(rate * TOOL_WRITE_SHARE)
  return {
    signIn: signInLimit(
      db,
      'sign-in',
      SIGN_IN_TRIES,
      'There were too many tries to sign in to this account.',
    ),
    signInAddress: signInLimit(
      db,
      'sign-in-address',
      SIGN_IN_TRIES_PER_ADDRESS,
      'There were too many tries to sign in from your network.',
    ),
    webhook: limitOf(
      fastLimiter(redis, 'webhook', WEBHOOK_TEXTS_PER_SECOND, 1),
      'This number sends too many texts.',
    ),
    apiKey: perMinute('key', rate, `An API key may make ${rate} requests a minute.`),
    session: perMinute('session', forLogin, `A login may make ${forLogin} requests a minute.`),
    feed: limitOf(
      fastLimiter(redis, 'feed', FEED_READS_PER_MINUTE, SECONDS_PER_MINUTE),
      'This calendar is read too often.',
    ),
    toolCall: perMinute('tool', rate, `An API key may call ${rate} tools a minute.`),
    toolWrite: perMinute(
      'tool-write',
      writes,
      `An API key may call ${writes} tools a minute that text, book or change something.`,
    ),
  }
}
