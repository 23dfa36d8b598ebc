import { beforeEach, describe, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { logger } from '#lib/logger.ts'
import {
  answer,
  endEarlierWork,
  membersOf,
  pass,
  startCampaign,
  statesOf,
  THURSDAY,
  visitOn,
} from '#lib/test/campaign.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { cancelTimeOff } from '../provider/cancel-time-off.ts'
import { getCampaign } from './get.ts'
import { runCampaignWaves } from './run-waves.ts'

logger.level = 'silent'
const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  await endEarlierWork(db())
  desk = await makeDesk(testCtx(db()))
  await db().clinic.update({ where: { id: desk.clinic.id }, data: { quiet_hours: '20:00-08:00' } })
})

/** Monday evening in New York. */
const at = (clock: string) => desk.ctx.advance(Date.parse(`2026-11-23T${clock}:00-05:00`) - desk.ctx.now())
const until = (instant: string) => (Date.parse(instant) - desk.ctx.now()) / MINUTE_MS
const wavesAt = async (id: string) => (await db().campaign.findUniqueOrThrow({ where: { id } })).next_wave_at

describe('quiet hours', () => {
  it('hold a wave until the morning and say so', async () => {
    const { patient } = await visitOn(desk, '14:00')
    at('19:59')
    const id = await startCampaign(desk)
    expect(await wavesAt(id)).toEqual(new Date('2026-11-24T08:00:00-05:00'))
    await pass(desk, 60)
    const detail = await getCampaign(desk.clerk, { campaign_id: id })
    expect(detail).toMatchObject({ quiet_hours: '8:00 PM to 8:00 AM', counts: { waiting: 1 } })
    expect(detail.members[0]).toMatchObject({ waits_until: '2026-11-24T13:00:00.000Z' })
    await pass(desk, until('2026-11-24T07:59:00-05:00'))
    expect(await textsTo(desk, patient.id)).toEqual([])
    await pass(desk, 1)
    expect(await statesOf(desk, id)).toEqual(['told'])
    const [text] = await textsTo(desk, patient.id)
    expect(text!.sent_at).toEqual(new Date('2026-11-24T08:00:00-05:00'))
  })

  it('are those of the patient’s own zone', async () => {
    const west = await makePatient(desk.ctx, desk.clinic.id)
    await db().patient.update({ where: { id: west.id }, data: { time_zone: 'America/Los_Angeles' } })
    await visitOn(desk, '13:00')
    await visitOn(desk, '14:00', { patient: west })
    at('21:00')
    const id = await startCampaign(desk)
    await pass(desk, 2)
    expect(await statesOf(desk, id)).toEqual(['waiting', 'told'])
    await pass(desk, until('2026-11-24T08:00:00-05:00'))
    expect(await statesOf(desk, id)).toEqual(['told', 'told'])
  })

  it('are looked at again when an agent is late with a wave', async () => {
    const { patient } = await visitOn(desk, '14:00')
    at('19:57')
    const id = await startCampaign(desk)
    desk.ctx.advance(2 * MINUTE_MS)
    await runCampaignWaves(desk.ctx)
    expect(await statesOf(desk, id)).toEqual(['told'])
    await pass(desk, 5)
    expect(await statesOf(desk, id)).toEqual(['waiting'])
    expect((await membersOf(desk, id))[0]).toMatchObject({ told_at: null, offer_id: null })
    expect(await textsTo(desk, patient.id)).toEqual([])
    expect(await db().appointment.count({ where: { patient_id: patient.id, state: 'held' } })).toBe(0)
    await pass(desk, until('2026-11-24T08:00:00-05:00'))
    expect(await statesOf(desk, id)).toEqual(['told'])
    expect(await textsTo(desk, patient.id)).toHaveLength(1)
  })

  it('are looked at once more when the carrier puts a text off into them', async () => {
    const { patient } = await visitOn(desk, '14:00', { phone_number: '+15005550013' })
    at('19:57')
    const id = await startCampaign(desk)
    desk.ctx.advance(2 * MINUTE_MS + 58_000)
    await drain(desk.ctx)
    const queued = (await textsTo(desk, patient.id))[0]!
    expect(queued).toMatchObject({ state: 'queued', attempt: 1 })
    await pass(desk, 10)
    expect((await textsTo(desk, patient.id))[0]).toMatchObject({
      state: 'scheduled',
      attempt: 1,
      due_at: new Date('2026-11-24T08:00:00-05:00'),
    })
    await pass(desk, until('2026-11-24T08:00:00-05:00'))
    expect((await textsTo(desk, patient.id))[0]).toMatchObject({ state: 'delivered' })
    expect(await statesOf(desk, id)).toEqual(['told'])
  })

  it('do not hold the answer to a patient’s own text, not even its second try', async () => {
    const { patient } = await visitOn(desk, '14:00', { phone_number: '+15005550013' })
    at('19:00')
    const id = await startCampaign(desk)
    await pass(desk, 2)
    await pass(desk, 1)
    at('22:00')
    await answer(desk, patient, 'NONE')
    await pass(desk, 1)
    const texts = (await textsTo(desk, patient.id)).filter(({ kind }) => kind === 'offer')
    expect(texts.map(({ state, attempt }) => [state, attempt])).toEqual([
      ['delivered', 2],
      ['delivered', 2],
    ])
    expect(await statesOf(desk, id)).toEqual(['told'])
  })

  it('let a withdrawn offer end at once and its text wait for the morning', async () => {
    const { patient } = await visitOn(desk, '14:00')
    at('19:00')
    const id = await startCampaign(desk)
    await pass(desk, 2)
    at('22:00')
    const { time_off_id } = await db().campaign.findUniqueOrThrow({ where: { id } })
    await cancelTimeOff(desk.clerk, { time_off_id })
    await drain(desk.ctx)
    expect((await membersOf(desk, id))[0]!.offer!.state).toBe('cancelled')
    expect(await textsTo(desk, patient.id)).toHaveLength(1)
    await pass(desk, until('2026-11-24T08:00:00-05:00'))
    expect((await textsTo(desk, patient.id)).at(-1)!.text).toMatch(/stays as it was/)
    expect(await statesOf(desk, id)).toEqual(['undone'])
  })

  it('leave whoever they keep waiting too long to a call', async () => {
    await visitOn(desk, '09:00', { starts_at: '2026-11-25T09:00:00-05:00' })
    at('23:00')
    const id = await startCampaign(desk, {
      starts_at: '2026-11-25T09:00:00-05:00',
      ends_at: THURSDAY('09:00'),
    })
    expect(await statesOf(desk, id)).toEqual(['waiting'])
    desk.ctx.advance(10 * HOUR_MS + MINUTE_MS)
    await drain(desk.ctx)
    expect((await membersOf(desk, id))[0]).toMatchObject({ state: 'unreachable', is_urgent: true })
  })
})
