import { existsSync, readFileSync } from 'node:fs'

/** Counts of one suite. `failed` is at least 1 when the runner failed without naming a test. */
export function withExitCode(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

const readJson = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null)

/** vitest's JSON report. A file that did not even load has no test in it and counts as one that failed. */
export function countVitest(path) {
  const report = readJson(path)
  if (!report) return { passed: 0, failed: 1 }
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length }
}

/** Playwright's JSON report: `expected` passed, `flaky` passed at a second try, `unexpected` failed. */
export function countPlaywright(path) {
  const report = readJson(path)
  if (!report) return { passed: 0, failed: 1 }
  const { expected, flaky, unexpected } = report.stats
  return { passed: expected + flaky, failed: unexpected + report.errors.length }
}
