import { beforeEach, describe, expect, it } from 'vitest'
import { keyActor, staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { type AuditEntry, record } from './audit.ts'
import { mutate } from './mutate.ts'

const { db } = openTestDatabase()
let ctx: TestCtx
beforeEach(() => {
  ctx = testCtx(db(), { actor: staffActor('scheduler', 'all') })
})

const write = (entry: Partial<AuditEntry> = {}, as: TestCtx = ctx) =>
  mutate(as, { name: 'test.write', permission: null }, (tx) =>
    record(tx, { action: 'test.written', subject: { kind: 'test', id: 'one' }, ...entry }),
  )
const latest = () => db().auditEvent.findFirstOrThrow({ orderBy: { sequence: 'desc' } })

describe('record', () => {
  it('says who did what to which row, and when by the domain clock', async () => {
    const [clinicId, conversationId, patientId] = [ctx.newId(), ctx.newId(), ctx.newId()]
    ctx.advance(60_000)
    await write({ clinicId, conversationId, patientId, detail: { round: 2 } })
    expect(await latest()).toMatchObject({
      action: 'test.written',
      actor_kind: 'staff',
      actor_id: ctx.actor.id,
      actor_name: ctx.actor.name,
      subject_kind: 'test',
      subject_id: 'one',
      clinic_id: clinicId,
      conversation_id: conversationId,
      patient_id: patientId,
      detail: { round: 2 },
      is_denied: false,
      note_sealed: null,
      occurred_at: new Date(ctx.now()),
    })
  })

  it('names a key as what it is', async () => {
    const key = { ...ctx, actor: keyActor(['sms:send'], 'all') }
    await write({}, key)
    expect(await latest()).toMatchObject({
      actor_kind: 'key',
      actor_id: key.actor.id,
      actor_name: 'Test key',
    })
  })

  it('seals a person’s own words, bound to the event', async () => {
    await write({ note: 'Patient asked for Tuesday' })
    const event = await latest()
    expect(event.note_sealed).not.toContain('Tuesday')
    const at = { table: 'audit_event', column: 'note_sealed', id: event.id }
    expect(ctx.sealer.open(at, event.note_sealed!)).toBe('Patient asked for Tuesday')
    expect(() => ctx.sealer.open({ ...at, id: ctx.newId() }, event.note_sealed!)).toThrow()
  })
})

describe('the trail', () => {
  it.each([
    ['changed', (id: string) => db().auditEvent.update({ where: { id }, data: { actor_name: 'Nobody' } })],
    ['removed', (id: string) => db().auditEvent.delete({ where: { id } })],
    ['emptied', () => db().$executeRaw`TRUNCATE audit_event CASCADE`],
  ])('cannot be %s by the product', async (_what, tamper) => {
    await write()
    const { id } = await latest()
    await expect(tamper(id)).rejects.toThrow()
    expect(await db().auditEvent.findUnique({ where: { id } })).toMatchObject({ actor_name: ctx.actor.name })
  })
})
