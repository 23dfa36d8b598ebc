import { beforeEach, describe, expect, it } from 'vitest'
import type { SaveProviderInput } from '#lib/domain/scheduling/schema.ts'
import { keyActor, staffActor, testCtx } from '#lib/test/context.ts'
import { makeClinic, makePatient, makeProvider, makeServiceType } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, TUESDAY } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { ensureBuiltinAgents } from '../agent/ensure-builtin.ts'
import { registerAgent } from '../agent/register.ts'
import { removeAgent } from '../agent/remove.ts'
import { bookAppointment } from '../appointment/book.ts'
import { findSlots } from '../appointment/find-slots.ts'
import { addTimeOff } from './add-time-off.ts'
import { cancelTimeOff } from './cancel-time-off.ts'
import { listProviders } from './list.ts'
import { saveProvider } from './save.ts'

const { db } = openTestDatabase()
let desk: Desk
let admin: Desk['clerk']
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  admin = { ...desk.ctx, actor: staffActor('admin', [desk.clinic.id]) }
})

const MONDAY = { weekday: 1, start_local: '09:00', end_local: '12:00' }
const save = (fields: Partial<SaveProviderInput> = {}) =>
  saveProvider(admin, {
    clinic_id: desk.clinic.id,
    name: 'Dr. Clara Núñez',
    specialty: 'Dermatology',
    service_type_ids: [desk.service.id],
    hours: [MONDAY],
    ...fields,
  })

describe('saveProvider', () => {
  it('creates a provider who can be found, named and offered', async () => {
    const saved = await save()
    expect(saved).toMatchObject({
      name: 'Dr. Clara Núñez',
      is_external: false,
      is_active: true,
      hours_version: 1,
      service_types: [{ id: desk.service.id }],
      availability: [{ ...MONDAY, from_date: null, until_date: null, time_zone: 'America/New_York' }],
      time_off: [],
    })
    const row = await db().provider.findUniqueOrThrow({ where: { id: saved.id } })
    expect(row).toMatchObject({ name_key: 'clara nunez', surname_key: 'nunez' })
    const { detail } = await auditOf(db(), 'provider.created', saved.id)
    expect(detail).toMatchObject({ windows: 1, hours_version: 1 })
    const search = {
      clinic_id: desk.clinic.id,
      service_type_id: desk.service.id,
      provider_ids: [saved.id],
      days: 14,
    }
    expect((await findSlots(desk.clerk, search)).slots.length).toBeGreaterThan(0)
  })

  it('replaces the hours under a new version, and leaves the same hours alone', async () => {
    const { id } = await save()
    const same = await save({ provider_id: id, name: 'Dr. Clara Nunez' })
    expect(same.hours_version).toBe(1)
    const hours = [
      {
        weekday: 2,
        start_local: '13:00',
        end_local: '24:00',
        from_date: '2026-12-01',
        until_date: '2026-12-31',
      },
    ]
    const changed = await save({ provider_id: id, hours, hours_version: 1 })
    expect(changed).toMatchObject({ hours_version: 2, availability: [hours[0]] })
    const stale = save({ provider_id: id, hours: [MONDAY], hours_version: 1 })
    await refusal(stale, 'changed_meanwhile')
    expect(await db().auditEvent.count({ where: { action: 'provider.updated', subject_id: id } })).toBe(2)
  })

  it('says which window is impossible', async () => {
    const crossing = [MONDAY, { weekday: 2, start_local: '22:00', end_local: '06:00' }]
    const error = await refusal(save({ hours: crossing }), 'invalid_input')
    expect(error.field).toBe('hours.1.end_local')
    const backwards = [{ ...MONDAY, from_date: '2026-12-02', until_date: '2026-12-01' }]
    expect((await refusal(save({ hours: backwards }), 'invalid_input')).field).toBe('hours.0.until_date')
    expect(await db().provider.count({ where: { clinic_id: desk.clinic.id } })).toBe(2)
  })

  it('keeps names apart within a clinic, whatever title and accents', async () => {
    await save()
    const error = await refusal(save({ name: 'clara nunez, MD' }), 'conflict')
    expect(error).toMatchObject({ field: 'name', message: expect.stringContaining('Dr. Clara Núñez') })
    const elsewhere = await makeClinic(desk.ctx)
    const there = { ...desk.ctx, actor: staffActor('admin', [elsewhere.id]) }
    const twin = { clinic_id: elsewhere.id, name: 'Dr. Clara Núñez', service_type_ids: [], hours: [] }
    expect((await saveProvider(there, twin)).name).toBe('Dr. Clara Núñez')
  })

  it('has other names, which mean nobody else of the clinic, and stay when a form does not name them', async () => {
    const saved = await save({ aliases: ['prov_7'] })
    expect(saved.aliases).toEqual(['prov_7'])
    expect((await save({ provider_id: saved.id })).aliases).toEqual(['prov_7'])
    for (const alias of ['PROV 7', 'dr_clara_nunez']) {
      const error = await refusal(save({ name: 'Dr. Eve Moss', aliases: [alias] }), 'conflict')
      expect(error).toMatchObject({ field: 'aliases', message: expect.stringContaining(alias) })
    }
    expect(await refusal(save({ name: 'Prov 7' }), 'conflict')).toMatchObject({ field: 'name' })
    expect((await save({ provider_id: saved.id, aliases: [] })).aliases).toEqual([])
  })

  it('makes a known provider of an external one who gets hours', async () => {
    const outside = await makeProvider(desk.ctx, desk.clinic.id, { hours: null })
    await db().provider.update({ where: { id: outside.id }, data: { is_external: true } })
    const named = await save({ provider_id: outside.id, name: outside.name, hours: [] })
    expect(named.is_external).toBe(true)
    expect((await save({ provider_id: outside.id, name: outside.name })).is_external).toBe(false)
  })

  it('releases what is held with a provider who takes no more visits, and tells the thread', async () => {
    const sent = await offerThree(desk)
    const [first] = desk.providers
    await save({ provider_id: first!.id, name: first!.name, is_active: false })
    const held = { provider_id: first!.id, state: 'held' as const }
    expect(await db().appointment.count({ where: held })).toBe(0)
    const told = { action: 'hold.released', conversation_id: sent.conversation.id }
    expect(await db().auditEvent.count({ where: told })).toBe(2)
  })

  it('gives a schedule to an outside agent of the clinic, keeps it there, and takes it back', async () => {
    const agent = await registerAgent(admin, { name: `peer-${desk.clinic.id}`, type: 'provider' })
    const saved = await save({ agent_id: agent.id })
    expect(saved.agent).toEqual({ id: agent.id, name: agent.name })
    const { detail } = await auditOf(db(), 'provider.created', saved.id)
    expect(detail).toMatchObject({ agent_id: agent.id })
    expect((await save({ provider_id: saved.id })).agent?.id).toBe(agent.id)
    expect((await save({ provider_id: saved.id, agent_id: null })).agent).toBeNull()
  })

  it('gives a schedule to nobody else’s agent, none that is built in and none that was removed', async () => {
    const elsewhere = await makeClinic(desk.ctx)
    const there = { ...desk.ctx, actor: staffActor('admin', [elsewhere.id]) }
    const foreign = await registerAgent(there, { name: `foreign-${elsewhere.id}`, type: 'provider' })
    const removed = await registerAgent(admin, { name: `removed-${desk.clinic.id}`, type: 'provider' })
    await removeAgent(admin, { agent_id: removed.id })
    await ensureBuiltinAgents(desk.ctx)
    const builtin = await db().agent.findUniqueOrThrow({ where: { name: 'provider-agent' } })
    for (const agent_id of [foreign.id, removed.id, builtin.id, desk.ctx.newId()]) {
      expect((await refusal(save({ agent_id }), 'invalid_input')).field).toBe('agent_id')
    }
    const everywhere = await registerAgent(desk.ctx, {
      name: `everywhere-${desk.clinic.id}`,
      type: 'provider',
    })
    expect((await save({ agent_id: everywhere.id })).agent?.id).toBe(everywhere.id)
  })

  it('stays in scope and needs the right to change settings', async () => {
    const elsewhere = await makeClinic(desk.ctx)
    const foreign = await makeProvider(desk.ctx, elsewhere.id)
    await refusal(save({ clinic_id: elsewhere.id }), 'not_found')
    await refusal(save({ provider_id: foreign.id }), 'not_found')
    const service = await makeServiceType(desk.ctx, elsewhere.id)
    expect((await refusal(save({ service_type_ids: [service.id] }), 'invalid_input')).field).toBe(
      'service_type_ids',
    )
    const input = { clinic_id: desk.clinic.id, name: 'X Y', service_type_ids: [], hours: [] }
    await refusal(saveProvider(desk.clerk, input), 'forbidden')
    expect(await db().provider.count({ where: { clinic_id: desk.clinic.id } })).toBe(2)
  })
})

describe('time off', () => {
  const away = (fields: Partial<Parameters<typeof addTimeOff>[1]> = {}) =>
    addTimeOff(desk.clerk, {
      provider_id: desk.providers[0]!.id,
      starts_at: TUESDAY('09:00'),
      ends_at: TUESDAY('12:00'),
      note: 'Surgery',
      ...fields,
    })

  it('names the visits in it, leaves them standing and lets holds go', async () => {
    const sent = await offerThree(desk)
    const other = await makePatient(desk.ctx, desk.clinic.id)
    const visit = await bookAppointment(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: other.id,
      provider_id: desk.providers[0]!.id,
      service_type_id: desk.service.id,
      starts_at: TUESDAY('11:30'),
      notify_patient: false,
    })
    const result = await away()
    expect(result.affected.map((each) => [each.id, each.state])).toEqual([[visit.id, 'booked']])
    const states = await db().appointment.findMany({
      where: { conversation_id: sent.conversation.id },
      orderBy: { starts_at: 'asc' },
    })
    expect(states.map((row) => row.state)).toEqual(['released', 'released', 'held'])
    const event = await auditOf(db(), 'provider.time_off_added', desk.providers[0]!.id)
    expect(event.detail).toMatchObject({ affected: 1, released_holds: 2 })
    expect(event.note_sealed).not.toBeNull()
  })

  it('is listed until it is over, with its note for colleagues alone', async () => {
    const { time_off } = await away()
    const listed = (await listProviders(desk.clerk, { clinic_id: desk.clinic.id }))[0]
    expect(listed?.time_off).toEqual([{ ...time_off, note: 'Surgery' }])
    const key = { ...desk.ctx, actor: keyActor(['conversations:read'], [desk.clinic.id]) }
    expect((await listProviders(key, { clinic_id: desk.clinic.id }))[0]?.time_off[0]?.note).toBeNull()
    const stored = await db().timeOff.findUniqueOrThrow({ where: { id: time_off.id } })
    expect(stored.note_sealed).not.toContain('Surgery')
    const later = { ...desk.clerk, now: () => Date.parse(TUESDAY('12:00')) }
    expect((await listProviders(later, { clinic_id: desk.clinic.id }))[0]?.time_off).toEqual([])
  })

  it('closes the calendar and opens it again when it is cancelled', async () => {
    const search = {
      clinic_id: desk.clinic.id,
      service_type_id: desk.service.id,
      provider_ids: [desk.providers[0]!.id],
      from: TUESDAY('09:00'),
      days: 1,
    }
    const count = async () => (await findSlots(desk.clerk, search)).slots.filter(inMorning).length
    const inMorning = (slot: { starts_at: string }) =>
      slot.starts_at < new Date(TUESDAY('12:00')).toISOString()
    expect(await count()).toBe(6)
    const { time_off } = await away()
    expect(await count()).toBe(0)
    expect((await cancelTimeOff(desk.clerk, { time_off_id: time_off.id })).id).toBe(time_off.id)
    expect(await count()).toBe(6)
    await auditOf(db(), 'provider.time_off_cancelled', desk.providers[0]!.id)
    await refusal(cancelTimeOff(desk.clerk, { time_off_id: time_off.id }), 'illegal_state')
  })

  it.each([
    ['ends before it starts', { ends_at: TUESDAY('08:00') }],
    ['is over already', { starts_at: '2026-11-20T09:00:00Z', ends_at: '2026-11-21T09:00:00Z' }],
    ['lasts longer than a year', { ends_at: '2028-01-01T00:00:00Z' }],
  ])('is refused when it %s', async (_, fields) => {
    expect((await refusal(away(fields), 'invalid_input')).field).toBe('ends_at')
    expect(await db().timeOff.count({ where: { provider_id: desk.providers[0]!.id } })).toBe(0)
  })

  it('stays in scope and is refused to viewers', async () => {
    const { time_off } = await away()
    const elsewhere = await makeClinic(desk.ctx)
    const foreign = { ...desk.ctx, actor: staffActor('admin', [elsewhere.id]) }
    const viewer = { ...desk.ctx, actor: staffActor('viewer', [desk.clinic.id]) }
    const input = {
      provider_id: desk.providers[0]!.id,
      starts_at: TUESDAY('13:00'),
      ends_at: TUESDAY('14:00'),
    }
    await refusal(addTimeOff(foreign, input), 'not_found')
    await refusal(cancelTimeOff(foreign, { time_off_id: time_off.id }), 'not_found')
    await refusal(addTimeOff(viewer, input), 'forbidden')
    await refusal(cancelTimeOff(viewer, { time_off_id: time_off.id }), 'forbidden')
    await refusal(listProviders(foreign, { clinic_id: desk.clinic.id }), 'not_found')
  })
})
