import type { Ctx } from '#lib/core/context.ts'
import type { Clinic, Patient } from '#lib/db/generated/client.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import type { BaseFacts } from '#lib/domain/messaging/templates/facts.ts'
import { type FactsOf, renderText } from '#lib/domain/messaging/templates/render.ts'
import { type KindOf, TEXTS, type TextKey } from '#lib/domain/messaging/templates/table.ts'
import { textVersion } from '#lib/domain/messaging/templates/version.ts'
import { findWording } from './wording.ts'

/** Who is texted by whom, and for which service: a locked conversation is one. */
export interface Addressee {
  clinic: Pick<Clinic, 'id' | 'name' | 'phone_number' | 'time_zone'>
  patient: Pick<Patient, 'first_name' | 'language' | 'time_zone'>
  service_type_id: string | null
}

/** A text that the product wrote, and which wording it was made of. */
export interface ComposedText {
  text: string
  version: string
}

/** The clinic and the patient, as every text names them. */
export const baseFacts = ({ clinic, patient }: Addressee): BaseFacts => ({
  language: patient.language,
  clinic: clinic.name,
  clinic_phone: clinic.phone_number,
  first_name: patient.first_name,
  time_zone: clinic.time_zone,
  patient_time_zone: patient.time_zone,
})

/**
 * The text of `key` to this patient, in their language and the clinic's time: in the service type's words, else the
 * clinic's, else the default. `facts` is what the key's kind asks for, nothing for a plain one. The result goes into
 * `queueText` as it is, which stores the version with the text. A wording that no longer fits its text, as after a
 * release that took a variable away, gives way to the default: a text never fails to go for that.
 */
export async function composeText<K extends TextKey>(
  ctx: Ctx,
  key: K,
  to: Addressee,
  ...[facts]: KindOf<K> extends 'plain' ? [] : [FactsOf<K>]
): Promise<ComposedText> {
  const base = baseFacts(to)
  const { language } = base
  const given = (facts ?? {}) as FactsOf<K>
  const own = await findWording(ctx, {
    clinic_id: to.clinic.id,
    service_type_id: to.service_type_id,
    key,
    language,
  })
  if (own) {
    try {
      return {
        text: renderText(key, base, given, own.text),
        version: textVersion({ key, language, ...own }),
      }
    } catch (error) {
      if (!isSwitchboardError(error, 'invalid_input')) throw error
    }
  }
  const text = TEXTS[key][language]
  return {
    text: renderText(key, base, given),
    version: textVersion({ key, language, scope: 'default', version: 0, text }),
  }
}
