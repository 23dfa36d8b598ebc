import { documented } from '#lib/http/openapi/doc.ts'
import { SMS_STATUS } from '#lib/http/openapi/sms-webhook-doc.ts'
import { smsStatus } from '#lib/http/sms-status.ts'

export const POST = documented(smsStatus, SMS_STATUS)
