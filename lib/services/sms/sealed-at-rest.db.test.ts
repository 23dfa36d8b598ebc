import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPgBossQueue } from '#lib/queue/pg-boss.ts'
import type { JobQueue } from '#lib/queue/port.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeDesk, offerThree, TUESDAY, textFrom } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { bookAppointment } from '../appointment/book.ts'
import { cancelAppointment } from '../appointment/cancel.ts'
import { closeConversation } from '../conversation/close.ts'
import { sendOffer } from '../offer/send.ts'
import { withdrawOffer } from '../offer/withdraw.ts'
import { savePatient } from '../patient/save.ts'
import { addTimeOff } from '../provider/add-time-off.ts'
import { receiveSms } from './receive.ts'
import { sendStaffText } from './send-staff-text.ts'

const { db, url } = openTestDatabase()
const PHONE = '+16465559753'
const STRANGER = '+16465558642'

/** Words that stand nowhere in the product: each may be found only if what it was typed into is kept in the clear. */
const CANARIES = {
  'a phone number': '6465559753',
  'a stranger’s phone number': '6465558642',
  'a patient’s note': 'Zanzibarnote',
  'a staff text': 'Quokkatext',
  'a reply': 'Axolotlreply',
  'an unknown sender’s text': 'Pangolinreply',
  'the carrier’s raw request': 'Narwhalraw',
  'a reason': 'Wombatreason',
  'a note on time off': 'Tapirnote',
} as const

let queue: JobQueue
beforeAll(async () => {
  queue = createPgBossQueue({ connectionString: url() })
  await queue.start()
  await seed(testCtx(db()))
})
afterAll(() => queue.stop())

/** Every verb that takes a person's words or a patient's number, with the real queue in the transactions. */
async function seed(base: TestCtx): Promise<void> {
  const desk = await makeDesk({ ...base, queue })
  const { clerk, clinic, providers, service } = desk
  const patient = await savePatient(clerk, {
    clinic_id: clinic.id,
    first_name: 'Petra',
    last_name: 'Canary',
    phone_number: PHONE,
    note: CANARIES['a patient’s note'],
  })
  const row = await db().patient.findUniqueOrThrow({ where: { id: patient.id } })
  const to = { clinic_id: clinic.id, patient_id: patient.id }
  await sendStaffText(clerk, { ...to, text: CANARIES['a staff text'], idempotency_key: 'canary' })
  await offerThree(desk, { patient_id: patient.id })
  await drain(desk.ctx)
  base.advance(60_000)
  await textFrom(desk, '2', row)
  await textFrom(desk, CANARIES['a reply'], row)
  await receiveSms(desk.ctx, {
    provider: 'mock',
    provider_message_id: 'canary-raw',
    from: STRANGER,
    body: CANARIES['an unknown sender’s text'],
    raw: JSON.stringify({ From: STRANGER, Body: CANARIES['the carrier’s raw request'] }),
  })
  await drain(desk.ctx)
  const reason = CANARIES['a reason']
  const { offer, conversation } = await sendOffer(clerk, {
    ...to,
    slots: [{ provider_id: providers[1]!.id, starts_at: TUESDAY('16:00') }],
  })
  await withdrawOffer(clerk, { offer_id: offer.id, reason })
  const visit = await bookAppointment(clerk, {
    ...to,
    provider_id: providers[1]!.id,
    service_type_id: service.id,
    starts_at: TUESDAY('15:00'),
  })
  await cancelAppointment(clerk, { appointment_id: visit.id, reason })
  await addTimeOff(desk.ctx, {
    provider_id: providers[0]!.id,
    starts_at: '2026-12-01T09:00:00-05:00',
    ends_at: '2026-12-01T12:00:00-05:00',
    note: CANARIES['a note on time off'],
  })
  await closeConversation(clerk, { conversation_id: conversation.id, reason })
  await textFrom(desk, 'STOP', row)
  await drain(desk.ctx)
}

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
