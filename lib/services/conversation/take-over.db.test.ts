import { beforeEach, describe, expect, it } from 'vitest'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type Desk, lastDecision, makeDesk, offerThree, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { isOptedOut } from '../sms/opt-out.ts'
import { getConversation } from './get.ts'
import { handBack, takeOver } from './take-over.ts'

const { db } = openTestDatabase()
let desk: Desk
let conversation_id: string
let offer_id: string
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  const sent = await offerThree(desk)
  conversation_id = sent.conversation.id
  offer_id = sent.offer.id
  await drain(desk.ctx)
})

const conversation = () => db().conversation.findUniqueOrThrow({ where: { id: conversation_id } })
const held = () => db().appointment.count({ where: { conversation_id, state: 'held' } })
const booked = () => db().appointment.count({ where: { conversation_id, state: 'booked' } })
const agentSteps = () => db().agentMessage.count({ where: { conversation_id } })
const take = () => takeOver(desk.clerk, { conversation_id })
const giveBack = () => handBack(desk.clerk, { conversation_id })

async function reply(text: string) {
  desk.ctx.advance(60_000)
  const { id } = await textFrom(desk, text)
  await drain(desk.ctx)
  return id
}

describe('takeOver', () => {
  it('gives the conversation to the clerk, with an audit event', async () => {
    await take()
    expect(await conversation()).toMatchObject({ taken_over_by: desk.clerk.actor.id })
    expect(await auditOf(db(), 'conversation.taken_over', conversation_id)).toMatchObject({
      actor_id: desk.clerk.actor.id,
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      detail: { from: null },
    })
  })

  it('does nothing more for the clerk who has it already', async () => {
    await take()
    await take()
    await auditOf(db(), 'conversation.taken_over', conversation_id)
  })

  it('lets a colleague take it on, and the trail says from whom', async () => {
    await take()
    const colleague = { ...desk.ctx, actor: staffActor('scheduler', [desk.clinic.id]) }
    await takeOver(colleague, { conversation_id })
    expect(await conversation()).toMatchObject({ taken_over_by: colleague.actor.id })
    const events = await db().auditEvent.findMany({
      where: { action: 'conversation.taken_over', subject_id: conversation_id },
      orderBy: { sequence: 'asc' },
    })
    expect(events.map((event) => event.detail)).toEqual([{ from: null }, { from: desk.clerk.actor.id }])
  })
})

describe('a text that comes while staff have the conversation', () => {
  beforeEach(take)

  it('is stored and left to staff: nothing is booked or texted, and the holds live on', async () => {
    const id = await reply('2')
    expect(await db().decision.findUnique({ where: { sms_message_id: id } })).toMatchObject({
      reading: 'option',
      outcome: 'left_to_staff',
    })
    expect(await conversation()).toMatchObject({
      status: 'needs_staff',
      needs_staff_reason: 'replied_to_staff',
    })
    expect([await booked(), await held(), await agentSteps()]).toEqual([0, 3, 0])
    expect(await textsTo(desk)).toHaveLength(1)
    expect(await db().offer.findUnique({ where: { id: offer_id } })).toMatchObject({ state: 'open' })
  })

  it('that says STOP acts all the same', async () => {
    await reply('STOP')
    expect(await isOptedOut(desk.ctx, desk.patient.phone_index)).toBe(true)
    expect(await db().offer.findUnique({ where: { id: offer_id } })).toMatchObject({ state: 'cancelled' })
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'opted_out' })
    expect(await conversation()).toMatchObject({ taken_over_by: desk.clerk.actor.id, status: 'opted_out' })
  })

  it('that is an emergency is answered with the emergency number and shown as urgent', async () => {
    await reply('I took all the pills and want to die')
    expect((await textsTo(desk)).at(-1)?.text).toContain('911')
    expect(await conversation()).toMatchObject({ is_urgent: true, needs_staff_reason: 'urgent' })
  })

  it('that asks for HELP gets it', async () => {
    await reply('HELP')
    expect(await lastDecision(desk)).toMatchObject({ outcome: 'help_sent' })
  })
})

describe('handBack', () => {
  it('replays nothing, keeps the answer in front of staff and says that they will answer', async () => {
    await take()
    await reply('2')
    await giveBack()
    await drain(desk.ctx)
    expect([await booked(), await held(), await agentSteps()]).toEqual([0, 3, 0])
    expect(await getConversation(desk.clerk, conversation_id)).toMatchObject({
      taken_over_by: null,
      next_step: 'staff_will_answer',
      needs_staff: true,
    })
    await auditOf(db(), 'conversation.handed_back', conversation_id)
  })

  it('lets the agents act on the next text', async () => {
    await take()
    await giveBack()
    await reply('2')
    expect([await booked(), await held()]).toEqual([1, 0])
  })

  it('may be done by any colleague, and only when somebody has the conversation', async () => {
    await take()
    const colleague = { ...desk.ctx, actor: staffActor('scheduler', [desk.clinic.id]) }
    await handBack(colleague, { conversation_id })
    const again = await refusal(giveBack(), 'illegal_state')
    expect(again.legal).toEqual(['taken over'])
  })
})
