import { type Ctx, store } from '#lib/core/context.ts'
import type { ReplyModelView } from '#lib/domain/operations/reply-model-schema.ts'
import { requireModelAdmin } from './require-admin.ts'

/** Whether replies that the rules cannot read go to the model, and which. Throws `forbidden`. */
export async function getReplyModel(ctx: Ctx): Promise<ReplyModelView> {
  await requireModelAdmin(ctx)
  const row = await store(ctx).installation.findFirst({ select: { is_reply_model_on: true } })
  return { is_on: row?.is_reply_model_on !== false, model: ctx.ports.replyModel?.name ?? null }
}
