import { nowDate, type TxCtx } from '#lib/core/context.ts'
import type { ConsentGiven, OptInSource, OptOutSource } from '#lib/domain/consent/sources.ts'
import type { ConsentWording } from '#lib/domain/consent/wordings.ts'

/** Where and by what text consent was given or withdrawn. */
export interface ConsentPlace {
  phone_index: string
  clinic_id?: string | null
  conversation_id?: string | null
  patient_id?: string | null
  sms_message_id?: string | null
}

export interface ConsentFacts extends ConsentPlace {
  text_version?: ConsentWording
  given?: ConsentGiven
  /** A person's own words: sealed. */
  note?: string | null
}

export type ConsentChange =
  | { kind: 'opted_in'; source: OptInSource }
  | { kind: 'opted_out'; source: OptOutSource }

/** Writes one line of the ledger in the open transaction, with the actor of the context. */
export async function recordConsent(tx: TxCtx, change: ConsentChange, facts: ConsentFacts): Promise<void> {
  const id = tx.newId()
  const note = facts.note?.trim()
  await tx.tx.consentEvent.createMany({
    data: [
      {
        id,
        ...change,
        phone_index: facts.phone_index,
        occurred_at: nowDate(tx),
        clinic_id: facts.clinic_id ?? null,
        conversation_id: facts.conversation_id ?? null,
        patient_id: facts.patient_id ?? null,
        sms_message_id: facts.sms_message_id ?? null,
        actor_kind: tx.actor.kind,
        actor_id: tx.actor.id,
        actor_name: tx.actor.name,
        text_version: facts.text_version ?? null,
        given: facts.given ?? null,
        note_sealed: note
          ? tx.sealer.seal({ table: 'consent_event', column: 'note_sealed', id }, note)
          : null,
      },
    ],
  })
}

/** The latest line about a phone, or null. */
export const lastConsent = (tx: TxCtx, phoneIndex: string) =>
  tx.tx.consentEvent.findFirst({
    where: { phone_index: phoneIndex },
    orderBy: [{ occurred_at: 'desc' }, { id: 'desc' }],
  })
