import { type Ctx, store } from '#lib/core/context.ts'
import type { ReplyModelView } from '#lib/domain/operations/reply-model-schema.ts'
import { isReplyModelOn } from './is-on.ts'
import { requireModelAdmin } from './require-admin.ts'

/** Whether replies that the rules cannot read go to the model, and which. Throws `forbidden`. */
export async function getReplyModel(ctx: Ctx): Promise<ReplyModelView> {
  await requireModelAdmin(ctx)
  return { is_on: await isReplyModelOn(store(ctx)), model: ctx.ports.replyModel?.name ?? null }
}
