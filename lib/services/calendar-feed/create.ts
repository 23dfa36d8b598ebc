import { randomBytes } from 'node:crypto'
import { record } from '#lib/core/audit.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import {
  type CreateCalendarFeedInput,
  type CreatedCalendarFeedView,
  createCalendarFeedInput,
} from '#lib/domain/calendar-feed/schema.ts'
import { endFeed, lockFeedOwner } from './end.ts'
import { toFeedView } from './view.ts'

/** 256 bits: the address is all that a calendar program has. */
const TOKEN_BYTES = 32

/**
 * Makes the address under which a provider's visits can be subscribed to; the one there was before ends. The address is
 * in this answer and nowhere else: only its keyed hash is stored. Throws `not_found`.
 */
export async function createCalendarFeed(
  ctx: Ctx,
  input: CreateCalendarFeedInput,
): Promise<CreatedCalendarFeedView> {
  const parsed = parseInput(createCalendarFeedInput, input)
  return mutate(ctx, { name: 'calendar_feed.create', permission: 'settings:write' }, async (tx) => {
    const provider = await lockFeedOwner(tx, parsed.provider_id)
    const isRenewed = await endFeed(tx, provider)
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    const row = await tx.tx.calendarFeed.create({
      data: {
        id: tx.newId(),
        clinic_id: provider.clinic_id,
        provider_id: provider.id,
        token_hash: tx.sealer.tokenHash(token),
        shows: parsed.shows ?? 'nothing',
        created_by: tx.actor.name,
        created_at: new Date(tx.systemNow()),
      },
    })
    await record(tx, {
      action: 'calendar_feed.created',
      subject: { kind: 'calendar_feed', id: row.id },
      clinicId: provider.clinic_id,
      detail: { provider_id: provider.id, shows: row.shows, is_renewed: isRenewed },
    })
    tx.outgoing.events.push({ type: 'provider.changed', id: provider.id, clinic_id: provider.clinic_id })
    return { ...toFeedView(row), path: `/api/calendar/${token}.ics` }
  })
}
