import { beforeEach, describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { makeStaff } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { listClinics, pickClinic } from './list.ts'
import { saveClinic } from './save.ts'

const database = openTestDatabase()
const ZONE = { time_zone: 'America/New_York' }

beforeEach(async () => {
  await database.db().staff.deleteMany()
  await database.db().clinic.deleteMany()
})

describe('clinics', () => {
  it('make the first one the default, and keep exactly one', async () => {
    const ctx = testCtx(database.db())
    const first = await saveClinic(ctx, { name: 'First', ...ZONE })
    const second = await saveClinic(ctx, { name: 'Second', ...ZONE })
    expect([first.is_default, second.is_default]).toEqual([true, false])
    await saveClinic(ctx, { clinic_id: second.id, name: 'Second', ...ZONE, is_default: true })
    expect((await listClinics(ctx)).map(({ name, is_default }) => [name, is_default])).toEqual([
      ['Second', true],
      ['First', false],
    ])
    const taken = saveClinic(ctx, { clinic_id: second.id, name: 'Second', ...ZONE, is_default: false })
    await expect(taken).rejects.toMatchObject({ code: 'conflict', field: 'is_default' })
  })

  it('have one default when several become it at once', async () => {
    const ctx = testCtx(database.db())
    const names = Array.from({ length: 8 }, (_, index) => `Clinic ${index}`)
    await Promise.all(names.map((name) => saveClinic(ctx, { name, ...ZONE, is_default: true })))
    expect((await listClinics(ctx)).filter(({ is_default }) => is_default)).toHaveLength(1)
  })

  it('begin with the quiet hours of the installation, and keep what is said', async () => {
    const ctx = testCtx(database.db(), { config: { defaultQuietHours: '21:00-08:00' } })
    const made = await saveClinic(ctx, { name: 'First', ...ZONE })
    expect(made.quiet_hours).toBe('21:00-08:00')
    const save = (fields: { quiet_hours?: string | null }) =>
      saveClinic(ctx, { clinic_id: made.id, name: 'First', ...ZONE, ...fields })
    expect((await save({})).quiet_hours).toBe('21:00-08:00')
    expect((await save({ quiet_hours: '19:30-09:00' })).quiet_hours).toBe('19:30-09:00')
    expect((await save({ quiet_hours: null })).quiet_hours).toBeNull()
    expect((await save({})).quiet_hours).toBeNull()
    await expect(save({ quiet_hours: '8 to 20' })).rejects.toMatchObject({
      code: 'invalid_input',
      field: 'quiet_hours',
    })
  })

  it('read the phone number and know its country', async () => {
    const ctx = testCtx(database.db())
    const saved = await saveClinic(ctx, {
      name: 'London',
      time_zone: 'Europe/London',
      phone_number: '+44 20 7946 0958',
    })
    expect(saved).toMatchObject({ phone_number: '+442079460958', country: 'GB' })
    const wrong = saveClinic(ctx, { name: 'Wrong', ...ZONE, phone_number: '12' })
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_input', field: 'phone_number' })
  })

  it('refuse a zone that is none', async () => {
    const ctx = testCtx(database.db())
    const wrong = saveClinic(ctx, { name: 'Wrong', time_zone: 'Mars/Olympus' })
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_input', field: 'time_zone' })
  })

  it('belong to whoever opened them from then on', async () => {
    const ctx = testCtx(database.db())
    const home = await saveClinic(ctx, { name: 'Home', ...ZONE })
    const { id } = await makeStaff(ctx, 'admin', [home.id])
    const admin = actingAs(ctx, staffActor('admin', [home.id], id))
    const opened = await saveClinic(admin, { name: 'Opened', ...ZONE })
    const own = await ctx.db.staffClinic.findMany({ where: { staff_id: id } })
    expect(own.map(({ clinic_id }) => clinic_id).sort()).toEqual([home.id, opened.id].sort())
    const events = await ctx.db.auditEvent.findMany({ where: { subject_id: opened.id } })
    expect(events.map(({ action }) => action)).toEqual(['clinic.created'])
  })

  it('are picked by id, else the default one in reach', async () => {
    const ctx = testCtx(database.db())
    const first = await saveClinic(ctx, { name: 'First', ...ZONE })
    const second = await saveClinic(ctx, { name: 'Second', ...ZONE })
    expect((await pickClinic(ctx, null)).id).toBe(first.id)
    const other = actingAs(ctx, staffActor('viewer', [second.id]))
    expect((await pickClinic(other, undefined)).id).toBe(second.id)
    await expect(pickClinic(other, first.id)).rejects.toMatchObject({ code: 'not_found' })
  })
})
