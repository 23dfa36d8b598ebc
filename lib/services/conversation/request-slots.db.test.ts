import { beforeEach, describe, expect, it } from 'vitest'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeFrontDesk } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, textFrom } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { sendStaffText } from '../sms/send-staff-text.ts'
import { getConversation } from './get.ts'
import { requestSlots } from './request-slots.ts'
import { handBack, takeOver } from './take-over.ts'

const { db } = openTestDatabase()
let desk: Desk
let conversation_id: string
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  conversation_id = (await offerThree(desk)).conversation.id
  await drain(desk.ctx)
})

const reasonNot = async () => (await getConversation(desk.clerk, conversation_id)).actions.request_slots
const latestOffer = () =>
  db().offer.findFirstOrThrow({
    where: { conversation_id },
    orderBy: { id: 'desc' },
    include: { options: true },
  })

describe('requestSlots', () => {
  it('asks the scheduling agent, whose offer replaces the open one', async () => {
    const { message_id } = await requestSlots(desk.clerk, { conversation_id })
    expect(await db().agentMessage.findUnique({ where: { id: message_id } })).toMatchObject({
      message_type: 'REQUEST_APPOINTMENT',
      state: 'pending',
    })
    expect(desk.ctx.wakes).toContainEqual({ kind: 'agent.handle', key: conversation_id })
    await auditOf(db(), 'conversation.slots_requested', conversation_id)
    await drain(desk.ctx)
    expect(await latestOffer()).toMatchObject({ state: 'open', round: 2 })
    expect(await db().offer.count({ where: { conversation_id, state: 'superseded' } })).toBe(1)
  })

  it('offers only the provider and the time of day that were asked for', async () => {
    const provider_id = desk.providers[1]!.id
    await requestSlots(desk.clerk, { conversation_id, provider_id, time_of_day: 'afternoon' })
    await drain(desk.ctx)
    const { options } = await latestOffer()
    expect(options.length).toBeGreaterThan(0)
    for (const option of options) {
      expect(option.provider_id).toBe(provider_id)
      // Noon in New York is 17:00 UTC.
      expect(option.starts_at.getUTCHours()).toBeGreaterThanOrEqual(17)
    }
  })

  it('takes the conversation off the staff list', async () => {
    await textFrom(desk, 'can I bring my dog?')
    await drain(desk.ctx)
    await requestSlots(desk.clerk, { conversation_id })
    const row = await db().conversation.findUniqueOrThrow({ where: { id: conversation_id } })
    expect(row.needs_staff_reason).toBeNull()
  })

  it('is one search for two clicks: refused while the agents are at work, as its button says', async () => {
    await requestSlots(desk.clerk, { conversation_id })
    expect(await reasonNot()).toContain('at work')
    await refusal(requestSlots(desk.clerk, { conversation_id }), 'illegal_state')
    const twins = await makeDesk(testCtx(db()))
    const { conversation } = await offerThree(twins)
    const ask = () => requestSlots(twins.clerk, { conversation_id: conversation.id })
    const results = await Promise.allSettled([ask(), ask()])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('is refused while staff have the conversation, as its button says', async () => {
    await takeOver(desk.clerk, { conversation_id })
    expect(await reasonNot()).toContain('Hand the conversation back')
    await refusal(requestSlots(desk.clerk, { conversation_id }), 'illegal_state')
    await handBack(desk.clerk, { conversation_id })
    expect(await reasonNot()).toBeNull()
    await requestSlots(desk.clerk, { conversation_id })
  })

  it('is refused for a phone that opted out, as its button says', async () => {
    await textFrom(desk, 'STOP')
    await drain(desk.ctx)
    expect(await reasonNot()).toContain('opted out')
    await refusal(requestSlots(desk.clerk, { conversation_id }), 'opted_out')
  })

  it('is refused without a service, as its button says', async () => {
    const other = await makeDesk(testCtx(db()))
    const sent = await sendStaffText(other.clerk, {
      clinic_id: other.clinic.id,
      patient_id: other.patient.id,
      text: 'Please call us.',
    })
    const detail = await getConversation(other.clerk, sent.conversation_id)
    expect(detail.actions.request_slots).toContain('No service')
    await refusal(requestSlots(other.clerk, { conversation_id: sent.conversation_id }), 'illegal_state')
  })

  it('refuses another clinic’s provider by field', async () => {
    const elsewhere = await makeFrontDesk(desk.ctx)
    const error = await refusal(
      requestSlots(desk.clerk, { conversation_id, provider_id: elsewhere.providers[0]!.id }),
      'invalid_input',
    )
    expect(error.field).toBe('provider_id')
  })
})
