import { beforeEach, describe, expect, it } from 'vitest'
import { PHONE_REASONS } from '#lib/domain/campaign/member.ts'
import { logger } from '#lib/logger.ts'
import {
  answer,
  endEarlierWork,
  membersOf,
  pass,
  startCampaign,
  statesOf,
  THURSDAY,
  toldOne,
  visitOn,
} from '#lib/test/campaign.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type Desk, makeDesk, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { takeOver } from '../conversation/take-over.ts'
import { cancelTimeOff } from '../provider/cancel-time-off.ts'
import { getCampaign } from './get.ts'
import { undoCampaign } from './undo.ts'

logger.level = 'silent'
const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  await endEarlierWork(db())
  desk = await makeDesk(testCtx(db()))
})

const visitOf = (id: string) => db().appointment.findUniqueOrThrow({ where: { id } })
const campaignOf = (id: string) => db().campaign.findUniqueOrThrow({ where: { id } })
describe('taking it back', () => {
  it('undoes the campaign and its time off while nobody was told', async () => {
    const { patient } = await visitOn(desk, '14:00')
    const id = await startCampaign(desk)
    const detail = await undoCampaign(desk.clerk, { campaign_id: id })
    expect(detail).toMatchObject({ state: 'undone', counts: { undone: 1 } })
    await pass(desk, 60)
    expect(await textsTo(desk, patient.id)).toEqual([])
    const { time_off_id } = await campaignOf(id)
    expect((await db().timeOff.findUniqueOrThrow({ where: { id: time_off_id } })).cancelled_at).not.toBeNull()
    const message = await refusal(undoCampaign(desk.clerk, { campaign_id: id }), 'illegal_state')
    expect(message.message).toMatch(/taken back already/)
  })

  it('is refused with the reason once a patient was told', async () => {
    const { id } = await toldOne(desk)
    const error = await refusal(undoCampaign(desk.clerk, { campaign_id: id }), 'illegal_state')
    expect(error.message).toMatch(/1 patient has been told already/)
    expect((await getCampaign(desk.clerk, { campaign_id: id })).undo_disabled).toBe(error.message)
    expect(await statesOf(desk, id)).toEqual(['told'])
  })

  it('withdraws the time off later: who was told hears that the visit stays, who was not hears nothing', async () => {
    const first = await visitOn(desk, '13:00')
    const second = await visitOn(desk, '14:00')
    const third = await visitOn(desk, '15:00')
    const id = await startCampaign(desk, { campaign: { wave_size: 2, wave_minutes: 60 } })
    await pass(desk, 2)
    await answer(desk, first.patient, '1')
    const moved = await visitOf(first.visit.id)
    await cancelTimeOff(desk.clerk, { time_off_id: (await campaignOf(id)).time_off_id })
    await drain(desk.ctx)
    expect(await statesOf(desk, id)).toEqual(['chosen', 'undone', 'undone'])
    expect(await visitOf(first.visit.id)).toMatchObject({ starts_at: moved.starts_at })
    const texts = await textsTo(desk, second.patient.id)
    expect(texts.at(-1)!.text).toMatch(
      /no change is needed after all\. Your appointment on Thu Nov 26, 2:00 PM/,
    )
    expect(await textsTo(desk, third.patient.id)).toEqual([])
    expect(await db().appointment.count({ where: { patient_id: second.patient.id, state: 'held' } })).toBe(0)
    await answer(desk, second.patient, '1')
    expect(await visitOf(second.visit.id)).toMatchObject({ starts_at: new Date(THURSDAY('14:00')) })
    await drain(desk.ctx)
    expect((await textsTo(desk, second.patient.id)).filter(({ kind }) => kind === 'notice')).toHaveLength(1)
  })

  it('says nothing to a patient whose text never left', async () => {
    const { patient } = await visitOn(desk, '14:00', { phone_number: '+15005550014' })
    const id = await startCampaign(desk)
    await pass(desk, 2)
    expect(await textsTo(desk, patient.id)).toMatchObject([{ state: 'queued', attempt: 1 }])
    await cancelTimeOff(desk.clerk, { time_off_id: (await campaignOf(id)).time_off_id })
    await drain(desk.ctx)
    await pass(desk, 60)
    expect(await textsTo(desk, patient.id)).toMatchObject([{ state: 'cancelled', attempt: 1 }])
    expect(await statesOf(desk, id)).toEqual(['undone'])
  })

  it('leaves to a call who must hear that the visit stays and cannot be texted', async () => {
    const { id } = await toldOne(desk)
    const [member] = await membersOf(desk, id)
    await takeOver(desk.clerk, { conversation_id: member!.conversation_id! })
    await cancelTimeOff(desk.clerk, { time_off_id: (await campaignOf(id)).time_off_id })
    await drain(desk.ctx)
    expect((await membersOf(desk, id))[0]).toMatchObject({
      state: 'unreachable',
      reason: PHONE_REASONS.visit_stays,
    })
  })
})
