import type { WakeQueue } from '#lib/core/context.ts'
import type { LivePublisher } from '#lib/live/publisher.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { cancelAppointment } from '#lib/services/appointment/cancel.ts'
import { closeConversation } from '#lib/services/conversation/close.ts'
import { sendOffer } from '#lib/services/offer/send.ts'
import { withdrawOffer } from '#lib/services/offer/withdraw.ts'
import { savePatient } from '#lib/services/patient/save.ts'
import { addTimeOff } from '#lib/services/provider/add-time-off.ts'
import { receiveSms } from '#lib/services/sms/receive.ts'
import { sendStaffText } from '#lib/services/sms/send-staff-text.ts'
import type { TestCtx } from './context.ts'
import { drain } from './drain.ts'
import { makeDesk, offerThree, TUESDAY, textFrom } from './messaging.ts'

const PHONE = '+16465559753'
const STRANGER = '+16465558642'

/** Words that stand nowhere in the product: each may be found only if what it was typed into is kept in the clear. */
export const CANARIES = {
  'a phone number': '6465559753',
  'a stranger’s phone number': '6465558642',
  'a patient’s note': 'Zanzibarnote',
  'a staff text': 'Quokkatext',
  'a reply': 'Axolotlreply',
  'an unknown sender’s text': 'Pangolinreply',
  'the carrier’s raw request': 'Narwhalraw',
  'a reason': 'Wombatreason',
  'a note on time off': 'Tapirnote',
} as const

interface Carriers {
  queue: WakeQueue
  live?: LivePublisher
}

/**
 * Every verb that takes a person's words or a patient's number, with a real queue and real live events, so that whatever
 * leaves the product's own tables can be searched for them.
 */
export async function sowCanaries(base: TestCtx, carriers: Carriers): Promise<void> {
  const desk = await makeDesk({ ...base, ...carriers })
  const { clerk, clinic, providers, service } = desk
  const patient = await savePatient(clerk, {
    clinic_id: clinic.id,
    first_name: 'Petra',
    last_name: 'Canary',
    phone_number: PHONE,
    note: CANARIES['a patient’s note'],
  })
  const row = await base.db.patient.findUniqueOrThrow({ where: { id: patient.id } })
  const to = { clinic_id: clinic.id, patient_id: patient.id }
  await sendStaffText(clerk, { ...to, text: CANARIES['a staff text'], idempotency_key: 'canary' })
  await offerThree(desk, { patient_id: patient.id })
  await drain(desk.ctx)
  base.advance(60_000)
  await textFrom(desk, '2', row)
  await textFrom(desk, CANARIES['a reply'], row)
  await receiveSms(desk.ctx, {
    provider: 'mock',
    provider_message_id: 'canary-raw',
    from: STRANGER,
    body: CANARIES['an unknown sender’s text'],
    raw: JSON.stringify({ From: STRANGER, Body: CANARIES['the carrier’s raw request'] }),
  })
  await drain(desk.ctx)
  const reason = CANARIES['a reason']
  const { offer, conversation } = await sendOffer(clerk, {
    ...to,
    slots: [{ provider_id: providers[1]!.id, starts_at: TUESDAY('16:00') }],
  })
  await withdrawOffer(clerk, { offer_id: offer.id, reason })
  const visit = await bookAppointment(clerk, {
    ...to,
    provider_id: providers[1]!.id,
    service_type_id: service.id,
    starts_at: TUESDAY('15:00'),
  })
  await cancelAppointment(clerk, { appointment_id: visit.id, reason })
  await addTimeOff(desk.ctx, {
    provider_id: providers[0]!.id,
    starts_at: '2026-12-01T09:00:00-05:00',
    ends_at: '2026-12-01T12:00:00-05:00',
    note: CANARIES['a note on time off'],
  })
  await closeConversation(clerk, { conversation_id: conversation.id, reason })
  await textFrom(desk, 'STOP', row)
  await drain(desk.ctx)
}
