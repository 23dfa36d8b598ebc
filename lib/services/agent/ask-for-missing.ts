import { type Ctx, store } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { askStaff } from '../conversation/ask-staff.ts'
import { waitingForAgent } from './waiting.ts'

/** How long a patient may wait for an agent that nobody runs before staff are asked, in ms of the domain clock. */
export const MISSING_AFTER_MS = 60_000
const BATCH = 50

/**
 * Asks staff about conversations that have been waiting for an agent which no worker runs. The messages stay pending and
 * are handled when the agent is back. Returns how many conversations were put before staff.
 */
export async function askForMissingAgents(ctx: Ctx): Promise<number> {
  const waiting = await store(ctx).conversation.findMany({
    where: {
      needs_staff_reason: null,
      taken_over_by: null,
      agent_messages: {
        some: { state: 'pending', created_at: { lte: new Date(ctx.now() - MISSING_AFTER_MS) } },
      },
    },
    select: { id: true },
    take: BATCH,
  })
  const ids = waiting.map((conversation) => conversation.id)
  const agents = await waitingForAgent(ctx, ids)
  const missing = ids.filter((id) => agents.get(id)?.is_missing)
  for (const conversation_id of missing) {
    await mutate(ctx, { name: 'agent.ask_for_missing', permission: null }, (tx) =>
      askStaff(tx, { conversation_id, reason: 'agent_missing' }),
    )
  }
  return missing.length
}
