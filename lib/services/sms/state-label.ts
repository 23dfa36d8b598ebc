import type { SmsMessage } from '#lib/db/generated/client.ts'
import type { SmsProvider } from '#lib/domain/messaging/carrier-policy.ts'
import { deliveryLabel } from '#lib/domain/messaging/sms.ts'

/** Why a text of ours was dropped before it left. */
const DROPPED_WORDS: Record<string, string> = {
  opted_out: 'Not sent: the number opted out',
  expired: 'Not sent: it was too late',
  offer_closed: 'Not sent: the offer was over',
  staff_has_it: 'Not sent: staff took the conversation over',
  taken_back: 'Taken back before it was sent',
}

type Row = Pick<SmsMessage, 'state' | 'interpreted_at' | 'error_code' | 'provider' | 'due_at'>

/** Nobody asks any more without a time for it; AWS cannot be asked, and tells or not. */
function doubtWords({ provider, due_at }: Row): string {
  if (due_at === null) return 'Perhaps sent: the carrier never said'
  return provider === 'aws' ? 'Perhaps sent, waiting for the carrier’s report' : deliveryLabel('unknown')
}

/** Where a text stands, in a clerk's words, with the carrier's code explained. */
export function stateLabel(row: Row): string {
  if (row.state === 'received') return row.interpreted_at ? 'Read' : 'Being read'
  if (row.state === 'cancelled' && row.error_code)
    return DROPPED_WORDS[row.error_code] ?? deliveryLabel('cancelled')
  if (row.state === 'unknown') return doubtWords(row)
  return deliveryLabel(row.state, row.error_code, row.provider as SmsProvider)
}
