import { beforeEach, describe, expect, it } from 'vitest'
import { openContent } from '#lib/bus/content.ts'
import { publishAgentMessage } from '#lib/bus/publish.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parsePayload } from '#lib/domain/agents/envelope.ts'
import { PHONE_REASONS } from '#lib/domain/campaign/member.ts'
import { MINUTE_MS } from '#lib/domain/scheduling/units.ts'
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
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { equivalentTimes } from './equivalent-times.ts'
import { HIT_INCLUDE, toBeMoved } from './hit-visits.ts'
import { refreshCampaigns } from './refresh.ts'
import { runCampaignWaves, runWave } from './run-waves.ts'
import { tellMember } from './tell.ts'
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
const offerTexts = async (patientId: string) =>
  (await textsTo(desk, patientId)).filter(({ kind }) => kind === 'offer').map(({ text }) => text)
describe('one question at a time', () => {
  it('tells a patient of the second visit when the first is settled', async () => {
    const patient = await makePatient(desk.ctx, desk.clinic.id)
    await visitOn(desk, '13:00', { patient })
    await visitOn(desk, '16:00', { patient })
    const id = await startCampaign(desk)
    await pass(desk, 2)
    expect(await statesOf(desk, id)).toEqual(['told', 'waiting'])
    await pass(desk, 30)
    expect(await statesOf(desk, id)).toEqual(['told', 'waiting'])
    await answer(desk, patient, '1')
    await pass(desk, 15)
    expect(await statesOf(desk, id)).toEqual(['chosen', 'told'])
    expect(await offerTexts(patient.id)).toHaveLength(2)
  })

  it('does not ask twice where two time offs hit one visit', async () => {
    const { patient, visit } = await visitOn(desk, '14:00')
    const first = await startCampaign(desk)
    const second = await startCampaign(desk, { starts_at: THURSDAY('12:00'), ends_at: THURSDAY('15:00') })
    await pass(desk, 2)
    await pass(desk, 30)
    expect([await statesOf(desk, first), await statesOf(desk, second)]).toEqual([['told'], ['waiting']])
    expect(await offerTexts(patient.id)).toHaveLength(1)
    await answer(desk, patient, '1')
    expect([await statesOf(desk, first), await statesOf(desk, second)]).toEqual([['chosen'], ['settled']])
    expect((await visitOf(visit.id)).starts_at).not.toEqual(new Date(THURSDAY('14:00')))
  })

  it('leaves to a call what an older campaign has on its phone list', async () => {
    await visitOn(desk, '13:00')
    await visitOn(desk, '14:00', { phone_number: '+15005550017' })
    const first = await startCampaign(desk)
    const second = await startCampaign(desk, { starts_at: THURSDAY('14:00'), ends_at: THURSDAY('15:00') })
    await pass(desk, 2)
    await pass(desk, 30)
    expect([await statesOf(desk, first), await statesOf(desk, second)]).toEqual([
      ['told', 'unreachable'],
      ['waiting'],
    ])
  })

  it('goes on with the second time off when the first is withdrawn', async () => {
    const { patient } = await visitOn(desk, '14:00')
    const first = await startCampaign(desk)
    const second = await startCampaign(desk, { starts_at: THURSDAY('12:00'), ends_at: THURSDAY('15:00') })
    await undoCampaign(desk.clerk, { campaign_id: first })
    await pass(desk, 20)
    expect([await statesOf(desk, first), await statesOf(desk, second)]).toEqual([['undone'], ['told']])
    expect(await offerTexts(patient.id)).toHaveLength(1)
  })
})

/** What a wave would hand over to tell the patient of a visit. */
async function toTell(id: string, appointmentId: string) {
  const member = await db().campaignMember.findFirstOrThrow({ where: { campaign_id: id } })
  const away = await db().timeOff.findFirstOrThrow({ where: { campaign: { id } } })
  const rows = await db().appointment.findMany({ where: { id: appointmentId }, include: HIT_INCLUDE })
  const visits = toBeMoved(rows, desk.ctx.now())
  const planned = await equivalentTimes(desk.ctx, { visits, away, zone: desk.clinic.time_zone })
  return { campaign: await campaignOf(id), member, options: planned.get(appointmentId) ?? [] }
}

describe('what happens twice, late or at once', () => {
  it('tells everybody once when several workers run the same wave', async () => {
    const patients = []
    for (const clock of ['13:00', '14:00', '15:00', '16:00'])
      patients.push((await visitOn(desk, clock)).patient)
    const id = await startCampaign(desk)
    desk.ctx.advance(2 * MINUTE_MS)
    const workers = Array.from({ length: 4 }, () => testCtx(db(), { now: desk.ctx.now() }))
    await Promise.all(workers.map((ctx) => runCampaignWaves(ctx)))
    await Promise.all(workers.map((ctx) => refreshCampaigns(ctx)))
    await drain(desk.ctx)
    expect(await statesOf(desk, id)).toEqual(['told', 'told', 'told', 'told'])
    for (const patient of patients) expect(await offerTexts(patient.id)).toHaveLength(1)
    const notified = await db().agentMessage.count({
      where: { clinic_id: desk.clinic.id, message_type: 'NOTIFY_APPOINTMENT_CHANGE' },
    })
    expect(notified).toBe(4)
  })

  it('keeps the pace when several workers come to the same wave', async () => {
    for (const clock of ['13:00', '14:00', '15:00']) await visitOn(desk, clock)
    const id = await startCampaign(desk, { campaign: { wave_size: 1, wave_minutes: 30 } })
    desk.ctx.advance(2 * MINUTE_MS)
    const due = await campaignOf(id)
    const workers = [desk.ctx, testCtx(db(), { now: desk.ctx.now() })]
    // Both have seen the wave due; the second comes when the first has run it.
    for (const ctx of workers) await runWave(ctx, due)
    expect(await statesOf(desk, id)).toEqual(['told', 'waiting', 'waiting'])
  })

  it('tells a patient once when two waves take them up', async () => {
    const { visit } = await visitOn(desk, '14:00')
    const id = await startCampaign(desk)
    const told = await toTell(id, visit.id)
    const outcomes = await Promise.all([1, 2, 3].map(() => tellMember(desk.ctx, told)))
    expect(outcomes.filter(Boolean)).toHaveLength(1)
    const where = { clinic_id: desk.clinic.id, message_type: 'NOTIFY_APPOINTMENT_CHANGE' }
    expect(await db().agentMessage.count({ where })).toBe(1)
  })

  it('cannot be undone while a patient is being told', async () => {
    const { visit } = await visitOn(desk, '14:00')
    const id = await startCampaign(desk)
    const told = await toTell(id, visit.id)
    let undone: Promise<unknown> = Promise.resolve()
    await mutate(desk.ctx, { name: 'test.tell', permission: null }, async (tx) => {
      expect(await tellMember(tx, told)).toBe(true)
      undone = refusal(undoCampaign(desk.clerk, { campaign_id: id }), 'illegal_state')
      await waitFor('the undo to wait for the wave', async () => {
        const [waiting] = await db().$queryRaw<{ count: number }[]>`
          SELECT count(*)::int FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock' AND query ILIKE '%campaign%FOR UPDATE%'`
        return waiting?.count === 1
      })
    })
    await undone
    await drain(desk.ctx)
    expect(await statesOf(desk, id)).toEqual(['told'])
  })

  it('tells nobody of a campaign that was undone meanwhile', async () => {
    const { patient, visit } = await visitOn(desk, '14:00')
    const id = await startCampaign(desk)
    const told = await toTell(id, visit.id)
    await undoCampaign(desk.clerk, { campaign_id: id })
    expect(await tellMember(desk.ctx, told)).toBe(false)
    await drain(desk.ctx)
    expect(await textsTo(desk, patient.id)).toEqual([])
  })

  it('changes nothing when the agents’ message comes again', async () => {
    const { patient, visit, id } = await toldOne(desk)
    const sent = await db().agentMessage.findFirstOrThrow({
      where: { clinic_id: desk.clinic.id, message_type: 'NOTIFY_APPOINTMENT_CHANGE' },
    })
    await pass(desk, 11)
    const before = (await membersOf(desk, id))[0]!.offer_id
    await mutate(desk.ctx, { name: 'test.again', permission: null }, (tx) =>
      publishAgentMessage(tx, {
        from: 'scheduling-agent',
        to: 'user-agent',
        message_type: 'NOTIFY_APPOINTMENT_CHANGE',
        conversation_id: sent.conversation_id!,
        clinic_id: desk.clinic.id,
        content: parsePayload('NOTIFY_APPOINTMENT_CHANGE', openContent(desk.ctx, sent)),
      }),
    )
    await drain(desk.ctx)
    expect((await membersOf(desk, id))[0]).toMatchObject({ state: 'told', offer_id: before })
    expect(await offerTexts(patient.id)).toHaveLength(1)
    expect(await visitOf(visit.id)).toMatchObject({ starts_at: new Date(THURSDAY('14:00')) })
  })

  it('goes on where a worker died in the middle of a wave', async () => {
    await visitOn(desk, '14:00')
    const id = await startCampaign(desk)
    desk.ctx.advance(2 * MINUTE_MS)
    // It had taken the wave and told nobody.
    await db().campaign.update({
      where: { id },
      data: { next_wave_at: new Date(desk.ctx.now() + 15 * MINUTE_MS) },
    })
    await pass(desk, 14)
    expect(await statesOf(desk, id)).toEqual(['waiting'])
    await pass(desk, 1)
    expect(await statesOf(desk, id)).toEqual(['told'])
    const { id: other } = await db().campaign.update({ where: { id }, data: { next_wave_at: null } })
    await db().campaignMember.updateMany({
      where: { campaign_id: other },
      data: { state: 'waiting', told_at: null, offer_id: null },
    })
    await db().offer.updateMany({ data: { state: 'cancelled' }, where: { state: 'open' } })
    await drain(desk.ctx)
    expect(await statesOf(desk, id)).toEqual(['told'])
  })

  it('offers other times when one was taken between the wave and the text', async () => {
    const { patient } = await visitOn(desk, '14:00')
    const id = await startCampaign(desk)
    desk.ctx.advance(2 * MINUTE_MS)
    await runCampaignWaves(desk.ctx)
    const message = await db().agentMessage.findFirstOrThrow({
      where: { clinic_id: desk.clinic.id, message_type: 'NOTIFY_APPOINTMENT_CHANGE' },
    })
    const content = JSON.parse(
      desk.ctx.sealer.open(
        { table: 'agent_message', column: 'content_sealed', id: message.id },
        message.content_sealed,
      ),
    )
    const [lost] = content.suggested_reschedule_options
    await visitOn(desk, '', { provider_id: lost.provider_id, starts_at: lost.start_time })
    await drain(desk.ctx)
    const [member] = await membersOf(desk, id)
    expect(member!.state).toBe('told')
    const offered = member!.offer!.options.map(
      (option) => option.starts_at.toISOString() + option.provider_id,
    )
    expect(offered).toHaveLength(3)
    expect(offered).not.toContain(lost.start_time + lost.provider_id)
    expect(await offerTexts(patient.id)).toHaveLength(1)
  })

  it('calls whom the agents could not serve', async () => {
    await visitOn(desk, '14:00')
    const id = await startCampaign(desk)
    desk.ctx.advance(2 * MINUTE_MS)
    await runCampaignWaves(desk.ctx)
    await db().agentMessage.updateMany({ where: { state: 'pending' }, data: { state: 'failed' } })
    await drain(desk.ctx)
    expect((await membersOf(desk, id))[0]).toMatchObject({
      state: 'unreachable',
      reason: PHONE_REASONS.agent_failed,
    })
  })
})
