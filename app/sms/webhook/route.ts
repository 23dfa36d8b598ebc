import { smsWebhook } from '#lib/http/sms-webhook.ts'

/** The same webhook at the address that older set-ups call; the carrier signs the address it calls. */
export { smsWebhook as POST }
