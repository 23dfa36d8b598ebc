import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLimits } from '#lib/core/rate-limit.ts'
import { type Engines, enginesFor } from '#lib/engines.ts'
import { logger } from '#lib/logger.ts'
import { CANARIES, sowCanaries } from '#lib/test/canaries.ts'
import { testCtx } from '#lib/test/context.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { startTestRedis, type TestRedis } from '#lib/test/redis.ts'
import { waitFor } from '#lib/test/wait-for.ts'

logger.level = 'silent'
const { db, url } = openTestDatabase()
let server: TestRedis
let engines: Engines
let monitor: Redis
/** Every command that Redis was sent, with its arguments. */
const sent: string[] = []

beforeAll(async () => {
  server = await startTestRedis()
  const watcher = new Redis(server.url)
  monitor = await watcher.monitor()
  watcher.disconnect()
  monitor.on('monitor', (_time, args: string[]) => sent.push(args.join(' ')))
  engines = enginesFor({ databaseUrl: url(), redisUrl: server.url })
  await engines.queue.start()
  await engines.hub.start()
  await engines.queue.consume('sms.deliver', async () => {}, { atOnce: 2 })
  const ctx = testCtx(db())
  await sowCanaries(ctx, engines)
  const limits = createLimits(db(), { apiRatePerMinute: 600 }, engines.commands)
  await limits.webhook.take(ctx.sealer.phoneIndex(CANARIES['a phone number']))
  await engines.commands!.ping('the end')
  await waitFor('the end', () => sent.includes('ping the end'))
})
afterAll(async () => {
  monitor.disconnect()
  await engines.queue.stop()
  await engines.hub.stop()
  engines.close()
  await server.stop()
})

describe('what patients and staff write, and phone numbers', () => {
  it.each(Object.entries(CANARIES))('%s never travels through Redis', (_what, words) => {
    const everything = sent.join('\n').toLowerCase()
    expect(everything).not.toContain(words.toLowerCase())
    expect(everything).not.toContain(Buffer.from(words).toString('hex'))
    expect(everything).not.toContain(Buffer.from(words).toString('base64url').slice(0, -2).toLowerCase())
  })

  it('is looked for in what really travels: jobs, live events and limits, all under our own names', () => {
    const has = (pattern: RegExp) => expect(sent.some((command) => pattern.test(command))).toBe(true)
    has(/switchboard:sms\.deliver:.*"kind":"sms\.deliver"/)
    has(/switchboard:live .*conversation\.changed/)
    has(/switchboard:limit:webhook/)
    const named = sent.filter((command) => /^(set|zadd|hset|lpush|rpush|publish|incrby) /i.test(command))
    expect(named.filter((command) => !command.includes('switchboard:'))).toEqual([])
  })
})
