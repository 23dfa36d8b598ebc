import type { ConversationDetail, SmsItem } from '#lib/domain/messaging/schema.ts'

/** The patient's latest text: what a person is needed for. */
export function lastInbound(detail: Pick<ConversationDetail, 'timeline'>): SmsItem | undefined {
  return detail.timeline.findLast(
    (item): item is SmsItem => item.kind === 'sms' && item.direction === 'inbound',
  )
}
