import type { LockedConversation } from '../conversation/lock.ts'
import type { InboundRow } from './inbound.ts'
import type { PhoneView } from './phone-view.ts'
import type { TextReading } from './read-text.ts'

/** One text, where it belongs, and what it was read as. The phone and the conversation are locked. */
export interface Received {
  message: InboundRow
  conversation: LockedConversation
  view: PhoneView
  reading: TextReading
  is_new_sender: boolean
}
