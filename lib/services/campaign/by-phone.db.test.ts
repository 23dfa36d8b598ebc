import { beforeEach, describe, expect, it } from 'vitest'
import { PHONE_REASONS } from '#lib/domain/campaign/member.ts'
import { DAY_MS, HOUR_MS } from '#lib/domain/scheduling/units.ts'
import { logger } from '#lib/logger.ts'
import {
  answer,
  endEarlierWork,
  membersOf,
  PACE,
  pass,
  startCampaign,
  statesOf,
  THURSDAY,
  THURSDAY_AFTERNOON,
  toldOne,
  visitOn,
} from '#lib/test/campaign.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { cancelAppointment } from '../appointment/cancel.ts'
import { markArrived } from '../appointment/mark.ts'
import { rescheduleAppointment } from '../appointment/reschedule.ts'
import { takeOver } from '../conversation/take-over.ts'
import { addTimeOff } from '../provider/add-time-off.ts'
import { cancelTimeOff } from '../provider/cancel-time-off.ts'
import { getCampaign } from './get.ts'
import { settleMember } from './settle.ts'

logger.level = 'silent'
const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  await endEarlierWork(db())
  desk = await makeDesk(testCtx(db()))
})

const campaignOf = (id: string) => db().campaign.findUniqueOrThrow({ where: { id } })
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
    const { patient, id } = await toldOne(desk)
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

describe('an urgent call', () => {
  /** Told an hour before the last day begins. */
  async function urgent() {
    const made = await visitOn(desk, '14:00')
    desk.ctx.advance(Date.parse('2026-11-25T13:00:00-05:00') - desk.ctx.now())
    const id = await startCampaign(desk)
    await pass(desk, 2)
    await pass(desk, 60)
    const [member] = await membersOf(desk, id)
    expect(member).toMatchObject({ state: 'unreachable', is_urgent: true })
    const conversation = () =>
      db().conversation.findUniqueOrThrow({ where: { id: member!.conversation_id! } })
    expect(await conversation()).toMatchObject({ needs_staff_reason: 'visit_must_change', is_urgent: true })
    return { ...made, id, conversation }
  }

  it('is over when the patient chooses after all', async () => {
    const { patient, id, conversation } = await urgent()
    await answer(desk, patient, '1')
    expect(await statesOf(desk, id)).toEqual(['chosen'])
    expect(await conversation()).toMatchObject({
      needs_staff_reason: null,
      is_urgent: false,
      status: 'confirmed',
    })
  })

  it('is over when the time off is withdrawn', async () => {
    const { id, conversation } = await urgent()
    await cancelTimeOff(desk.clerk, { time_off_id: (await campaignOf(id)).time_off_id })
    await drain(desk.ctx)
    expect(await statesOf(desk, id)).toEqual(['undone'])
    expect(await conversation()).toMatchObject({ needs_staff_reason: null, is_urgent: false })
  })

  it('leaves what else the conversation needs staff for', async () => {
    const { patient, visit, id, conversation } = await urgent()
    await answer(desk, patient, 'my chest hurts')
    await cancelAppointment(desk.clerk, { appointment_id: visit.id, notify_patient: false })
    await db().conversation.update({
      where: { id: (await conversation()).id },
      data: { needs_staff_reason: 'urgent', is_urgent: true },
    })
    await drain(desk.ctx)
    expect(await statesOf(desk, id)).toEqual(['settled'])
    expect(await conversation()).toMatchObject({ needs_staff_reason: 'urgent', is_urgent: true })
  })
})

describe('what staff do by hand', () => {
  it('settles the visit, and its offer ends', async () => {
    const { visit, id } = await toldOne(desk)
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
    const { patient, id } = await toldOne(desk)
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
