import { randomUUID } from 'node:crypto'
import { TaskState } from '@a2a-js/sdk'
import { ServerCallContext } from '@a2a-js/sdk/server'
import { describe, expect, it } from 'vitest'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'
import { takeOver } from '#lib/services/conversation/take-over.ts'
import { claimTask } from '#lib/services/peer-task/claim.ts'
import { removeOldPeerTasks } from '#lib/services/retention/remove-peer-tasks.ts'
import { staffActor } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { clinicPeer, dataOf } from '#lib/test/peer-call.ts'
import { openPeerHouse } from '#lib/test/peer-house.ts'

const { db, start, textPatient, reply, held, booked } = openPeerHouse()
const CALL = new ServerCallContext({ requestedVersion: '1.0' })
const {
  TASK_STATE_CANCELED: CANCELED,
  TASK_STATE_COMPLETED: COMPLETED,
  TASK_STATE_FAILED: FAILED,
  TASK_STATE_INPUT_REQUIRED: WAITS,
  TASK_STATE_REJECTED: REJECTED,
} = TaskState

describe('REQUEST_APPOINTMENT for a peer that chooses itself', () => {
  it('holds what it offers, books what is confirmed and lets the rest go', async () => {
    const house = await start()
    const task = await house.peer.say('REQUEST_APPOINTMENT', {
      user_id: 'user123',
      phone_number: house.phone_number,
      request_details: {
        service_type: 'doctor',
        time_preference: { type: 'specific_date', date: 'tomorrow', time_of_day: 'afternoon' },
      },
      context: { preferred_providers: ['prov_dr_smith'] },
    })
    expect(task.status?.state).toBe(WAITS)
    const slots = dataOf(task, 'offer').payload.available_slots as Record<string, string>[]
    expect(slots.length).toBeGreaterThan(0)
    expect(await held(house)).toBe(slots.length)
    for (const slot of slots) {
      expect(slot.provider_id).toBe(house.desk.providers[0]!.id)
      expect(slot.start_time).toMatch(/^2026-11-24T(1[7-9]|2\d)/)
      expect(slot).not.toHaveProperty('hold_id')
    }
    const done = await house.peer.say(
      'CONFIRM_SLOT',
      {
        user_id: 'user123',
        selected_slot_details: { provider_id: slots[0]!.provider_id, start_time: slots[0]!.start_time },
      },
      { taskId: task.id },
    )
    expect(done.status?.state).toBe(COMPLETED)
    const [visit] = await booked(house)
    expect(visit).toMatchObject({ patient_id: house.desk.patient.id })
    expect(dataOf(done, 'result').payload).toMatchObject({ status: 'CONFIRMED', appointment_id: visit?.id })
    expect(await held(house)).toBe(0)
    expect(await db().smsMessage.count({ where: { patient_id: house.desk.patient.id } })).toBe(0)
  })

  it('needs a phone number for a user whom it does not know, and none from then on', async () => {
    const house = await start()
    const unknown = await house.peer.say('REQUEST_APPOINTMENT', { user_id: 'u1' })
    expect(unknown.status?.state).toBe(REJECTED)
    expect(dataOf(unknown, 'error')).toMatchObject({
      error: { code: 'invalid_input', field: 'phone_number' },
    })
    const first = await house.peer.say('REQUEST_APPOINTMENT', {
      user_id: 'u1',
      phone_number: house.phone_number,
    })
    await house.peer.cancel(first.id)
    const again = await house.peer.say('REQUEST_APPOINTMENT', { user_id: 'u1' })
    expect(again.status?.state).toBe(WAITS)
    const other = await house.peer.say('REQUEST_APPOINTMENT', { user_id: 'u1', phone_number: '+12125559999' })
    expect(dataOf(other, 'error')).toMatchObject({ error: { code: 'conflict' } })
    const foreign = await clinicPeer(house.ctx, house.desk.clinic.id)
    const stranger = await foreign.say('REQUEST_APPOINTMENT', { user_id: 'u1' })
    expect(stranger.status?.state).toBe(REJECTED)
  })

  it('offers others when it declines, as often as our own agents may', async () => {
    const house = await start()
    const task = await house.peer.say('REQUEST_APPOINTMENT', { phone_number: house.phone_number })
    const first = JSON.stringify(dataOf(task, 'offer').payload.available_slots)
    const second = await house.peer.say(
      'DECLINE_SLOTS',
      { time_preference: 'next week' },
      { taskId: task.id },
    )
    expect(second.status?.state).toBe(WAITS)
    const slots = dataOf(second, 'offer').payload.available_slots as { start_time: string }[]
    expect(JSON.stringify(slots)).not.toBe(first)
    for (const slot of slots) expect(slot.start_time >= '2026-11-30').toBe(true)
    expect(await held(house)).toBe(slots.length)
    await house.peer.send({ text: 'None' }, { taskId: task.id })
    const last = await house.peer.send({ text: 'None' }, { taskId: task.id })
    expect(last.status?.state).toBe(FAILED)
    expect(dataOf(last, 'result').payload).toMatchObject({ failure_reason: 'rounds_used_up' })
    expect(await held(house)).toBe(0)
  })

  it('offers other times when the chosen one was lost after its hold', async () => {
    const house = await start()
    const task = await house.peer.say('REQUEST_APPOINTMENT', { phone_number: house.phone_number })
    const [slot] = dataOf(task, 'offer').payload.available_slots as Record<string, string>[]
    const other = await makePatient(house.ctx, house.desk.clinic.id)
    await db().appointment.updateMany({
      where: { starts_at: new Date(slot!.start_time!), provider_id: slot!.provider_id },
      data: { state: 'booked', patient_id: other.id },
    })
    const next = await house.peer.say('CONFIRM_SLOT', { slot_id: slot!.slot_id }, { taskId: task.id })
    expect(next.status?.state).toBe(WAITS)
    expect(JSON.stringify(dataOf(next, 'offer').payload.available_slots)).not.toContain(slot!.slot_id)
  })

  it('goes on waiting after an answer that is none, and ends when the hold does', async () => {
    const house = await start()
    const task = await house.peer.say('REQUEST_APPOINTMENT', { phone_number: house.phone_number })
    const wrong = await house.peer.say('CONFIRM_SLOT', { slot_id: 'nobody' }, { taskId: task.id })
    expect(wrong.status?.state).toBe(WAITS)
    expect(dataOf(wrong, 'error')).toMatchObject({ error: { code: 'invalid_input' } })
    house.ctx.advance(3 * 60 * 60_000)
    await drain(house.ctx)
    const over = await house.peer.get(task.id)
    expect(over.status?.state).toBe(FAILED)
    expect(dataOf(over, 'result').payload).toMatchObject({ failure_reason: 'not_confirmed_in_time' })
    expect(await held(house)).toBe(0)
  })
})

describe('a task that waits for a patient', () => {
  it('completes out of band with what the patient chose', async () => {
    const house = await start()
    const { task, conversationId } = await textPatient(house)
    house.ctx.advance(20 * 60 * 60_000)
    await reply(house.ctx, conversationId, '2')
    const done = await house.peer.get(task.id)
    expect(done.status?.state).toBe(COMPLETED)
    const [visit] = await booked(house)
    expect(dataOf(done, 'result').payload).toMatchObject({ status: 'CONFIRMED', appointment_id: visit?.id })
    expect(dataOf(done, 'answer')).toMatchObject({ response: '2' })
    expect(JSON.stringify(done.status)).not.toContain(house.phone_number)
  })

  it('keeps the patient’s words from a key that may not read conversations', async () => {
    const house = await start(['offers:send'])
    const { task, conversationId } = await textPatient(house)
    await reply(house.ctx, conversationId, '1')
    const done = await house.peer.get(task.id)
    expect(done.status?.state).toBe(COMPLETED)
    expect(done.artifacts.map(({ artifactId }) => artifactId).sort()).toEqual(['offer', 'result'])
  })

  it('waits on while our agents offer other times, and fails when the patient opts out', async () => {
    const house = await start()
    const { task, conversationId } = await textPatient(house)
    await reply(house.ctx, conversationId, 'NONE')
    expect((await house.peer.get(task.id)).status?.state).toBe(WAITS)
    await reply(house.ctx, conversationId, 'STOP')
    const over = await house.peer.get(task.id)
    expect(over.status?.state).toBe(FAILED)
    expect(dataOf(over, 'result').payload).toMatchObject({ failure_reason: 'opted_out' })
  })

  it('says that staff look at it, without a word of the patient’s', async () => {
    const house = await start()
    const { task, conversationId } = await textPatient(house)
    await reply(house.ctx, conversationId, 'Is my blood test back?')
    const waiting = await house.peer.get(task.id)
    expect(waiting.status?.state).toBe(WAITS)
    expect(JSON.stringify(waiting)).toContain('staff')
    expect(JSON.stringify(waiting)).not.toContain('blood')
  })

  it('fails when nobody answers in time', async () => {
    const house = await start()
    const { task } = await textPatient(house)
    house.ctx.advance(2 * DAY_MS)
    await drain(house.ctx)
    const over = await house.peer.get(task.id)
    expect(over.status?.state).toBe(FAILED)
    expect(dataOf(over, 'result').payload).toMatchObject({ failure_reason: 'no_answer_in_time' })
  })

  it('gives the offer back when it is cancelled, and tells the patient who has the text', async () => {
    const house = await start()
    const { task, conversationId } = await textPatient(house)
    expect(await held(house)).toBeGreaterThan(0)
    const cancelled = await house.peer.cancel(task.id)
    expect(cancelled.status?.state).toBe(CANCELED)
    expect(await held(house)).toBe(0)
    const notices = { conversation_id: conversationId, kind: 'notice', direction: 'outbound' as const }
    expect(await db().smsMessage.count({ where: notices })).toBe(1)
    expect((await house.peer.cancel(task.id)).status?.state).toBe(CANCELED)
    expect(await db().smsMessage.count({ where: notices })).toBe(1)
  })

  it('tells nobody when the text had not gone out yet', async () => {
    const house = await start()
    const task = await house.peer.say('REQUEST_APPOINTMENT', {
      contact: 'sms',
      phone_number: house.phone_number,
    })
    await db().smsMessage.updateMany({
      where: { patient_id: house.desk.patient.id },
      data: { state: 'queued' },
    })
    await house.peer.cancel(task.id)
    expect(
      await db().smsMessage.count({ where: { patient_id: house.desk.patient.id, kind: 'notice' } }),
    ).toBe(0)
  })

  it('cannot be cancelled once the patient has chosen, or while staff have the conversation', async () => {
    const house = await start()
    const { task, conversationId } = await textPatient(house)
    const clerk = { ...house.ctx, actor: staffActor('scheduler', [house.desk.clinic.id]) }
    await takeOver(clerk, { conversation_id: conversationId })
    await expect(house.peer.cancel(task.id)).rejects.toMatchObject({ name: 'TaskNotCancelableError' })
    const other = await start()
    const second = await textPatient(other)
    await reply(other.ctx, second.conversationId, '1')
    await expect(other.peer.cancel(second.task.id)).rejects.toMatchObject({ name: 'TaskNotCancelableError' })
    expect(await booked(other)).toHaveLength(1)
  })
})

describe('owner and clinic', () => {
  it('another peer’s task looks like one that nobody has', async () => {
    const house = await start()
    const { task } = await textPatient(house)
    const other = await clinicPeer(house.ctx, house.desk.clinic.id)
    const target = { id: task.id, taskId: task.id, tenant: '' }
    const config = { ...target, url: 'https://hooks.example/a', token: '', authentication: undefined }
    const tries = (id: string) => [
      other.get(id),
      other.cancel(id),
      other.send({ text: 'x' }, { taskId: id }),
      other.handler.resubscribe({ id, tenant: '' }, CALL).next(),
      other.handler.createTaskPushNotificationConfig({ ...config, taskId: id }, CALL),
      other.handler.listTaskPushNotificationConfigs(
        { ...target, taskId: id, pageSize: 0, pageToken: '' },
        CALL,
      ),
    ]
    const failed = async (id: string) =>
      (await Promise.allSettled(tries(id))).map((each) => {
        if (each.status === 'fulfilled') return 'it was let in'
        return `${each.reason.name}: ${each.reason.message}`
      })
    const foreign = await failed(task.id)
    expect(foreign).toEqual(await failed(randomUUID()))
    expect(foreign.every((each) => each.startsWith('TaskNotFoundError'))).toBe(true)
    const list = await other.handler.listTasks(
      { tenant: '', contextId: '', status: 0, pageToken: '', statusTimestampAfter: undefined },
      CALL,
    )
    expect(list).toMatchObject({ tasks: [], totalSize: 0 })
  })

  it('lists the peer’s own, newest status first, a page at a time', async () => {
    const house = await start()
    for (let count = 0; count < 3; count += 1) {
      house.ctx.advance(1_000)
      await house.peer.send({ text: `Unknown ${count}` })
    }
    const page = (pageToken: string) =>
      house.peer.handler.listTasks(
        { tenant: '', contextId: '', status: 0, pageSize: 2, pageToken, statusTimestampAfter: undefined },
        CALL,
      )
    const first = await page('')
    const second = await page(first.nextPageToken)
    expect([first.totalSize, first.tasks.length, second.tasks.length, second.nextPageToken]).toEqual([
      3,
      2,
      1,
      '',
    ])
    const times = [...first.tasks, ...second.tasks].map((task) => task.status?.timestamp ?? '')
    expect(times).toEqual(times.toSorted().reverse())
    expect(first.tasks.every(({ artifacts }) => artifacts.length === 0)).toBe(true)
  })

  it('acts with what the key was allowed, and not at all once it is revoked', async () => {
    const house = await start(['conversations:read'])
    const refused = await house.peer.say('REQUEST_APPOINTMENT', { phone_number: house.phone_number })
    expect(dataOf(refused, 'error')).toMatchObject({ error: { code: 'forbidden' } })
    const sent = await house.peer.send({ text: 'Which times are free?' }, {}, { returnImmediately: true })
    await db().apiKey.updateMany({
      where: { id: house.peer.actor.id as string },
      data: { revoked_at: new Date(house.ctx.systemNow()) },
    })
    await drain(house.ctx)
    expect((await house.peer.get(sent.id)).status?.state).toBe(REJECTED)
  })
})

describe('once and for all', () => {
  it('the same message again is the same task; another text under its id is another', async () => {
    const house = await start()
    const fields = { messageId: randomUUID() }
    const part = { text: `Send appointment slots to ${house.phone_number}` }
    const [one, two] = await Promise.all([house.peer.send(part, fields), house.peer.send(part, fields)])
    const three = await house.peer.send(part, fields)
    expect(new Set([one.id, two.id, three.id]).size).toBe(1)
    expect(await db().offer.count({ where: { clinic_id: house.desk.clinic.id } })).toBe(1)
    const other = await house.peer.send({ text: 'Something else' }, fields)
    expect(other.id).not.toBe(one.id)
    const foreign = await (await clinicPeer(house.ctx, house.desk.clinic.id)).send(part, fields)
    expect(foreign.id).not.toBe(one.id)
  })

  it('a step whose worker died is done again, once', async () => {
    const house = await start()
    const part = { text: `Send appointment slots to ${house.phone_number}` }
    const sent = await house.peer.send(part, {}, { returnImmediately: true })
    expect(await claimTask(house.ctx, sent.id)).not.toBeNull()
    await drain(house.ctx)
    expect((await house.peer.get(sent.id)).status?.state).toBe(TaskState.TASK_STATE_SUBMITTED)
    house.ctx.advance(60_000)
    await drain(house.ctx)
    expect((await house.peer.get(sent.id)).status?.state).toBe(WAITS)
    expect(await db().offer.count({ where: { clinic_id: house.desk.clinic.id } })).toBe(1)
  })

  it('what was cancelled before its turn is not done', async () => {
    const house = await start()
    const part = { text: `Send appointment slots to ${house.phone_number}` }
    const sent = await house.peer.send(part, {}, { returnImmediately: true })
    await house.peer.cancel(sent.id)
    await drain(house.ctx)
    expect((await house.peer.get(sent.id)).status?.state).toBe(CANCELED)
    expect(await db().offer.count({ where: { clinic_id: house.desk.clinic.id } })).toBe(0)
  })

  it('numbers the events of its log without gaps, and seals whatever they say', async () => {
    const house = await start()
    const { task, conversationId } = await textPatient(house)
    await reply(house.ctx, conversationId, '1')
    const events = await db().peerTaskEvent.findMany({ where: { task_id: task.id }, orderBy: { seq: 'asc' } })
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
    const rows = JSON.stringify([
      events,
      await db().peerTask.findMany({ where: { id: task.id } }),
      await db().peerTaskMessage.findMany({ where: { task_id: task.id } }),
    ])
    expect(rows).not.toContain(house.phone_number.slice(-7))
    expect(rows).not.toContain('REQUEST_APPOINTMENT')
  })

  it('goes with the messages of its age, and not before it is over', async () => {
    const house = await start()
    const { task } = await textPatient(house)
    const done = await house.peer.send({ text: 'Unknown' })
    const count = () => db().peerTask.count({ where: { id: { in: [task.id, done.id] } } })
    house.ctx.advance(29 * DAY_MS)
    await removeOldPeerTasks(house.ctx)
    expect(await count()).toBe(2)
    house.ctx.advance(2 * DAY_MS)
    await removeOldPeerTasks(house.ctx)
    expect(await count()).toBe(1)
    expect(await db().peerTaskEvent.count({ where: { task_id: done.id } })).toBe(0)
  })
})
