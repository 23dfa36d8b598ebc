import { randomBytes } from 'node:crypto'
import type { Db } from '#lib/db/client.ts'
import type { Sealer } from '#lib/db/seal.ts'
import { SwitchboardError } from '#lib/domain/errors.ts'

/** There is one installation per database. */
export const INSTALLATION_ID = 1
const CANARY = 'switchboard'
const CANARY_AT = { table: 'installation', column: 'canary_sealed', id: String(INSTALLATION_ID) }
/** 192 bits, to be copied from the terminal. */
const TOKEN_BYTES = 24

interface EnsureInstallation {
  db: Db
  sealer: Sealer
  now: () => number
  newId: () => string
}

function checkCanary(sealer: Sealer, sealed: string): void {
  try {
    if (sealer.open(CANARY_AT, sealed) === CANARY) return
  } catch {
    // The one message below says it: there is nothing in the cause that a person could use.
  }
  throw new SwitchboardError(
    'unavailable',
    'This data was written with another encryption key. Start with the DATA_ENCRYPTION_KEY it was written with; nothing was changed.',
  )
}

/** There is no context yet that `record` could work in: the row is written out. */
async function recordCreation(db: Db, now: number, id: string): Promise<void> {
  await db.auditEvent.createMany({
    data: [
      {
        id,
        occurred_at: new Date(now),
        actor_kind: 'system',
        actor_name: 'Switchboard',
        action: 'installation.created',
        subject_kind: 'installation',
        subject_id: String(INSTALLATION_ID),
        detail: {},
      },
    ],
  })
}

/**
 * Prepares a migrated database for its first use, and checks every later one: the canary must open with this key. While
 * nobody can sign in it makes a new one-time token for the set-up page, which voids the one before; null once somebody can.
 * Throws `unavailable` with one sentence for another encryption key. Times are the system clock's.
 */
export async function ensureInstallation({
  db,
  sealer,
  now,
  newId,
}: EnsureInstallation): Promise<{ setUpToken: string | null }> {
  // Two first starts at one time write one row.
  const created = await db.installation.createMany({
    data: [
      {
        id: INSTALLATION_ID,
        canary_sealed: sealer.seal(CANARY_AT, CANARY),
        clock_offset_ms: 0,
        created_at: new Date(now()),
      },
    ],
    skipDuplicates: true,
  })
  if (created.count > 0) await recordCreation(db, now(), newId())
  const installation = await db.installation.findUniqueOrThrow({ where: { id: INSTALLATION_ID } })
  checkCanary(sealer, installation.canary_sealed)
  const isInUse = (await db.staff.count()) > 0
  const setUpToken = isInUse ? null : randomBytes(TOKEN_BYTES).toString('base64url')
  const setup_token_hash = setUpToken === null ? null : sealer.tokenHash(setUpToken)
  if (setup_token_hash !== installation.setup_token_hash) {
    await db.installation.update({ where: { id: INSTALLATION_ID }, data: { setup_token_hash } })
  }
  return { setUpToken }
}
