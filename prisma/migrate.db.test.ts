import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDb } from '#lib/db/client.ts'
import { Prisma } from '#lib/db/generated/client.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { MigrationError, migrate } from './migrate.ts'

let database: TestDatabase
let owner: pg.Client
let application: pg.Client

beforeEach(async () => {
  database = await createTestDatabase()
  owner = new pg.Client({ connectionString: database.ownerUrl })
  application = new pg.Client({ connectionString: database.url })
  await Promise.all([owner.connect(), application.connect()])
})

afterEach(async () => {
  await Promise.all([owner.end(), application.end()])
  await database.drop()
})

const emptyDatabase = () =>
  owner.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA pgboss')

const history = async () =>
  (
    await owner.query<{ migration_name: string; state: string }>(
      `SELECT migration_name, CASE WHEN rolled_back_at IS NOT NULL THEN 'rolled back'
         WHEN finished_at IS NOT NULL THEN 'done' ELSE 'begun' END AS state
       FROM "_prisma_migrations" ORDER BY started_at, state DESC`,
    )
  ).rows

const addEvent = (client: pg.Client) =>
  client.query(
    `INSERT INTO audit_event (id, occurred_at, actor_kind, actor_name, action, subject_kind, detail)
     VALUES ($1, now(), 'system', 'test', 'test.done', 'test', '{}')`,
    [randomUUID()],
  )

describe('migrate', () => {
  it('does nothing the second time', async () => {
    expect(await migrate(database.ownerUrl)).toEqual([])
  })

  it('makes every table that the client knows', async () => {
    const db = createDb(database.url, { poolSize: 2 })
    try {
      for (const model of Object.keys(Prisma.ModelName)) {
        const delegate = `${model[0]?.toLowerCase()}${model.slice(1)}` as 'clinic'
        expect(await db[delegate].findFirst(), model).toBeNull()
      }
    } finally {
      await db.$disconnect()
    }
  })

  it('lets processes that start together take turns', async () => {
    await emptyDatabase()
    const applied = await Promise.all([migrate(database.ownerUrl), migrate(database.ownerUrl)])
    expect(applied.map((names) => names.length).sort()).toEqual([0, (await history()).length])
    expect((await history()).every((row) => row.state === 'done')).toBe(true)
  })

  it('applies a migration again whose process died before it committed', async () => {
    const [first] = await history()
    await emptyDatabase()
    await migrate(database.ownerUrl)
    await owner.query(
      `DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE "_prisma_migrations" (
         id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
         migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
         started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`,
    )
    await owner.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ('1', 'x', $1)`,
      [first?.migration_name],
    )
    expect(await migrate(database.ownerUrl)).toContain(first?.migration_name)
    expect((await history()).map((row) => row.state)).toContain('rolled back')
    expect(await migrate(database.ownerUrl)).toEqual([])
  })

  it('refuses a database that a newer version has migrated', async () => {
    await owner.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at) VALUES ('1', 'x', '29990101000000_later', now())`,
    )
    await expect(migrate(database.ownerUrl)).rejects.toThrow(MigrationError)
    await expect(migrate(database.ownerUrl)).rejects.toThrow(/newer version.*29990101000000_later/)
  })
})

describe('the rights of the application', () => {
  it('add audit events and never change them', async () => {
    await addEvent(application)
    for (const sql of [
      `UPDATE audit_event SET action = 'other'`,
      'DELETE FROM audit_event',
      'TRUNCATE audit_event CASCADE',
    ]) {
      await expect(application.query(sql), sql).rejects.toThrow(/permission denied/)
      await expect(owner.query(sql), sql).rejects.toThrow(/append-only/)
    }
  })

  it('own nothing but the schema of the queue', async () => {
    const { rows } = await owner.query(
      `SELECT relname FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = $1)`,
      [new URL(database.url).username],
    )
    expect(rows).toEqual([])
    await expect(application.query('CREATE TABLE intruder (id int)')).rejects.toThrow(/permission denied/)
    await expect(application.query('DROP TABLE audit_event CASCADE')).rejects.toThrow(/must be owner/)
    await application.query('CREATE TABLE pgboss.probe (id int); DROP TABLE pgboss.probe')
  })

  it('cannot touch the history of migrations', async () => {
    await expect(application.query('DELETE FROM "_prisma_migrations"')).rejects.toThrow(/permission denied/)
  })
})
