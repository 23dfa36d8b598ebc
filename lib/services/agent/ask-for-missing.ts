import { type Ctx, store } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { HEARTBEAT_LOST_AFTER_MS } from '#lib/domain/agents/heartbeat.ts'
import { askStaff } from '../conversation/ask-staff.ts'

/** How long a patient may wait for an agent that nobody runs before staff are asked, in ms of the domain clock. */
export const MISSING_AFTER_MS = 60_000
const BATCH = 50

/**
 * Asks staff about conversations that have been waiting for an agent of ours which no worker runs. The messages stay
 * pending and are handled when the agent is back; agents of other people have a time-out of their own. Returns how many
 * conversations were put before staff.
 */
export async function askForMissingAgents(ctx: Ctx): Promise<number> {
  const lost = new Date(ctx.systemNow() - HEARTBEAT_LOST_AFTER_MS)
  const missing = await store(ctx).conversation.findMany({
    where: {
      needs_staff_reason: null,
      taken_over_by: null,
      agent_messages: {
        some: {
          state: 'pending',
          created_at: { lte: new Date(ctx.now() - MISSING_AFTER_MS) },
          to: { is_builtin: true, OR: [{ heartbeat_at: null }, { heartbeat_at: { lt: lost } }] },
        },
      },
    },
    select: { id: true },
    take: BATCH,
  })
  for (const { id } of missing) {
    await mutate(ctx, { name: 'agent.ask_for_missing', permission: null }, (tx) =>
      askStaff(tx, { conversation_id: id, reason: 'agent_missing' }),
    )
  }
  return missing.length
}
