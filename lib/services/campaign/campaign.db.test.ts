import { beforeEach, describe, expect, it } from 'vitest'
import { openContent } from '#lib/bus/content.ts'
import { publishAgentMessage } from '#lib/bus/publish.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parsePayload } from '#lib/domain/agents/envelope.ts'
import { PHONE_REASONS } from '#lib/domain/campaign/member.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#lib/domain/scheduling/units.ts'
import { logger } from '#lib/logger.ts'
import {
  answer,
  membersOf,
  PACE,
  pass,
  startCampaign,
  statesOf,
  THURSDAY,
  THURSDAY_AFTERNOON,
  visitOn,
} from '#lib/test/campaign.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, overlappingPairs, refusal } from '#lib/test/scheduling.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { cancelAppointment } from '../appointment/cancel.ts'
import { markArrived } from '../appointment/mark.ts'
import { rescheduleAppointment } from '../appointment/reschedule.ts'
import { takeOver } from '../conversation/take-over.ts'
import { addTimeOff } from '../provider/add-time-off.ts'
import { cancelTimeOff } from '../provider/cancel-time-off.ts'
import { equivalentTimes } from './equivalent-times.ts'
import { getCampaign } from './get.ts'
import { HIT_INCLUDE, toBeMoved } from './hit-visits.ts'
import { listCampaigns } from './list.ts'
import { refreshCampaigns } from './refresh.ts'
import { runCampaignWaves, runWave } from './run-waves.ts'
import { settleMember } from './settle.ts'
import { tellMember } from './tell.ts'
import { undoCampaign } from './undo.ts'

logger.level = 'silent'
const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  // Campaigns of earlier tests must not be driven on by the next one's loops.
  await db().campaignMember.updateMany({ data: { state: 'settled' } })
  await db().campaign.updateMany({ data: { state: 'finished', next_wave_at: null } })
  await db().smsMessage.updateMany({ where: { state: 'queued' }, data: { state: 'cancelled', due_at: null } })
  await db().agentMessage.updateMany({ where: { state: 'pending' }, data: { state: 'failed' } })
  await db().offer.updateMany({ where: { state: 'open' }, data: { state: 'cancelled' } })
  await db().optOut.deleteMany({})
  desk = await makeDesk(testCtx(db()))
})

const visitOf = (id: string) => db().appointment.findUniqueOrThrow({ where: { id } })
const campaignOf = (id: string) => db().campaign.findUniqueOrThrow({ where: { id } })
const statusOf = async (id: string) => (await db().conversation.findUniqueOrThrow({ where: { id } })).status
const offerTexts = async (patientId: string) =>
  (await textsTo(desk, patientId)).filter(({ kind }) => kind === 'offer').map(({ text }) => text)

async function told(clock = '14:00') {
  const { patient, visit } = await visitOn(desk, clock)
  const id = await startCampaign(desk)
  await pass(desk, 2)
  return { patient, visit, id }
}

describe('a campaign', () => {
  it('offers each patient other times, and moves the visit to the one that is chosen', async () => {
    const { patient, visit, id } = await told()
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
    const { patient, id } = await told()
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
    const { id } = await told()
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
    const { patient, visit, id } = await told()
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
    const { patient, id } = await told()
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
    const { patient, id } = await told()
    await answer(desk, patient, 'STOP')
    expect((await membersOf(desk, id))[0]).toMatchObject({
      state: 'unreachable',
      reason: PHONE_REASONS.opted_out,
    })
    expect(await db().appointment.count({ where: { patient_id: patient.id, state: 'held' } })).toBe(0)
    await visitStands(patient.id)
  })

  it('that does not come in time is a call, and counts all the same when it comes later', async () => {
    const { patient, id } = await told()
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

async function visitStands(patientId: string) {
  expect(
    await db().appointment.findMany({ where: { patient_id: patientId, state: 'booked' } }),
  ).toMatchObject([{ starts_at: new Date(THURSDAY('14:00')) }])
}

describe('who cannot be told by text', () => {
  it('is on the phone list at once: opted out, no number, staff have it, less than a day away', async () => {
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
    await visitOn(desk, '13:30', { phone_number: '+11234567890' })
    const { patient: busy, visit } = await visitOn(desk, '14:00')
    const sent = await offerThree(desk, { patient_id: busy.id })
    await db().appointment.update({
      where: { id: visit.id },
      data: { conversation_id: sent.conversation.id },
    })
    await takeOver(desk.clerk, { conversation_id: sent.conversation.id })
    const id = await startCampaign(desk)
    await pass(desk, 2)
    expect((await membersOf(desk, id)).map(({ reason }) => reason)).toEqual([
      PHONE_REASONS.opted_out,
      PHONE_REASONS.no_phone,
      PHONE_REASONS.staff_have_it,
    ])
    expect(await campaignOf(id)).toMatchObject({ state: 'finished' })
    const { members, counts } = await getCampaign(desk.clerk, { campaign_id: id })
    expect(counts).toMatchObject({ unreachable: 3, urgent: 0 })
    expect(members[1]).toMatchObject({ phone_number: '+11234567890', status_label: 'Call' })
  })

  it('is urgent when the visit is less than 24 hours away', async () => {
    await visitOn(desk, '14:00')
    desk.ctx.advance(2 * DAY_MS + 5 * HOUR_MS)
    const id = await startCampaign(desk)
    expect((await membersOf(desk, id))[0]).toMatchObject({
      state: 'unreachable',
      reason: PHONE_REASONS.too_soon,
      is_urgent: true,
    })
  })

  it.each([
    ['+15005550017', 'switched off', PHONE_REASONS.not_delivered],
    ['+15005550012', 'a landline', PHONE_REASONS.not_delivered],
    ['+15005550001', 'refused by the carrier', PHONE_REASONS.not_delivered],
    ['+15005550004', 'opted out at the carrier', PHONE_REASONS.opted_out],
  ])('is a call when the text does not arrive: %s is %s', async (phone_number, _, reason) => {
    await visitOn(desk, '14:00', { phone_number })
    await db().smsMessage.updateMany({
      where: { state: { in: ['failed', 'undelivered'] } },
      data: { state: 'delivered' },
    })
    const id = await startCampaign(desk)
    await pass(desk, 2)
    await pass(desk, 1)
    expect((await membersOf(desk, id))[0]).toMatchObject({ state: 'unreachable', reason })
  })

  it('is on the phone list of the next campaign after a text to a landline', async () => {
    const patient = await makePatient(desk.ctx, desk.clinic.id, { phone_number: '+15005550012' })
    await visitOn(desk, '09:00', { patient })
    await startCampaign(desk, { starts_at: THURSDAY('09:00'), ends_at: THURSDAY('10:00') })
    await pass(desk, 2)
    await pass(desk, 1)
    await visitOn(desk, '14:00', { patient })
    const next = await startCampaign(desk)
    expect((await membersOf(desk, next))[0]).toMatchObject({
      state: 'unreachable',
      reason: PHONE_REASONS.no_phone,
    })
  })

  it('is an urgent call 24 hours before the visit, and the conversation asks for staff', async () => {
    const { patient, id } = await told()
    await answer(desk, patient, 'what is this about?')
    desk.ctx.advance(2 * DAY_MS + 4 * HOUR_MS)
    await drain(desk.ctx)
    const [member] = await membersOf(desk, id)
    expect(member).toMatchObject({ state: 'unreachable', is_urgent: true })
    const conversation = await db().conversation.findUniqueOrThrow({
      where: { id: member!.conversation_id! },
    })
    expect(conversation).toMatchObject({ needs_staff_reason: 'visit_must_change', is_urgent: true })
    const again = await db().auditEvent.count({
      where: {
        action: 'conversation.staff_asked',
        conversation_id: conversation.id,
        detail: { path: ['reason'], equals: 'visit_must_change' },
      },
    })
    await drain(desk.ctx)
    expect(again).toBe(1)
    await visitStands(patient.id)
  })
})

describe('what staff do by hand', () => {
  it('settles the visit, and its offer ends', async () => {
    const { visit, id } = await told()
    await rescheduleAppointment(desk.clerk, {
      appointment_id: visit.id,
      starts_at: '2026-12-03T10:00:00-05:00',
      notify_patient: false,
    })
    await drain(desk.ctx)
    const [member] = await membersOf(desk, id)
    expect(member).toMatchObject({ state: 'settled', reason: 'The visit was moved by hand' })
    expect(member!.offer!.state).toBe('superseded')
    expect(await db().appointment.count({ where: { state: 'held', patient_id: member!.patient_id } })).toBe(0)
  })

  it('settles what was cancelled before anybody was told, and texts nothing', async () => {
    const { patient, visit } = await visitOn(desk, '14:00')
    const id = await startCampaign(desk)
    await cancelAppointment(desk.clerk, { appointment_id: visit.id, notify_patient: false })
    await pass(desk, 2)
    expect(await statesOf(desk, id)).toEqual(['settled'])
    expect(await textsTo(desk, patient.id)).toEqual([])
  })

  it('marks a call as done, once, and ends the open offer without another text', async () => {
    const { patient, id } = await told()
    const [member] = await membersOf(desk, id)
    const settle = () =>
      settleMember(desk.clerk, { campaign_id: id, member_id: member!.id, reason: 'Spoke with her' })
    const detail = await settle()
    expect(detail.members[0]).toMatchObject({ state: 'settled', status_label: 'Settled by staff' })
    expect((await membersOf(desk, id))[0]!.offer!.state).toBe('cancelled')
    expect(await textsTo(desk, patient.id)).toHaveLength(1)
    await refusal(settle(), 'illegal_state')
    const viewer = { ...desk.ctx, actor: staffActor('viewer', [desk.clinic.id]) }
    await refusal(
      settleMember(viewer, { campaign_id: id, member_id: member!.id, reason: 'No right' }),
      'forbidden',
    )
    await drain(desk.ctx)
    expect(await campaignOf(id)).toMatchObject({ state: 'finished' })
  })

  it('leaves a patient who is here already alone', async () => {
    const { visit } = await visitOn(desk, '14:00')
    const { visit: next } = await visitOn(desk, '14:30')
    desk.ctx.advance(Date.parse(THURSDAY('13:50')) - desk.ctx.now())
    await markArrived(desk.clerk, { appointment_id: visit.id })
    const result = await addTimeOff(desk.clerk, {
      provider_id: desk.providers[0]!.id,
      starts_at: THURSDAY('13:55'),
      ends_at: THURSDAY('17:00'),
      campaign: PACE,
    })
    expect(result.affected.map((each) => each.id)).toEqual([visit.id, next.id])
    expect((await membersOf(desk, result.campaign_id!)).map((each) => each.appointment_id)).toEqual([next.id])
    await drain(desk.ctx)
    await markArrived(desk.clerk, { appointment_id: next.id })
    await drain(desk.ctx)
    expect((await membersOf(desk, result.campaign_id!))[0]).toMatchObject({
      state: 'settled',
      reason: 'The patient came',
    })
  })

  it('starts no campaign where no visit has to change', async () => {
    const result = await addTimeOff(desk.clerk, {
      provider_id: desk.providers[0]!.id,
      ...THURSDAY_AFTERNOON,
      campaign: PACE,
    })
    expect(result.campaign_id).toBeNull()
    expect(await db().campaign.count({ where: { clinic_id: desk.clinic.id } })).toBe(0)
  })
})

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
    const { id } = await told()
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
    const { id } = await told()
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
    const { patient, visit, id } = await told()
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
