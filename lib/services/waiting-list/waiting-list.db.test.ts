import { beforeEach, describe, expect, it } from 'vitest'
import { mutate } from '#lib/core/mutate.ts'
import { keyActor, staffActor, testCtx } from '#lib/test/context.ts'
import { makeClinic, makePatient, makeProvider, makeServiceType } from '#lib/test/factories.ts'
import { TUESDAY } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { type BackfillDesk, bookVisit, makeBackfillDesk, makeWaiting } from '#lib/test/waiting-list.ts'
import { cancelAppointment } from '../appointment/cancel.ts'
import { previewOpening } from '../opening/preview.ts'
import { changeWaitingListEntry } from './change.ts'
import { joinWaitingList } from './join.ts'
import { leaveWaitingList } from './leave.ts'
import { listWaitingList } from './list.ts'
import { readWaitingListRules } from './rules.ts'
import { saveWaitingListRules } from './save-rules.ts'

const { db } = openTestDatabase()
let desk: BackfillDesk
beforeEach(async () => {
  desk = await makeBackfillDesk(testCtx(db()))
})

const join = (fields: Partial<Parameters<typeof joinWaitingList>[1]> = {}) =>
  joinWaitingList(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    service_type_id: desk.service.id,
    ...fields,
  })

describe('joining the waiting list', () => {
  it('keeps what suits, who put the patient there, and is audited', async () => {
    const visit = await bookVisit(desk, desk.patient, TUESDAY('15:00'))
    const entry = await join({
      provider_id: desk.providers[0]!.id,
      appointment_id: visit.id,
      weekdays: [4, 2, 2],
      times_of_day: ['morning'],
      from_date: '2026-11-24',
      until_date: '2026-12-11',
    })
    expect(entry).toMatchObject({
      state: 'waiting',
      source: 'staff',
      created_by: 'Test scheduler',
      weekdays: [2, 4],
      times_of_day: ['morning'],
      from_date: '2026-11-24',
      until_date: '2026-12-11',
      last_offered_at: null,
      blocked: null,
      visit: { id: visit.id },
      provider: { id: desk.providers[0]!.id },
    })
    const event = await auditOf(db(), 'waiting_list.joined', entry.id)
    expect(event).toMatchObject({ actor_name: 'Test scheduler', patient_id: desk.patient.id })
  })

  it('is refused a second time for one service, also at the same moment', async () => {
    const outcomes = await Promise.allSettled([join(), join(), join()])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const error = await refusal(join(), 'conflict')
    expect(error.message).toMatch(/waits for Visit \d+ already/)
  })

  it('waits for another one of the same phone to end, and is then refused', async () => {
    const { promise: hasJoined, resolve: joined } = Promise.withResolvers<void>()
    const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>()
    const first = mutate(desk.clerk, { name: 'test.join', permission: null }, async (tx) => {
      await joinWaitingList(tx, {
        clinic_id: desk.clinic.id,
        patient_id: desk.patient.id,
        service_type_id: desk.service.id,
      })
      joined()
      await mayCommit
    })
    await hasJoined
    const second = refusal(join(), 'conflict')
    await waitFor('the second waits for the phone', async () => {
      const [row] = await db().$queryRaw<{ waiting: bigint }[]>`
        SELECT count(*) AS waiting FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()`
      return Number(row?.waiting) > 0
    })
    commit()
    await Promise.all([first, second])
  })

  it('by a key is marked as an agent’s', async () => {
    const ctx = { ...desk.ctx, actor: keyActor(['appointments:write'], [desk.clinic.id]) }
    const entry = await joinWaitingList(ctx, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      service_type_id: desk.service.id,
    })
    expect(entry.source).toBe('agent')
  })

  it('refuses what could never be offered, naming the field', async () => {
    const stranger = await makePatient(desk.ctx, desk.clinic.id)
    const theirs = await bookVisit(desk, stranger, TUESDAY('09:00'))
    const own = await bookVisit(desk, desk.patient, TUESDAY('10:00'))
    await cancelAppointment(desk.clerk, { appointment_id: own.id, notify_patient: false })
    const elsewhere = await makeProvider(desk.ctx, (await makeClinic(desk.ctx)).id)
    const idle = await makeProvider(desk.ctx, desk.clinic.id)
    const off = await makeServiceType(desk.ctx, desk.clinic.id)
    await db().serviceType.update({ where: { id: off.id }, data: { is_active: false } })
    const wrong: [Partial<Parameters<typeof joinWaitingList>[1]>, string][] = [
      [{ appointment_id: theirs.id }, 'appointment_id'],
      [{ appointment_id: own.id }, 'appointment_id'],
      [{ provider_id: elsewhere.id }, 'provider_id'],
      [{ provider_id: idle.id }, 'provider_id'],
      [{ service_type_id: off.id }, 'service_type_id'],
      [{ from_date: '2026-12-02', until_date: '2026-12-01' }, 'until_date'],
      [{ until_date: '2026-11-22' }, 'until_date'],
      [{ from_date: '2026-02-30' }, 'from_date'],
    ]
    for (const [fields, field] of wrong) {
      expect((await refusal(join(fields), 'invalid_input')).field, JSON.stringify(fields)).toBe(field)
    }
    expect(await db().waitingListEntry.count({ where: { patient_id: desk.patient.id } })).toBe(0)
  })
})

describe('changing and leaving', () => {
  it('replaces what suits and keeps the turn; an older version is refused', async () => {
    const entry = await join({ weekdays: [1] })
    const changed = await changeWaitingListEntry(desk.clerk, {
      entry_id: entry.id,
      times_of_day: ['evening'],
      version: entry.version,
    })
    expect(changed).toMatchObject({ weekdays: [], times_of_day: ['evening'], created_at: entry.created_at })
    await auditOf(db(), 'waiting_list.changed', entry.id)
    await refusal(
      changeWaitingListEntry(desk.clerk, { entry_id: entry.id, version: entry.version }),
      'changed_meanwhile',
    )
  })

  it('keeps the entry, as one that has left, and lets the patient join again', async () => {
    const entry = await join()
    expect(await leaveWaitingList(desk.clerk, { entry_id: entry.id, reason: 'Moved away' })).toMatchObject({
      state: 'left',
      ended_at: new Date(desk.ctx.now()).toISOString(),
    })
    await auditOf(db(), 'waiting_list.left', entry.id)
    await refusal(leaveWaitingList(desk.clerk, { entry_id: entry.id }), 'illegal_state')
    await refusal(changeWaitingListEntry(desk.clerk, { entry_id: entry.id }), 'illegal_state')
    expect((await listWaitingList(desk.clerk, { patient_id: desk.patient.id })).items).toEqual([])
    expect((await join()).id).not.toBe(entry.id)
  })
})

describe('the list', () => {
  it('has the longest waiting first, page by page, of one service or all', async () => {
    const waiting = []
    for (let count = 0; count < 5; count += 1) waiting.push((await makeWaiting(desk)).entry.id)
    const other = await makeServiceType(desk.ctx, desk.clinic.id)
    await join({ service_type_id: other.id })
    const query = { clinic_id: desk.clinic.id, service_type_id: desk.service.id, limit: 2 }
    const seen: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await listWaitingList(desk.clerk, { ...query, cursor })
      seen.push(...page.items.map((item) => item.id))
      if (page.next_cursor === null) break
      cursor = page.next_cursor
    }
    expect(seen).toEqual(waiting)
    expect((await listWaitingList(desk.clerk, { clinic_id: desk.clinic.id })).items).toHaveLength(6)
  })

  it('says why somebody is offered nothing', async () => {
    const waiting = await makeWaiting(desk, { visit_at: TUESDAY('15:00'), until_date: '2026-11-24' })
    const blocked = async () =>
      (await listWaitingList(desk.clerk, { patient_id: waiting.id })).items[0]!.blocked
    expect(await blocked()).toBeNull()
    desk.ctx.advance(2 * 24 * 60 * 60_000)
    expect(await blocked()).toBe('The visit to be moved is no longer booked')
    await db().waitingListEntry.updateMany({
      where: { patient_id: waiting.id },
      data: { appointment_id: null },
    })
    expect(await blocked()).toBe('The last date that suits is past')
    await saveWaitingListRules(desk.admin, {
      clinic_id: desk.clinic.id,
      service_types: [{ ...KNOBS, id: desk.service.id, backfill_enabled: false }],
    })
    expect(await blocked()).toBe('Freed times of this service are offered to nobody')
  })

  it('says of somebody who has got a visit meanwhile that there is one already', async () => {
    const waiting = await makeWaiting(desk)
    const visit = await bookVisit(desk, waiting, TUESDAY('15:00'))
    const [entry] = (await listWaitingList(desk.clerk, { patient_id: waiting.id })).items
    expect(entry!.blocked).toBe('Has a visit of this service already')
    await changeWaitingListEntry(desk.clerk, { entry_id: entry!.id, appointment_id: visit.id })
    const [changed] = (await listWaitingList(desk.clerk, { patient_id: waiting.id })).items
    expect(changed!.blocked).toBeNull()
  })

  it('does not reach into another clinic', async () => {
    const waiting = await makeWaiting(desk)
    const foreign = { ...desk.ctx, actor: staffActor('admin', [(await makeClinic(desk.ctx)).id]) }
    expect((await listWaitingList(foreign, {})).items).toEqual([])
    await refusal(listWaitingList(foreign, { patient_id: waiting.id }), 'not_found')
    await refusal(changeWaitingListEntry(foreign, { entry_id: waiting.entry.id }), 'not_found')
    await refusal(leaveWaitingList(foreign, { entry_id: waiting.entry.id }), 'not_found')
  })
})

const KNOBS = {
  backfill_enabled: true,
  backfill_wave_size: 4,
  backfill_wave_minutes: 30,
  backfill_notice_minutes: 300,
}

describe('the rules', () => {
  it('are saved for the services that are named, by an administrator, and audited', async () => {
    const other = await makeServiceType(desk.ctx, desk.clinic.id)
    await makeWaiting(desk)
    const saved = await saveWaitingListRules(desk.admin, {
      clinic_id: desk.clinic.id,
      suggests_preferred: true,
      service_types: [{ ...KNOBS, id: desk.service.id }],
    })
    expect(saved).toEqual(await readWaitingListRules(desk.clerk, { clinic_id: desk.clinic.id }))
    expect(saved.suggests_preferred).toBe(true)
    const [first, second] = saved.service_types
    expect(first).toMatchObject({ id: desk.service.id, ...KNOBS, waiting: 1 })
    expect(second).toMatchObject({ id: other.id, backfill_enabled: false, backfill_wave_size: 3, waiting: 0 })
    await auditOf(db(), 'service_type.backfill_changed', desk.service.id)
    await refusal(saveWaitingListRules(desk.clerk, { clinic_id: desk.clinic.id }), 'forbidden')
    const elsewhere = await makeServiceType(desk.ctx, (await makeClinic(desk.ctx)).id)
    await refusal(
      saveWaitingListRules(desk.admin, {
        clinic_id: desk.clinic.id,
        service_types: [{ ...KNOBS, id: elsewhere.id }],
      }),
      'not_found',
    )
  })
})

describe('the preview', () => {
  const preview = (fields: Partial<Parameters<typeof previewOpening>[1]> = {}) =>
    previewOpening(desk.clerk, {
      clinic_id: desk.clinic.id,
      service_type_id: desk.service.id,
      provider_id: desk.providers[0]!.id,
      starts_at: TUESDAY('10:00'),
      ...fields,
    })

  it('names who would be asked, when and why, and who would not, and changes nothing', async () => {
    const [a, b, c] = [await makeWaiting(desk), await makeWaiting(desk), await makeWaiting(desk)]
    const never = await makeWaiting(desk, { weekdays: [1] })
    const before = await db().waitingListEntry.findMany({ orderBy: { id: 'asc' } })
    const { problem, waves, not_asked } = await preview()
    expect(problem).toBeNull()
    expect(waves.map((wave) => wave.patients.map(({ patient }) => patient.id))).toEqual([
      [a.id, b.id],
      [c.id],
    ])
    expect(waves.map((wave) => Date.parse(wave.at) - desk.ctx.now())).toEqual([0, 15 * 60_000])
    expect(waves[0]!.patients[0]!.why).toBe('Never offered a time, waiting since Mon Nov 23')
    expect(not_asked).toEqual([
      {
        patient: expect.objectContaining({ id: never.id }),
        entry_id: never.entry.id,
        why: 'Cannot come on that weekday',
      },
    ])
    expect(await db().waitingListEntry.findMany({ orderBy: { id: 'asc' } })).toEqual(before)
    expect(await db().opening.count({ where: { clinic_id: desk.clinic.id } })).toBe(0)
    expect(await db().openingInvitation.count()).toBe(0)
  })

  it('shows rules that are not saved yet', async () => {
    const people = [await makeWaiting(desk), await makeWaiting(desk), await makeWaiting(desk)]
    const { waves } = await preview({ knobs: { backfill_wave_size: 1, backfill_wave_minutes: 60 } })
    expect(waves.map((wave) => Date.parse(wave.at) - desk.ctx.now())).toEqual([0, 3_600_000, 7_200_000])
    expect(waves).toHaveLength(people.length)
    expect((await preview({ knobs: { backfill_enabled: false } })).waves).toEqual([])
    const fan = await makePatient(desk.ctx, desk.clinic.id, { preferred_provider_id: desk.providers[0]!.id })
    const told = await preview({ cause: 'availability', suggests_preferred: true })
    expect(told.waves.flatMap((wave) => wave.patients).at(-1)).toMatchObject({
      patient: { id: fan.id },
      why: 'Never offered a time, prefers this provider',
    })
  })

  it('says that a time is too soon, or that somebody would not be reached in time', async () => {
    await makeWaiting(desk)
    expect((await preview({ starts_at: '2026-11-23T11:30:00-05:00' })).problem).toBe(
      'That is too soon: such a time could be offered until Mon Nov 23, 9:30 AM.',
    )
    expect((await preview({ starts_at: '2026-11-20T11:30:00-05:00' })).problem).toBe('That time is past.')
    await makeWaiting(desk)
    const late = await preview({
      starts_at: '2026-11-23T12:10:00-05:00',
      knobs: { backfill_wave_size: 1 },
    })
    expect(late.waves).toHaveLength(1)
    expect(late.not_asked).toMatchObject([{ why: 'Would not be reached in time' }])
  })

  it('is out of reach for another clinic', async () => {
    const foreign = { ...desk.ctx, actor: staffActor('admin', [(await makeClinic(desk.ctx)).id]) }
    await refusal(
      previewOpening(foreign, {
        clinic_id: desk.clinic.id,
        service_type_id: desk.service.id,
        provider_id: desk.providers[0]!.id,
        starts_at: TUESDAY('10:00'),
      }),
      'not_found',
    )
  })
})
