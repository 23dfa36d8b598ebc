import { requireClinic, requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import { parseInput } from '#lib/core/parse.ts'
import {
  type ListWordingsQuery,
  listWordingsQuery,
  type WordingView,
  wordingKey,
} from '#lib/domain/messaging/templates/schema.ts'
import { wordingViewOf } from './view.ts'

const MAX_VERSIONS = 100

/**
 * What a clinic and its service types say in place of the defaults, and their approved answers: what holds now, or with
 * `key` every version of that text, the newest first. A text that no release knows any more is left out.
 */
export async function listWordings(ctx: Ctx, query: ListWordingsQuery): Promise<WordingView[]> {
  const { clinic_id, key } = parseInput(listWordingsQuery, query)
  requirePermission(ctx, 'conversations:read')
  requireClinic(ctx, clinic_id)
  const rows = await store(ctx).textTemplate.findMany({
    where: { clinic_id, ...(key ? { key } : { replaced_at: null }) },
    orderBy: [{ created_at: 'desc' }, { id: 'desc' }],
    ...(key ? { take: MAX_VERSIONS } : {}),
  })
  return rows.filter((row) => wordingKey.safeParse(row.key).success).map(wordingViewOf)
}
