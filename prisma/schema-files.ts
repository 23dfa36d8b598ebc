import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SchemaContainer } from '@prisma/schema-engine-wasm'

const SCHEMA_DIR = join(import.meta.dirname, 'schema')
/** The schema as of the newest migration: what the next one starts from, and what the drift check compares with. */
const SNAPSHOT_PATH = join(import.meta.dirname, 'schema.snapshot.prisma')

export const MIGRATIONS_DIR = join(import.meta.dirname, 'migrations')

/** All files of `prisma/schema`, in a stable order. */
export async function readSchema(): Promise<SchemaContainer[]> {
  const names = (await readdir(SCHEMA_DIR)).filter((name) => name.endsWith('.prisma')).sort()
  return Promise.all(
    names.map(async (name) => ({ path: name, content: await readFile(join(SCHEMA_DIR, name), 'utf8') })),
  )
}

/** The committed snapshot, or nothing before the first migration. */
export async function readSnapshot(): Promise<SchemaContainer[]> {
  try {
    return [{ path: 'schema.snapshot.prisma', content: await readFile(SNAPSHOT_PATH, 'utf8') }]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

export async function writeSnapshot(schema: SchemaContainer[]): Promise<void> {
  const parts = [
    '// Written by `npm run migration:new`. Do not edit.',
    ...schema.map((file) => file.content.trim()),
  ]
  await writeFile(SNAPSHOT_PATH, `${parts.join('\n\n')}\n`)
}
