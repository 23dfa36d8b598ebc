import { beforeEach, describe, expect, it } from 'vitest'
import type { OutgoingText } from '#lib/domain/messaging/sms-gateway.ts'
import { createMockGateway } from '#lib/gateways/sms/mock.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { sendStaffText } from '../sms/send-staff-text.ts'

const { db } = openTestDatabase()
const SECOND_MS = 1_000
let desk: Desk
/** When each text left, in seconds after the start. */
let left: { id: string; at: number }[]

beforeEach(async () => {
  await db().smsSenderPace.deleteMany()
  left = []
  const mock = createMockGateway()
  const start = () => desk.ctx.now()
  let begin = 0
  const sms = {
    ...mock,
    async send(text: OutgoingText) {
      begin ||= start()
      left.push({ id: text.message_id, at: (start() - begin) / SECOND_MS })
      return mock.send(text)
    },
  }
  const config = { segmentsPerSecond: { twilio: 0, aws: 0, mock: 0.5 } }
  desk = await makeDesk(testCtx(db(), { ports: { sms }, config }))
})

/** A text of a program: no answer, so it stands in the line. */
async function queue(text = 'Hello', by: 'program' | 'person' = 'program') {
  const patient = await makePatient(desk.ctx, desk.clinic.id)
  const actor = { ...desk.clerk.actor, kind: by === 'program' ? ('key' as const) : ('staff' as const) }
  const input = { clinic_id: desk.clinic.id, patient_id: patient.id, text }
  return (await sendStaffText({ ...desk.clerk, actor }, input)).message_id
}
/** Lets time pass, a second at a time. */
async function pass(seconds: number) {
  for (let second = 0; second < seconds; second += 1) {
    await Promise.all([drain(desk.ctx), drain(desk.ctx)])
    desk.ctx.advance(SECOND_MS)
  }
}

describe('the pace of a sending number', () => {
  it('is kept over all workers: one segment every two seconds', async () => {
    for (let count = 0; count < 4; count += 1) await queue()
    await pass(8)
    expect(left.map(({ at }) => at)).toEqual([0, 2, 4, 6])
  })

  it('counts segments, and says what a text waits for', async () => {
    await queue('long '.repeat(40))
    const second = await queue()
    await drain(desk.ctx)
    expect(await db().smsMessage.findUnique({ where: { id: second } })).toMatchObject({
      state: 'queued',
      waits_for: 'pace',
      due_at: new Date(desk.ctx.now() + 4 * SECOND_MS),
    })
    await pass(6)
    expect(left.map(({ at }) => at)).toEqual([0, 4])
  })

  it('lets what a person waits for go before a long line', async () => {
    for (let count = 0; count < 5; count += 1) await queue()
    await pass(1)
    const answer = await queue('Yes, come in.', 'person')
    await pass(3)
    expect(left.find(({ id }) => id === answer)?.at).toBe(2)
    await pass(14)
    expect(left).toHaveLength(6)
  })
})
