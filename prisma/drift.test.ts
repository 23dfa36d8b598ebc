import { readdir } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { diffSchemas } from './engine.ts'
import { MIGRATIONS_DIR, readSchema, readSnapshot } from './schema-files.ts'

it('has a migration for every change of the schema', async () => {
  const sql = await diffSchemas(await readSnapshot(), await readSchema())
  expect(sql, 'Run `npm run migration:new -- what_changed` and commit what it writes.').toBe('')
})

it('notices a column that no migration adds', async () => {
  const schema = await readSchema()
  const changed = schema.map((file) => ({
    ...file,
    content: file.content.replace('model Clinic {', 'model Clinic {\n  surprise Int?'),
  }))
  expect(await diffSchemas(schema, changed)).toContain('ADD COLUMN     "surprise" INTEGER')
})

it('keeps migrations in folders that sort by time', async () => {
  const folders = (await readdir(MIGRATIONS_DIR)).filter((name) => !name.includes('.'))
  expect(folders.length).toBeGreaterThan(0)
  for (const folder of folders) expect(folder).toMatch(/^\d{14}_[a-z][a-z0-9_]*$/)
})
