import { describe, expect, it } from 'vitest'
import { actingAs, type Ctx } from '#lib/core/context.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { makeStaff, TEST_PASSWORD } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { createStaff } from './create.ts'
import { listStaff } from './list.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { updateStaff } from './update.ts'

const database = openTestDatabase()

async function setting() {
  const ctx = testCtx(database.db())
  const [here, there] = [await makeClinic(ctx), await makeClinic(ctx)]
  const admin: Ctx = actingAs(ctx, staffActor('admin', [here.id]))
  // Somebody who can always be the other administrator.
  await makeStaff(ctx, 'admin', [there.id])
  return { ctx, admin, here, there }
}

const login = (clinicIds: string[], email: string) => ({
  name: 'Dana Reyes',
  email,
  role: 'scheduler' as const,
  password: TEST_PASSWORD,
  clinic_ids: clinicIds,
})
const auditOf = (ctx: Ctx, id: string) =>
  ctx.db.auditEvent.findMany({ where: { subject_id: id }, orderBy: { sequence: 'asc' } })

describe('a password', () => {
  it('is kept as argon2id with at least 19 MiB and two passes', async () => {
    expect(await hashPassword(TEST_PASSWORD)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })
  it('is the same however the keyboard composes its characters', async () => {
    expect(await verifyPassword(await hashPassword('caf\u00e9 au lait'), 'cafe\u0301 au lait')).toBe(true)
  })
  it('is never right for an account that does not exist, nor when it is longer than any', async () => {
    expect(await verifyPassword(null, 'the password of an account that does not exist')).toBe(false)
    const long = 'a'.repeat(201)
    expect(await verifyPassword(await hashPassword(long), long)).toBe(false)
  })
})

describe('a login', () => {
  it('is created with its clinics and written down without its words', async () => {
    const { admin, here } = await setting()
    const made = await createStaff(admin, login([here.id], 'Dana@Clinic.test'))
    expect(made).toMatchObject({ email: 'dana@clinic.test', is_disabled: false, last_seen_at: null })
    expect(made.clinics).toEqual([{ id: here.id, name: here.name }])
    const [event] = await auditOf(admin, made.id)
    expect(event).toMatchObject({ action: 'staff.created', detail: { role: 'scheduler', clinics: 1 } })
    expect(JSON.stringify(event, (_k, v) => (typeof v === 'bigint' ? Number(v) : v))).not.toMatch(
      /dana|horse/i,
    )
  })

  it('has an e-mail address of its own, in any case', async () => {
    const { admin, here } = await setting()
    await createStaff(admin, login([here.id], 'one@clinic.test'))
    const twins = await Promise.allSettled([
      createStaff(admin, login([here.id], 'ONE@clinic.test')),
      createStaff(admin, login([here.id], 'two@clinic.test')),
      createStaff(admin, login([here.id], 'two@clinic.test')),
    ])
    expect(twins.map(({ status }) => status).filter((status) => status === 'fulfilled')).toHaveLength(1)
    for (const twin of twins) {
      if (twin.status === 'rejected') expect(twin.reason).toMatchObject({ code: 'conflict', field: 'email' })
    }
  })

  it('needs a password of twelve characters', async () => {
    const { admin, here } = await setting()
    const short = { ...login([here.id], 'short@clinic.test'), password: 'elevenchars' }
    await expect(createStaff(admin, short)).rejects.toMatchObject({
      code: 'invalid_input',
      field: 'password',
    })
  })

  it('changes name, role and clinics, and says which in the audit trail', async () => {
    const { ctx, here, there } = await setting()
    const made = await createStaff(ctx, login([here.id], 'change@clinic.test'))
    const changed = await updateStaff(ctx, {
      staff_id: made.id,
      name: 'Dana R.',
      role: 'viewer',
      clinic_ids: [there.id],
    })
    expect(changed).toMatchObject({ name: 'Dana R.', role: 'viewer', clinics: [{ id: there.id }] })
    expect((await auditOf(ctx, made.id)).at(-1)?.detail).toEqual({
      fields: ['name', 'role', 'clinics'],
      sessions_ended: 0,
    })
  })

  it('can be enabled again', async () => {
    const { admin, here } = await setting()
    const made = await createStaff(admin, login([here.id], 'again@clinic.test'))
    await updateStaff(admin, { staff_id: made.id, is_disabled: true })
    expect((await updateStaff(admin, { staff_id: made.id, is_disabled: false })).is_disabled).toBe(false)
  })

  it('of another clinic is not found, and one of other clinics too is not the administrator’s to change', async () => {
    const { ctx, admin, here, there } = await setting()
    const [theirs, both] = [
      await createStaff(ctx, login([there.id], 'theirs@clinic.test')),
      await createStaff(ctx, login([here.id, there.id], 'both@clinic.test')),
    ]
    const password = 'another long password'
    await expect(updateStaff(admin, { staff_id: theirs.id, password })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(updateStaff(admin, { staff_id: both.id, password })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(updateStaff(admin, { staff_id: both.id, clinic_ids: [there.id] })).rejects.toMatchObject({
      code: 'not_found',
    })
    const listed = (await listStaff(admin)).map(({ id }) => id)
    expect(listed).toContain(both.id)
    expect(listed).not.toContain(theirs.id)
  })
})

describe('the last administrator', () => {
  async function twoAdmins() {
    const ctx = testCtx(database.db())
    const clinic = await makeClinic(ctx)
    await ctx.db.staff.updateMany({ where: { role: 'admin' }, data: { role: 'viewer' } })
    return {
      ctx,
      one: await makeStaff(ctx, 'admin', [clinic.id]),
      two: await makeStaff(ctx, 'admin', [clinic.id]),
    }
  }

  it.each([{ is_disabled: true }, { role: 'scheduler' as const }])('stays: %j', async (change) => {
    const { ctx, one, two } = await twoAdmins()
    await updateStaff(ctx, { staff_id: one.id, ...change })
    await expect(updateStaff(ctx, { staff_id: two.id, ...change })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  it('stays when two administrators remove each other at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { ctx, one, two } = await twoAdmins()
      const results = await Promise.allSettled([
        updateStaff(ctx, { staff_id: one.id, is_disabled: true }),
        updateStaff(ctx, { staff_id: two.id, role: 'viewer' }),
      ])
      const lost = results.filter((result) => result.status === 'rejected')
      expect(lost).toHaveLength(1)
      expect(isSwitchboardError(lost[0]?.reason, 'conflict')).toBe(true)
      expect(await ctx.db.staff.count({ where: { role: 'admin', disabled_at: null } })).toBe(1)
    }
  })

  it('does not keep others from being disabled', async () => {
    const { ctx, one } = await twoAdmins()
    const viewer = await makeStaff(ctx, 'viewer', [one.clinics[0]!.id])
    expect((await updateStaff(ctx, { staff_id: viewer.id, is_disabled: true })).is_disabled).toBe(true)
  })
})
