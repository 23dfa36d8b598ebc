import { describe, expect, it, onTestFinished } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { cancelAppointment } from '#lib/services/appointment/cancel.ts'
import { sendOffer } from '#lib/services/offer/send.ts'
import { keyActor, staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { makeClinic, makeFrontDesk, makeServiceType } from '#lib/test/factories.ts'
import { workBeside } from '#lib/test/mcp.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { checkSmsResponse } from './check-sms-response.ts'
import { getConversationState } from './get-conversation-state.ts'
import { sendAppointmentSms } from './send-appointment-sms.ts'
import { SETTLE_LIMIT_MS, simulateUserSmsResponse } from './simulate-user-sms-response.ts'

const database = openTestDatabase()
const SCOPES = ['offers:send', 'conversations:read', 'sms:simulate']
let phones = 0

async function setting(options: { isWorking?: boolean } = {}) {
  const ctx = testCtx(database.db())
  const desk = await makeFrontDesk(ctx)
  const agent = actingAs(ctx, keyActor(SCOPES, [desk.clinic.id])) as TestCtx
  const stop = options.isWorking === false ? async () => {} : workBeside(ctx)
  onTestFinished(stop)
  const phone_number = `+1212557${String(1000 + ++phones).slice(-4)}`
  const conversation_id = `conv_${ctx.newId()}`
  const send = (fields: object = {}) =>
    sendAppointmentSms.call(agent, {
      phone_number,
      conversation_id,
      appointment_slots: [
        { slot_number: 1, date: '2026-11-24', time: '10:00 AM', provider: 'Smith' },
        { slot_number: 2, date: '2026-11-24', time: '2:00 PM', provider: 'Johnson', cost_estimate: '$90' },
      ],
      cost_estimate: '$150',
      ...fields,
    })
  const reply = (response: string, fields: object = {}) =>
    simulateUserSmsResponse.call(agent, { conversation_id, response, ...fields })
  const check = () => checkSmsResponse.call(agent, { conversation_id })
  const state = () => getConversationState.call(agent, { conversation_id })
  return { ctx, desk, agent, stop, phone_number, conversation_id, send, reply, check, state }
}

describe('an answer', () => {
  it('is none yet', async () => {
    const { send, check, state, stop, conversation_id, phone_number } = await setting()
    const sent = await send()
    expect(await check()).toMatchObject({
      conversation_id,
      has_response: false,
      response: null,
      status: 'awaiting_response',
      selected_slot: null,
      declined: false,
      needs_staff: false,
      next_step: 'wait',
      round: 1,
    })
    expect(await state()).toMatchObject({
      conversation_id,
      phone_number,
      cost_estimate: '$150',
      message_id: sent.message_id,
      appointment_id: null,
      urgent: false,
      opted_out: false,
      appointment_slots: [
        { slot_number: 1, date: '2026-11-24', time: '10:00 AM', provider: 'Dr. Ada Smith' },
        { slot_number: 2, time: '2:00 PM', provider: 'Dr. Ben Johnson', cost_estimate: '$90' },
      ],
    })
    await stop()
  })

  it('of NONE brings fresh slots, told with the turned-down answer', async () => {
    const { send, reply, check, stop } = await setting()
    await send()
    const answer = await reply('NONE')
    expect(answer).toMatchObject({
      has_response: true,
      response: 'NONE',
      declined: true,
      status: 'awaiting_response',
      round: 2,
      next_step: 'wait',
      selected_slot: null,
    })
    const fresh = answer.appointment_slots as { starts_at: string }[]
    expect(fresh.length).toBeGreaterThan(0)
    expect(fresh.map(({ starts_at }) => starts_at)).not.toContain('2026-11-24T15:00:00.000Z')
    expect(await check()).toEqual(answer)
    const taken = await reply('1')
    expect(taken).toMatchObject({ response: '1', declined: false, status: 'confirmed', next_step: 'none' })
    expect(taken.selected_slot).toMatchObject({ slot_number: 1 })
    await stop()
  })

  it('starts anew with the next offer that somebody sends', async () => {
    const { send, reply, check, stop } = await setting()
    await send()
    await reply('what about parking?')
    await send({
      appointment_slots: [{ slot_number: 5, date: '2026-11-25', time: '9:00', provider: 'Smith' }],
    })
    expect(await check()).toMatchObject({ has_response: false, response: null, round: 2 })
    await stop()
  })

  it('that nobody can read for sure goes to staff', async () => {
    const { send, reply, stop } = await setting()
    await send()
    expect(await reply('my mother says hello')).toMatchObject({ selected_slot: null, declined: false })
    expect(await reply('I want to kill myself')).toMatchObject({
      status: 'needs_staff',
      needs_staff: true,
      next_step: 'staff_will_answer',
    })
    await stop()
  })

  it('chosen and called off since is no selected slot', async () => {
    const { ctx, desk, send, reply, check, state, stop } = await setting()
    await send()
    await reply('1')
    const { appointment_id } = await state()
    const clerk = actingAs(ctx, staffActor('scheduler', [desk.clinic.id]))
    await cancelAppointment(clerk, { appointment_id: String(appointment_id), reason: 'Doctor is ill' })
    expect(await check()).toMatchObject({ status: 'cancelled', selected_slot: null, next_step: 'none' })
    expect((await state()).appointment_id).toBeNull()
    await stop()
  })
})

describe('the state', () => {
  it('tells every text in order, each of ours with its answer', async () => {
    const { ctx, send, reply, state, stop, conversation_id, phone_number } = await setting()
    await send()
    // A reply that overtakes the offer's text would call the text off.
    const left = { state: 'delivered' as const, conversation: { external_id: conversation_id } }
    await waitFor('the offer to arrive', async () => (await ctx.db.smsMessage.count({ where: left })) === 1)
    await reply('2')
    const { messages, appointment_id, status } = await state()
    expect(status).toBe('confirmed')
    expect(appointment_id).toEqual(expect.any(String))
    const common = { conversation_id, phone_number, provider: 'mock' }
    expect(messages).toMatchObject([
      {
        ...common,
        direction: 'outbound',
        status: 'delivered',
        response: '2',
        response_timestamp: expect.any(String),
      },
      { ...common, direction: 'inbound', message: '2', status: 'received', response: null },
      { ...common, direction: 'outbound', response: null },
    ])
    await stop()
  })

  it('is noted as read, once for many looks', async () => {
    const { agent, send, check, state, stop } = await setting()
    await send()
    await check()
    await state()
    await check()
    const notes = await agent.db.auditEvent.count({
      where: { action: 'conversation.opened', actor_id: agent.actor.id },
    })
    expect(notes).toBe(1)
    await stop()
  })

  it('of another clinic is not found, nor one that the named clinic does not have', async () => {
    const { ctx, desk, send, conversation_id, stop } = await setting()
    await send()
    const other = await makeClinic(ctx, { name: `Other ${ctx.newId()}` })
    const foreign = actingAs(ctx, keyActor(SCOPES, [other.id]))
    const wide = actingAs(ctx, keyActor(SCOPES, [desk.clinic.id, other.id]))
    for (const tool of [checkSmsResponse, getConversationState]) {
      await expect(tool.call(foreign, { conversation_id })).rejects.toMatchObject({ code: 'not_found' })
      await expect(tool.call(wide, { conversation_id, clinic: other.name })).rejects.toMatchObject({
        code: 'not_found',
      })
      expect(await tool.call(wide, { conversation_id, clinic: desk.clinic.id })).toMatchObject({
        conversation_id,
      })
      expect(await tool.call(wide, { conversation_id })).toMatchObject({ conversation_id })
    }
    await stop()
  })
})

describe('simulating', () => {
  it('means this conversation’s offer, by its own slot numbers', async () => {
    const { ctx, desk, agent, send, reply, stop, phone_number, conversation_id } = await setting()
    await send()
    const patient = await ctx.db.patient.findFirstOrThrow({
      where: { clinic_id: desk.clinic.id, phone_index: ctx.sealer.phoneIndex(phone_number) },
    })
    // Of another service, so that both offers stay open on the phone: this one's numbers in the text are 3 and 4.
    const service = await makeServiceType(ctx, desk.clinic.id)
    const second = await sendOffer(ctx, {
      clinic_id: desk.clinic.id,
      patient_id: patient.id,
      service_type_id: service.id,
      is_shared: true,
      slots: ['10:00', '11:00'].map((clock) => ({
        provider_id: desk.providers[1]!.id,
        starts_at: `2026-11-25T${clock}:00-05:00`,
      })),
    })
    expect(second.offer.options.map(({ reply_number }) => reply_number)).toEqual([3, 4])
    await expect(reply('3')).rejects.toMatchObject({ field: 'response', legal: ['1', '2'] })
    const other = { conversation_id: second.conversation.conversation_id }
    const answer = await simulateUserSmsResponse.call(agent, { ...other, response: '2' })
    expect(answer).toMatchObject({
      ...other,
      status: 'confirmed',
      response: '4',
      selected_slot: { slot_number: 2 },
    })
    expect(await checkSmsResponse.call(agent, { conversation_id })).toMatchObject({
      status: 'awaiting_response',
    })
    await stop()
  })

  it('with one key is one text', async () => {
    const { ctx, send, reply, stop, state } = await setting()
    await send()
    const idempotency_key = ctx.newId()
    await Promise.all([reply('1', { idempotency_key }), reply('1', { idempotency_key })])
    const { messages } = await state()
    expect(
      (messages as { direction: string }[]).filter(({ direction }) => direction === 'inbound'),
    ).toHaveLength(1)
    await stop()
  })

  it('tells what is true after the wait when no worker runs', async () => {
    const { send, reply } = await setting({ isWorking: false })
    await send()
    const started = performance.now()
    expect(await reply('1')).toMatchObject({ status: 'awaiting_response', selected_slot: null })
    expect(performance.now() - started).toBeGreaterThanOrEqual(SETTLE_LIMIT_MS - 100)
  })

  it('is refused on a carrier', async () => {
    const { ctx, desk, send, conversation_id, stop } = await setting()
    await send()
    await stop()
    const carrier = testCtx(ctx.db, { config: { isMockGateway: false } })
    const agent = actingAs(carrier, keyActor(SCOPES, [desk.clinic.id]))
    const call = simulateUserSmsResponse.call(agent, { conversation_id, response: '1' })
    await expect(call).rejects.toMatchObject({ code: 'forbidden' })
  })
})
