import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'

/** What the database itself refuses, whichever program and role writes. */
let database: TestDatabase
let owner: pg.Client
let application: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client({ connectionString: database.ownerUrl })
  application = new pg.Client({ connectionString: database.url })
  await owner.connect()
  await application.connect()
})
afterAll(async () => {
  await owner.end()
  await application.end()
  await database.drop()
})

/** SQLSTATEs. https://www.postgresql.org/docs/18/errcodes-appendix.html */
const INSUFFICIENT_PRIVILEGE = '42501'
const CHECK_VIOLATION = '23514'
const EXCLUSION_VIOLATION = '23P01'
const UNIQUE_VIOLATION = '23505'

const codeOf = (client: pg.Client, sql: string, values: unknown[] = []) =>
  client.query(sql, values).then(
    () => 'it was done',
    (error: { code: string }) => error.code,
  )

describe('the audit trail and the ledger of consent', () => {
  const tables = ['audit_event', 'audit_seal', 'audit_seal_item', 'consent_event'] as const
  const changes = [
    ['audit_event', "UPDATE audit_event SET action = 'nothing.happened'"],
    ['audit_event', "UPDATE audit_event SET action = 'nothing.happened' WHERE false"],
    ['audit_event', 'DELETE FROM audit_event'],
    ['audit_seal', "UPDATE audit_seal SET hash = ''"],
    ['audit_seal', 'DELETE FROM audit_seal'],
    ['audit_seal_item', 'UPDATE audit_seal_item SET position = 1'],
    ['audit_seal_item', 'DELETE FROM audit_seal_item'],
    ['consent_event', "UPDATE consent_event SET kind = 'opted_in'"],
    ['consent_event', 'DELETE FROM consent_event'],
    ...tables.map((table) => [table, `TRUNCATE ${table} CASCADE`] as const),
  ] as const

  beforeAll(async () => {
    const id = randomUUID()
    await application.query(
      `INSERT INTO audit_event (id, occurred_at, actor_kind, actor_name, action, subject_kind, detail)
       VALUES ($1, now(), 'system', 'test', 'test.done', 'test', '{}')`,
      [id],
    )
    await application.query(
      `INSERT INTO audit_seal (sequence, previous_hash, hash, event_count, sealed_at) VALUES (1, '', 'x', 1, now())`,
    )
    await application.query('INSERT INTO audit_seal_item VALUES ($1, 1, 0)', [id])
    await application.query(
      `INSERT INTO consent_event (id, phone_index, kind, source, occurred_at, actor_kind, actor_name)
       VALUES ($1, 'p', 'opted_out', 'staff', now(), 'system', 'test')`,
      [id],
    )
  })

  it.each(changes)('of %s refuses the application: %s', async (_, sql) => {
    expect(await codeOf(application, sql)).toBe(INSUFFICIENT_PRIVILEGE)
  })

  it.each(changes)('of %s refuses the owner too: %s', async (table, sql) => {
    await expect(owner.query(sql)).rejects.toMatchObject({
      code: INSUFFICIENT_PRIVILEGE,
      message: expect.stringContaining('is append-only'),
    })
    expect((await owner.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]).toEqual({ n: 1 })
  })

  it('refuses the owner even where replication would switch triggers off', async () => {
    await owner.query('SET session_replication_role = replica')
    try {
      expect(await codeOf(owner, 'DELETE FROM audit_event')).toBe(INSUFFICIENT_PRIVILEGE)
    } finally {
      await owner.query('RESET session_replication_role')
    }
  })
})

describe('an appointment', () => {
  const clinic = randomUUID()
  const [provider, second] = [randomUUID(), randomUUID()]
  const patient = randomUUID()

  beforeAll(async () => {
    await owner.query(
      `INSERT INTO clinic (id, name, time_zone, country, currency, is_default, created_at)
       VALUES ($1, 'A', 'UTC', 'US', 'USD', true, now())`,
      [clinic],
    )
    for (const id of [provider, second]) {
      await owner.query(
        `INSERT INTO provider (id, clinic_id, name, name_key, surname_key, created_at)
         VALUES ($1, $2, 'P', $3, 'p', now())`,
        [id, clinic, id],
      )
    }
    await owner.query(
      `INSERT INTO patient (id, clinic_id, first_name, last_name, phone_sealed, phone_index, language, search_tokens,
         created_at, updated_at) VALUES ($1, $2, 'A', 'B', '', '', 'en', '{}', now(), now())`,
      [patient, clinic],
    )
  })
  beforeEach(() => owner.query('DELETE FROM appointment'))

  interface Row {
    provider: string
    patient: string | null
    state: string
    starts: string
    ends: string
    from: string
    until: string
    held: string | null
  }
  const insert = (fields: Partial<Row> = {}) => {
    const starts = fields.starts ?? '10:00'
    const ends = fields.ends ?? '10:30'
    const row: Row = {
      provider,
      patient,
      state: 'booked',
      starts,
      ends,
      from: starts,
      until: ends,
      held: null,
      ...fields,
    }
    const at = (time: string | null) => (time === null ? null : `2026-11-24T${time}:00Z`)
    return codeOf(
      application,
      `INSERT INTO appointment (id, clinic_id, provider_id, patient_id, state, starts_at, ends_at, blocked_from,
         blocked_until, held_until, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now(), now())`,
      [
        randomUUID(),
        clinic,
        row.provider,
        row.patient,
        row.state,
        at(row.starts),
        at(row.ends),
        at(row.from),
        at(row.until),
        at(row.held),
      ],
    )
  }

  it('never overlaps another of its provider while it is held, booked or arrived', async () => {
    expect(await insert()).toBe('it was done')
    expect(
      await insert({ patient: null, state: 'held', held: '09:00', starts: '10:15', ends: '10:45' }),
    ).toBe(EXCLUSION_VIOLATION)
    expect(await insert({ state: 'cancelled' })).toBe('it was done')
    expect(await insert({ starts: '10:30', ends: '11:00' })).toBe('it was done')
  })

  it('counts its buffers', async () => {
    expect(await insert({ until: '10:40' })).toBe('it was done')
    expect(await insert({ starts: '10:30', ends: '11:00' })).toBe(EXCLUSION_VIOLATION)
    expect(await insert({ starts: '10:40', ends: '11:00' })).toBe('it was done')
  })

  it('never has its patient in two places', async () => {
    expect(await insert()).toBe('it was done')
    expect(await insert({ provider: second, starts: '10:15', ends: '10:45' })).toBe(EXCLUSION_VIOLATION)
    expect(
      await insert({ provider: second, state: 'held', held: '09:00', starts: '10:15', ends: '10:45' }),
    ).toBe('it was done')
  })

  it.each([
    ['ends when it starts', { ends: '10:00', until: '10:30' }],
    ['starts outside what it blocks', { from: '10:05' }],
    ['ends outside what it blocks', { until: '10:25' }],
    ['is held without an end', { state: 'held' }],
    ['is booked for nobody', { patient: null }],
  ])('is refused when it %s', async (_, fields) => {
    expect(await insert(fields)).toBe(CHECK_VIOLATION)
  })

  it('belongs to a clinic of which only one is the default', async () => {
    const again = `INSERT INTO clinic (id, name, time_zone, country, currency, is_default, created_at)
      VALUES ($1, 'B', 'UTC', 'US', 'USD', $2, now())`
    expect(await codeOf(application, again, [randomUUID(), true])).toBe(UNIQUE_VIOLATION)
    expect(await codeOf(application, again, [randomUUID(), false])).toBe('it was done')
  })
})
