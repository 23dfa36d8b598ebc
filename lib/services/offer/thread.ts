import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { conflict, SwitchboardError } from '#lib/domain/errors.ts'
import { type LockedConversation, lockConversation } from '../conversation/lock.ts'

interface Thread {
  clinic_id: string
  patient: { id: string; phone_index: string }
  service_type_id: string | null
  /** As its creator chose it; null to continue the open one or start a new one. */
  external_id: string | null
}

/** Staff who took a conversation over keep it: agents and keys wait. Throws `staff_has_it`. */
export function refuseTakenOver(tx: TxCtx, conversation: LockedConversation): void {
  if (conversation.taken_over_by === null || tx.actor.kind === 'staff') return
  throw new SwitchboardError(
    'staff_has_it',
    'A member of staff has taken this conversation over. Nothing was sent or booked.',
  )
}

/** The conversation that an offer without a named one goes on in: the one with an open offer for the same service. */
async function currentThread(tx: TxCtx, thread: Thread): Promise<string | null> {
  const row = await tx.tx.conversation.findFirst({
    where: {
      patient_id: thread.patient.id,
      closed_at: null,
      offers: { some: { state: 'open', service_type_id: thread.service_type_id } },
    },
    orderBy: { last_message_at: 'desc' },
    select: { id: true },
  })
  return row?.id ?? null
}

async function namedThread(tx: TxCtx, thread: Thread, externalId: string): Promise<string | null> {
  const row = await tx.tx.conversation.findUnique({
    where: { clinic_id_external_id: { clinic_id: thread.clinic_id, external_id: externalId } },
    select: { id: true, phone_index: true },
  })
  if (row && row.phone_index !== thread.patient.phone_index) {
    throw conflict(
      `The conversation ${externalId} belongs to another phone number. Use another conversation_id.`,
      'conversation_id',
    )
  }
  return row?.id ?? null
}

/**
 * Finds the conversation to go on in, or creates it, and locks its row. The caller holds the phone's lock.
 * Throws `conflict` when the named conversation belongs to another phone, `staff_has_it` when staff took it over.
 */
export async function openThread(tx: TxCtx, thread: Thread): Promise<LockedConversation> {
  const known = thread.external_id
    ? await namedThread(tx, thread, thread.external_id)
    : await currentThread(tx, thread)
  if (known) {
    const conversation = await lockConversation(tx, known)
    refuseTakenOver(tx, conversation)
    return conversation
  }
  const id = tx.newId()
  const now = nowDate(tx)
  await tx.tx.conversation.create({
    data: {
      id,
      external_id: thread.external_id ?? `conv_${id}`,
      clinic_id: thread.clinic_id,
      patient_id: thread.patient.id,
      phone_index: thread.patient.phone_index,
      service_type_id: thread.service_type_id,
      status: 'awaiting_response',
      last_message_at: now,
      created_at: now,
      updated_at: now,
    },
  })
  return lockConversation(tx, id)
}
