import { randomUUID } from 'node:crypto'
import { TaskState } from '@a2a-js/sdk'
import { describe, expect, it } from 'vitest'
import { drain } from '#lib/test/drain.ts'
import { clinicPeer, dataOf, testPeer } from '#lib/test/peer-call.ts'
import { openPeerHouse } from '#lib/test/peer-house.ts'
import { keepSchedule, makePeer } from '#lib/test/peers.ts'

const { db, start, reply, held, booked } = openPeerHouse()
const {
  TASK_STATE_COMPLETED: COMPLETED,
  TASK_STATE_INPUT_REQUIRED: WAITS,
  TASK_STATE_REJECTED: REJECTED,
} = TaskState

describe('tools and words', () => {
  it('takes the actions of the messaging agent’s document', async () => {
    const house = await start()
    const slot = { date: '2026-11-24', time: '10:00 AM', provider: 'Smith' }
    const conversation_id = `conv_${randomUUID()}`
    const sent = await house.peer.send({
      data: {
        action: 'send_appointment_sms',
        phone_number: house.phone_number,
        appointment_slots: [slot],
        conversation_id,
      },
    })
    expect(sent.status?.state).toBe(WAITS)
    await drain(house.ctx)
    const check = { action: 'check_sms_response', conversation_id }
    expect(dataOf(await house.peer.send({ data: check }), 'result')).toMatchObject({ has_response: false })
    const { conversation_id: uuid } = await db().peerTask.findUniqueOrThrow({ where: { id: sent.id } })
    await reply(house.ctx, uuid as string, '1')
    expect((await house.peer.get(sent.id)).status?.state).toBe(COMPLETED)
    const asked = await house.peer.send({
      text: `Check if user responded to conversation ${conversation_id}`,
    })
    expect(dataOf(asked, 'result')).toMatchObject({ has_response: true, response: '1' })
    const state = await house.peer.say('GET_CONVERSATION', { conversation_id })
    expect(dataOf(state, 'result').payload).toMatchObject({ status: 'CONFIRMED' })
  })

  it('answers words that it does not understand with what it does', async () => {
    const house = await start()
    for (const part of [{ text: 'Sing me a song' }, { data: { hello: 1 } }, { text: '{broken' }]) {
      const task = await house.peer.send(part)
      expect(task.status?.state).toBe(REJECTED)
      expect(JSON.stringify(dataOf(task, 'help'))).toContain('Send appointment slots to')
    }
    const kit = await house.peer.send({ text: 'x' }, { messageId: `tck-complete-task-${randomUUID()}` })
    expect(kit.status?.state, 'the kit’s scenarios are not in a product').toBe(REJECTED)
  })

  it('cancels and moves visits, and finds free times', async () => {
    const house = await start()
    const free = await house.peer.send({ text: 'Which times are free tomorrow with Dr. Johnson?' })
    const [slot] = dataOf(free, 'result').payload.available_slots as Record<string, string>[]
    expect(slot?.provider_id).toBe(house.desk.providers[1]!.id)
    expect(await held(house)).toBe(0)
    const task = await house.peer.say('REQUEST_APPOINTMENT', { phone_number: house.phone_number })
    await house.peer.send({ text: 'Confirm slot 1' }, { taskId: task.id })
    const [visit] = await booked(house)
    const moved = await house.peer.say('RESCHEDULE_APPOINTMENT', {
      appointment_id: visit!.id,
      new_slot_details: { start_time: '2026-11-25T11:00:00-05:00', provider_id: 'dr_johnson' },
    })
    expect(dataOf(moved, 'result').payload).toMatchObject({ status: 'CONFIRMED' })
    const gone = await house.peer.send({ text: `Cancel appointment ${visit!.id}` })
    expect(dataOf(gone, 'result').payload).toMatchObject({ status: 'CANCELLED_BY_USER' })
    expect(await booked(house)).toEqual([])
  })

  it('lets the agent that keeps a schedule say that its provider is away, and nobody without the right', async () => {
    const house = await start()
    const keeper = await makePeer(house.ctx, house.desk.clinic.id)
    await keepSchedule(house.ctx, keeper, house.desk.providers[0]!.id)
    await db().apiKey.create({
      data: {
        id: keeper.actor.id as string,
        name: 'keeper',
        prefix: 'sbk_test',
        key_hash: randomUUID(),
        scopes: ['messages:*'],
        clinic_id: house.desk.clinic.id,
        agent_id: keeper.id,
        created_at: new Date(house.ctx.systemNow()),
      },
    })
    const away = {
      provider_id: 'prov_dr_smith',
      time_off_start: '2026-12-01T09:00:00-05:00',
      time_off_end: '2026-12-01T12:00:00-05:00',
    }
    const told = await testPeer(house.ctx, keeper.actor).say('UPDATE_UNAVAILABILITY', away)
    expect(dataOf(told, 'result').payload).toMatchObject({ status_of_update: 'acknowledged' })
    const again = await testPeer(house.ctx, keeper.actor).say('UPDATE_UNAVAILABILITY', away)
    expect(dataOf(again, 'result').payload.time_off_id).toBe(dataOf(told, 'result').payload.time_off_id)
    const reader = await clinicPeer(house.ctx, house.desk.clinic.id, ['conversations:read'])
    const refused = await reader.say('UPDATE_UNAVAILABILITY', {
      ...away,
      time_off_end: '2026-12-01T13:00:00-05:00',
    })
    expect(refused.status?.state).toBe(REJECTED)
    expect(dataOf(refused, 'error')).toMatchObject({ error: { code: 'forbidden' } })
  })
})
