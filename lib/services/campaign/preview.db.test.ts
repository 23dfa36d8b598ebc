import { beforeEach, describe, expect, it } from 'vitest'
import { PHONE_REASONS } from '#lib/domain/campaign/member.ts'
import { DAY_MS, HOUR_MS } from '#lib/domain/scheduling/units.ts'
import { logger } from '#lib/logger.ts'
import {
  answer,
  endEarlierWork,
  membersOf,
  pass,
  startCampaign,
  THURSDAY,
  THURSDAY_AFTERNOON,
  visitOn,
} from '#lib/test/campaign.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { holdSlot } from '../appointment/hold.ts'
import { previewTimeOff } from './preview.ts'

logger.level = 'silent'
const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  await endEarlierWork(db())
  desk = await makeDesk(testCtx(db()))
})

const preview = (fields: Partial<Parameters<typeof previewTimeOff>[1]> = {}, ctx = desk.clerk) =>
  previewTimeOff(ctx, { provider_id: desk.providers[0]!.id, ...THURSDAY_AFTERNOON, ...fields })

/** Everything that entering time off could change. */
const everything = async () => ({
  timeOff: await db().timeOff.count(),
  campaigns: await db().campaign.count(),
  appointments: await db().appointment.findMany({ orderBy: { id: 'asc' } }),
  offers: await db().offer.count(),
  texts: await db().smsMessage.count(),
  messages: await db().agentMessage.count(),
  audit: await db().auditEvent.count(),
})

describe('the preview of time off', () => {
  it('shows each patient’s equivalent times and the exact text that leaves later, and changes nothing', async () => {
    const { patient, visit } = await visitOn(desk, '14:00')
    const before = await everything()
    const seen = await preview()
    expect(await everything()).toEqual(before)
    const [hit] = seen.visits
    expect(hit).toMatchObject({ appointment_id: visit.id, outcome: 'text', reason: null, is_urgent: false })
    expect(hit!.options).toHaveLength(3)
    expect(hit!.text).toMatchObject({ encoding: 'GSM-7', segments: 2, price_micros: 15_000 })
    expect(seen.texts).toEqual({ count: 1, segments: 2, price_micros: 15_000, currency: 'USD' })
    const id = await startCampaign(desk)
    await pass(desk, 2)
    const [text] = await textsTo(desk, patient.id)
    expect(text!.text).toBe(hit!.text!.text)
    const offered = (await membersOf(desk, id))[0]!.offer!.options
    expect(offered.map((option) => option.starts_at.toISOString())).toEqual(
      hit!.options.map((option) => option.starts_at),
    )
  })

  it('names the waves with quiet hours, and the times that offers hold', async () => {
    await db().clinic.update({ where: { id: desk.clinic.id }, data: { quiet_hours: '20:00-08:00' } })
    for (const clock of ['13:00', '14:00', '15:00']) await visitOn(desk, clock)
    const hold = await holdSlot(desk.clerk, {
      clinic_id: desk.clinic.id,
      service_type_id: desk.service.id,
      provider_id: desk.providers[0]!.id,
      starts_at: THURSDAY('16:00'),
      minutes: 60,
    })
    desk.ctx.advance(9 * HOUR_MS + 40 * 60_000)
    const seen = await preview({ campaign: { wave_size: 2, wave_minutes: 30 } })
    expect(seen.waves.map(({ at, count }) => [at, count])).toEqual([
      ['2026-11-24T00:42:00.000Z', 2],
      ['2026-11-24T13:00:00.000Z', 1],
    ])
    expect(seen.quiet_hours).toBe('8:00 PM to 8:00 AM')
    expect(seen.holds).toEqual([])
    desk.ctx.advance(-9 * HOUR_MS - 40 * 60_000)
    expect((await preview()).holds).toEqual([
      { appointment_id: hold.id, patient: null, starts_at: hold.starts_at },
    ])
  })

  it('says whom somebody has to ring and why, urgent ones first', async () => {
    const { patient: stopped } = await visitOn(desk, '13:00')
    await db().optOut.create({
      data: {
        phone_index: stopped.phone_index,
        phone_sealed: 'x',
        source: 'staff',
        opted_out_at: new Date(desk.ctx.now()),
        updated_at: new Date(desk.ctx.now()),
      },
    })
    await visitOn(desk, '16:00', { phone_number: '+11234567890' })
    desk.ctx.advance(2 * DAY_MS + 4.5 * HOUR_MS)
    const { visits, texts } = await preview()
    expect(visits.map(({ outcome, reason, is_urgent }) => [outcome, reason, is_urgent])).toEqual([
      ['phone', PHONE_REASONS.opted_out, true],
      ['phone', PHONE_REASONS.no_phone, false],
    ])
    expect(visits[1]!.phone_number).toBe('+11234567890')
    expect(texts.count).toBe(0)
  })

  it('promises nothing where nothing is free', async () => {
    await visitOn(desk, '14:00')
    await db().provider.update({ where: { id: desk.providers[1]!.id }, data: { is_active: false } })
    const { visits } = await preview({
      starts_at: '2026-11-23T12:00:00-05:00',
      ends_at: '2026-12-20T12:00:00-05:00',
    })
    expect(visits[0]).toMatchObject({ outcome: 'phone', reason: PHONE_REASONS.no_times, options: [] })
  })

  it('offers no time that would begin before the offer ends', async () => {
    await visitOn(desk, '13:00', { starts_at: '2026-11-24T13:00:00-05:00' })
    const { visits } = await preview({
      starts_at: '2026-11-24T13:00:00-05:00',
      ends_at: '2026-11-24T14:00:00-05:00',
    })
    const offerEnds = new Date(desk.ctx.now() + 24 * HOUR_MS).toISOString()
    expect(visits[0]!.options).toHaveLength(3)
    expect(visits[0]!.options.filter((option) => option.starts_at < offerEnds)).toEqual([])
  })

  it('asks a patient with two visits one question at a time', async () => {
    const patient = await makePatient(desk.ctx, desk.clinic.id)
    await visitOn(desk, '13:00', { patient })
    await visitOn(desk, '15:00', { patient })
    const { visits, waves } = await preview()
    expect(visits.map(({ outcome }) => outcome)).toEqual(['text', 'later'])
    expect(waves).toMatchObject([{ count: 1 }])
  })

  it('knows whom another campaign is asking', async () => {
    await visitOn(desk, '14:00')
    await startCampaign(desk)
    await pass(desk, 2)
    const { visits } = await preview({ starts_at: THURSDAY('12:00'), ends_at: THURSDAY('15:00') })
    expect(visits[0]!.outcome).toBe('later')
  })

  it('keeps the length of a visit that is longer than usual', async () => {
    const { visit } = await visitOn(desk, '14:00')
    await db().appointment.update({
      where: { id: visit.id },
      data: { ends_at: new Date(THURSDAY('15:00')), blocked_until: new Date(THURSDAY('15:00')) },
    })
    const [hit] = (await preview()).visits
    const lengths = hit!.options.map(
      (option) => (Date.parse(option.ends_at) - Date.parse(option.starts_at)) / HOUR_MS,
    )
    expect(lengths).toEqual([1, 1, 1])
    const id = await startCampaign(desk)
    await pass(desk, 2)
    const [member] = await membersOf(desk, id)
    const patient = await db().patient.findUniqueOrThrow({ where: { id: member!.patient_id } })
    await answer(desk, patient, '1')
    const moved = await db().appointment.findUniqueOrThrow({ where: { id: visit.id } })
    expect(moved.ends_at.getTime() - moved.starts_at.getTime()).toBe(HOUR_MS)
  })

  it('stays in scope and refuses impossible times', async () => {
    const foreign = { ...desk.ctx, actor: staffActor('admin', [desk.ctx.newId()]) }
    await refusal(preview({}, foreign), 'not_found')
    expect((await refusal(preview({ ends_at: THURSDAY('12:00') }), 'invalid_input')).field).toBe('ends_at')
    const viewer = { ...desk.ctx, actor: staffActor('viewer', [desk.clinic.id]) }
    expect((await preview({}, viewer)).visits).toEqual([])
  })
})
