import type { Redis } from 'ioredis'
import { askRedis } from '#lib/db/redis.ts'
import { type LivePublisher, payloadsOf } from './publisher.ts'
import { GAP, REDIS_CHANNEL } from './redis-hub.ts'

/**
 * Live events over Redis, sent after the commit. Events that did not get out are not kept: as soon as Redis is back,
 * everybody is told to look at everything again.
 */
export function createRedisPublisher(commands: Redis): LivePublisher {
  let hasLost = false
  const say = (payloads: readonly string[]) =>
    askRedis(commands, () => Promise.all(payloads.map((payload) => commands.publish(REDIS_CHANNEL, payload))))
  commands.on('ready', () => {
    if (!hasLost) return
    hasLost = false
    say([GAP]).catch(() => {
      hasLost = true
    })
  })
  return {
    isTransactional: false,
    async publish(events) {
      try {
        await say(payloadsOf(events))
      } catch (error) {
        hasLost = true
        throw error
      }
    },
  }
}
