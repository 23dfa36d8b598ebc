import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { createStubPatient } from '../patient/stub.ts'
import type { InboundRow } from './inbound.ts'
import type { PhoneView } from './phone-view.ts'
import type { TextReading } from './read-text.ts'

interface FoundThread {
  conversation_id: string
  /** The number was not on file: staff are asked who it is. */
  is_new_sender: boolean
}

/** The patient a text without any conversation comes from; a stub for a number that is not on file. */
async function senderOf(tx: TxCtx, message: InboundRow) {
  const known = await tx.tx.patient.findFirst({
    where: { phone_index: message.phone_index },
    orderBy: [{ is_stub: 'asc' }, { created_at: 'asc' }],
  })
  if (known) return { patient: known, isNew: false }
  const phone = tx.sealer.open(
    { table: 'sms_message', column: 'phone_sealed', id: message.id },
    message.phone_sealed,
  )
  return {
    patient: await createStubPatient(tx, { clinic_id: message.clinic_id, phone_number: phone }),
    isNew: true,
  }
}

const ABOUT_A_VISIT: ReadonlySet<string> = new Set(['cancel_visit', 'change_visit'])

/** The conversation of the one visit, the question or the person that a text is about. */
async function threadOfVisit(tx: TxCtx, view: PhoneView, { reading, answers_question }: TextReading) {
  const [visit, ...more] = view.visits
  if (ABOUT_A_VISIT.has(reading.kind) && visit?.conversation_id && more.length === 0)
    return visit.conversation_id
  if (reading.kind === 'confirm_cancel') return view.question?.conversation_id ?? null
  if (answers_question === null) return null
  const latest = await tx.tx.conversation.findFirst({
    where: { patient_id: answers_question.patient_id },
    orderBy: { last_message_at: 'desc' },
    select: { id: true },
  })
  return latest?.id ?? null
}

/**
 * The conversation a text belongs to: that of the offer or the reminder it answers, else the one this phone last exchanged a text in,
 * else a new one. Never dropped.
 */
export async function threadFor(
  tx: TxCtx,
  message: InboundRow,
  view: PhoneView,
  reading: TextReading,
): Promise<FoundThread> {
  const answered = [...view.open, ...view.ended].find((offer) => offer.id === reading.offer_id)
  if (answered) return { conversation_id: answered.conversation_id, is_new_sender: false }
  if ('sms_message_id' in reading.reading) {
    const { sms_message_id } = reading.reading
    const reminder = view.reminders.find((each) => each.sms_message_id === sms_message_id)
    if (reminder) return { conversation_id: reminder.conversation_id, is_new_sender: false }
  }
  const known = await threadOfVisit(tx, view, reading)
  if (known !== null) return { conversation_id: known, is_new_sender: false }
  const latest = await tx.tx.conversation.findFirst({
    where: { phone_index: message.phone_index },
    orderBy: { last_message_at: 'desc' },
    select: { id: true },
  })
  if (latest) return { conversation_id: latest.id, is_new_sender: false }
  const { patient, isNew } = await senderOf(tx, message)
  const id = tx.newId()
  const now = nowDate(tx)
  await tx.tx.conversation.create({
    data: {
      id,
      external_id: `conv_${id}`,
      clinic_id: patient.clinic_id,
      patient_id: patient.id,
      phone_index: message.phone_index,
      status: 'needs_staff',
      is_unknown_sender: isNew,
      last_message_at: now,
      created_at: now,
      updated_at: now,
    },
  })
  return { conversation_id: id, is_new_sender: isNew }
}
