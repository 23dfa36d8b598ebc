import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { diffSchemas } from './engine.ts'
import { MIGRATIONS_DIR, readSchema, readSnapshot, writeSnapshot } from './schema-files.ts'

/** `20261121054500`, UTC: what Prisma's own CLI puts in front of a migration's name. */
const timestamp = (now: Date) => now.toISOString().replace(/[-:T]/g, '').slice(0, 14)

/** Writes a migration that leads from the snapshot to the schema files, then moves the snapshot on. */
async function newMigration(name: string): Promise<string> {
  const schema = await readSchema()
  const sql = await diffSchemas(await readSnapshot(), schema)
  const directory = join(MIGRATIONS_DIR, `${timestamp(new Date())}_${name}`)
  await mkdir(directory, { recursive: true })
  await writeFile(
    join(directory, 'migration.sql'),
    sql === '' ? '-- No change of the schema; write SQL here.\n' : sql,
  )
  await writeFile(join(MIGRATIONS_DIR, 'migration_lock.toml'), 'provider = "postgresql"\n')
  await writeSnapshot(schema)
  return directory
}

const [name = ''] = process.argv.slice(2)
if (/^[a-z][a-z0-9_]*$/.test(name)) {
  console.log(`Wrote ${await newMigration(name)}. Read it before you commit it.`)
} else {
  console.error('Usage: npm run migration:new -- a_name_in_snake_case')
  process.exitCode = 1
}
