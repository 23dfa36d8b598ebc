import type { Redis } from 'ioredis'
import { createRedis, openRedis, REDIS_PREFIX } from '#lib/db/redis.ts'
import { errorFields, logger } from '#lib/logger.ts'
import type { LiveHub } from './hub.ts'
import { readEvent } from './publisher.ts'
import { type Subscriber, Subscribers } from './subscribers.ts'

export const REDIS_CHANNEL = `${REDIS_PREFIX}:live`
/** Said on the channel by a process whose events did not get out: everybody may have missed something. */
export const GAP = 'gap'
/** A connection that died silently is found by asking it something. */
const PROBE_EVERY_MS = 5_000

class RedisHub implements LiveHub {
  readonly #url: string
  readonly #subscribers = new Subscribers()
  #redis: Redis | null = null
  #probe: NodeJS.Timeout | null = null
  #listening: Promise<void> = Promise.resolve()
  #isListening = false
  #hasListened = false

  constructor(url: string) {
    this.#url = url
  }

  async start(): Promise<void> {
    if (this.#redis) return
    const redis = createRedis(this.#url, 'subscriber')
    this.#redis = redis
    redis.on('ready', () => {
      this.#listening = this.#listen(redis)
    })
    redis.on('close', () => {
      this.#isListening = false
    })
    redis.on('message', (_channel, payload) => this.#hear(payload))
    this.#probe = setInterval(() => {
      // Without an answer the connection is dropped and made anew.
      if (redis.status === 'ready') redis.ping().catch(() => undefined)
    }, PROBE_EVERY_MS)
    this.#probe.unref()
    await openRedis(redis)
    await this.#listening
  }

  subscribe(subscriber: Subscriber): () => void {
    return this.#subscribers.add(subscriber)
  }

  isListening(): boolean {
    return this.#isListening
  }

  async stop(): Promise<void> {
    if (this.#probe) clearInterval(this.#probe)
    this.#probe = null
    this.#redis?.disconnect()
    this.#redis = null
    this.#isListening = false
  }

  #hear(payload: string): void {
    const event = readEvent(payload)
    if (event) this.#subscribers.tell(event)
    else if (payload === GAP) this.#subscribers.tellGap()
  }

  async #listen(redis: Redis): Promise<void> {
    try {
      await redis.subscribe(REDIS_CHANNEL)
    } catch (error) {
      logger.warn(errorFields(error), 'live events cannot be received; trying again')
      redis.disconnect(true)
      return
    }
    this.#isListening = true
    if (this.#hasListened) this.#subscribers.tellGap()
    this.#hasListened = true
  }
}

/**
 * The one connection of a process on which Redis says what changed, for installations of several processes. It reconnects
 * by itself and then tells its subscribers that they may have missed something; there is no replay.
 * https://redis.io/docs/latest/develop/pubsub/
 */
export const createRedisHub = ({ url }: { url: string }): LiveHub => new RedisHub(url)
