import type { Tx } from '#lib/db/client.ts'

/** The administrator's switch, read anew for every text, so that it holds at once in every process. */
export async function isReplyModelOn(db: Tx): Promise<boolean> {
  const row = await db.installation.findFirst({ select: { is_reply_model_on: true } })
  return row?.is_reply_model_on !== false
}
