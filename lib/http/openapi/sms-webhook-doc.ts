import { z } from 'zod'
import type { OperationSource } from './doc.ts'

const form = z
  .looseObject({ From: z.string(), Body: z.string().optional(), MessageSid: z.string() })
  .describe('The fields of Twilio’s webhook; others are kept as they are.')

const report = z
  .looseObject({ MessageSid: z.string(), MessageStatus: z.string(), ErrorCode: z.string().optional() })
  .describe('The fields of Twilio’s status callback.')

/** For carriers, not for callers: what Twilio posts when a patient writes, and what AWS does by SNS and EventBridge. */
export const SMS_WEBHOOK: OperationSource = {
  auth: 'signature',
  doc: {
    summary: 'Deliver a patient’s text',
    description:
      'Called by the carrier: Twilio posts a signed form, Amazon SNS its signed JSON, and an API destination of EventBridge an event with a key of EVENTBRIDGE_API_KEYS as x-api-key. 200 is answered once the text or the delivery event is stored; a repeated delivery changes nothing. A proof that fails is 403 and never tried another way.',
    consumes: { type: 'application/x-www-form-urlencoded', schema: form },
    produces: 'text/xml',
  },
}

/** What Twilio posts when a text of ours got further. */
export const SMS_STATUS: OperationSource = {
  auth: 'signature',
  doc: {
    summary: 'Report what became of a text',
    description:
      'Called by Twilio, as the address that each text names for its status. Reports come in any order and more than once; only steps forward count.',
    consumes: { type: 'application/x-www-form-urlencoded', schema: report },
  },
}
