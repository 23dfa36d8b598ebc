import { z } from 'zod'
import { id, instant, named, timeZone } from '../wire.ts'
import { conversationStatus, externalId } from './schema.ts'

/** GET /api/simulator?clinic_id= : one phone as its owner sees it. */
export const simulatorPhone = z.object({
  conversation_id: id.describe('The latest conversation of this phone; simulated replies go to it.'),
  external_id: externalId,
  patient: named.extend({ phone_number: z.string() }),
  clinic: named.extend({ time_zone: timeZone, phone_number: z.string().nullable() }),
  status: conversationStatus,
  status_label: z.string(),
  is_opted_out: z.boolean(),
  reply_numbers: z.array(z.number().int()).describe('What an open offer asks to be answered with.'),
  texts: z
    .array(z.object({ id, at: instant, direction: z.enum(['inbound', 'outbound']), text: z.string() }))
    .describe('Oldest first; only what reached the phone or came from it.'),
})
export type SimulatorPhone = z.infer<typeof simulatorPhone>

export const listPhonesQuery = z.object({
  clinic_id: id,
  patient_id: id.optional().describe('Only the phone of this patient.'),
})
export type ListPhonesQuery = z.infer<typeof listPhonesQuery>
