import type { ConversationLine, SmsItem } from '#lib/domain/messaging/schema.ts'
import type { Tone } from '../ui/status-pill.tsx'

const STATUS_TONES: Record<ConversationLine['status'], Tone> = {
  awaiting_response: 'neutral',
  slot_selected: 'accent',
  confirmed: 'good',
  declined: 'neutral',
  expired: 'neutral',
  needs_staff: 'warn',
  cancelled: 'neutral',
  opted_out: 'neutral',
  failed: 'bad',
}

/** The colour of a conversation's state; urgent is red whatever the state is. */
export const toneOf = (
  line: Pick<ConversationLine, 'status' | 'is_urgent'> & { is_closed?: boolean },
): Tone => (line.is_closed === true ? 'neutral' : line.is_urgent ? 'bad' : STATUS_TONES[line.status])

/** The colour of a text's delivery; only what needs attention has one. */
export function deliveryTone(state: SmsItem['state']): 'quiet' | 'good' | 'bad' | 'warn' {
  if (state === 'delivered') return 'good'
  if (state === 'undelivered' || state === 'failed') return 'bad'
  return state === 'unknown' ? 'warn' : 'quiet'
}
