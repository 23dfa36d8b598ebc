import { forbidden, invalidInput } from '#lib/domain/errors.ts'
import { MESSAGE_SID } from './twilio.ts'

export interface TwilioStatus {
  provider: 'twilio'
  provider_message_id: string
  /** `sent`, `delivered` and so on. */
  status: string
  /** ErrorCode, for `failed` and `undelivered`. */
  code: string | null
}

/** Twilio's words are short and lower-case; whatever else stands there is no status. */
const STATUS = /^[a-z_]{1,32}$/

/**
 * Reads a status callback (twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks). They come in any
 * order, more than once, and not for the first status. Check the signature first; `accountSid` is ours.
 *
 * @throws SwitchboardError forbidden for another account's report; invalid_input, naming the field, for what is no report
 */
export function parseTwilioStatus(form: URLSearchParams, accountSid: string): TwilioStatus {
  if (form.get('AccountSid') !== accountSid) throw forbidden('The report belongs to another Twilio account.')
  const sid = form.get('MessageSid') ?? ''
  if (!MESSAGE_SID.test(sid)) {
    throw invalidInput('MessageSid must be SM or MM and at most 32 more characters.', 'MessageSid')
  }
  const status = form.get('MessageStatus') ?? ''
  if (!STATUS.test(status)) throw invalidInput('The report has no MessageStatus.', 'MessageStatus')
  return { provider: 'twilio', provider_message_id: sid, status, code: form.get('ErrorCode') || null }
}
