import { deliverMessage } from '#lib/bus/deliver.ts'
import type { Ctx } from '#lib/core/context.ts'
import { askStaff } from '#lib/services/conversation/ask-staff.ts'

/**
 * Posts what waits for the receiver of this message. When it is given up, staff see it on its conversation; the patient is
 * not told, because it is not sure that they wait for it.
 */
export const deliverToAgent = (ctx: Ctx, messageId: string): Promise<void> =>
  deliverMessage(ctx, messageId, (tx, letter) =>
    askStaff(tx, { conversation_id: letter.conversation_id, reason: 'agent_failed' }),
  )
