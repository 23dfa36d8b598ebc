import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRedis } from '#lib/db/redis.ts'
import { logger } from '#lib/logger.ts'
import { newId } from '#lib/new-id.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { startTestRedis, type TestRedis } from '#lib/test/redis.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { createLimits, type Limits } from './rate-limit.ts'

logger.level = 'silent'
const PER_MINUTE = 5
const { db } = openTestDatabase()
let server: TestRedis
const connections: Redis[] = []

beforeAll(async () => {
  server = await startTestRedis()
})
afterAll(async () => {
  for (const connection of connections) connection.disconnect()
  await server.stop()
})

async function limitsOfOneProcess(): Promise<Limits> {
  const redis = createRedis(server.url, 'commands')
  connections.push(redis)
  await redis.connect().catch(() => undefined)
  return createLimits(db(), { apiRatePerMinute: PER_MINUTE }, redis)
}
const take = (limits: Limits, key: string, times: number) =>
  Promise.allSettled(Array.from({ length: times }, () => limits.apiKey.take(key)))
const granted = (results: PromiseSettledResult<unknown>[]) =>
  results.filter((result) => result.status === 'fulfilled').length

describe('the limit on keys', () => {
  it('counts for all processes together where there is a Redis, and says how long to wait', async () => {
    const [one, other] = [await limitsOfOneProcess(), await limitsOfOneProcess()]
    const key = `key:${newId()}`
    expect(granted(await take(one, key, 3))).toBe(3)
    expect(granted(await take(other, key, 4))).toBe(2)
    await expect(one.apiKey.take(key)).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterSeconds: expect.any(Number),
    })
    expect(granted(await take(one, `key:${newId()}`, 1))).toBe(1)
    await other.apiKey.forget(key)
    expect(granted(await take(one, key, 1))).toBe(1)
  })

  it('counts under names of our own', async () => {
    const limits = await limitsOfOneProcess()
    await limits.apiKey.take('key:named')
    await limits.webhook.take('hashed')
    const client = new Redis(server.url)
    const keys = await client.keys('*')
    await client.quit()
    expect(keys).toContain('switchboard:limit:key:key:named')
    expect(keys.every((key) => key.startsWith('switchboard:limit:'))).toBe(true)
  })

  it('counts in each process while Redis is away, and refuses nobody for that', async () => {
    const [one, other] = [await limitsOfOneProcess(), await limitsOfOneProcess()]
    await server.kill()
    const key = `key:${newId()}`
    expect(granted(await take(one, key, PER_MINUTE + 2))).toBe(PER_MINUTE)
    expect(granted(await take(other, key, PER_MINUTE + 2))).toBe(PER_MINUTE)
    await server.restart()
    await waitFor('Redis', () => connections.every((connection) => connection.status === 'ready'))
    expect(granted(await take(one, key, PER_MINUTE + 2))).toBe(PER_MINUTE)
    expect(granted(await take(other, key, 1))).toBe(0)
  })

  it('counts in the process where there is no Redis', async () => {
    const limits = createLimits(db(), { apiRatePerMinute: PER_MINUTE })
    expect(granted(await take(limits, 'key:alone', PER_MINUTE + 1))).toBe(PER_MINUTE)
  })
})
