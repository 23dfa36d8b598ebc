import { nowDate, type TxCtx } from '#lib/core/context.ts'
import { DEFAULT_LANGUAGE } from '#lib/domain/messaging/language.ts'

/**
 * Makes a patient out of a phone number (E.164) alone, so that a text from, or an offer to, an unknown number has
 * somebody it belongs to. Staff complete the name later.
 */
export async function createStubPatient(tx: TxCtx, stub: { clinic_id: string; phone_number: string }) {
  const id = tx.newId()
  const now = nowDate(tx)
  return tx.tx.patient.create({
    data: {
      id,
      clinic_id: stub.clinic_id,
      first_name: '',
      last_name: '',
      phone_sealed: tx.sealer.seal({ table: 'patient', column: 'phone_sealed', id }, stub.phone_number),
      phone_index: tx.sealer.phoneIndex(stub.phone_number),
      is_stub: true,
      language: DEFAULT_LANGUAGE,
      search_tokens: [],
      created_at: now,
      updated_at: now,
    },
  })
}
