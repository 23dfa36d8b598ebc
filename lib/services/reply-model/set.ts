import { record } from '#lib/core/audit.ts'
import type { Ctx } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { parseInput } from '#lib/core/parse.ts'
import {
  type ReplyModelView,
  type SetReplyModelInput,
  setReplyModelInput,
} from '#lib/domain/operations/reply-model-schema.ts'
import { getReplyModel } from './get.ts'
import { requireModelAdmin } from './require-admin.ts'

/**
 * Switches the model that reads replies on or off for the whole installation. It holds at once: every text asks anew
 * before it goes to the model. Throws `forbidden` unless an administrator of all clinics asks.
 */
export async function setReplyModel(ctx: Ctx, input: SetReplyModelInput): Promise<ReplyModelView> {
  const parsed = parseInput(setReplyModelInput, input)
  return mutate(ctx, { name: 'reply_model.set', permission: 'admin', input: parsed }, async (tx) => {
    await requireModelAdmin(tx)
    await tx.tx.installation.updateMany({ data: { is_reply_model_on: parsed.is_on } })
    await record(tx, {
      action: 'reply_model.switched',
      subject: { kind: 'installation', id: 'reply_model' },
      detail: { is_on: parsed.is_on },
    })
    return getReplyModel(tx)
  })
}
