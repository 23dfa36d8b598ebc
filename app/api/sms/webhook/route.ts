import { documented } from '#lib/http/openapi/doc.ts'
import { SMS_WEBHOOK } from '#lib/http/openapi/sms-webhook-doc.ts'
import { smsWebhook } from '#lib/http/sms-webhook.ts'

export const POST = documented(smsWebhook, SMS_WEBHOOK)
