import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { countPlaywright, countVitest, withExitCode } from './test-results.mjs'

const folder = mkdtempSync(join(tmpdir(), 'switchboard-counts-'))
afterAll(() => rmSync(folder, { recursive: true }))

function report(content) {
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}

it('counts a test file that does not load as one failure', () => {
  const path = report({
    numPassedTests: 7,
    numFailedTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] },
    ],
  })
  expect(countVitest(path)).toEqual({ passed: 7, failed: 2 })
})

it('counts errors outside of browser tests as failures', () => {
  const path = report({ stats: { expected: 4, flaky: 1, unexpected: 2, skipped: 3 }, errors: [{}] })
  expect(countPlaywright(path)).toEqual({ passed: 5, failed: 3 })
})

it('never takes a runner that failed, or wrote nothing, for a success', () => {
  expect(countVitest(join(folder, 'nothing.json'))).toEqual({ passed: 0, failed: 1 })
  expect(countPlaywright(join(folder, 'nothing.json'))).toEqual({ passed: 0, failed: 1 })
  expect(withExitCode({ passed: 3, failed: 0 }, 1)).toEqual({ passed: 3, failed: 1 })
  expect(withExitCode({ passed: 3, failed: 2 }, 1)).toEqual({ passed: 3, failed: 2 })
})
