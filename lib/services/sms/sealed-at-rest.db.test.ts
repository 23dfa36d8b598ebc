import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPgBossQueue } from '#lib/queue/pg-boss.ts'
import type { JobQueue } from '#lib/queue/port.ts'
import { CANARIES, sowCanaries } from '#lib/test/canaries.ts'
import { testCtx } from '#lib/test/context.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'

const { db, url } = openTestDatabase()
let queue: JobQueue
beforeAll(async () => {
  queue = createPgBossQueue({ connectionString: url() })
  await queue.start()
  await sowCanaries(testCtx(db()), { queue })
})
afterAll(() => queue.stop())

interface Column {
  table_schema: string
  table_name: string
  column_name: string
}
/** Names are kept in the clear on purpose: lists sort and search by them. */
const MAY_NAME = ['patient.first_name', 'patient.last_name']

/** Every column of every table whose values can hold words: text, JSON, bytes and lists of them. */
async function columnsWithWords(client: pg.Client): Promise<Column[]> {
  const { rows } = await client.query<Column>(`
    SELECT c.table_schema, c.table_name, c.column_name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')
      AND c.data_type IN ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY', 'USER-DEFINED')`)
  return rows.filter((column) => !MAY_NAME.includes(`${column.table_name}.${column.column_name}`))
}

async function find(words: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url() })
  await client.connect()
  try {
    const hits: string[] = []
    for (const { table_schema, table_name, column_name } of await columnsWithWords(client)) {
      const [schema, table, column] = [table_schema, table_name, column_name].map((name) =>
        pg.escapeIdentifier(name),
      )
      const { rows } = await client.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${schema}.${table} WHERE position(lower($1) in lower(${column}::text)) > 0`,
        [words],
      )
      if (rows[0]!.n > 0) hits.push(`${table_schema}.${table_name}.${column_name}`)
    }
    return hits
  } finally {
    await client.end()
  }
}

describe('what patients and staff write, and phone numbers', () => {
  it.each(Object.entries(CANARIES))(
    '%s stands nowhere in the database in the clear',
    async (_what, words) => {
      expect(await find(words)).toEqual([])
      // What bytea shows as hex, and what a sealed value would be if it were only encoded.
      expect(await find(Buffer.from(words).toString('hex'))).toEqual([])
      expect(await find(Buffer.from(words).toString('base64url').slice(0, -2))).toEqual([])
    },
  )
})

describe('the search', () => {
  it('looks through the product’s tables and the queue’s, and finds what stands there', async () => {
    expect(await find('Dr. Ada Smith')).toContain('public.provider.name')
    expect(await find('sms.deliver')).toContain('pgboss.job.name')
    expect(await find('offer.sent')).toContain('public.audit_event.action')
  })

  it('is about data that is really there: it opens with the key', async () => {
    const ctx = testCtx(db())
    const rows = await db().smsMessage.findMany()
    const texts = rows.map((row) =>
      ctx.sealer.open({ table: 'sms_message', column: 'body_sealed', id: row.id }, row.body_sealed),
    )
    for (const what of ['a staff text', 'a reply', 'an unknown sender’s text'] as const)
      expect(texts).toContain(CANARIES[what])
    const raws = rows.flatMap((row) =>
      row.raw_sealed
        ? [ctx.sealer.open({ table: 'sms_message', column: 'raw_sealed', id: row.id }, row.raw_sealed)]
        : [],
    )
    expect(raws.join()).toContain(CANARIES['the carrier’s raw request'])
    const notes = await db().auditEvent.findMany({ where: { note_sealed: { not: null } } })
    expect(
      notes.map((row) =>
        ctx.sealer.open({ table: 'audit_event', column: 'note_sealed', id: row.id }, row.note_sealed!),
      ),
    ).toContain(CANARIES['a reason'])
  })
})
