import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb, type Db } from '#lib/db/client.ts'
import { testCtx } from '#lib/test/context.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { removeExpiredIdempotency, removeExpiredLimits } from './retention.ts'

let database: TestDatabase
let db: Db

beforeAll(async () => {
  database = await createTestDatabase()
  db = createDb(database.url)
})
afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

describe('removeExpiredIdempotency', () => {
  it('removes stored answers whose time is over, more than one batch of them, and no other', async () => {
    const ctx = testCtx(db)
    const answer = (key: string, expiresIn: number) => ({
      id: ctx.newId(),
      principal: 'system',
      key,
      request_hash: '',
      answer_sealed: '',
      created_at: new Date(ctx.systemNow()),
      expires_at: new Date(ctx.systemNow() + expiresIn),
    })
    await db.idempotency.createMany({
      data: [...Array.from({ length: 1_500 }, (_, n) => answer(`old ${n}`, -n)), answer('kept', 1)],
    })
    expect(await removeExpiredIdempotency(ctx)).toBe(1_500)
    expect((await db.idempotency.findMany()).map((row) => row.key)).toEqual(['kept'])
    expect(await removeExpiredIdempotency(ctx)).toBe(0)
  })
})

describe('removeExpiredLimits', () => {
  it('forgets tries whose window is over, and counts on with the others', async () => {
    const ctx = testCtx(db)
    const at = (key: string, inMs: number) => ({ key, points: 3, expire: new Date(ctx.systemNow() + inMs) })
    await db.rateLimit.createMany({ data: [at('over', 0), at('running', 1)] })
    expect(await removeExpiredLimits(ctx)).toBe(1)
    expect((await db.rateLimit.findMany()).map((row) => row.key)).toEqual(['running'])
  })
})
