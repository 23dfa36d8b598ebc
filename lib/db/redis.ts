import { Redis, type RedisOptions } from 'ioredis'
import { SwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'

/** Every key and channel of ours begins with this, so that one Redis may serve other programs too. */
export const REDIS_PREFIX = 'switchboard'
const CONNECT_TIMEOUT_MS = 2_000
/** A request never waits longer than this for Redis. */
const COMMAND_TIMEOUT_MS = 1_000
/** A connection on which an answer is this late has died silently, and is made anew. */
const SILENCE_MS = 2_000
/** BullMQ's workers ask Redis to wait with its answer, for 10 s at most. */
const WORKER_SILENCE_MS = 15_000
const MAX_RECONNECT_MS = 1_000

/**
 * `commands` fail at once while Redis is away; `worker` waits for it, as BullMQ asks of the connections that it blocks;
 * `subscriber` listens.
 */
type Use = 'commands' | 'worker' | 'subscriber'

const AT_ONCE: RedisOptions = {
  lazyConnect: true,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: COMMAND_TIMEOUT_MS,
  socketTimeout: SILENCE_MS,
}
const OPTIONS: Record<Use, RedisOptions> = {
  commands: AT_ONCE,
  worker: { maxRetriesPerRequest: null, socketTimeout: WORKER_SILENCE_MS },
  // Subscribing is the hub's own step, so that it knows from when on it hears everything.
  subscriber: { ...AT_ONCE, autoResubscribe: false },
}

/**
 * A connection to Redis; all but a worker's is opened by `openRedis`. It connects again by itself, for ever, and says in
 * the log when it is lost and when it is back.
 */
export function createRedis(url: string, use: Use): Redis {
  const redis = new Redis(url, {
    connectionName: `${REDIS_PREFIX}-${use}`,
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: (times) => Math.min(50 * 2 ** times, MAX_RECONNECT_MS),
    ...OPTIONS[use],
  })
  let isLost = false
  redis.on('error', (error) => {
    if (!isLost) logger.error({ ...errorFields(error), use }, 'Redis cannot be reached; trying again')
    isLost = true
  })
  redis.on('ready', () => {
    if (isLost) logger.info({ use }, 'Redis is back')
    isLost = false
  })
  return redis
}

/** Begins to connect, and waits a moment for it: whoever starts must not hang because Redis is away. */
export async function openRedis(redis: Redis): Promise<void> {
  if (redis.status !== 'wait') return
  await redis.connect().catch(() => undefined)
}

/** Asks Redis something in bounded time. Throws `unavailable` when there is no connection; libraries would wait for one. */
export async function askRedis<T>(redis: Redis, ask: () => Promise<T>): Promise<T> {
  if (redis.status !== 'ready') throw new SwitchboardError('unavailable', 'Redis cannot be reached.')
  return ask()
}

/** What of a Redis would lose or drop what is put in it: no append-only file, or a policy that evicts. */
export async function redisWarnings(redis: Redis): Promise<string[]> {
  const info = await askRedis(redis, () => redis.info())
  const field = (name: string) => new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim()
  const policy = field('maxmemory_policy') ?? 'noeviction'
  return [
    ...(field('aof_enabled') === '0'
      ? [
          'Redis keeps nothing across a restart: set appendonly yes. Until then waiting work comes back only through the sweeper.',
        ]
      : []),
    ...(policy === 'noeviction'
      ? []
      : [
          `Redis may drop waiting work when its memory is full (maxmemory-policy ${policy}): set it to noeviction.`,
        ]),
  ]
}
