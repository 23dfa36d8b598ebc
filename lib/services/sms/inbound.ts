import { type Ctx, store } from '#lib/core/context.ts'

/** The oldest text of this phone that nobody has read: a phone's texts are read in the order they were sent. */
export async function oldestUnread(ctx: Ctx, phoneIndex: string) {
  return store(ctx).smsMessage.findFirst({
    where: { phone_index: phoneIndex, direction: 'inbound', interpreted_at: null },
    orderBy: [{ received_at: 'asc' }, { id: 'asc' }],
  })
}

export type InboundRow = NonNullable<Awaited<ReturnType<typeof oldestUnread>>>
