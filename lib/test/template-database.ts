import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { TEMPLATE } from './postgres.ts'

export interface TestDatabase {
  /** As the role the product runs as. */
  url: string
  /** As the owner of the tables. */
  ownerUrl: string
  /** Ends what is still connected and removes the database. */
  drop(): Promise<void>
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(inject('ownerUrl'), 'postgres') })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** Clones the template: a database of its own for one test file, in about 0.1 s. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`)
  return {
    url: withDatabase(inject('applicationUrl'), name),
    ownerUrl: withDatabase(inject('ownerUrl'), name),
    drop: () => administer(`DROP DATABASE ${name} WITH (FORCE)`),
  }
}
