import type { Env } from '#lib/env.ts'
import { describeDatabaseError } from './database-error.ts'
import type { PreparedData } from './prepare-data.ts'

/**
 * What the launcher runs between starting the database and starting the web server, in one process: check the
 * environment, migrate, check the encryption key, seed. It talks to the launcher over the IPC channel; what goes wrong
 * is one sentence. bin/lib/prepare.mjs is the other end.
 */
interface PreparedStart extends PreparedData {
  sms: string
  replyModel: string
  warnings: string[]
}

const send = (message: object) =>
  new Promise<void>((resolve) => {
    if (process.send) process.send(message, () => resolve())
    else resolve()
  })

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
  const [{ prepareData }] = await Promise.all([import('./prepare-data.ts'), ready])
  const result = await prepareData(env, {
    ownerUrl: process.env.DATABASE_URL_OWNER ?? null,
    demoPassword: process.env.SEED_DEMO === 'true' ? (process.env.DEMO_PASSWORD ?? null) : null,
  })
  await send({ kind: 'ready', ...result, ...describeGateways(env) } satisfies PreparedStart & {
    kind: string
  })
}

// Without its launcher nobody would start the database that this waits for, nor stop it when it is done.
process.once('disconnect', () => process.exit(1))

try {
  await main()
  process.exit(0)
} catch (error) {
  await send({ kind: 'failed', sentence: describeDatabaseError(error, process.env.DATABASE_URL ?? '') })
  process.exit(1)
}
