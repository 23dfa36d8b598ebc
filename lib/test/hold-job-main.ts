import { enginesFor } from '#lib/engines.ts'
import { logger } from '#lib/logger.ts'

/**
 * A process that takes a job and never finishes it, for tests that kill it: says `holding <key>` on standard output.
 * DATABASE_URL and REDIS_URL name the engine.
 */
logger.level = 'silent'
const { DATABASE_URL = '', REDIS_URL } = process.env
const { queue } = enginesFor({ databaseUrl: DATABASE_URL, redisUrl: REDIS_URL || null })
await queue.consume(
  'sms.deliver',
  (key) => {
    console.log(`holding ${key}`)
    return new Promise(() => {})
  },
  { atOnce: 2 },
)
console.log('ready')
