import { record } from '#lib/core/audit.ts'
import type { Actor, TxCtx } from '#lib/core/context.ts'
import type { OptInSource } from '#lib/domain/consent/sources.ts'
import type { ConsentWording } from '#lib/domain/consent/wordings.ts'
import { isOptedOut } from '../sms/opt-out.ts'
import { type ConsentPlace, recordConsent } from './record-event.ts'

const BY_ACTOR: Readonly<Record<Actor['kind'], readonly [OptInSource, ConsentWording | undefined]>> = {
  staff: ['staff_entry', 'entry-1'],
  key: ['key_attested', 'attest-1'],
  agent: ['key_attested', 'attest-1'],
  patient: ['import', undefined],
  carrier: ['import', undefined],
  system: ['import', undefined],
}

/**
 * Notes that whoever gave the number vouched for the consent: staff who entered it, a key that attested it, an import. One
 * line per phone and voucher. It never lifts an opt-out: for a phone that said STOP nothing is written.
 */
export async function noteConsent(tx: TxCtx, place: ConsentPlace): Promise<void> {
  const [source, text_version] = BY_ACTOR[tx.actor.kind]
  if (await isOptedOut(tx, place.phone_index)) return
  const known = await tx.tx.consentEvent.findFirst({
    where: { phone_index: place.phone_index, source, actor_id: tx.actor.id },
    select: { id: true },
  })
  if (known) return
  await recordConsent(
    tx,
    { kind: 'opted_in', source },
    { ...place, ...(text_version ? { text_version } : {}) },
  )
  await record(tx, {
    action: 'phone.consent_noted',
    subject: { kind: 'phone', id: place.phone_index },
    clinicId: place.clinic_id,
    patientId: place.patient_id,
    detail: { source },
  })
}
