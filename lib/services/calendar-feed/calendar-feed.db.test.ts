import ICAL from 'ical.js'
import { afterAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { GET } from '#app/api/calendar/[token]/route.ts'
import { setAppForTests } from '#lib/compose.ts'
import { actingAs } from '#lib/core/context.ts'
import { FEED_READS_PER_MINUTE } from '#lib/core/rate-limit.ts'
import { logger } from '#lib/logger.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { makePatient } from '#lib/test/factories.ts'
import { serveTestApp } from '#lib/test/http.ts'
import { type Desk, makeDesk, TUESDAY } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { bookAppointment } from '../appointment/book.ts'
import { cancelAppointment } from '../appointment/cancel.ts'
import { rescheduleAppointment } from '../appointment/reschedule.ts'
import { createCalendarFeed } from './create.ts'
import { getCalendarFeed } from './get.ts'
import { revokeCalendarFeed } from './revoke.ts'

const database = openTestDatabase()
const DAY_MS = 24 * 60 * 60 * 1000
let desk: Desk
let admin: Desk['ctx']
let provider_id: string

beforeEach(async () => {
  const ctx = testCtx(database.db())
  serveTestApp(ctx)
  desk = await makeDesk(ctx)
  admin = actingAs(ctx, staffActor('admin', [desk.clinic.id]))
  provider_id = desk.providers[0]!.id
})
afterAll(() => setAppForTests(null))

async function ask(path: string, headers: Record<string, string> = {}) {
  const request = new Request(`http://0.0.0.0:10003${path}`, { headers })
  const token = path.split('/').at(-1)!
  return GET(request, { params: Promise.resolve({ token }) })
}

/** The visits as the second parser reads them, by uid. */
async function read(path: string) {
  const response = await ask(path)
  expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  const calendar = new ICAL.Component(ICAL.parse(await response.text()))
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component)
    return {
      uid: event.uid,
      sequence: event.sequence,
      summary: event.summary,
      status: component.getFirstPropertyValue('status'),
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
      zone: event.startDate.zone.tzid,
    }
  })
}

async function book(hour = '10:00', more: object = {}) {
  const patient = await makePatient(desk.ctx, desk.clinic.id, { first_name: 'Zora', last_name: 'Quill' })
  return bookAppointment(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: patient.id,
    provider_id,
    service_type_id: desk.service.id,
    starts_at: TUESDAY(hour),
    ...more,
  })
}
const make = (shows?: 'initials') => createCalendarFeed(admin, { provider_id, shows })

describe('a calendar address', () => {
  it('tells of visits in UTC, and nothing of whose they are', async () => {
    const visit = await book()
    const { path } = await make()
    expect(path).toMatch(/^\/api\/calendar\/[\w-]{43}\.ics$/)
    expect(await read(path)).toEqual([
      {
        uid: `${visit.id}@switchboard`,
        sequence: 1,
        summary: 'Visit',
        status: 'CONFIRMED',
        start: visit.starts_at,
        end: visit.ends_at,
        zone: 'UTC',
      },
    ])
    const text = await (await ask(path)).text()
    for (const secret of ['Zora', 'Quill', desk.service.name, '+1']) expect(text).not.toContain(secret)
  })

  it('stands in no line of the log, whether there is such a calendar or not', async () => {
    const { path } = await make()
    const unknown = `/api/calendar/${'x'.repeat(43)}.ics`
    const lines = (['debug', 'info', 'warn', 'error'] as const).map((level) => vi.spyOn(logger, level))
    onTestFinished(() => void vi.restoreAllMocks())
    expect((await ask(path)).status).toBe(200)
    expect((await ask(unknown)).status).toBe(404)
    const written = JSON.stringify(lines.flatMap(({ mock }) => mock.calls))
    expect(written.match(/GET \/api\/calendar\/…/g)).toHaveLength(2)
    for (const secret of [path, unknown])
      expect(written).not.toContain(secret.split('/').at(-1)?.slice(0, 43))
  })

  it('has the initials when that was chosen', async () => {
    await book()
    expect((await read((await make('initials')).path))[0]!.summary).toBe('Visit, Z.Q.')
  })

  it('keeps a moved visit under one uid with a higher sequence, and a cancelled one as cancelled for 30 days', async () => {
    const visit = await book()
    const { path } = await make()
    const [before] = await read(path)
    await rescheduleAppointment(desk.clerk, { appointment_id: visit.id, starts_at: TUESDAY('14:00') })
    const [moved, ...none] = await read(path)
    expect(none).toEqual([])
    expect(moved).toMatchObject({ uid: before!.uid, status: 'CONFIRMED' })
    expect(moved!.sequence).toBeGreaterThan(before!.sequence)
    expect(Date.parse(moved!.start) - Date.parse(before!.start)).toBe(4 * 60 * 60 * 1000)
    await cancelAppointment(desk.clerk, { appointment_id: visit.id })
    const [cancelled] = await read(path)
    expect(cancelled).toMatchObject({ uid: before!.uid, status: 'CANCELLED', start: moved!.start })
    expect(cancelled!.sequence).toBeGreaterThan(moved!.sequence)
    desk.ctx.advance(31 * DAY_MS)
    expect(await read(path)).toEqual([])
  })

  it('tells the one whom a visit leaves that it is off, and the other one that it is on', async () => {
    const other = desk.providers[1]!.id
    const visit = await book()
    const mine = await make()
    const theirs = await createCalendarFeed(admin, { provider_id: other })
    const [before] = await read(mine.path)
    await rescheduleAppointment(desk.clerk, {
      appointment_id: visit.id,
      starts_at: TUESDAY('11:00'),
      provider_id: other,
    })
    const [left] = await read(mine.path)
    expect(left).toMatchObject({ uid: before!.uid, status: 'CANCELLED', start: before!.start })
    expect(left!.sequence).toBeGreaterThan(before!.sequence)
    expect(await read(theirs.path)).toMatchObject([{ uid: before!.uid, status: 'CONFIRMED' }])
    await rescheduleAppointment(desk.clerk, {
      appointment_id: visit.id,
      starts_at: TUESDAY('10:00'),
      provider_id,
    })
    expect(await read(mine.path)).toMatchObject([{ uid: before!.uid, status: 'CONFIRMED' }])
    expect(await read(theirs.path)).toMatchObject([{ status: 'CANCELLED' }])
  })

  it.each([
    ['before the clocks go forward', '2027-03-13T10:00:00-05:00'],
    ['after they went forward', '2027-03-15T10:00:00-04:00'],
    ['in the hour that comes twice, first', '2027-11-07T01:30:00-04:00'],
    ['in the hour that comes twice, again', '2027-11-07T01:30:00-05:00'],
  ])('means the same moment %s', async (_name, at) => {
    const visit = await book()
    const starts_at = new Date(at)
    const ends_at = new Date(starts_at.getTime() + 30 * 60 * 1000)
    await desk.ctx.db.appointment.update({
      where: { id: visit.id },
      data: { starts_at, ends_at, blocked_from: starts_at, blocked_until: ends_at },
    })
    expect(await read((await make()).path)).toMatchObject([
      { start: starts_at.toISOString(), end: ends_at.toISOString() },
    ])
  })

  it('answers 304 until something changes', async () => {
    const visit = await book()
    const { path } = await make()
    const first = await ask(path)
    const etag = first.headers.get('etag')!
    const modified = first.headers.get('last-modified')!
    expect((await ask(path, { 'if-none-match': `"x", W/${etag}` })).status).toBe(304)
    expect((await ask(path, { 'if-modified-since': modified })).status).toBe(304)
    desk.ctx.advance(5_000)
    await cancelAppointment(desk.clerk, { appointment_id: visit.id })
    expect((await ask(path, { 'if-none-match': etag })).status).toBe(200)
    expect((await ask(path, { 'if-modified-since': modified })).status).toBe(200)
  })

  it('is one at a time, shown once, and ends at once', async () => {
    const first = await make()
    const second = await make()
    expect((await ask(first.path)).status).toBe(404)
    expect((await ask(second.path)).status).toBe(200)
    const { feed } = await getCalendarFeed(admin, { provider_id })
    expect(feed).toMatchObject({ id: second.id, shows: 'nothing', last_read_at: expect.any(String) })
    const row = await desk.ctx.db.calendarFeed.findUniqueOrThrow({ where: { id: second.id } })
    expect(JSON.stringify(row)).not.toContain(second.path.slice(14, -4))
    expect(await revokeCalendarFeed(admin, { provider_id })).toEqual({ feed: null })
    const gone = await ask(second.path)
    expect([gone.status, (await gone.json()).message]).toEqual([404, 'This calendar was not found.'])
    const actions = await desk.ctx.db.auditEvent.findMany({
      where: { subject_kind: 'calendar_feed', clinic_id: desk.clinic.id },
      orderBy: { sequence: 'asc' },
    })
    expect(actions.map(({ action }) => action)).toEqual([
      'calendar_feed.created',
      'calendar_feed.revoked',
      'calendar_feed.created',
      'calendar_feed.revoked',
    ])
  })

  it('is not found under half a name, and not read without end', async () => {
    const { path } = await make()
    for (const wrong of ['/api/calendar/x', path.slice(0, -6), `${path}x`])
      expect((await ask(wrong)).status).toBe(404)
    for (let n = 0; n < FEED_READS_PER_MINUTE; n += 1) expect((await ask(path)).status).toBe(200)
    const limited = await ask(path)
    expect([limited.status, limited.headers.has('retry-after')]).toEqual([429, true])
  })

  it('is made by who may change settings, of a provider in reach', async () => {
    await expect(createCalendarFeed(desk.clerk, { provider_id })).rejects.toMatchObject({ code: 'forbidden' })
    const foreign = actingAs(desk.ctx, staffActor('admin', [desk.ctx.newId()]))
    await expect(createCalendarFeed(foreign, { provider_id })).rejects.toMatchObject({ code: 'not_found' })
  })
})
