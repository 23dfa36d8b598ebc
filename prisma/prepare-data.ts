import { createDb } from '#lib/db/client.ts'
import { createSealer } from '#lib/db/seal.ts'
import type { Env } from '#lib/env.ts'
import { newId } from '#lib/new-id.ts'
import { ensureInstallation } from '#lib/services/installation/ensure.ts'
import { ensureCommandLineKey } from './command-line-key.ts'
import { demoContext } from './demo/context.ts'
import { migrate } from './migrate.ts'
import {
  databaseName,
  databaseRole,
  databaseUrl,
  ensureDatabase,
  hasDatabase,
  renameDatabase,
  resetDatabase,
} from './roles.ts'
import { DEMO_LOGINS, seedDemo } from './seed.ts'

export interface PreparedData {
  applied: string[]
  migrateMs: number
  /** Null when nothing was seeded. */
  seedMs: number | null
  /** For the set-up page, while nobody can sign in. */
  setUpToken: string | null
  /** The demo logins that exist and are not disabled. */
  demoLogins: { email: string; role: string }[]
}

interface Target {
  /** As the owner of the tables; the application's own role where there is no other. */
  ownerUrl: string
  applicationUrl: string
  applicationRole: string | null
}

/** Migrates one database, checks its key and seeds it if asked. Everything is safe to run again. */
async function prepareDatabase(env: Env, target: Target, demoPassword: string | null): Promise<PreparedData> {
  const startedAt = performance.now()
  const applied = await migrate(target.ownerUrl, { applicationRole: target.applicationRole })
  const migrateMs = performance.now() - startedAt
  const db = createDb(target.applicationUrl, { poolSize: 4 })
  const sealer = createSealer(env.dataEncryptionKey)
  const ensure = () => ensureInstallation({ db, sealer, now: Date.now, newId })
  try {
    let { setUpToken } = await ensure()
    const seedStartedAt = performance.now()
    const isSeeded =
      demoPassword !== null && setUpToken !== null
        ? await seedDemo({ db, sealer, password: demoPassword, now: Date.now() })
        : false
    const seedMs = isSeeded ? performance.now() - seedStartedAt : null
    // Now somebody can sign in: this voids the token.
    if (isSeeded) setUpToken = (await ensure()).setUpToken
    await ensureCommandLineKey(demoContext(db, sealer, Date.now()), env)
    const demoLogins = await db.staff.findMany({
      where: { email: { in: DEMO_LOGINS.map((login) => login.email) }, disabled_at: null },
      select: { email: true, role: true },
      orderBy: { email: 'asc' },
    })
    return { applied, migrateMs, seedMs, setUpToken, demoLogins }
  } finally {
    await db.$disconnect()
  }
}

/**
 * A new embedded database is made under another name, and gets its own when it is complete: a process killed in the
 * middle of migrating or seeding leaves nothing that the next start would take for finished.
 */
async function prepareEmbedded(
  env: Env,
  ownerUrl: string,
  demoPassword: string | null,
): Promise<PreparedData> {
  const applicationUrl = env.databaseUrl
  const applicationRole = databaseRole(applicationUrl)
  if (await hasDatabase(ownerUrl)) {
    return prepareDatabase(env, { ownerUrl, applicationUrl, applicationRole }, demoPassword)
  }
  const name = databaseName(ownerUrl)
  const unfinished = {
    ownerUrl: databaseUrl(ownerUrl, `${name}_unfinished`),
    applicationUrl: databaseUrl(applicationUrl, `${name}_unfinished`),
    applicationRole,
  }
  await resetDatabase(unfinished.ownerUrl)
  await ensureDatabase(unfinished.ownerUrl, unfinished.applicationUrl)
  const prepared = await prepareDatabase(env, unfinished, demoPassword)
  await renameDatabase(unfinished.ownerUrl, name)
  return prepared
}

/**
 * Brings the data to where the web server can start: migrated, its encryption key checked, and seeded when
 * `demoPassword` is given and the database is empty. With an `ownerUrl` (the embedded database) the application has a
 * role of its own; otherwise everything is done as the role of DATABASE_URL.
 */
export function prepareData(
  env: Env,
  options: { ownerUrl: string | null; demoPassword: string | null },
): Promise<PreparedData> {
  const { ownerUrl, demoPassword } = options
  if (ownerUrl !== null) return prepareEmbedded(env, ownerUrl, demoPassword)
  const { databaseUrl: url } = env
  return prepareDatabase(env, { ownerUrl: url, applicationUrl: url, applicationRole: null }, demoPassword)
}
