import { carrierPost } from './carrier-post.ts'
import { takeTwilioReport } from './twilio-report.ts'
import { readTwilioForm } from './twilio-webhook.ts'

/** Where Twilio reports what became of a text; the address brings our own ids of message and try back. */
export function smsStatus(request: Request): Promise<Response> {
  return carrierPost(request, 'twilio', async (app) =>
    takeTwilioReport(app, request, await readTwilioForm(app, request)),
  )
}
