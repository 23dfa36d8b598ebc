import type { Permission } from '#lib/domain/permissions.ts'

/** What `mutate` is told about a write. */
export interface Mutation {
  /** `noun.verb`: names the idempotency scope and the denial in the audit trail. */
  name: string
  permission: Permission | null
  /** Given by the caller; the same key and input get the first answer for 24 h. */
  idempotencyKey?: string | null
  /** What the key is bound to: the parsed input. */
  input?: unknown
}
