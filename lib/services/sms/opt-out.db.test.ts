import { beforeEach, describe, expect, it } from 'vitest'
import { mutate } from '#lib/core/mutate.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeClinic, makePatient } from '#lib/test/factories.ts'
import {
  type Desk,
  lastDecision,
  makeDesk,
  offerThree,
  TUESDAY,
  textFrom,
  textsTo,
} from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { bookAppointment } from '../appointment/book.ts'
import { previewOffer } from '../offer/preview.ts'
import { sendOffer } from '../offer/send.ts'
import { phoneOf } from '../patient/view.ts'
import { deliverSms } from './deliver.ts'
import { interpretReply } from './interpret.ts'
import { optOut } from './opt-out.ts'
import { queueText } from './queue-text.ts'
import { sendStaffText } from './send-staff-text.ts'

const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
})

async function say(...texts: string[]) {
  for (const text of texts) {
    desk.ctx.advance(60_000)
    await textFrom(desk, text)
    await drain(desk.ctx)
  }
}
const conversationOf = (id: string) => db().conversation.findUniqueOrThrow({ where: { id } })
const optOutRow = () => db().optOut.findUnique({ where: { phone_index: desk.patient.phone_index } })
const events = (action: string) =>
  db().auditEvent.findMany({ where: { action, subject_id: desk.patient.phone_index } })
const greet = (fields: { clinic_id?: string; patient_id?: string } = {}) =>
  sendStaffText(desk.ctx, {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    text: 'Hello',
    ...fields,
  })
/** What was sent to this patient, in words of its kind. */
const kinds = async () => (await textsTo(desk)).map((text) => `${text.kind} ${text.state}`)

describe('STOP', () => {
  it('ends the offer, frees its times, is audited, and is answered once on the mock gateway', async () => {
    const sent = await offerThree(desk)
    await drain(desk.ctx)
    await say('STOP')
    expect(await kinds()).toEqual(['offer delivered', 'carrier delivered'])
    expect((await textsTo(desk)).at(-1)?.text).toContain('Reply START')
    expect(await db().offer.findUnique({ where: { id: sent.offer.id } })).toMatchObject({
      state: 'cancelled',
    })
    expect(await db().appointment.count({ where: { patient_id: desk.patient.id, state: 'held' } })).toBe(0)
    expect(await events('phone.opted_out')).toMatchObject([
      { clinic_id: desk.clinic.id, patient_id: desk.patient.id, detail: { source: 'carrier_word' } },
    ])
    expect(await conversationOf(sent.conversation.id)).toMatchObject({ status: 'opted_out' })
  })

  it('is answered by the carrier where there is one, not by us', async () => {
    desk.ctx.config.isMockGateway = false
    await say('STOP')
    expect(await kinds()).toEqual([])
    expect(await optOutRow()).toMatchObject({ source: 'carrier_word', opted_in_at: null })
  })

  it('said twice changes nothing more: first time kept, one event, one answer', async () => {
    await say('STOP')
    const first = await optOutRow()
    await say('stop', 'Unsubscribe')
    expect(await optOutRow()).toEqual(first)
    expect(await events('phone.opted_out')).toHaveLength(1)
    expect(await kinds()).toEqual(['carrier delivered'])
    expect(await lastDecision(desk)).toMatchObject({ reading: 'opt_out', outcome: 'opted_out' })
  })

  it('said twice in a row does not drop the answer to the first', async () => {
    await textFrom(desk, 'STOP')
    await textFrom(desk, 'STOP')
    await drain(desk.ctx)
    expect(await kinds()).toEqual(['carrier delivered'])
  })

  it('in a sentence counts as well, with its own source', async () => {
    await say('please stop texting me')
    expect(await optOutRow()).toMatchObject({ source: 'free_text' })
  })

  it('counts by phone: no clinic can text the number any more, and every way to is refused', async () => {
    const elsewhere = await makeClinic(desk.ctx)
    const twin = await makePatient(desk.ctx, elsewhere.id, { phone_number: phoneOf(desk.ctx, desk.patient) })
    const before = await greet({ clinic_id: elsewhere.id, patient_id: twin.id })
    await drain(desk.ctx)
    await say('STOP')
    expect(await conversationOf(before.conversation_id)).toMatchObject({ status: 'opted_out' })
    await refusal(greet(), 'opted_out')
    await refusal(greet({ clinic_id: elsewhere.id, patient_id: twin.id }), 'opted_out')
    await refusal(offerThree(desk), 'opted_out')
    const preview = await previewOffer(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      slots: [{ provider_id: desk.providers[0]!.id, starts_at: TUESDAY('10:00') }],
    })
    expect(preview.warnings.join()).toContain('opted out')
  })

  it('drops every text that waits for the phone', async () => {
    const { message_id } = await greet()
    await mutate(desk.ctx, { name: 'test.opt_out', permission: null }, (tx) =>
      optOut(tx, {
        phone_index: desk.patient.phone_index,
        phone_number: phoneOf(tx, desk.patient),
        source: 'staff',
        clinic_id: desk.clinic.id,
      }),
    )
    expect(await textsTo(desk)).toMatchObject([
      { id: message_id, state: 'cancelled', error_code: 'opted_out', due_at: null },
    ])
  })

  it('is asked once more when a text leaves, for one that was queued in the same moment', async () => {
    const { message_id } = await greet()
    await say('STOP')
    await db().smsMessage.update({
      where: { id: message_id },
      data: { state: 'queued', error_code: null, due_at: new Date(desk.ctx.now()) },
    })
    await deliverSms(desk.ctx, message_id)
    expect(await db().smsMessage.findUnique({ where: { id: message_id } })).toMatchObject({
      state: 'cancelled',
      error_code: 'opted_out',
      attempt: 0,
    })
    expect(await db().auditEvent.count({ where: { action: 'text.dropped', subject_id: message_id } })).toBe(1)
  })
})

describe('what an opt-out cuts short', () => {
  const reasonOf = async (id: string) => (await conversationOf(id)).needs_staff_reason

  it('is put in front of staff: an open offer', async () => {
    const { conversation } = await offerThree(desk)
    await say('STOP')
    expect(await reasonOf(conversation.id)).toBe('opted_out_with_visit')
  })

  it('is put in front of staff: a visit that is booked, with or without a thread', async () => {
    const { conversation } = await offerThree(desk)
    await drain(desk.ctx)
    await say('1', 'STOP')
    expect(await reasonOf(conversation.id)).toBe('opted_out_with_visit')

    const other = await makePatient(desk.ctx, desk.clinic.id)
    await bookAppointment(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: other.id,
      provider_id: desk.providers[1]!.id,
      service_type_id: desk.service.id,
      starts_at: TUESDAY('15:00'),
      notify_patient: false,
    })
    await textFrom(desk, 'STOP', other)
    await drain(desk.ctx)
    const thread = await db().conversation.findFirstOrThrow({ where: { patient_id: other.id } })
    expect(thread.needs_staff_reason).toBe('opted_out_with_visit')
  })

  it('is put in front of staff: a booking that the agents are still making', async () => {
    const { conversation } = await offerThree(desk)
    await drain(desk.ctx)
    const choice = await textFrom(desk, '2')
    await interpretReply(desk.ctx, choice.id)
    const stop = await textFrom(desk, 'STOP')
    await interpretReply(desk.ctx, stop.id)
    expect(await reasonOf(conversation.id)).toBe('opted_out_with_visit')
    await drain(desk.ctx)
    expect(await db().appointment.count({ where: { patient_id: desk.patient.id, state: 'booked' } })).toBe(1)
    expect(await kinds()).toEqual(['offer delivered', 'carrier delivered'])
    expect(await reasonOf(conversation.id)).toBe('opted_out_with_visit')
  })

  it('is put in front of staff in every conversation of the phone that it touches', async () => {
    const { conversation } = await offerThree(desk)
    const elsewhere = await makeDesk(testCtx(db(), { now: desk.ctx.now() }))
    const twin = await makePatient(desk.ctx, elsewhere.clinic.id, {
      phone_number: phoneOf(desk.ctx, desk.patient),
    })
    desk.ctx.advance(1_000)
    const greeting = await greet({ clinic_id: elsewhere.clinic.id, patient_id: twin.id })
    await say('STOP')
    // The STOP stands in the thread that was written in last; the offer is in the other one.
    expect(await reasonOf(conversation.id)).toBe('opted_out_with_visit')
    expect(await reasonOf(greeting.conversation_id)).toBeNull()
  })

  it('is nothing when nothing is open', async () => {
    const { conversation_id } = await greet()
    await drain(desk.ctx)
    await say('STOP')
    expect(await reasonOf(conversation_id)).toBeNull()
  })

  it('is the same when only the carrier knew: its refusal ends the offer too', async () => {
    const patient = await makePatient(desk.ctx, desk.clinic.id, { phone_number: '+15005550004' })
    const sent = await offerThree(desk, { patient_id: patient.id })
    await drain(desk.ctx)
    expect(await db().offer.findUnique({ where: { id: sent.offer.id } })).toMatchObject({
      state: 'cancelled',
    })
    expect(await conversationOf(sent.conversation.id)).toMatchObject({
      status: 'opted_out',
      needs_staff_reason: 'opted_out_with_visit',
    })
    expect(await db().appointment.count({ where: { patient_id: patient.id, state: 'held' } })).toBe(0)
  })
})

describe('a text from a phone that has opted out', () => {
  it.each(['2', 'none', 'thanks, see you', '1 or 2', 'when is my visit?'])(
    '"%s" is put in front of staff, since no text can answer it',
    async (text) => {
      const { conversation } = await offerThree(desk)
      await drain(desk.ctx)
      await say('STOP')
      await db().conversation.update({ where: { id: conversation.id }, data: { needs_staff_reason: null } })
      await say(text)
      expect(await lastDecision(desk)).toMatchObject({ outcome: 'staff_asked' })
      expect(await conversationOf(conversation.id)).toMatchObject({
        needs_staff_reason: 'texted_after_opt_out',
      })
      expect(await kinds()).toEqual(['offer delivered', 'carrier delivered'])
      expect(await db().agentMessage.count({ where: { conversation_id: conversation.id } })).toBe(0)
    },
  )

  it('is read also when an offer is still open, and does not fail for ever', async () => {
    await offerThree(desk)
    await drain(desk.ctx)
    await mutate(desk.ctx, { name: 'test.opt_out', permission: null }, (tx) =>
      optOut(tx, {
        phone_index: desk.patient.phone_index,
        phone_number: phoneOf(tx, desk.patient),
        source: 'staff',
        clinic_id: desk.clinic.id,
      }),
    )
    await say('1 or 2')
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'staff_asked' })
  })

  it('in an emergency alarms staff; the emergency answer would be a text, so there is none', async () => {
    const { conversation_id } = await greet()
    await drain(desk.ctx)
    await say('STOP', 'my chest hurts badly')
    expect(await conversationOf(conversation_id)).toMatchObject({
      is_urgent: true,
      needs_staff_reason: 'urgent',
    })
    expect(await kinds()).toEqual(['staff delivered', 'carrier delivered'])
  })
})

describe('START', () => {
  it('lifts the opt-out, is audited, and is answered on the mock gateway', async () => {
    await say('STOP', 'START')
    expect(await optOutRow()).toMatchObject({ opted_in_at: new Date(desk.ctx.now()) })
    expect(await events('phone.opted_in')).toHaveLength(1)
    expect(await kinds()).toEqual(['carrier delivered', 'carrier delivered'])
    await expect(offerThree(desk)).resolves.toMatchObject({ conversation: { status: 'awaiting_response' } })
  })

  it('does nothing for a phone that never opted out', async () => {
    await say('START')
    expect(await optOutRow()).toBeNull()
    expect(await events('phone.opted_in')).toEqual([])
    expect(await kinds()).toEqual([])
    expect(await lastDecision(desk)).toMatchObject({ reading: 'opt_in' })
  })

  it('may be followed by another STOP, with the times of the second', async () => {
    await say('STOP', 'START', 'STOP')
    expect(await optOutRow()).toMatchObject({ opted_out_at: new Date(desk.ctx.now()), opted_in_at: null })
    expect(await events('phone.opted_out')).toHaveLength(2)
    await refusal(greet(), 'opted_out')
  })

  it('is what YES means from somebody who opted out, and a choice from anybody else', async () => {
    await say('STOP', 'YES')
    expect(await lastDecision(desk)).toMatchObject({ reading: 'opt_in' })
    const { conversation } = await sendOffer(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      slots: [{ provider_id: desk.providers[0]!.id, starts_at: TUESDAY('10:00') }],
    })
    await drain(desk.ctx)
    await say('YES')
    expect(await conversationOf(conversation.id)).toMatchObject({ status: 'confirmed' })
  })
})

it('queueText itself refuses an opted-out phone, whatever verb forgot to ask', async () => {
  const { conversation_id } = await greet()
  await say('STOP')
  const queued = mutate(desk.ctx, { name: 'test.queue', permission: null }, (tx) =>
    queueText(tx, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      conversation_id,
      kind: 'confirmation',
      text: 'You are confirmed.',
    }),
  )
  await refusal(queued, 'opted_out')
})
