import { z } from 'zod'
import { id, instant, pageQuery, reason } from '../wire.ts'
import { CONSENT_GIVEN_WAYS } from './sources.ts'

export const patientConsentInput = z.object({ patient_id: id })
export type PatientConsentInput = z.input<typeof patientConsentInput>

export const recordOptOutInput = z.object({
  patient_id: id,
  note: z
    .string()
    .trim()
    .max(500)
    .nullish()
    .describe('How the patient said so. Kept in the consent history.'),
})
export type RecordOptOutInput = z.input<typeof recordOptOutInput>

export const recordOptInInput = z.object({
  patient_id: id,
  given: z.enum(CONSENT_GIVEN_WAYS, 'Say how the patient gave consent.'),
  reason: reason.describe('What the patient said or signed, and when. Kept in the consent history.'),
})
export type RecordOptInInput = z.input<typeof recordOptInInput>

export const consentEventView = z.object({
  id,
  kind: z.enum(['opted_in', 'opted_out']),
  at: instant,
  text: z.string().describe('What happened, in words.'),
  source: z.string(),
  actor: z.string(),
  given: z.string().nullable().describe('How consent was given when staff recorded it, in words.'),
  note: z.string().nullable(),
  wording: z.string().nullable().describe('The words that the patient was shown or texted.'),
  text_version: z.string().nullable(),
  conversation_id: id.nullable(),
})
export type ConsentEventView = z.infer<typeof consentEventView>

export const consentView = z.object({
  patient_id: id,
  is_opted_out: z.boolean(),
  since: instant.nullable().describe('When the present state began; null when nothing is on record.'),
  is_carrier_block: z
    .boolean()
    .describe('The carrier may keep its own block until START comes from the phone itself.'),
  events: z.array(consentEventView).describe('Newest first. Of the phone number, also from other clinics.'),
})
export type ConsentView = z.infer<typeof consentView>

export const listOptedOutQuery = pageQuery.extend({ clinic_id: id.optional() })
export type ListOptedOutQuery = z.input<typeof listOptedOutQuery>

export const optedOutLine = z.object({
  id: id.describe('The patient.'),
  name: z.string(),
  phone_number: z.string(),
  clinic_id: id,
  opted_out_at: instant,
  text: z.string().describe('How, in words.'),
  upcoming_visits: z.number().int().describe('Visits ahead that no text can remind of.'),
})
export type OptedOutLine = z.infer<typeof optedOutLine>
export const optedOutPage = z.object({ items: z.array(optedOutLine), next_cursor: z.string().nullable() })
export type OptedOutPage = z.infer<typeof optedOutPage>
