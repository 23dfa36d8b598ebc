import { expect, it } from 'vitest'
import { mutate } from '#lib/core/mutate.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeDesk } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { clearTexts } from './clear.ts'
import { sendStaffText } from './send-staff-text.ts'

const { db } = openTestDatabase()

it('waits for a text that is just being taken, and clears it too', async () => {
  const ctx = testCtx(db())
  const desk = await makeDesk(ctx)
  const input = { clinic_id: desk.clinic.id, patient_id: desk.patient.id, text: 'Hello' }
  const { message_id } = await sendStaffText(desk.clerk, input)
  const taken = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const taking = mutate(ctx, { name: 'test.take', permission: null }, async (tx) => {
    await tx.tx.smsMessage.update({ where: { id: message_id }, data: { state: 'sending', attempt: 1 } })
    const attempt = { sms_message_id: message_id, attempt: 1, provider: 'mock', started_at: new Date() }
    await tx.tx.smsAttempt.create({ data: { id: tx.newId(), ...attempt } })
    taken.resolve()
    await goOn.promise
  })
  await taken.promise
  const clearing = clearTexts(ctx)
  // It is seen waiting for the table, or already for the row that it must not have met yet.
  for (let isWaiting = false; !isWaiting; ) {
    const [row] = await db().$queryRaw<{ waits: boolean }[]>`
      SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted) AS waits`
    isWaiting = row!.waits
  }
  goOn.resolve()
  await taking
  expect((await clearing).texts).toBeGreaterThan(0)
  expect(await db().smsMessage.count()).toBe(0)
})
