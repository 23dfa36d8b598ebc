import { smsWebhook } from '#lib/http/sms-webhook.ts'

export { smsWebhook as POST }
