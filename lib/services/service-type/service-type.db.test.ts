import { beforeEach, describe, expect, it } from 'vitest'
import type { SaveServiceTypeInput } from '#lib/domain/scheduling/schema.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { makeClinic, makeServiceType } from '#lib/test/factories.ts'
import { type Desk, makeDesk, TUESDAY } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { findSlots } from '../appointment/find-slots.ts'
import { sendOffer } from '../offer/send.ts'
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

  it('has other names, which mean no other service, and stay when a form does not name them', async () => {
    const saved = await saveServiceType(admin, values({ aliases: ['Check-up', 'svc_7'] }))
    expect(saved.aliases).toEqual(['Check-up', 'svc_7'])
    const changed = await saveServiceType(admin, values({ service_type_id: saved.id }))
    expect(changed.aliases).toEqual(['Check-up', 'svc_7'])
    for (const aliases of [['check up'], ['annual-physical']]) {
      const twin = saveServiceType(admin, values({ name: 'Another', aliases }))
      expect((await refusal(twin, 'conflict')).field).toBe('aliases')
    }
    const namesake = saveServiceType(admin, values({ name: 'SVC 7' }))
    expect((await refusal(namesake, 'conflict')).field).toBe('name')
    const nameless = saveServiceType(admin, values({ name: 'Another', aliases: ['--'] }))
    expect((await refusal(nameless, 'invalid_input')).field).toBe('aliases.0')
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

describe('a service that is switched off', () => {
  it('is neither searched for nor offered, and says so', async () => {
    const other = await saveServiceType(admin, values({ name: 'Check-up', is_active: false }))
    expect(other).toMatchObject({ is_active: false, backfill_enabled: false })
    const provider_id = desk.providers[0]!.id
    await db().providerServiceType.create({ data: { provider_id, service_type_id: other.id } })
    const found = await findSlots(desk.clerk, { clinic_id: desk.clinic.id, service_type_id: other.id })
    expect(found.slots).toEqual([])
    const offer = {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      service_type_id: other.id,
      slots: [{ provider_id, starts_at: TUESDAY('10:00') }],
    }
    const error = await refusal(sendOffer(desk.clerk, offer), 'invalid_input')
    expect(error).toMatchObject({ field: 'service_type_id', message: 'Check-up is not offered any more.' })
  })

  it('stays as it is when a form does not name it, and cannot be the default one', async () => {
    const service_type_id = desk.service.id
    const error = await refusal(
      saveServiceType(admin, values({ service_type_id, is_default: true, is_active: false })),
      'conflict',
    )
    expect(error.field).toBe('is_active')
    const off = await saveServiceType(admin, values({ name: 'Check-up', is_active: false }))
    const saved = await saveServiceType(admin, values({ service_type_id: off.id, name: 'Checks' }))
    expect(saved).toMatchObject({ name: 'Checks', is_active: false })
  })
})

describe('how freed times are offered', () => {
  it('is off for a new service, and kept when a form does not name it', async () => {
    const made = await saveServiceType(admin, values({ name: 'Check-up' }))
    expect(made.backfill_enabled).toBe(false)
    const knobs = {
      backfill_enabled: true,
      backfill_wave_size: 5,
      backfill_wave_minutes: 30,
      backfill_notice_minutes: 240,
    }
    const input = { service_type_id: made.id, name: 'Check-up' }
    expect(await saveServiceType(admin, values({ ...input, ...knobs }))).toMatchObject(knobs)
    expect(await saveServiceType(admin, values(input))).toMatchObject(knobs)
  })
})
