import { type Ctx, store } from '#lib/core/context.ts'
import type { AnswerKey } from '#lib/domain/messaging/answers.ts'
import type { Language } from '#lib/domain/messaging/language.ts'
import type { TextKey } from '#lib/domain/messaging/templates/table.ts'

export interface WordingPlace {
  clinic_id: string
  service_type_id: string | null
  key: TextKey | AnswerKey
  language: Language
}

export interface Wording {
  scope: 'clinic' | 'service_type'
  version: number
  text: string
}

/**
 * What the clinic says in place of a default: the service type's words, else the clinic's, else null. Approved answers
 * have no default, so null is no answer.
 */
export async function findWording(ctx: Ctx, place: WordingPlace): Promise<Wording | null> {
  const { clinic_id, service_type_id, key, language } = place
  const scope_id = { in: service_type_id === null ? [clinic_id] : [service_type_id, clinic_id] }
  const rows = await store(ctx).textTemplate.findMany({
    where: { clinic_id, scope_id, key, language, replaced_at: null },
    select: { scope_id: true, version: true, text: true },
  })
  for (const scope of ['service_type', 'clinic'] as const) {
    const row = rows.find((each) => each.scope_id === (scope === 'clinic' ? clinic_id : service_type_id))
    if (row && row.text !== null) return { scope, version: row.version, text: row.text }
  }
  return null
}
