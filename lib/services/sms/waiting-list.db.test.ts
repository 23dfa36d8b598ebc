import { beforeEach, describe, expect, it } from 'vitest'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient, makeServiceType } from '#lib/test/factories.ts'
import { lastDecision, offerThree, TUESDAY, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf } from '#lib/test/scheduling.ts'
import { type BackfillDesk, bookVisit, makeBackfillDesk, makeWaiting } from '#lib/test/waiting-list.ts'
import { bookAppointment } from '../appointment/book.ts'
import { phoneOf } from '../patient/view.ts'
import { joinWaitingList } from '../waiting-list/join.ts'
import { receiveSms } from './receive.ts'

const { db } = openTestDatabase()
let desk: BackfillDesk
beforeEach(async () => {
  desk = await makeBackfillDesk(testCtx(db()))
})

async function write(body: string, patient: { id: string; phone_sealed: string } = desk.patient) {
  desk.ctx.advance(60_000)
  await textFrom(desk, body, patient)
  await drain(desk.ctx)
}
const lastText = async (patientId = desk.patient.id) => (await textsTo(desk, patientId)).at(-1)!.text
const entries = (patientId = desk.patient.id) =>
  db().waitingListEntry.findMany({ where: { patient_id: patientId }, orderBy: { id: 'asc' } })
const conversationOf = (patientId: string) =>
  db().conversation.findFirstOrThrow({
    where: { patient_id: patientId },
    orderBy: { last_message_at: 'desc' },
  })

describe('joining by text', () => {
  it('after an offer waits for its service and leaves the offer open', async () => {
    await offerThree(desk)
    await drain(desk.ctx)
    await write('Put me on the waiting list please')
    const [entry] = await entries()
    expect(entry).toMatchObject({
      state: 'waiting',
      service_type_id: desk.service.id,
      appointment_id: null,
      source: 'text',
      created_by: 'Patient',
    })
    await auditOf(db(), 'waiting_list.joined', entry!.id)
    expect(await lastDecision(desk)).toMatchObject({
      reading: 'join_waiting_list',
      outcome: 'joined_waiting_list',
    })
    expect(await lastText()).toMatch(/you are on the waiting list for any day and time\./)
    expect(await lastText()).toMatch(/Reply LEAVE LIST to come off it\. Reply STOP to opt out\.$/)
    await write('2')
    expect(await db().appointment.count({ where: { patient_id: desk.patient.id, state: 'booked' } })).toBe(1)
  })

  it('with a visit waits for an earlier time in its place', async () => {
    const visit = await bookAppointment(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      provider_id: desk.providers[0]!.id,
      service_type_id: desk.service.id,
      starts_at: TUESDAY('15:00'),
    })
    await drain(desk.ctx)
    await write('let me know if something earlier opens up')
    expect(await entries()).toMatchObject([{ appointment_id: visit.id }])
    expect(await lastText()).toMatch(
      /waiting list for an earlier time \(any day and time\)\. Your appointment on Tue Nov 24, 3:00 PM stays/,
    )
  })

  it('takes down days and times, and changes them when they are said again', async () => {
    await offerThree(desk)
    await drain(desk.ctx)
    await write('waitlist tuesdays and thursdays')
    expect(await entries()).toMatchObject([{ weekdays: [2, 4], times_of_day: [] }])
    expect(await lastText()).toContain('for Tuesdays and Thursdays.')
    await write('waitlist mornings only')
    expect(await entries()).toMatchObject([{ weekdays: [], times_of_day: ['morning'], version: 2 }])
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'changed_waiting_list' })
    await write('waitlist')
    expect(await entries()).toMatchObject([{ times_of_day: ['morning'] }])
  })

  it.each([
    [
      'the clinic offers no freed times of the service',
      async () => {
        await db().serviceType.update({ where: { id: desk.service.id }, data: { backfill_enabled: false } })
      },
    ],
    [
      'two patients share the phone',
      async () => {
        await makePatient(desk.ctx, desk.clinic.id, { phone_number: phoneOf(desk.ctx, desk.patient) })
      },
    ],
    [
      'two visits could be meant',
      async () => {
        await bookVisit(desk, desk.patient, TUESDAY('15:00'))
        await bookVisit(desk, desk.patient, TUESDAY('16:00'))
      },
    ],
  ])('is left to staff where %s', async (_why, change) => {
    await change()
    await offerThree(desk)
    await drain(desk.ctx)
    await write('waitlist')
    expect(await entries()).toEqual([])
    expect(await conversationOf(desk.patient.id)).toMatchObject({ needs_staff_reason: 'wants_waiting_list' })
    expect(await lastText()).toMatch(/a person will read your text/)
  })

  it('from a number that is not on file is shown to staff', async () => {
    const stranger = await makePatient(desk.ctx, desk.clinic.id)
    const phone = phoneOf(desk.ctx, stranger)
    await db().patient.delete({ where: { id: stranger.id } })
    await db().clinic.update({ where: { id: desk.clinic.id }, data: { is_default: true } })
    await receiveSms(desk.ctx, {
      provider: 'mock',
      provider_message_id: `test-${desk.ctx.newId()}`,
      from: phone,
      body: 'waitlist',
      raw: '{}',
    })
    await drain(desk.ctx)
    const conversation = await db().conversation.findFirstOrThrow({
      where: { phone_index: desk.ctx.sealer.phoneIndex(phone) },
    })
    expect(conversation.needs_staff_reason).toBe('unknown_sender')
    await db().clinic.update({ where: { id: desk.clinic.id }, data: { is_default: false } })
  })
})

describe('leaving by text', () => {
  it('ends every entry of the patient, and neither their visits nor their texts', async () => {
    const other = await makeServiceType(desk.ctx, desk.clinic.id)
    const waiting = await makeWaiting(desk, { visit_at: TUESDAY('15:00') })
    await joinWaitingList(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: waiting.id,
      service_type_id: other.id,
    })
    await write('take me off the list', waiting)
    expect((await entries(waiting.id)).map((entry) => entry.state)).toEqual(['left', 'left'])
    expect(await lastText(waiting.id)).toMatch(
      /you are off the waiting list\. Your appointments stay as they are\. Reply STOP to opt out\.$/,
    )
    expect(await db().optOut.count({ where: { phone_index: waiting.phone_index } })).toBe(0)
    expect(await db().appointment.count({ where: { patient_id: waiting.id, state: 'booked' } })).toBe(1)
  })

  it('without an entry says so', async () => {
    await write('take me off the waiting list')
    expect(await lastText()).toMatch(/you are not on the waiting list\./)
  })

  it('is an opt-out to somebody who waits for nothing and names only "the list"', async () => {
    await write('take me off the list')
    expect(await db().optOut.count({ where: { phone_index: desk.patient.phone_index } })).toBe(1)
  })

  it('is never read into STOP', async () => {
    const waiting = await makeWaiting(desk)
    await write('STOP', waiting)
    expect(await entries(waiting.id)).toMatchObject([{ state: 'waiting' }])
    expect(await db().optOut.count({ where: { phone_index: waiting.phone_index } })).toBe(1)
  })
})
