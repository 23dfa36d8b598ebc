import { documented } from '#lib/http/openapi/doc.ts'
import { SMS_WEBHOOK } from '#lib/http/openapi/sms-webhook-doc.ts'
import { smsWebhook } from '#lib/http/sms-webhook.ts'

/** The same webhook at the address that older set-ups call; the carrier signs the address it calls. */
export const POST = documented(smsWebhook, SMS_WEBHOOK)
