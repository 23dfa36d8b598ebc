import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'

it('ends with 3 and the fix where the product was never started', () => {
  const DATA_DIR = mkdtempSync(path.join(tmpdir(), 'run-script-'))
  onTestFinished(() => rmSync(DATA_DIR, { recursive: true, force: true }))
  const env = { ...process.env, DATA_DIR, DATABASE_URL: '' }
  const { status, stderr } = spawnSync(process.execPath, ['bin/run-script.mjs', 'lib/cli/sms.ts', 'list'], {
    env,
  })
  expect(String(stderr)).toContain('run `npm start` first')
  expect(status).toBe(3)
})
