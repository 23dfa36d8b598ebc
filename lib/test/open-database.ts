import { afterAll, beforeAll } from 'vitest'
import { createDb, type Db } from '#lib/db/client.ts'
import { createTestDatabase, type TestDatabase } from './template-database.ts'

/** A migrated database of its own for the test file; `db()` is open from the first test to the last. */
export function openTestDatabase(): { db: () => Db; url: () => string } {
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
  return { db: () => db, url: () => database.url }
}
