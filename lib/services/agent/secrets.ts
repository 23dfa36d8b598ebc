import { randomBytes } from 'node:crypto'
import type { TxCtx } from '#lib/core/context.ts'
import { SECRET_PREFIX, signingKey } from '#lib/domain/agents/signing-secret.ts'
import { invalidInput } from '#lib/domain/errors.ts'
import type { Scope } from '#lib/domain/permissions.ts'
import { insertKey } from '../api-key/insert.ts'

/** Send, claim and settle its own messages. Its registration and its heartbeat need no scope, only the key itself. */
const OWN_KEY_SCOPES: readonly Scope[] = ['messages:*']
const SECRET_BYTES = 32

/** Throws `invalid_input` for a signing secret that is none. */
export function requireSigningSecret(secret: string | null | undefined): void {
  if (!secret || signingKey(secret)) return
  throw invalidInput(
    'A signing secret is whsec_ and base64 of 24 to 64 bytes. Leave it out to have one made.',
    'signing_secret',
  )
}

/** A Standard Webhooks secret of 256 bits. */
export const makeSigningSecret = (): string =>
  `${SECRET_PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`

/** The secret as the agent's row keeps it. */
export const sealSigningSecret = (tx: TxCtx, agentId: string, secret: string): string =>
  tx.sealer.seal({ table: 'agent', column: 'secret_sealed', id: agentId }, secret)

/** Makes the agent's own key, and answers it this once. */
export async function makeOwnKey(
  tx: TxCtx,
  agent: { id: string; name: string; clinic_id: string | null },
): Promise<string> {
  const { id: agent_id, name, clinic_id } = agent
  return (await insertKey(tx, { name, scopes: OWN_KEY_SCOPES, clinic_id, agent_id })).key
}

/** Ends the keys that the agent has so far. Returns how many. */
export async function revokeOwnKeys(tx: TxCtx, agentId: string): Promise<number> {
  const revoked = await tx.tx.apiKey.updateMany({
    where: { agent_id: agentId, revoked_at: null },
    data: { revoked_at: new Date(tx.systemNow()) },
  })
  return revoked.count
}
