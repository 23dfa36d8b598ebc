import { beforeEach, describe, expect, it } from 'vitest'
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
import { staffActor, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, overlappingPairs, refusal } from '#lib/test/scheduling.ts'
import { getCampaign } from './get.ts'
import { listCampaigns } from './list.ts'

logger.level = 'silent'
const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  await endEarlierWork(db())
  desk = await makeDesk(testCtx(db()))
})

const visitOf = (id: string) => db().appointment.findUniqueOrThrow({ where: { id } })
const campaignOf = (id: string) => db().campaign.findUniqueOrThrow({ where: { id } })
const statusOf = async (id: string) => (await db().conversation.findUniqueOrThrow({ where: { id } })).status
const offerTexts = async (patientId: string) =>
  (await textsTo(desk, patientId)).filter(({ kind }) => kind === 'offer').map(({ text }) => text)
async function visitStands(patientId: string) {
  expect(
    await db().appointment.findMany({ where: { patient_id: patientId, state: 'booked' } }),
  ).toMatchObject([{ starts_at: new Date(THURSDAY('14:00')) }])
}

describe('a campaign', () => {
  it('offers each patient other times, and moves the visit to the one that is chosen', async () => {
    const { patient, visit, id } = await toldOne(desk)
    const [text] = await offerTexts(patient.id)
    expect(text).toMatch(/Dr\. Ada Smith is away, so your Thu Nov 26, 2:00 PM appointment must change/)
    expect(await visitOf(visit.id)).toMatchObject({ state: 'booked', starts_at: new Date(THURSDAY('14:00')) })
    const [member] = await membersOf(desk, id)
    expect(member).toMatchObject({ state: 'told', reason: null })
    expect(member!.offer!.options).toHaveLength(3)
    expect(member!.offer!.moves_appointment_id).toBe(visit.id)
    expect(await statusOf(member!.conversation_id!)).toBe('awaiting_response')

    await answer(desk, patient, '2')
    expect(await statusOf(member!.conversation_id!)).toBe('confirmed')
    const second = member!.offer!.options[1]!
    expect(await visitOf(visit.id)).toMatchObject({
      state: 'booked',
      provider_id: second.provider_id,
      starts_at: second.starts_at,
    })
    expect(await statesOf(desk, id)).toEqual(['chosen'])
    expect(await campaignOf(id)).toMatchObject({ state: 'finished', next_wave_at: null })
    expect(
      await db().appointment.count({ where: { patient_id: patient.id, state: { not: 'released' } } }),
    ).toBe(1)
    const detail = await getCampaign(desk.clerk, { campaign_id: id })
    expect(detail.members[0]?.new_time?.starts_at).toBe(second.starts_at.toISOString())
    await auditOf(db(), 'campaign.finished', id)
  })

  it('comes to the same end on a clock that goes on while the work is done', async () => {
    const { patient } = await visitOn(desk, '14:00')
    const id = await startCampaign(desk)
    let ticks = 0
    const ticking = {
      ...desk.ctx,
      now: () => {
        ticks += 1
        return desk.ctx.now() + ticks
      },
    }
    desk.ctx.advance(2 * MINUTE_MS)
    await drain(ticking)
    expect(await statesOf(desk, id)).toEqual(['told'])
    desk.ctx.advance(MINUTE_MS)
    await textFrom({ ...desk, ctx: ticking }, '1', patient)
    await drain(ticking)
    expect(await statesOf(desk, id)).toEqual(['chosen'])
  })

  it('promises no two patients the same time', async () => {
    for (const clock of ['13:00', '13:30', '14:00', '14:30', '15:00', '15:30']) await visitOn(desk, clock)
    const id = await startCampaign(desk)
    await pass(desk, 2)
    const options = (await membersOf(desk, id)).flatMap(({ offer }) => offer!.options)
    const keys = options.map((option) => `${option.provider_id} ${option.starts_at.toISOString()}`)
    expect(new Set(keys).size).toBe(18)
    expect(options.every((option) => option.appointment_id !== null)).toBe(true)
    expect(await overlappingPairs(db())).toEqual([])
    const inside = options.filter(
      (option) =>
        option.provider_id === desk.providers[0]!.id &&
        option.starts_at >= new Date(THURSDAY('13:00')) &&
        option.starts_at < new Date(THURSDAY('17:00')),
    )
    expect(inside).toEqual([])
  })

  it('may offer the time of the visit itself, with another provider', async () => {
    await visitOn(desk, '14:00')
    const id = await startCampaign(desk, {
      starts_at: '2026-11-23T12:00:00-05:00',
      ends_at: '2026-12-12T12:00:00-05:00',
    })
    await pass(desk, 2)
    const options = (await membersOf(desk, id))[0]!.offer!.options
    const times = options.map((option) => [option.provider_id, option.starts_at.toISOString()])
    expect(times).toContainEqual([desk.providers[1]!.id, new Date(THURSDAY('14:00')).toISOString()])
  })

  it('tells them in waves, earliest visit first', async () => {
    for (const clock of ['15:00', '13:00', '14:00']) await visitOn(desk, clock)
    const id = await startCampaign(desk, { campaign: { wave_size: 2, wave_minutes: 30 } })
    await drain(desk.ctx)
    expect(await statesOf(desk, id)).toEqual(['waiting', 'waiting', 'waiting'])
    await pass(desk, 2)
    expect(await statesOf(desk, id)).toEqual(['told', 'told', 'waiting'])
    await pass(desk, 29)
    expect(await statesOf(desk, id)).toEqual(['told', 'told', 'waiting'])
    await pass(desk, 1)
    expect(await statesOf(desk, id)).toEqual(['told', 'told', 'told'])
    expect((await campaignOf(id)).next_wave_at).toBeNull()
  })

  it('is read on the bus from the report to its end, without a patient in what providers hear', async () => {
    const { patient, id } = await toldOne(desk)
    await answer(desk, patient, '1')
    const flow = await db().agentMessage.findMany({
      where: {
        OR: [
          { correlation_id: id },
          { message_type: 'NOTIFY_APPOINTMENT_CHANGE', clinic_id: desk.clinic.id },
        ],
      },
      orderBy: { sequence: 'asc' },
      include: { from: true, to: true },
    })
    expect(
      flow.map((each) => `${each.from.name} > ${each.to?.name}: ${each.message_type} ${each.state}`),
    ).toEqual([
      'provider-agent > scheduling-agent: UPDATE_UNAVAILABILITY processed',
      'scheduling-agent > provider-agent: ACKNOWLEDGE_UPDATE processed',
      'scheduling-agent > user-agent: NOTIFY_APPOINTMENT_CHANGE processed',
      'scheduling-agent > provider-agent: ACKNOWLEDGE_UPDATE processed',
    ])
    expect(flow.slice(1).every((each) => each.in_reply_to === flow[0]!.id)).toBe(true)
    const opened = flow.map((each) =>
      desk.ctx.sealer.open(
        { table: 'agent_message', column: 'content_sealed', id: each.id },
        each.content_sealed,
      ),
    )
    expect(JSON.parse(opened[1]!)).toMatchObject({
      status_of_update: 'acknowledged',
      conflicts_found_and_actions_taken: [{ action: 'NOTIFICATION_PLANNED' }],
    })
    expect(JSON.parse(opened[3]!)).toMatchObject({
      status_of_update: 'completed',
      conflicts_found_and_actions_taken: [{ action: 'RESCHEDULED' }],
    })
    for (const index of [0, 1, 3]) expect(opened[index]).not.toContain(patient.id)
  })

  it('is listed with its counts, and only to its own clinic', async () => {
    const { id } = await toldOne(desk)
    const page = await listCampaigns(desk.clerk, {
      clinic_id: desk.clinic.id,
      from: THURSDAY('16:00'),
      until: THURSDAY('18:00'),
    })
    expect(page.items).toMatchObject([{ id, state: 'running', counts: { total: 1, told: 1 } }])
    const elsewhere = { clinic_id: desk.clinic.id, from: THURSDAY('17:00'), until: THURSDAY('18:00') }
    expect((await listCampaigns(desk.clerk, elsewhere)).items).toEqual([])
    const foreign = { ...desk.ctx, actor: staffActor('admin', [desk.ctx.newId()]) }
    await refusal(getCampaign(foreign, { campaign_id: id }), 'not_found')
    await refusal(listCampaigns(foreign, { clinic_id: desk.clinic.id }), 'not_found')
  })
})

describe('the patient’s answer', () => {
  it('NONE brings fresh times that move the same visit', async () => {
    const { patient, visit, id } = await toldOne(desk)
    const before = (await membersOf(desk, id))[0]!.offer!
    await answer(desk, patient, 'NONE')
    const [member] = await membersOf(desk, id)
    expect(member).toMatchObject({ state: 'told' })
    expect(member!.offer_id).not.toBe(before.id)
    expect(member!.offer!.moves_appointment_id).toBe(visit.id)
    await answer(desk, patient, String(member!.offer!.options[0]!.reply_number))
    expect(await statesOf(desk, id)).toEqual(['chosen'])
    expect(await visitOf(visit.id)).toMatchObject({ starts_at: member!.offer!.options[0]!.starts_at })
    expect(await db().appointment.count({ where: { patient_id: patient.id, state: 'booked' } })).toBe(1)
  })

  it('NONE brings fresh times although the visit itself took every round to book', async () => {
    const { patient, visit } = await visitOn(desk, '14:00')
    const sent = await offerThree(desk, { patient_id: patient.id })
    const conversation_id = sent.conversation.id
    await db().conversation.update({ where: { id: conversation_id }, data: { round: 3 } })
    await db().appointment.update({ where: { id: visit.id }, data: { conversation_id } })
    const id = await startCampaign(desk)
    await pass(desk, 2)
    await answer(desk, patient, 'NONE')
    const [member] = await membersOf(desk, id)
    expect(member).toMatchObject({ state: 'told', conversation_id })
    expect(member!.offer).toMatchObject({ state: 'open', round: 2 })
  })

  it('moves the hit visit and not another one that stands in the same conversation', async () => {
    const patient = await makePatient(desk.ctx, desk.clinic.id)
    const other = await visitOn(desk, '10:00', { patient, starts_at: '2026-11-25T10:00:00-05:00' })
    const { visit } = await visitOn(desk, '14:00', { patient })
    const sent = await offerThree(desk, { patient_id: patient.id })
    await db().appointment.updateMany({
      where: { id: { in: [other.visit.id, visit.id] } },
      data: { conversation_id: sent.conversation.id },
    })
    const id = await startCampaign(desk)
    await pass(desk, 2)
    await answer(desk, patient, 'NONE')
    const [member] = await membersOf(desk, id)
    await answer(desk, patient, String(member!.offer!.options[0]!.reply_number))
    expect(await visitOf(other.visit.id)).toMatchObject({ starts_at: new Date('2026-11-25T10:00:00-05:00') })
    expect((await visitOf(visit.id)).starts_at).not.toEqual(new Date(THURSDAY('14:00')))
    expect(await statesOf(desk, id)).toEqual(['chosen'])
  })

  it('turned down until the agents have nothing left is a call', async () => {
    const { patient, id } = await toldOne(desk)
    for (let round = 1; round <= 3; round += 1) await answer(desk, patient, 'NONE')
    const [member] = await membersOf(desk, id)
    expect(member).toMatchObject({
      state: 'unreachable',
      reason: PHONE_REASONS.turned_down,
      is_urgent: false,
    })
    expect(await campaignOf(id)).toMatchObject({ state: 'finished' })
  })

  it('STOP puts the patient on the phone list and lets the times go', async () => {
    const { patient, id } = await toldOne(desk)
    await answer(desk, patient, 'STOP')
    expect((await membersOf(desk, id))[0]).toMatchObject({
      state: 'unreachable',
      reason: PHONE_REASONS.opted_out,
    })
    expect(await db().appointment.count({ where: { patient_id: patient.id, state: 'held' } })).toBe(0)
    await visitStands(patient.id)
  })

  it('that does not come in time is a call, and counts all the same when it comes later', async () => {
    const { patient, id } = await toldOne(desk)
    await pass(desk, 24 * 60 + 1)
    expect((await membersOf(desk, id))[0]).toMatchObject({
      state: 'unreachable',
      reason: PHONE_REASONS.no_answer,
    })
    await answer(desk, patient, '1')
    const [member] = await membersOf(desk, id)
    expect(member!.appointment.starts_at).toEqual(new Date(THURSDAY('14:00')))
    const fresh = await db().offer.findFirstOrThrow({
      where: { patient_id: patient.id, state: 'open' },
      include: { options: { orderBy: { reply_number: 'asc' } } },
    })
    await answer(desk, patient, String(fresh.options[0]!.reply_number))
    expect(await statesOf(desk, id)).toEqual(['chosen'])
  })
})
