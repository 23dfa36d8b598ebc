import { randomBytes } from 'node:crypto'
import { record } from '#lib/core/audit.ts'
import type { TxCtx } from '#lib/core/context.ts'
import { KEY_INCLUDE } from './view.ts'

/** Opens every key, so that people and secret scanners know one when they see it. */
const KEY_PREFIX = 'sbk_'
/** 256 bits. */
const KEY_BYTES = 32
/** How much of a key stays readable, to tell keys apart. */
const SHOWN_CHARACTERS = KEY_PREFIX.length + 6

interface NewKey {
  name: string
  scopes: readonly string[]
  clinic_id: string | null
  /** The outside agent whose own key it is. */
  agent_id?: string
  expires_at?: Date | null
  replaces_id?: string
}

/** Makes a key and its row. The key itself is in this answer and nowhere else: only its keyed hash is stored. */
export async function insertKey(tx: TxCtx, fields: NewKey) {
  const key = `${KEY_PREFIX}${randomBytes(KEY_BYTES).toString('base64url')}`
  const row = await tx.tx.apiKey.create({
    data: {
      ...fields,
      id: tx.newId(),
      prefix: key.slice(0, SHOWN_CHARACTERS),
      key_hash: tx.sealer.tokenHash(key),
      scopes: [...new Set(fields.scopes)],
      created_by: tx.actor.name,
      created_at: new Date(tx.systemNow()),
    },
    include: KEY_INCLUDE,
  })
  await record(tx, {
    action: 'api_key.created',
    subject: { kind: 'api_key', id: row.id },
    clinicId: row.clinic_id,
    detail: { scopes: row.scopes, ...(fields.agent_id ? { agent_id: fields.agent_id } : {}) },
  })
  return { key, row }
}
