import { beforeEach, describe, expect, it } from 'vitest'
import type { SendOfferInput } from '#lib/domain/messaging/schema.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeServiceType } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, TUESDAY } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { previewOffer } from './preview.ts'
import { sendOffer } from './send.ts'

const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
})

const input = (fields: Partial<SendOfferInput> = {}): SendOfferInput => ({
  clinic_id: desk.clinic.id,
  patient_id: desk.patient.id,
  service_type_id: desk.service.id,
  slots: [
    { provider_id: desk.providers[1]!.id, starts_at: TUESDAY('15:00') },
    { provider_id: desk.providers[1]!.id, starts_at: TUESDAY('16:00'), cost_estimate: '$40' },
  ],
  ...fields,
})
const counts = () =>
  Promise.all([
    db().offer.count(),
    db().smsMessage.count(),
    db().conversation.count(),
    db().appointment.count(),
  ])

describe('previewOffer', () => {
  it('shows the very text that sending then queues, and changes nothing', async () => {
    const before = await counts()
    const preview = await previewOffer(desk.clerk, input({ cost_estimate: '$25' }))
    expect(await counts()).toEqual(before)
    const sent = await sendOffer(desk.clerk, input({ cost_estimate: '$25' }))
    expect(sent.preview).toEqual(preview)
    expect(preview.text).toContain('2. Tue Nov 24, 4:00 PM, Dr. Ben Johnson, $40')
    expect(preview.price_micros).toBe(preview.segments * 7_500)
  })

  it('shows the numbers that the offer would have: free ones of what it supersedes, others beside open offers', async () => {
    await offerThree(desk)
    const same = await previewOffer(desk.clerk, input())
    expect(same.text).toContain('\n1. Tue Nov 24, 3:00 PM')
    const other = await makeServiceType(desk.ctx, desk.clinic.id)
    const beside = await previewOffer(desk.clerk, input({ service_type_id: other.id }))
    expect(beside.text).toContain('\n4. Tue Nov 24, 3:00 PM')
  })

  it('numbers as sending does when a conversation is named that goes on', async () => {
    const { conversation } = await offerThree(desk)
    const other = await makeServiceType(desk.ctx, desk.clinic.id)
    const named = input({ service_type_id: other.id, conversation_id: conversation.conversation_id })
    const preview = await previewOffer(desk.clerk, named)
    expect(preview.text).toContain('\n1. Tue Nov 24, 3:00 PM')
    await db().providerServiceType.create({
      data: { provider_id: desk.providers[1]!.id, service_type_id: other.id },
    })
    expect((await sendOffer(desk.clerk, named)).preview).toEqual(preview)
  })

  it('refuses what sending would refuse, by the same field', async () => {
    const past = input({
      slots: [{ provider_id: desk.providers[0]!.id, starts_at: '2026-11-01T10:00:00-05:00' }],
    })
    expect((await refusal(previewOffer(desk.clerk, past), 'invalid_input')).field).toBe('slots.0.starts_at')
    const foreign = await makeDesk(testCtx(db()))
    const wrong = input({ slots: [{ provider_id: foreign.providers[0]!.id, starts_at: TUESDAY('10:00') }] })
    expect((await refusal(previewOffer(desk.clerk, wrong), 'invalid_input')).field).toBe(
      'slots.0.provider_id',
    )
    const service = input({ service_type_id: foreign.service.id })
    expect((await refusal(previewOffer(desk.clerk, service), 'invalid_input')).field).toBe('service_type_id')
  })
})
