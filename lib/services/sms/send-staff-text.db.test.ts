import { beforeEach, describe, expect, it } from 'vitest'
import { MAX_SMS_CHARACTERS } from '#lib/domain/messaging/schema.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeClinic, makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { closeConversation } from '../conversation/close.ts'
import { takeOver } from '../conversation/take-over.ts'
import { previewStaffText } from './preview.ts'
import { sendStaffText } from './send-staff-text.ts'

const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
})

const input = (text: string, fields: { patient_id?: string; conversation_id?: string } = {}) => ({
  clinic_id: desk.clinic.id,
  patient_id: desk.patient.id,
  text,
  ...fields,
})
const send = (text: string, fields: { patient_id?: string; conversation_id?: string } = {}) =>
  sendStaffText(desk.clerk, input(text, fields))
const conversationOf = (id: string) => db().conversation.findUniqueOrThrow({ where: { id } })

describe('sendStaffText', () => {
  it('queues the words, wakes their delivery and is audited without them', async () => {
    const { message_id, conversation_id } = await send('Please bring your card.')
    expect(await textsTo(desk)).toMatchObject([
      {
        id: message_id,
        kind: 'staff',
        state: 'queued',
        text: 'Please bring your card.',
        sent_by: 'Test scheduler',
      },
    ])
    expect(desk.ctx.wakes).toContainEqual({ kind: 'sms.deliver', key: message_id })
    const event = await auditOf(db(), 'text.queued', message_id)
    expect(event).toMatchObject({ actor_id: desk.clerk.actor.id, conversation_id, detail: { segments: 1 } })
    expect(JSON.stringify(event, (_key, value) => String(value))).not.toContain('card')
    await drain(desk.ctx)
    expect(await textsTo(desk)).toMatchObject([{ state: 'delivered' }])
  })

  it('goes on in the patient’s latest open conversation, and starts one when all are closed', async () => {
    const first = await send('One')
    expect((await send('Two')).conversation_id).toBe(first.conversation_id)
    await closeConversation(desk.clerk, { conversation_id: first.conversation_id })
    const third = await send('Three')
    expect(third.conversation_id).not.toBe(first.conversation_id)
  })

  it('opens a closed conversation again when that is named', async () => {
    const { conversation_id } = await send('One')
    await closeConversation(desk.clerk, { conversation_id })
    await send('Two', { conversation_id })
    expect(await conversationOf(conversation_id)).toMatchObject({ closed_at: null })
  })

  it('takes the conversation off the staff list', async () => {
    const { conversation } = await offerThree(desk)
    await textFrom(desk, 'is there parking nearby? and is it free?')
    await drain(desk.ctx)
    expect((await conversationOf(conversation.id)).needs_staff_reason).not.toBeNull()
    await send('Yes, behind the house.', { conversation_id: conversation.id })
    expect(await conversationOf(conversation.id)).toMatchObject({
      needs_staff_reason: null,
      status: 'awaiting_response',
    })
  })

  it('is for whoever has the conversation: staff who took it over may text', async () => {
    const { conversation_id } = await send('One')
    await takeOver(desk.clerk, { conversation_id })
    await expect(send('Two', { conversation_id })).resolves.toMatchObject({ conversation_id })
  })

  it('never puts a text into another patient’s conversation', async () => {
    const { conversation_id } = await send('One')
    const other = await makePatient(desk.ctx, desk.clinic.id)
    const error = await refusal(send('Two', { patient_id: other.id, conversation_id }), 'invalid_input')
    expect(error.field).toBe('conversation_id')
    expect(await textsTo(desk, other.id)).toEqual([])
  })

  it('never opens a conversation in a clinic that is not the patient’s', async () => {
    const both = await makeClinic(desk.ctx)
    const clerk = { ...desk.clerk, actor: { ...desk.clerk.actor, clinicIds: [desk.clinic.id, both.id] } }
    const error = await refusal(sendStaffText(clerk, { ...input('Hi'), clinic_id: both.id }), 'invalid_input')
    expect(error.field).toBe('patient_id')
  })

  it('says what is wrong with an empty or too long text, also when it only grows too long', async () => {
    expect((await refusal(send('   '), 'invalid_input')).field).toBe('text')
    expect((await refusal(send('a'.repeat(MAX_SMS_CHARACTERS + 1)), 'invalid_input')).field).toBe('text')
    // Each ellipsis becomes three dots on its way to GSM-7.
    const grows = '…'.repeat(MAX_SMS_CHARACTERS / 2)
    expect((await refusal(send(grows), 'invalid_input')).field).toBe('text')
    expect(await textsTo(desk)).toEqual([])
  })

  it('answers the same idempotency key with the first text', async () => {
    const twice = { ...input('Once'), idempotency_key: 'key-1' }
    expect(await sendStaffText(desk.clerk, twice)).toEqual(await sendStaffText(desk.clerk, twice))
    expect(await textsTo(desk)).toHaveLength(1)
  })
})

describe('previewStaffText', () => {
  it('shows exactly what would be sent, its segments and its price, and changes nothing', async () => {
    const text = `It’s at 10 – bring your card. ${'x'.repeat(140)}`
    const preview = await previewStaffText(desk.clerk, input(text))
    expect(preview).toMatchObject({
      encoding: 'GSM-7',
      segments: 2,
      price_micros: 15_000,
      currency: 'USD',
      warnings: [],
    })
    expect(await textsTo(desk)).toEqual([])
    await send(text)
    expect(await textsTo(desk)).toMatchObject([{ text: preview.text, segments: 2, price_micros: 15_000 }])
  })

  it('warns of characters that make the text dearer, and names them', async () => {
    const { encoding, warnings } = await previewStaffText(desk.clerk, input('See you 🙂'))
    expect(encoding).toBe('UCS-2')
    expect(warnings).toEqual([
      'Some characters (🙂) leave less room: a segment holds 70 characters instead of 160.',
    ])
    const long = await previewStaffText(desk.clerk, input(`See you 🙂 ${'and again '.repeat(8)}`))
    expect(long.warnings).toEqual(['Some characters (🙂) make this text cost more: 2 segments instead of 1.'])
  })
})
