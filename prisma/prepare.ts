import { describeDatabaseError } from './database-error.ts'
import {
  databaseName,
  databaseUrl,
  ensureDatabase,
  hasDatabase,
  renameDatabase,
  resetDatabase,
} from './roles.ts'

/**
 * What the launcher runs between starting the database and starting the web server, in one process: check the
 * environment, migrate, check the encryption key, seed. It talks to the launcher over the IPC channel; what goes wrong
 * is one sentence. bin/lib/prepare.mjs is the other end.
 */
export interface PreparedStart {
  applied: string[]
  migrateMs: number
  /** Null when nothing was seeded. */
  seedMs: number | null
  /** For the set-up page, while nobody can sign in. */
  setUpToken: string | null
  /** E-mail addresses of the demo logins that exist. */
  demoLogins: { email: string; role: string }[]
  sms: string
  replyModel: string
  warnings: string[]
}

const send = (message: object) =>
  new Promise<void>((resolve) => {
    if (process.send) process.send(message, () => resolve())
    else resolve()
  })

async function loadModules() {
  const [migrate, client, seal, installation, seed, ids] = await Promise.all([
    import('./migrate.ts'),
    import('#lib/db/client.ts'),
    import('#lib/db/seal.ts'),
    import('#lib/services/installation/ensure.ts'),
    import('./seed.ts'),
    import('#lib/new-id.ts'),
  ])
  return { ...migrate, ...client, ...seal, ...installation, ...seed, ...ids }
}

type Modules = Awaited<ReturnType<typeof loadModules>>
type Env = ReturnType<typeof import('#lib/env.ts')['readEnv']>

interface Target {
  /** As the owner of the tables; the application's own role where there is no other. */
  ownerUrl: string
  applicationUrl: string
  applicationRole: string | null
}

/** Migrates one database, checks its key and seeds it if asked. Everything is safe to run again. */
async function prepareDatabase(modules: Modules, env: Env, target: Target) {
  const startedAt = performance.now()
  const applied = await modules.migrate(target.ownerUrl, { applicationRole: target.applicationRole })
  const migrateMs = performance.now() - startedAt
  const db = modules.createDb(target.applicationUrl, { poolSize: 4 })
  const sealer = modules.createSealer(env.dataEncryptionKey)
  const ensure = () => modules.ensureInstallation({ db, sealer, now: Date.now, newId: modules.newId })
  try {
    let { setUpToken } = await ensure()
    const seedStartedAt = performance.now()
    const password = process.env.DEMO_PASSWORD ?? ''
    const isSeeded =
      process.env.SEED_DEMO === 'true' && setUpToken !== null
        ? await modules.seedDemo({ db, sealer, password, now: Date.now() })
        : false
    const seedMs = isSeeded ? performance.now() - seedStartedAt : null
    if (isSeeded) setUpToken = (await ensure()).setUpToken
    const emails = modules.DEMO_LOGINS.map((login) => login.email)
    const demoLogins = await db.staff.findMany({
      where: { email: { in: emails }, disabled_at: null },
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
async function prepareEmbedded(modules: Modules, env: Env, ownerUrl: string) {
  const applicationUrl = env.databaseUrl
  const applicationRole = decodeURIComponent(new URL(applicationUrl).username)
  if (await hasDatabase(ownerUrl)) {
    return prepareDatabase(modules, env, { ownerUrl, applicationUrl, applicationRole })
  }
  const name = databaseName(ownerUrl)
  const unfinished = {
    ownerUrl: databaseUrl(ownerUrl, `${name}_unfinished`),
    applicationUrl: databaseUrl(applicationUrl, `${name}_unfinished`),
    applicationRole,
  }
  await resetDatabase(unfinished.ownerUrl)
  await ensureDatabase(unfinished.ownerUrl, unfinished.applicationUrl)
  const result = await prepareDatabase(modules, env, unfinished)
  await renameDatabase(unfinished.ownerUrl, name)
  return result
}

function describeGateways(env: Env): Pick<PreparedStart, 'sms' | 'replyModel' | 'warnings'> {
  const isCarrier = env.smsProvider !== 'mock'
  const isPublic = env.publicBaseUrl?.startsWith('https://') ?? false
  return {
    sms: isCarrier ? env.smsProvider : 'mock (nothing leaves this machine)',
    replyModel: env.replyModel ? env.replyModel.modelId : 'off (rules only)',
    warnings:
      isCarrier && !isPublic
        ? [
            `Texts go out through ${env.smsProvider}, but PUBLIC_BASE_URL is not a public https address, so no reply can come in.`,
          ]
        : [],
  }
}

const databaseReady = () => new Promise<void>((resolve) => process.once('message', () => resolve()))

async function main(): Promise<void> {
  const ready = databaseReady()
  const { readEnv } = await import('#lib/env.ts')
  const env = readEnv()
  await send({ kind: 'checked' })
  const [modules] = await Promise.all([loadModules(), ready])
  const ownerUrl = process.env.DATABASE_URL_OWNER
  const result = ownerUrl
    ? await prepareEmbedded(modules, env, ownerUrl)
    : await prepareDatabase(modules, env, {
        ownerUrl: env.databaseUrl,
        applicationUrl: env.databaseUrl,
        applicationRole: null,
      })
  await send({ kind: 'ready', ...result, ...describeGateways(env) } satisfies PreparedStart & {
    kind: string
  })
}

try {
  await main()
} catch (error) {
  await send({ kind: 'failed', sentence: describeDatabaseError(error, process.env.DATABASE_URL ?? '') })
  process.exitCode = 1
}
process.disconnect?.()
