import { beforeEach, describe, expect, it } from 'vitest'
import type { SaveServiceTypeInput } from '#lib/domain/scheduling/schema.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { makeClinic, makeServiceType } from '#lib/test/factories.ts'
import { type Desk, makeDesk } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { listServiceTypes } from './list.ts'
import { saveServiceType } from './save.ts'

const { db } = openTestDatabase()
let desk: Desk
let admin: Desk['clerk']
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  admin = { ...desk.ctx, actor: staffActor('admin', [desk.clinic.id]) }
})

const values = (fields: Partial<SaveServiceTypeInput> = {}): SaveServiceTypeInput => ({
  clinic_id: desk.clinic.id,
  name: 'Annual physical',
  duration_minutes: 45,
  buffer_before_minutes: 0,
  buffer_after_minutes: 10,
  alignment_minutes: 15,
  minimum_notice_minutes: 120,
  cost_estimate: '$150 - $200',
  is_default: false,
  ...fields,
})

describe('saveServiceType', () => {
  it('creates and changes a service type', async () => {
    const saved = await saveServiceType(admin, values())
    expect(saved).toMatchObject({ ...values(), is_active: true, is_default: false })
    await auditOf(db(), 'service_type.created', saved.id)
    const changed = await saveServiceType(admin, values({ service_type_id: saved.id, duration_minutes: 60 }))
    expect(changed).toMatchObject({ id: saved.id, duration_minutes: 60 })
    await auditOf(db(), 'service_type.updated', saved.id)
  })

  it('moves the default, and never takes it away', async () => {
    const saved = await saveServiceType(admin, values({ is_default: true }))
    const defaults = await db().serviceType.findMany({
      where: { clinic_id: desk.clinic.id, is_default: true },
    })
    expect(defaults.map(({ id }) => id)).toEqual([saved.id])
    const undone = saveServiceType(admin, values({ service_type_id: saved.id, is_default: false }))
    expect((await refusal(undone, 'conflict')).field).toBe('is_default')
  })

  it('makes the first service of a clinic its default', async () => {
    const clinic = await makeClinic(desk.ctx)
    const there = { ...desk.ctx, actor: staffActor('admin', [clinic.id]) }
    expect((await saveServiceType(there, values({ clinic_id: clinic.id }))).is_default).toBe(true)
  })

  it('lets only one default stand in the database, whoever writes', async () => {
    await expect(makeServiceType(desk.ctx, desk.clinic.id, { is_default: true })).rejects.toThrow()
  })

  it('keeps names apart and minutes sensible', async () => {
    await saveServiceType(admin, values())
    expect(
      (await refusal(saveServiceType(admin, values({ name: 'annual PHYSICAL' })), 'conflict')).field,
    ).toBe('name')
    const endless = saveServiceType(admin, values({ name: 'Other', alignment_minutes: 0 }))
    expect((await refusal(endless, 'invalid_input')).field).toBe('alignment_minutes')
  })

  it('stays in scope and needs the right to change settings', async () => {
    const elsewhere = await makeClinic(desk.ctx)
    const foreign = await makeServiceType(desk.ctx, elsewhere.id)
    await refusal(saveServiceType(admin, values({ clinic_id: elsewhere.id })), 'not_found')
    await refusal(saveServiceType(admin, values({ service_type_id: foreign.id })), 'not_found')
    await refusal(saveServiceType(desk.clerk, values()), 'forbidden')
    await refusal(listServiceTypes(admin, { clinic_id: elsewhere.id }), 'not_found')
  })
})

describe('listServiceTypes', () => {
  it('lists the clinic’s, the default one first', async () => {
    await saveServiceType(admin, values({ name: 'AAA' }))
    const listed = await listServiceTypes(desk.clerk, { clinic_id: desk.clinic.id })
    expect(listed.map((each) => [each.id === desk.service.id, each.is_default])).toEqual([
      [true, true],
      [false, false],
    ])
  })
})
