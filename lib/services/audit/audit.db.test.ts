import { describe, expect, it } from 'vitest'
import { record } from '#lib/core/audit.ts'
import { actingAs } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { auditPage } from '#lib/domain/staff/schema.ts'
import { keyActor, staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { makeDesk, offerThree } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { listAudit } from './list.ts'
import { READ_NOTED_EVERY_MS } from './note-read.ts'
import { openConversation, openPatient } from './open.ts'
import { auditText } from './words.ts'

const database = openTestDatabase()

const write = (ctx: TestCtx, clinicId: string | null, note?: string) =>
  mutate(ctx, { name: 'test.write', permission: null }, (tx) =>
    record(tx, { action: 'test.written', subject: { kind: 'test', id: null }, clinicId, note: note ?? null }),
  )

describe('the audit trail', () => {
  it('is read newest first, page by page, without a gap', async () => {
    const ctx = testCtx(database.db())
    const clinic = await makeClinic(ctx)
    for (let count = 0; count < 5; count += 1) await write(ctx, clinic.id, `reason ${count}`)
    const viewer = actingAs(ctx, staffActor('viewer', [clinic.id]))
    const first = auditPage.parse(await listAudit(viewer, { clinic_id: clinic.id, limit: 3 }))
    await write(ctx, clinic.id, 'meanwhile')
    const second = await listAudit(viewer, { clinic_id: clinic.id, limit: 3, cursor: first.next_cursor! })
    const notes = [...first.items, ...second.items].map(({ note }) => note)
    expect(notes).toEqual(['reason 4', 'reason 3', 'reason 2', 'reason 1', 'reason 0'])
    expect(second.next_cursor).toBeNull()
    expect(first.items[0]).toMatchObject({ actor: 'Switchboard', text: 'Test written', is_sealed: false })
  })

  it('shows a clinic’s own events, and those of the whole installation to administrators', async () => {
    const ctx = testCtx(database.db())
    const [own, other] = [await makeClinic(ctx), await makeClinic(ctx)]
    await write(ctx, own.id, 'own')
    await write(ctx, other.id, 'other')
    await write(ctx, null, 'everywhere')
    const notesFor = async (role: 'viewer' | 'admin') => {
      const page = await listAudit(actingAs(ctx, staffActor(role, [own.id])), { limit: 100 })
      return page.items.map(({ note }) => note).filter((note) => note !== null)
    }
    expect(await notesFor('viewer')).toEqual(['own'])
    expect(await notesFor('admin')).toEqual(expect.arrayContaining(['own', 'everywhere']))
    expect(await notesFor('admin')).not.toContain('other')
    const viewer = actingAs(ctx, staffActor('viewer', [own.id]))
    await expect(listAudit(viewer, { clinic_id: other.id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(listAudit(viewer, { cursor: 'abc' })).rejects.toMatchObject({ field: 'cursor' })
    const weak = actingAs(ctx, keyActor(['sms:send'], [own.id]))
    await expect(listAudit(weak, {})).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('notes who opens a conversation or a patient, once in a while', async () => {
    const ctx = testCtx(database.db())
    const desk = await makeDesk(ctx)
    const { conversation } = await offerThree(desk)
    const [dana, lee] = [staffActor('viewer', [desk.clinic.id]), staffActor('viewer', [desk.clinic.id])]
    const open = (actor: typeof dana) => openConversation(actingAs(ctx, actor), conversation.id)
    await open(dana)
    await open(dana)
    await open(lee)
    ctx.advance(READ_NOTED_EVERY_MS)
    await open(dana)
    await openPatient(actingAs(ctx, dana), desk.patient.id)
    await openPatient(ctx, desk.patient.id)
    const noted = await ctx.db.auditEvent.findMany({
      where: { action: { endsWith: '.opened' }, clinic_id: desk.clinic.id },
      orderBy: { sequence: 'asc' },
    })
    expect(noted.map(({ action, actor_id }) => [action, actor_id])).toEqual([
      ['conversation.opened', dana.id],
      ['conversation.opened', lee.id],
      ['conversation.opened', dana.id],
      ['patient.opened', dana.id],
    ])
    expect(noted[0]).toMatchObject({ conversation_id: conversation.id, patient_id: desk.patient.id })
  })

  it('notes nothing for what was not shown', async () => {
    const ctx = testCtx(database.db())
    const desk = await makeDesk(ctx)
    const { conversation } = await offerThree(desk)
    const foreign = actingAs(ctx, staffActor('admin', [(await makeClinic(ctx)).id]))
    await expect(openConversation(foreign, conversation.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(openPatient(foreign, desk.patient.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await ctx.db.auditEvent.count({ where: { actor_id: foreign.actor.id } })).toBe(0)
  })
})

describe('an event in words', () => {
  const text = (action: string, detail: object = {}, is_denied = false) =>
    auditText({ action, detail, is_denied })
  it.each([
    ['Booked', 'appointment.booked'],
    ['Took the conversation over', 'conversation.taken_over'],
  ])('begins with %s', (words, action) => {
    expect(text(action)).toMatch(new RegExp(words, 'i'))
  })
  it('says what changed about a login, and why a sign-in was refused', () => {
    expect(text('staff.updated', { fields: ['role', 'disabled'] })).toBe(
      'Changed a login: its role, disabled it',
    )
    expect(text('session.refused', { reason: 'credentials' }, true)).toBe(
      'Tried to sign in with wrong details',
    )
    expect(text('offer.send', {}, true)).toBe('Was refused: offer send')
  })
})
