import type { Redis } from 'ioredis'
import { createRedis } from './db/redis.ts'
import { createLiveHub, type LiveHub } from './live/hub.ts'
import { NOTIFY_PUBLISHER } from './live/notify.ts'
import type { LivePublisher } from './live/publisher.ts'
import { createRedisHub } from './live/redis-hub.ts'
import { createRedisPublisher } from './live/redis-publisher.ts'
import { createBullQueue } from './queue/bullmq.ts'
import { createPgBossQueue } from './queue/pg-boss.ts'
import type { JobQueue } from './queue/port.ts'

/** What carries wake-ups and live events between processes. */
export interface Engines {
  queue: JobQueue
  hub: LiveHub
  live: LivePublisher
  /** For what else is counted or kept for all processes; null without Redis. */
  commands: Redis | null
  /** After queue and hub have stopped. */
  close(): void
}

/** Everything over PostgreSQL, or over Redis where REDIS_URL names one. Nothing is connected yet. */
export function enginesFor(urls: { databaseUrl: string; redisUrl: string | null }): Engines {
  const { databaseUrl, redisUrl } = urls
  if (redisUrl === null) {
    return {
      queue: createPgBossQueue({ connectionString: databaseUrl }),
      hub: createLiveHub({ connectionString: databaseUrl }),
      live: NOTIFY_PUBLISHER,
      commands: null,
      close() {},
    }
  }
  const commands = createRedis(redisUrl, 'commands')
  return {
    queue: createBullQueue({ url: redisUrl, commands }),
    hub: createRedisHub({ url: redisUrl }),
    live: createRedisPublisher(commands),
    commands,
    close: () => commands.disconnect(),
  }
}
