import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'

/** Where the product was never started. */
function runScript(...args) {
  const DATA_DIR = mkdtempSync(path.join(tmpdir(), 'run-script-'))
  onTestFinished(() => rmSync(DATA_DIR, { recursive: true, force: true }))
  const env = { ...process.env, DATA_DIR, DATABASE_URL: '' }
  return spawnSync(process.execPath, ['bin/run-script.mjs', ...args], { env, encoding: 'utf8' })
}

it('ends with 3 and the fix where the product was never started', () => {
  const { status, stderr } = runScript('lib/cli/sms.ts', 'list')
  expect(stderr).toContain('run `npm start` first')
  expect(status).toBe(3)
})

it.each(['sms', 'keys'])('says there too how npm run %s is used', (command) => {
  const { status, stdout } = runScript(`lib/cli/${command}.ts`, '--help')
  expect(stdout).toContain(`npm run ${command} --`)
  expect(status).toBe(0)
})
