import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDb, type Db } from '#lib/db/client.ts'
import { testCtx } from '#lib/test/context.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { record } from './audit.ts'
import type { Ctx } from './context.ts'
import { mutate } from './mutate.ts'
import { sealAudit } from './seal-audit.ts'
import { verifyAudit } from './verify-audit.ts'

let database: TestDatabase
let db: Db

beforeEach(async () => {
  database = await createTestDatabase()
  db = createDb(database.url)
})
afterEach(async () => {
  await db.$disconnect()
  await database.drop()
})

const write = (ctx: Ctx, count: number) =>
  mutate(ctx, { name: 'test.write', permission: null }, async (tx) => {
    for (let n = 0; n < count; n += 1) {
      await record(tx, {
        action: 'test.done',
        subject: { kind: 'test', id: null },
        detail: { n, b: 1, a: 2 },
      })
    }
  })

/** As the tables' owner with the guards switched off: what a database administrator could do. */
async function tamper(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  try {
    for (const table of ['audit_event', 'audit_seal', 'audit_seal_item']) {
      await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`)
    }
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

describe('sealing the audit trail', () => {
  it('seals each event once and in order, whatever the number of sealers', async () => {
    const ctx = testCtx(db)
    await write(ctx, 40)
    await Promise.all([sealAudit(ctx), sealAudit(ctx), sealAudit(ctx)])
    await write(ctx, 7)
    expect(await sealAudit(ctx)).toBe(7)
    expect(await sealAudit(ctx)).toBe(0)
    expect(await verifyAudit(ctx)).toMatchObject({ is_intact: true, seals: 2, events: 47, unsealed: 0 })
  })

  it('seals more events than fit into one batch in one call', async () => {
    const ctx = testCtx(db)
    await write(ctx, 1_001)
    expect(await sealAudit(ctx)).toBe(1_001)
    expect(await verifyAudit(ctx)).toMatchObject({ is_intact: true, seals: 3, events: 1_001 })
  })

  it('seals an event that was committed after later ones were sealed', async () => {
    const ctx = testCtx(db)
    const goOn = Promise.withResolvers<void>()
    const isWritten = Promise.withResolvers<void>()
    const slow = mutate(ctx, { name: 'test.slow', permission: null }, async (tx) => {
      await record(tx, { action: 'test.slow', subject: { kind: 'test', id: null } })
      isWritten.resolve()
      await goOn.promise
    })
    await isWritten.promise
    await write(ctx, 3)
    expect(await sealAudit(ctx)).toBe(3)
    goOn.resolve()
    await slow
    expect(await sealAudit(ctx)).toBe(1)
    expect(await verifyAudit(ctx)).toMatchObject({ is_intact: true, events: 4, unsealed: 0 })
  })

  it('says how many events no seal covers yet', async () => {
    const ctx = testCtx(db)
    await write(ctx, 2)
    expect(await verifyAudit(ctx)).toMatchObject({ is_intact: true, seals: 0, unsealed: 2 })
  })
})

describe('verifying the audit trail', () => {
  async function threeSeals(): Promise<Ctx> {
    const ctx = testCtx(db)
    for (let n = 0; n < 3; n += 1) {
      await write(ctx, 5)
      await sealAudit(ctx)
    }
    return ctx
  }

  it.each([
    [
      'a changed word',
      "UPDATE audit_event SET actor_name = 'Nobody' WHERE sequence = 7",
      'An event in it was changed.',
    ],
    [
      'a changed detail',
      `UPDATE audit_event SET detail = '{"n": 9}' WHERE sequence = 7`,
      'An event in it was changed.',
    ],
    [
      'a changed time',
      "UPDATE audit_event SET occurred_at = occurred_at - interval '1 day' WHERE sequence = 7",
      'An event in it was changed.',
    ],
    [
      'two events in the other order',
      `UPDATE audit_seal_item SET position = CASE position WHEN 1 THEN 102 WHEN 2 THEN 101 ELSE position END WHERE seal_sequence = 2;
       UPDATE audit_seal_item SET position = position - 100 WHERE seal_sequence = 2 AND position > 100`,
      'An event in it was changed.',
    ],
    [
      'a removed event',
      'DELETE FROM audit_seal_item WHERE seal_sequence = 2 AND position = 4',
      'It sealed 5 events and 4 are there.',
    ],
    [
      'a new hash',
      "UPDATE audit_seal SET hash = repeat('a', 64) WHERE sequence = 2",
      'An event in it was changed.',
    ],
    [
      'a removed seal',
      'DELETE FROM audit_seal_item WHERE seal_sequence = 2; DELETE FROM audit_seal WHERE sequence = 2',
      'Seal 2 is missing.',
    ],
  ])('finds %s, and the seal where the chain breaks first', async (_what, statement, reason) => {
    const ctx = await threeSeals()
    expect((await verifyAudit(ctx)).is_intact).toBe(true)
    await tamper(statement)
    expect(await verifyAudit(ctx)).toMatchObject({
      is_intact: false,
      seals: 1,
      broken: { seal: 2, reason },
    })
  })

  it('does not let the product itself change or remove what is sealed', async () => {
    await threeSeals()
    await expect(db.$executeRaw`UPDATE audit_event SET actor_name = 'Nobody'`).rejects.toThrow()
    await expect(db.$executeRaw`DELETE FROM audit_seal`).rejects.toThrow()
    await expect(db.$executeRaw`TRUNCATE audit_seal_item`).rejects.toThrow()
  })
})
