import { randomUUID } from 'node:crypto'
import { TaskState } from '@a2a-js/sdk'
import { ServerCallContext } from '@a2a-js/sdk/server'
import { describe, expect, it } from 'vitest'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'
import { logger } from '#lib/logger.ts'
import { takeOver } from '#lib/services/conversation/take-over.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { claimTask } from '#lib/services/peer-task/claim.ts'
import { removeOldPeerTasks } from '#lib/services/retention/remove-peer-tasks.ts'
import { simulateReply } from '#lib/services/sms/simulate.ts'
import { staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeFrontDesk, makePatient } from '#lib/test/factories.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { clinicPeer, dataOf, testPeer } from '#lib/test/peer-call.ts'
import { keepSchedule, makePeer } from '#lib/test/peers.ts'

logger.level = 'silent'
const database = openTestDatabase()
const db = () => database.db()
const CALL = new ServerCallContext({ requestedVersion: '1.0' })
const {
  TASK_STATE_CANCELED: CANCELED,
  TASK_STATE_COMPLETED: COMPLETED,
  TASK_STATE_FAILED: FAILED,
  TASK_STATE_INPUT_REQUIRED: WAITS,
  TASK_STATE_REJECTED: REJECTED,
} = TaskState

async function start(scopes?: string[]) {
  const ctx = testCtx(db())
  const desk = await makeFrontDesk(ctx)
  const peer = await clinicPeer(ctx, desk.clinic.id, scopes)
  return { ctx, desk, peer, phone_number: phoneOf(ctx, desk.patient) }
}
type House = Awaited<ReturnType<typeof start>>

/** A task in which the patient was texted, and the conversation that it follows. */
async function textPatient({ ctx, peer, phone_number }: House, fields: object = {}) {
  const task = await peer.say('REQUEST_APPOINTMENT', { contact: 'sms', phone_number, ...fields })
  expect(task.status?.state).toBe(WAITS)
  await drain(ctx)
  const { conversation_id } = await db().peerTask.findUniqueOrThrow({ where: { id: task.id } })
  return { task, conversationId: conversation_id as string }
}

async function reply(ctx: TestCtx, conversation_id: string, text: string) {
  ctx.advance(60_000)
  await simulateReply(ctx, { conversation_id, text })
  await drain(ctx)
}

const held = (house: House) =>
  db().appointment.count({ where: { clinic_id: house.desk.clinic.id, state: 'held' } })
const booked = (house: House) =>
  db().appointment.findMany({ where: { clinic_id: house.desk.clinic.id, state: 'booked' } })

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
