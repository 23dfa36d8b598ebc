import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const SCHEMA = join(ROOT, 'prisma/schema')
const MIGRATIONS = join(ROOT, 'prisma/migrations')
/** Where only the context may be asked for ids and times. */
const LAYERS = ['core', 'bus', 'agents', 'services', 'domain']

interface Field {
  model: string
  name: string
  type: string
  attributes: string
}

/** The fields of every model, read line by line as Prisma's schema language has them. */
async function readFields(): Promise<Field[]> {
  const fields: Field[] = []
  for (const file of await readdir(SCHEMA)) {
    let model: string | null = null
    for (const line of (await readFile(join(SCHEMA, file), 'utf8')).split('\n')) {
      const opened = /^model (\w+) \{/.exec(line)
      if (opened) model = opened[1]!
      else if (line.startsWith('}')) model = null
      const field = /^\s+(\w+)\s+([\w[\]?]+)(.*)$/.exec(line)
      if (model && field && !line.trim().startsWith('//'))
        fields.push({ model, name: field[1]!, type: field[2]!, attributes: field[3]! })
    }
  }
  return fields
}

const nameOf = ({ model, name }: Field) => `${model}.${name}`

it('reads the schema: every model that the product has, with its id', async () => {
  const fields = await readFields()
  const names = fields.map(nameOf)
  for (const known of [
    'Patient.id',
    'SmsMessage.received_at',
    'Conversation.created_at',
    'OptOut.phone_index',
  ])
    expect(names).toContain(known)
  expect(fields.filter(({ type }) => type.startsWith('DateTime')).length).toBeGreaterThan(40)
})

it('has no model with a default for an id or a time: ctx.newId() and ctx.now() make them', async () => {
  const made = (await readFields()).filter(
    ({ type, attributes }) =>
      (/@id\b/.test(attributes) || type.startsWith('DateTime') || /@db\.Uuid\b/.test(attributes)) &&
      /@default|@updatedAt/.test(attributes),
  )
  expect(made.map(nameOf)).toEqual([])
})

it('has no such default in a migration either', async () => {
  for (const name of await readdir(MIGRATIONS, { recursive: true })) {
    if (!name.endsWith('.sql')) continue
    const sql = await readFile(join(MIGRATIONS, name), 'utf8')
    expect(sql, name).not.toMatch(/DEFAULT\s+\(?\s*(now\b|current_|clock_timestamp|gen_random_uuid|uuidv7)/i)
  }
})

it('asks only the context for ids and times in the layers behind it', async () => {
  const found: string[] = []
  for (const layer of LAYERS) {
    const folder = join(ROOT, 'lib', layer)
    for (const name of await readdir(folder, { recursive: true })) {
      if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue
      const code = await readFile(join(folder, name), 'utf8')
      if (/Date\.now\(|new Date\(\)|randomUUID|Temporal\.Now/.test(code)) found.push(join(layer, name))
    }
  }
  expect(found).toEqual([])
})
