import { found } from '#lib/core/authorize.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { conflict } from '#lib/domain/errors.ts'
import { lockPhone } from '../conversation/lock.ts'

/** The patient with their phone's lock taken. Throws `not_found`, and `conflict` when the number has just been changed. */
export async function lockedPatient(tx: TxCtx, patientId: string) {
  const read = async () =>
    found(tx, await tx.tx.patient.findUnique({ where: { id: patientId } }), 'The patient')
  const seen = await read()
  await lockPhone(tx, seen.phone_index)
  const patient = await read()
  if (patient.phone_index !== seen.phone_index)
    throw conflict('Somebody else has just changed this number. Look at it again.', 'patient_id')
  return patient
}

/** The thread that the patient is shown in: the latest one, if there is any. */
export async function latestThread(tx: TxCtx, patientId: string): Promise<string | null> {
  const row = await tx.tx.conversation.findFirst({
    where: { patient_id: patientId },
    orderBy: { last_message_at: 'desc' },
    select: { id: true },
  })
  return row?.id ?? null
}
