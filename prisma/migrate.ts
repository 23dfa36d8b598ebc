import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MigrationList } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { type SchemaEngine, withEngine } from './engine.ts'
import { databaseRole, grantToApplication } from './roles.ts'
import { MIGRATIONS_DIR } from './schema-files.ts'

export interface MigrateOptions {
  /** Told about each migration that was applied. */
  log?: (line: string) => void
  /** The role the product runs as, when it is not the one that migrates. It gets rights, and owns nothing but the queue. */
  applicationRole?: string | null
}

/** Only one process migrates a database at a time; the others wait here and then find nothing to do. */
const MIGRATION_LOCK = 710_2026_11
const APPLIED_STEP = `UPDATE "_prisma_migrations" SET finished_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL`

/** An error whose message is written for the person who starts the product. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

async function readMigrations(): Promise<MigrationList> {
  const entries = await readdir(MIGRATIONS_DIR, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const migrationDirectories = await Promise.all(
    names.sort().map(async (path) => {
      const value = await readFile(join(MIGRATIONS_DIR, path, 'migration.sql'), 'utf8')
      return { path, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } }
    }),
  )
  return {
    baseDir: MIGRATIONS_DIR,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(join(MIGRATIONS_DIR, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories,
  }
}

/**
 * The migration and the note that it is done commit together, so a process that dies in between leaves either nothing
 * or a finished migration. CONCURRENTLY cannot run in a transaction: such a script is sent alone.
 */
const runMigration =
  (scripts: ReadonlySet<string>) =>
  (script: string, query: (sql: string) => Promise<unknown>): Promise<unknown> =>
    scripts.has(script) && !/\bCONCURRENTLY\b/i.test(script)
      ? query(`${script}\n;${APPLIED_STEP}`)
      : query(script)

/** Names in `_prisma_migrations`: those that began and never ended, and those that this program does not know. */
async function readHistory(client: pg.Client, known: ReadonlySet<string>) {
  const table = await client.query<{ found: string | null }>(
    `SELECT to_regclass('_prisma_migrations') AS found`,
  )
  if (!table.rows[0]?.found) return { unfinished: [], unknown: [] }
  const { rows } = await client.query<{ migration_name: string; is_finished: boolean }>(
    `SELECT migration_name, finished_at IS NOT NULL AS is_finished FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  )
  return {
    unfinished: rows.filter((row) => !row.is_finished).map((row) => row.migration_name),
    unknown: rows.filter((row) => !known.has(row.migration_name)).map((row) => row.migration_name),
  }
}

async function applyAll(
  engine: SchemaEngine,
  client: pg.Client,
  migrationsList: MigrationList,
): Promise<string[]> {
  const known = new Set(migrationsList.migrationDirectories.map((directory) => directory.path))
  const { unfinished, unknown } = await readHistory(client, known)
  if (unknown.length > 0)
    throw new MigrationError(
      `This database was written by a newer version of Switchboard (it has the migration ${unknown.at(-1)}). Start that version, or use another database.`,
    )
  // The lock is ours, so nobody is running these: their process died, and their transaction with it.
  for (const migrationName of unfinished) await engine.markMigrationRolledBack({ migrationName })
  const filters = { externalTables: [], externalEnums: [] }
  return (await engine.applyMigrations({ migrationsList, filters })).appliedMigrationNames
}

/**
 * Brings the database at `databaseUrl` to the newest migration with Prisma's own engine, then gives the application's
 * role its rights. Safe to run again and from several processes at once. Returns the names that were applied.
 * Throws MigrationError for a database that is ahead of this program; a migration that fails leaves nothing behind.
 */
export async function migrate(databaseUrl: string, options: MigrateOptions = {}): Promise<string[]> {
  const migrationsList = await readMigrations()
  const scripts = new Set(
    migrationsList.migrationDirectories.map(({ migrationFile: { content } }) =>
      content.tag === 'ok' ? content.value : '',
    ),
  )
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'switchboard-migrate' })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    const applied = await withEngine(databaseUrl, runMigration(scripts), (engine) =>
      applyAll(engine, client, migrationsList),
    )
    for (const name of applied) options.log?.(`Applied ${name}.`)
    await grantToApplication(client, options.applicationRole ?? null)
    return applied
  } finally {
    await client.end()
  }
}

if (import.meta.main) {
  const url = process.env.DATABASE_URL_OWNER || process.env.DATABASE_URL
  if (!url) {
    console.error('Set DATABASE_URL to the PostgreSQL database that is to be migrated.')
    process.exit(1)
  }
  const applicationUrl = process.env.DATABASE_URL_OWNER ? process.env.DATABASE_URL : undefined
  const applied = await migrate(url, {
    log: console.log,
    applicationRole: applicationUrl ? databaseRole(applicationUrl) : null,
  })
  if (applied.length === 0) console.log('The database is up to date.')
}
