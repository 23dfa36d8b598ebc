import type { SmsMessage } from '#lib/db/generated/client.ts'
import type { TextWait } from '#lib/domain/messaging/schema.ts'
import { isWaiting } from '#lib/domain/messaging/sms.ts'
import { type Hold, holdWords } from '#lib/domain/messaging/text-policy.ts'
import { isClinicRule, WAIT_REASONS } from '#lib/domain/messaging/wait-reasons.ts'

/** A hold as it is shown: until when and why, in words and in the clinic's time. */
export const textWait = (hold: Hold | null, clinicZone: string): TextWait | null =>
  hold && { until: new Date(hold.until).toISOString(), why: hold.why, words: holdWords(hold, clinicZone) }

type Row = Pick<SmsMessage, 'state' | 'due_at' | 'waits_for'>

/** What a stored text waits for; null: it does not. */
export function waitOfRow({ state, due_at, waits_for }: Row, clinicZone: string): TextWait | null {
  const why = WAIT_REASONS.find((reason) => reason === waits_for)
  if (!isWaiting(state) || due_at === null || why === undefined) return null
  return textWait({ until: due_at.getTime(), why }, clinicZone)
}

/** Why a text cannot be taken back, or null. */
export function cancelReason(row: Pick<SmsMessage, 'direction' | 'state' | 'kind'>): string | null {
  if (row.direction !== 'outbound' || !isWaiting(row.state))
    return 'Only a text that has not left yet can be taken back.'
  return row.kind === 'offer' ? 'Withdraw the offer instead; its text is then not sent.' : null
}

/** Why a text cannot be sent now over the clinic's rules, or null. */
export function sendNowReason(row: Pick<SmsMessage, 'direction' | 'state' | 'waits_for'>): string | null {
  const isHeld = row.direction === 'outbound' && isWaiting(row.state) && isClinicRule(row.waits_for)
  return isHeld ? null : 'Only a text that waits for its time or for a rule of the clinic can be sent now.'
}
