import { randomUUID } from 'node:crypto'
import { SendMessageRequest, type StreamResponse, type Task, TaskState } from '@a2a-js/sdk'
import { describe, expect, it } from 'vitest'
import { phoneOf } from '#lib/services/patient/view.ts'
import { inAWeek, newClient, oldClient, openA2aHouse } from '#lib/test/a2a-house.ts'

const house = openA2aHouse()
const PATIENCE_MS = 60_000

const says = (part: object, fields: object = {}, configuration?: object) =>
  SendMessageRequest.fromJSON({
    message: { messageId: randomUUID(), role: 'ROLE_USER', parts: [part], ...fields },
    ...(configuration ? { configuration } : {}),
  })

const dataOf = (task: Task, artifactId: string) => {
  const artifact = task.artifacts.find((each) => each.artifactId === artifactId)
  const part = artifact?.parts.find(({ content }) => content?.$case === 'data')
  return part?.content?.value
}

describe.each(['JSONRPC', 'HTTP+JSON'] as const)('the client of 1.x over %s', (binding) => {
  it(
    'requests an appointment for its user, waits, confirms, and has it',
    async () => {
      const desk = await house.desk()
      const client = await newClient(house.url(), desk.key, binding)
      const phone_number = phoneOf(house.ctx(), desk.patient)
      const payload = { user_id: 'user123', phone_number, request_details: { service_type: 'doctor' } }
      const task = (await client.sendMessage(
        says({ data: { message_type: 'REQUEST_APPOINTMENT', payload } }),
      )) as Task
      expect(task.status?.state).toBe(TaskState.TASK_STATE_INPUT_REQUIRED)
      const offer = dataOf(task, 'offer')
      expect(offer).toMatchObject({ message_type: 'OFFER_SLOTS' })
      const [slot] = offer.payload.available_slots
      const done = (await client.sendMessage(
        says(
          {
            data: {
              message_type: 'CONFIRM_SLOT',
              payload: { selected_slot_details: { slot_id: slot.slot_id } },
            },
          },
          { taskId: task.id },
        ),
      )) as Task
      expect(done.status?.state).toBe(TaskState.TASK_STATE_COMPLETED)
      expect(dataOf(done, 'result')).toMatchObject({
        message_type: 'FINAL_APPOINTMENT_CONFIRMATION',
        payload: { status: 'CONFIRMED' },
      })
      const visits = await house.app().db.appointment.findMany({ where: { patient_id: desk.patient.id } })
      expect(visits.map(({ state }) => state).sort()).toEqual(['booked', 'released', 'released', 'released'])
    },
    PATIENCE_MS,
  )

  it(
    'asks for texts to a patient, and hears of the answer two days later, after a restart',
    async () => {
      const desk = await house.desk()
      const client = await newClient(house.url(), desk.key, binding)
      const events: StreamResponse[] = []
      for await (const event of client.sendMessageStream(
        says({
          data: {
            message_type: 'REQUEST_APPOINTMENT',
            payload: inAWeek(phoneOf(house.ctx(), desk.patient)),
          },
        }),
      ))
        events.push(event)
      expect(events.map(({ payload }) => payload?.$case)).toEqual([
        'task',
        'statusUpdate',
        'artifactUpdate',
        'statusUpdate',
      ])
      const first = events[0]?.payload?.value as Task
      await house.hours(48)
      await house.restart()
      const again = await newClient(house.url(), desk.key, binding)
      const heard: StreamResponse[] = []
      const listening = (async () => {
        for await (const event of again.resubscribeTask({ id: first.id, tenant: '' })) heard.push(event)
      })()
      const conversation = await house.app().db.conversation.findFirstOrThrow({
        where: { clinic_id: desk.clinic.id },
      })
      await house.reply(conversation.id, '1')
      await listening
      const last = heard.at(-1)?.payload
      expect(last).toMatchObject({
        $case: 'statusUpdate',
        value: { status: { state: TaskState.TASK_STATE_COMPLETED } },
      })
      const task = await again.getTask({ id: first.id, tenant: '' })
      expect(dataOf(task, 'result')).toMatchObject({ payload: { status: 'CONFIRMED' } })
    },
    PATIENCE_MS,
  )
})

describe('the client of 0.3', () => {
  it(
    'speaks without a version, and is answered in the words of 0.3',
    async () => {
      const desk = await house.desk()
      const client = await oldClient(house.url(), desk.key)
      const message = {
        kind: 'message' as const,
        messageId: randomUUID(),
        role: 'user' as const,
        parts: [
          {
            kind: 'data' as const,
            data: {
              message_type: 'REQUEST_APPOINTMENT',
              payload: inAWeek(phoneOf(house.ctx(), desk.patient)),
            },
          },
        ],
      }
      const task = await client.sendMessage({ message, configuration: { blocking: true } })
      expect(task).toMatchObject({ kind: 'task', status: { state: 'input-required' } })
      const id = (task as { id: string }).id
      await house.hours(48)
      await house.restart()
      const again = await oldClient(house.url(), desk.key)
      const conversation = await house
        .app()
        .db.conversation.findFirstOrThrow({ where: { clinic_id: desk.clinic.id } })
      const heard: unknown[] = []
      const listening = (async () => {
        for await (const event of again.resubscribeTask({ id })) heard.push(event)
      })()
      await house.reply(conversation.id, '2')
      await listening
      expect(heard[0]).toMatchObject({ kind: 'task', status: { state: 'input-required' } })
      expect(heard.at(-1)).toMatchObject({
        kind: 'status-update',
        final: true,
        status: { state: 'completed' },
      })
      const done = await again.getTask({ id })
      expect(done.artifacts?.map(({ artifactId }) => artifactId)).toContain('result')
    },
    PATIENCE_MS,
  )
})
