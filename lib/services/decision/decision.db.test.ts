import { beforeEach, describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { readReply } from '#lib/domain/messaging/reply.ts'
import { keyActor, staffActor, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
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
import { strangerTo, viewerOf } from '#lib/test/outsiders.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { bookAppointment } from '../appointment/book.ts'
import { sendStaffText } from '../sms/send-staff-text.ts'
import { decisionOfText, decisionOfVisit } from './get.ts'
import { listMarked, openCase } from './list-marked.ts'
import { markDecision, unmarkDecision } from './mark.ts'

const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
})

async function say(text: string) {
  desk.ctx.advance(60_000)
  const { id } = await textFrom(desk, text)
  await drain(desk.ctx)
  return id
}
const offer = async () => {
  const sent = await offerThree(desk)
  await drain(desk.ctx)
  return sent
}
const ofText = (text_id: string) => decisionOfText(desk.clerk, { text_id })
const bookedVisit = () =>
  db().appointment.findFirstOrThrow({ where: { patient_id: desk.patient.id, state: 'booked' } })
const types = (view: Awaited<ReturnType<typeof ofText>>) =>
  view.agent_messages.map(({ message_type }) => message_type)
const says = (view: Awaited<ReturnType<typeof ofText>>) => view.texts.map(({ text }) => text)

describe('the ledger of a choice', () => {
  it('goes from the words to the delivered confirmation: reader, agents, transaction, text', async () => {
    await offer()
    const textId = await say('2')
    const view = await ofText(textId)
    expect(view).toMatchObject({
      text: { id: textId, text: '2', provider: 'mock' },
      decision: {
        reader: 'rules',
        reader_words: 'The rules',
        model_id: null,
        reading: 'option:2',
        reading_words: 'Chooses option 2',
        outcome: 'The agents were asked to book it',
        mark: null,
      },
      appointment: { state: 'booked', starts_at: new Date(TUESDAY('11:00')).toISOString() },
      without_text: null,
    })
    expect(types(view)).toEqual([
      'CONFIRM_SLOT',
      'REQUEST_BOOKING',
      'BOOKING_RESULT',
      'FINAL_APPOINTMENT_CONFIRMATION',
    ])
    expect(
      view.offer?.options.map(({ reply_number, is_chosen, held }) => [reply_number, is_chosen, held]),
    ).toEqual([
      [1, false, 'let go'],
      [2, true, 'booked'],
      [3, false, 'let go'],
    ])
    expect(view.steps.map(({ text }) => text)).toContain('Appointment booked')
    expect(view.texts).toMatchObject([
      { state_label: 'Delivered', provider: 'mock', text: expect.stringContaining('you are confirmed') },
    ])
  })

  it('is the same from the visit, and from the confirmation that went out', async () => {
    await offer()
    const fromText = await ofText(await say('2'))
    const visit = await bookedVisit()
    expect(await decisionOfVisit(desk.clerk, { appointment_id: visit.id })).toEqual(fromText)
    const confirmation = (await textsTo(desk)).at(-1)!
    expect(await ofText(confirmation.id)).toEqual(fromText)
  })

  it('keeps apart what two texts of one conversation led to', async () => {
    await offer()
    const first = await say('none')
    const second = await say('2')
    const [none, choice] = [await ofText(first), await ofText(second)]
    expect(types(none)[0]).toBe('DECLINE_SLOTS')
    expect(says(none)).toHaveLength(1)
    expect(says(none)[0]).toContain('other times')
    expect(types(choice)[0]).toBe('CONFIRM_SLOT')
    expect(says(choice)).toHaveLength(1)
    expect(says(choice)[0]).toContain('you are confirmed')
    const ids = new Set(none.agent_messages.map(({ id }) => id))
    expect(choice.agent_messages.some(({ id }) => ids.has(id))).toBe(false)
  })

  it('shows what was asked back, and why', async () => {
    await offer()
    const view = await ofText(await say('1 or 2'))
    expect(view.decision).toMatchObject({
      reading: 'unclear',
      reason: 'More than one option fits the answer.',
      outcome: 'The patient was asked for a plain answer',
    })
    expect(says(view)).toEqual([expect.stringContaining('Reply 1, 2 or 3')])
  })

  it('shows an opt-out with its step and its one answer', async () => {
    await offer()
    const view = await ofText(await say('STOP'))
    expect(view.steps.map(({ text }) => text)).toContain('The number opted out of texts')
    expect(says(view)).toEqual([expect.stringContaining('Reply START')])
  })
})

describe('what no text led to', () => {
  it('says who did it', async () => {
    const { message_id } = await sendStaffText(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      text: 'Hello',
    })
    expect(await ofText(message_id)).toMatchObject({
      decision: null,
      without_text: 'Test scheduler sent this text; no text of the patient led to it.',
      texts: [{ id: message_id, text: 'Hello' }],
      offer: null,
    })
    const offered = await offerThree(desk)
    expect(await ofText(offered.message_id)).toMatchObject({
      texts: [{ id: offered.message_id }],
      offer: { id: offered.offer.id, options: [{ reply_number: 1 }, {}, {}] },
      steps: [{ text: expect.stringMatching(/offer/i) }],
    })
    const visit = await bookAppointment(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      provider_id: desk.providers[0]!.id,
      service_type_id: desk.service.id,
      starts_at: TUESDAY('15:00'),
      notify_patient: false,
    })
    expect(await decisionOfVisit(desk.clerk, { appointment_id: visit.id })).toMatchObject({
      decision: null,
      without_text: 'Test scheduler made this visit; no text of the patient led to it.',
      appointment: { id: visit.id, state: 'booked' },
      steps: [{ text: 'Appointment booked', actor: 'Test scheduler' }],
    })
  })

  it('is said of a text that nobody has read yet', async () => {
    await offer()
    const { id } = await textFrom(desk, '2')
    expect(await ofText(id)).toMatchObject({
      decision: null,
      without_text: expect.stringMatching(/not been read/),
    })
  })

  it('is not shown to other clinics', async () => {
    await offer()
    const text_id = await say('2')
    const visit = await bookedVisit()
    const stranger = await strangerTo(desk)
    await refusal(decisionOfText(stranger, { text_id }), 'not_found')
    await refusal(decisionOfVisit(stranger, { appointment_id: visit.id }), 'not_found')
    const weak = actingAs(desk.ctx, keyActor(['sms:send'], [desk.clinic.id]))
    await refusal(decisionOfText(weak, { text_id }), 'forbidden')
  })
})

describe('a decision that staff mark as wrong', () => {
  const admin = () => actingAs(desk.ctx, staffActor('admin', [desk.clinic.id]))
  const marked = async (text: string, expected: string, note?: string) => {
    await offer()
    const text_id = await say(text)
    const { id } = await lastDecision(desk)
    await markDecision(desk.clerk, { decision_id: id, expected, note })
    return { id, text_id }
  }

  it('becomes a case that reads the same today as it did then, though its offer has ended since', async () => {
    const { id } = await marked('2', 'option:1', 'She meant the first')
    const row = await db().decisionMark.findUniqueOrThrow({ where: { decision_id: id } })
    const stored = openCase(desk.ctx, row)
    expect(stored.text).toBe('2')
    expect(stored.context.offers).toMatchObject([{ state: 'open', options: [{}, {}, {}] }])
    expect(readReply(stored.text, stored.context)).toMatchObject({ kind: 'option', reply_number: 2 })
    expect(row).toMatchObject({ expected: 'option:1', read_as: 'option:2', reader: 'rules' })
    expect(JSON.stringify(row)).not.toContain('She meant')
    await auditOf(db(), 'decision.marked', id)
  })

  it('shows the mark in the ledger and in the administrators’ list, until it is taken back', async () => {
    const { id, text_id } = await marked('1 or 2', 'option:1', 'Called to say so')
    expect((await ofText(text_id)).decision?.mark).toMatchObject({
      expected_words: 'Chooses option 1',
      note: 'Called to say so',
      marked_by: 'Test scheduler',
    })
    expect((await listMarked(admin(), { clinic_id: desk.clinic.id })).items).toMatchObject([
      { text: '1 or 2', read_as: 'unclear', expected: 'option:1', sms_message_id: text_id },
    ])
    await unmarkDecision(desk.clerk, { decision_id: id })
    expect((await listMarked(admin(), { clinic_id: desk.clinic.id })).items).toEqual([])
    expect((await ofText(text_id)).decision?.mark).toBeNull()
    await auditOf(db(), 'decision.unmarked', id)
    await refusal(unmarkDecision(desk.clerk, { decision_id: id }), 'not_found')
  })

  it('may be marked otherwise; the last label counts', async () => {
    const { id } = await marked('1 or 2', 'option:1')
    await markDecision(desk.clerk, { decision_id: id, expected: 'option:2' })
    expect(await db().decisionMark.findUnique({ where: { decision_id: id } })).toMatchObject({
      expected: 'option:2',
    })
  })

  it('needs a person, a label of the list, and one that differs from what was read', async () => {
    await offer()
    await say('2')
    const { id: decision_id } = await lastDecision(desk)
    const mark = (expected: string, ctx = desk.clerk) => markDecision(ctx, { decision_id, expected })
    expect((await refusal(mark('option:2'), 'invalid_input')).field).toBe('expected')
    expect((await refusal(mark('book everything'), 'invalid_input')).field).toBe('expected')
    const key = actingAs(desk.ctx, keyActor(['sms:send'], [desk.clinic.id]))
    await refusal(mark('none', key), 'forbidden')
    await refusal(mark('none', viewerOf(desk)), 'forbidden')
    await refusal(mark('none', await strangerTo(desk)), 'not_found')
    await refusal(listMarked(desk.clerk, {}), 'forbidden')
    expect(await db().decisionMark.count({ where: { decision_id } })).toBe(0)
  })
})
