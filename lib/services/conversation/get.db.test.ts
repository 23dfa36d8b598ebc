import { beforeEach, describe, expect, it } from 'vitest'
import type { TimelineItem } from '#lib/domain/messaging/schema.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, textFrom } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { keyOf, nameClerk } from '#lib/test/outsiders.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { phoneOf } from '../patient/view.ts'
import { interpretReply } from '../sms/interpret.ts'
import { sendStaffText } from '../sms/send-staff-text.ts'
import { closeConversation } from './close.ts'
import { getConversation, resolveConversation } from './get.ts'
import { handBack, takeOver } from './take-over.ts'

const { db } = openTestDatabase()
let desk: Desk
let id: string
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  id = (await offerThree(desk)).conversation.id
})

const get = () => getConversation(desk.clerk, id)
async function say(text: string) {
  desk.ctx.advance(60_000)
  await textFrom(desk, text)
  await drain(desk.ctx)
}

/** A line of the thread in a few words. */
function shown(item: TimelineItem): string {
  if (item.kind === 'sms') return `${item.direction} ${item.purpose}`
  if (item.kind === 'agents') return `agents: ${item.messages.map((step) => step.message_type).join(' ')}`
  return `${item.actor}: ${item.text}`
}

describe('the thread', () => {
  it('tells texts, agents’ messages and staff actions in the order in which they happened', async () => {
    await drain(desk.ctx)
    await say('2')
    desk.ctx.advance(60_000)
    await takeOver(desk.clerk, { conversation_id: id })
    desk.ctx.advance(60_000)
    await sendStaffText(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      conversation_id: id,
      text: 'See you then.',
    })
    await handBack(desk.clerk, { conversation_id: id })
    const { timeline } = await get()
    expect(timeline.map(shown)).toEqual([
      'outbound offer',
      'inbound reply',
      'agents: CONFIRM_SLOT REQUEST_BOOKING BOOKING_RESULT FINAL_APPOINTMENT_CONFIRMATION',
      'outbound confirmation',
      'Test scheduler: Took the conversation over',
      'outbound staff',
      'Test scheduler: Handed the conversation back to the agents',
    ])
    const times = timeline.map((item) => item.at)
    expect(times).toEqual(times.toSorted())
  })

  it('says of a run of agents’ messages what came of it, and opens every step', async () => {
    await drain(desk.ctx)
    await say('2')
    const runs = (await get()).timeline.flatMap((item) => (item.kind === 'agents' ? [item] : []))
    expect(runs.at(-1)?.summary).toBe('scheduling → user: confirmed the visit')
    expect(runs[0]?.messages[0]).toMatchObject({
      from: 'user-agent',
      to: 'scheduling-agent',
      state: 'processed',
      content: { is_change: false },
    })
  })

  it('says where each text stands in words, and why one did not leave', async () => {
    const label = async () =>
      (await get()).timeline.flatMap((item) => (item.kind === 'sms' ? item.state_label : []))
    expect(await label()).toEqual(['Waiting to be sent'])
    await closeConversation(desk.clerk, { conversation_id: id })
    expect(await label()).toEqual(['Not sent: the offer was over'])
  })

  it('says what a reply was read as, by whom, why, and what was done', async () => {
    await drain(desk.ctx)
    await say('2')
    const { timeline } = await get()
    const reply = timeline.find((item) => item.kind === 'sms' && item.direction === 'inbound')
    expect(reply).toMatchObject({
      text: '2',
      state_label: 'Read',
      reading: { reader: 'rules', reading: 'option', outcome: 'The agents were asked to book it' },
    })
  })

  it('offers to send again only what certainly did not arrive and was not sent again', async () => {
    const patient = await makePatient(desk.ctx, desk.clinic.id, { phone_number: '+15005550001' })
    const sent = await sendStaffText(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: patient.id,
      text: 'Hello',
    })
    await drain(desk.ctx)
    const { timeline } = await getConversation(desk.clerk, sent.conversation_id)
    expect(timeline).toMatchObject([{ kind: 'sms', state: 'failed', can_retry: true }])
  })

  it('shows nothing of another clinic, though it is the same phone', async () => {
    const elsewhere = await makeDesk(testCtx(db(), { now: desk.ctx.now() }))
    const twin = await makePatient(desk.ctx, elsewhere.clinic.id, {
      phone_number: phoneOf(desk.ctx, desk.patient),
      first_name: 'Stranger',
    })
    await sendStaffText(elsewhere.clerk, {
      clinic_id: elsewhere.clinic.id,
      patient_id: twin.id,
      text: 'Results of your Strangerscan',
    })
    await drain(desk.ctx)
    expect(JSON.stringify(await get())).not.toContain('Stranger')
  })
})

describe('what may be done now', () => {
  it('is everything but handing back while an offer waits', async () => {
    expect((await get()).actions).toEqual({
      send_offer: null,
      send_text: null,
      simulate_reply: null,
      take_over: null,
      hand_back: 'The agents have this conversation.',
      request_slots: null,
      withdraw_offer: null,
      book: null,
      close: null,
    })
  })

  it('changes with a take-over, for the clerk who has it and for a colleague', async () => {
    await nameClerk(desk)
    await takeOver(desk.clerk, { conversation_id: id })
    expect(await get()).toMatchObject({
      taken_over_by: { name: 'Nadia Clerk' },
      actions: {
        take_over: 'You have this conversation already.',
        hand_back: null,
        request_slots: expect.stringContaining('Hand the conversation back first'),
      },
    })
    expect((await getConversation(keyOf(desk), id)).actions.take_over).toBeNull()
  })

  it('is no texting after STOP, and consent says since when and why', async () => {
    await drain(desk.ctx)
    await say('STOP')
    expect(await get()).toMatchObject({
      status_label: 'Opted out',
      next_step: 'none',
      actions: {
        send_offer: expect.stringContaining('opted out'),
        send_text: expect.stringContaining('opted out'),
        request_slots: expect.stringContaining('opted out'),
        withdraw_offer: 'There is no open offer.',
      },
      consent: {
        is_opted_out: true,
        opted_out_at: new Date(desk.ctx.now()).toISOString(),
        source: 'carrier_word',
        texts_today: 2,
        texts_this_week: 2,
      },
    })
  })

  it('is no simulating on a carrier, and no closing twice', async () => {
    desk.ctx.config.isMockGateway = false
    await closeConversation(desk.clerk, { conversation_id: id })
    expect((await get()).actions).toMatchObject({
      simulate_reply: expect.stringContaining('mock gateway'),
      close: 'This conversation is closed already.',
    })
  })
})

describe('beside the thread', () => {
  it('stand the offer with its options, the visits ahead and the next step', async () => {
    await drain(desk.ctx)
    expect(await get()).toMatchObject({ next_step: 'wait', offer: { state: 'open', round: 1 }, upcoming: [] })
    await say('2')
    const detail = await get()
    expect(detail).toMatchObject({ status: 'confirmed', next_step: 'none', waiting_for_agent: null })
    expect(detail.offer?.options.map((option) => option.is_chosen)).toEqual([false, true, false])
    expect(detail.upcoming).toMatchObject([{ state: 'booked', starts_at: '2026-11-24T16:00:00.000Z' }])
  })

  it('stands the agent that the conversation waits for, until it has acted', async () => {
    await drain(desk.ctx)
    const { id: text } = await textFrom(desk, '2')
    await interpretReply(desk.ctx, text)
    expect(await get()).toMatchObject({
      status: 'slot_selected',
      status_label: 'Booking under way',
      waiting_for_agent: { agent: 'scheduling-agent' },
    })
    await drain(desk.ctx)
    expect((await get()).waiting_for_agent).toBeNull()
  })

  it('counts the texts to the phone by the day and by the week', async () => {
    await drain(desk.ctx)
    desk.ctx.advance(2 * 24 * 60 * 60_000)
    expect((await get()).consent).toMatchObject({ texts_today: 0, texts_this_week: 1 })
  })
})

describe('resolveConversation', () => {
  it('takes the uuid or the caller’s id, within the actor’s clinics', async () => {
    await db().conversation.update({ where: { id }, data: { external_id: 'crm:4711' } })
    const elsewhere = await makeDesk(testCtx(db(), { now: desk.ctx.now() + 1_000 }))
    const theirs = (await offerThree(elsewhere, { conversation_id: 'crm:4711' })).conversation
    expect(await resolveConversation(desk.clerk, 'crm:4711')).toBe(id)
    expect(await resolveConversation(elsewhere.clerk, 'crm:4711')).toBe(theirs.id)
    expect(await resolveConversation(desk.clerk, id)).toBe(id)
    await refusal(resolveConversation(desk.clerk, theirs.id), 'not_found')
    await refusal(resolveConversation(desk.clerk, 'unknown'), 'not_found')
  })
})
