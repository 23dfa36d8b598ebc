import { beforeEach, describe, expect, it } from 'vitest'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type Desk, makeDesk, offerThree, TUESDAY, textFrom } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { sendOffer } from '../offer/send.ts'
import { interpretReply } from './interpret.ts'

const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
})

/** Offers 10:00, 11:00 and 14:00, then replaces them with 15:00 and 16:00, whose text does not leave yet. */
async function replaceOffer() {
  await offerThree(desk)
  await drain(desk.ctx)
  desk.ctx.advance(60_000)
  const provider_id = desk.providers[1]!.id
  const sent = await sendOffer(desk.clerk, {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    service_type_id: desk.service.id,
    slots: [
      { provider_id, starts_at: TUESDAY('15:00') },
      { provider_id, starts_at: TUESDAY('16:00') },
    ],
  })
  desk.ctx.advance(60_000)
  return sent
}
async function visitAfter(reply: string): Promise<string | null> {
  const { id } = await textFrom(desk, reply)
  await interpretReply(desk.ctx, id)
  await drain(desk.ctx)
  const visit = await db().appointment.findFirst({ where: { patient_id: desk.patient.id, state: 'booked' } })
  return visit?.starts_at.toISOString() ?? null
}
const setText = (
  id: string,
  data: { state: 'failed' | 'undelivered' | 'sent' | 'unknown'; sent_at?: Date },
) => db().smsMessage.update({ where: { id }, data: { due_at: null, ...data } })
const FOUR = new Date(TUESDAY('16:00')).toISOString()

describe('a number that an older offer of the phone had too', () => {
  it.each(['failed', 'undelivered'] as const)(
    'books nothing while the newer text has %s: the patient can only mean the older times',
    async (state) => {
      const { message_id, conversation } = await replaceOffer()
      await setText(message_id, { state, sent_at: new Date(desk.ctx.now()) })
      expect(await visitAfter('2')).toBeNull()
      const row = await db().conversation.findUniqueOrThrow({ where: { id: conversation.id } })
      expect(row.needs_staff_reason).not.toBeNull()
    },
  )

  it('books nothing on a carrier while the newer text still waits to leave', async () => {
    await replaceOffer()
    desk.ctx.config.isMockGateway = false
    expect(await visitAfter('2')).toBeNull()
  })

  it('books nothing on a carrier when it was sent before the newer text left', async () => {
    const { message_id } = await replaceOffer()
    desk.ctx.config.isMockGateway = false
    await setText(message_id, { state: 'sent', sent_at: new Date(desk.ctx.now() + 1) })
    expect(await visitAfter('2')).toBeNull()
  })

  it.each(['sent', 'unknown'] as const)('means the newer time once its text is %s', async (state) => {
    const { message_id } = await replaceOffer()
    desk.ctx.config.isMockGateway = false
    await setText(message_id, {
      state,
      ...(state === 'sent' ? { sent_at: new Date(desk.ctx.now() - 1) } : {}),
    })
    expect(await visitAfter('2')).toBe(FOUR)
  })

  it('means the newer time in the simulator at once', async () => {
    await replaceOffer()
    expect(await visitAfter('2')).toBe(FOUR)
  })
})

it('a number of the only offer there is books, whatever the carrier says of its text', async () => {
  const { message_id } = await offerThree(desk)
  await setText(message_id, { state: 'undelivered', sent_at: new Date(desk.ctx.now()) })
  desk.ctx.advance(60_000)
  expect(await visitAfter('2')).toBe(new Date(TUESDAY('11:00')).toISOString())
})
