import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { TEST_KEY } from '#lib/test/live-app.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'

const ROOT = join(import.meta.dirname, '../..')
const PATIENCE_MS = 120_000
let database: TestDatabase
let dataDir: string
beforeAll(async () => {
  database = await createTestDatabase()
  dataDir = mkdtempSync(join(tmpdir(), 'switchboard-keys-'))
})
afterAll(async () => {
  rmSync(dataDir, { recursive: true, force: true })
  await database.drop()
})

/** `npm run keys` as a script runs it, with nothing of a developer's `.env`. */
async function keys(...args: string[]) {
  const child = spawn(process.execPath, ['bin/run-script.mjs', 'lib/cli/keys.ts', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH,
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      DATA_ENCRYPTION_KEY: TEST_KEY,
      NEXTAUTH_SECRET: 'a secret of the tests that is long enough',
      SMS_PROVIDER: 'mock',
      REDIS_URL: '',
    },
  })
  const [out, error, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('exit', resolve)),
  ])
  return { code, out, error }
}

it(
  'npm run keys ends with 0 when it did what was asked, 1 when that was refused and 2 when it was not understood',
  async () => {
    const [made, refused, wrong, none] = await Promise.all([
      keys('create', '--name', 'Agent', '--scopes', 'offers:send'),
      keys('revoke', '019f0000-0000-7000-8000-000000000001'),
      keys('create', '--name', 'Agent', '--scope', 'offers:send'),
      keys('destroy'),
    ])
    expect(made).toMatchObject({ code: 0, error: '' })
    expect(made.out.trim().split('\n').at(-1)).toMatch(/^sbk_\S+$/)
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.error).toMatch(/not found|no such|unknown/i)
    for (const each of [wrong, none]) {
      expect(each).toMatchObject({ code: 2, out: '' })
      expect(each.error).toContain('keys')
    }
  },
  PATIENCE_MS,
)
