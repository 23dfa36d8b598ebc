import type { TextTemplate } from '#lib/db/generated/client.ts'
import { type WordingView, wordingKey } from '#lib/domain/messaging/templates/schema.ts'

/** A wording as the wire shows it. */
export const wordingViewOf = (row: TextTemplate): WordingView => ({
  service_type_id: row.service_type_id,
  key: wordingKey.parse(row.key),
  language: row.language,
  version: row.version,
  text: row.text,
  changed_by: row.changed_by,
  changed_at: row.created_at.toISOString(),
})
