import { z } from 'zod'
import type { OperationSource } from './doc.ts'

const form = z
  .looseObject({ From: z.string(), Body: z.string().optional(), MessageSid: z.string() })
  .describe('The fields of Twilio’s webhook; others are kept as they are.')

/** For carriers, not for callers: what Twilio posts when a patient writes. */
export const SMS_WEBHOOK: OperationSource = {
  auth: 'signature',
  doc: {
    summary: 'Deliver a patient’s text',
    description:
      'Called by the carrier. 200 is answered once the text is stored; a repeated delivery (the same MessageSid) changes nothing.',
    consumes: { type: 'application/x-www-form-urlencoded', schema: form },
    produces: 'text/xml',
  },
}
