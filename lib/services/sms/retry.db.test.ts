import { beforeEach, describe, expect, it } from 'vitest'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type Desk, makeDesk, offerThree, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { retryText } from './retry.ts'
import { sendStaffText } from './send-staff-text.ts'

const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
})

/** A text that certainly did not arrive, and staff were told of it. */
async function failedText(state: 'failed' | 'undelivered' = 'failed') {
  const { message_id, conversation_id } = await sendStaffText(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    text: 'Hello',
  })
  await db().smsMessage.update({ where: { id: message_id }, data: { state, due_at: null } })
  await db().conversation.update({
    where: { id: conversation_id },
    data: { needs_staff_reason: 'text_not_delivered', needs_staff_since: new Date(desk.ctx.now()) },
  })
  return { message_id, conversation_id }
}

describe('retryText', () => {
  it.each(['failed', 'undelivered'] as const)('sends a text that is %s again, audited', async (state) => {
    const failed = await failedText(state)
    const retried = await retryText(desk.clerk, failed)
    expect(desk.ctx.wakes).toContainEqual({ kind: 'sms.deliver', key: retried.message_id })
    expect(await auditOf(db(), 'text.retried', retried.message_id)).toMatchObject({
      conversation_id: failed.conversation_id,
      patient_id: desk.patient.id,
      detail: { repeats: failed.message_id },
    })
    await drain(desk.ctx)
    expect((await textsTo(desk)).map((text) => text.state)).toEqual([state, 'delivered'])
  })

  it('takes the conversation off the staff list', async () => {
    const failed = await failedText()
    await retryText(desk.clerk, failed)
    expect(
      await db().conversation.findUniqueOrThrow({ where: { id: failed.conversation_id } }),
    ).toMatchObject({ needs_staff_reason: null, status: 'awaiting_response' })
  })

  it('sends one text for two clicks at one time', async () => {
    const failed = await failedText()
    const results = await Promise.allSettled([retryText(desk.clerk, failed), retryText(desk.clerk, failed)])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await textsTo(desk)).toHaveLength(2)
  })

  it.each(['queued', 'sending', 'sent', 'delivered', 'unknown', 'cancelled'] as const)(
    'refuses a text that is %s: sent again, it might arrive twice',
    async (state) => {
      const { message_id } = await failedText()
      await db().smsMessage.update({
        where: { id: message_id },
        data: { state, due_at: state === 'unknown' ? new Date(desk.ctx.now()) : null },
      })
      const error = await refusal(retryText(desk.clerk, { message_id }), 'illegal_state')
      expect(error.legal).toEqual(['failed', 'undelivered'])
      await db().smsMessage.update({ where: { id: message_id }, data: { state: 'delivered', due_at: null } })
    },
  )

  it('refuses a text of the patient', async () => {
    const { message_id } = await failedText()
    const inbound = await textFrom(desk, 'hi')
    await refusal(retryText(desk.clerk, { message_id: inbound.id }), 'illegal_state')
    await drain(desk.ctx)
    expect((await textsTo(desk)).filter((text) => text.in_reply_to === message_id)).toEqual([])
  })

  it('refuses a phone that opted out meanwhile', async () => {
    const failed = await failedText()
    await textFrom(desk, 'STOP')
    await drain(desk.ctx)
    await refusal(retryText(desk.clerk, failed), 'opted_out')
  })

  it('refuses an offer whose time is over, although nobody has ended it yet', async () => {
    const { message_id, offer } = await offerThree(desk)
    await db().smsMessage.update({ where: { id: message_id }, data: { state: 'failed', due_at: null } })
    desk.ctx.advance(Date.parse(offer.expires_at) - desk.ctx.now())
    await refusal(retryText(desk.clerk, { message_id }), 'illegal_state')
  })
})
