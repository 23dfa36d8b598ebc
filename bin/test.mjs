import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from './generate.mjs'
import { build, requireNoFixtures } from './lib/build.mjs'
import { ensureChromium } from './lib/chromium.mjs'
import { explain } from './lib/errors.mjs'
import { ensureInstalled } from './lib/install.mjs'
import { nodePath, ROOT } from './lib/paths.mjs'
import { ensureRedis } from './lib/redis.mjs'
import { countPlaywright, countVitest, withExitCode } from './lib/test-results.mjs'

/**
 * `npm test`: everything that a release needs, in sequence, or one part of it: check, unit, db, e2e. Each check and each
 * test counts once; the last line is the sum.
 */
const DEPENDENCY_RULE_PATHS = ['app', 'components', 'lib', 'prisma', 'bin', 'instrumentation.ts', 'proxy.ts']

const scratch = mkdtempSync(join(tmpdir(), 'switchboard-results-'))
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }))

const bin = (name) => join(ROOT, 'node_modules', name)
const running = new Set()
let isInterrupted = false

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    isInterrupted = true
    for (const child of running) child.kill(signal)
  })
}

/** Runs a tool of node_modules on the pinned runtime; its output is shown and returned. */
function tool(args, environment = {}) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...environment }
    const child = spawn(nodePath(), args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    let output = ''
    for (const [stream, target] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream.setEncoding('utf8').on('data', (chunk) => {
        output += chunk
        target.write(chunk)
      })
    }
    child.once('error', reject)
    child.once('close', (code) => {
      running.delete(child)
      resolve({ code: code ?? 1, output })
    })
  })
}

/** One check: passes or fails as its tool does. */
const check = (args) => async () => {
  const { code } = await tool(args)
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** Cruising nothing would pass; a parser that cannot read TypeScript does just that. */
async function dependencyRule() {
  const cli = bin('dependency-cruiser/bin/dependency-cruiser.mjs')
  const { code, output } = await tool([cli, '--config', '.dependency-cruiser.cjs', ...DEPENDENCY_RULE_PATHS])
  const [, modules = '0'] = /\((\d+) modules|(\d+) modules/.exec(output)?.filter(Boolean) ?? []
  const hasRead = Number.parseInt(modules, 10) > 0
  if (!hasRead) console.error('dependency-cruiser read no module, so it has checked nothing.')
  return code === 0 && hasRead ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

const vitest = (project) => async () => {
  const report = join(scratch, `${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await tool([bin('vitest/vitest.mjs'), 'run', '--project', project, ...reporters])
  return withExitCode(countVitest(report), code)
}

/** Without it the tests of the second queue engine fail, each with one sentence; all others run. */
async function findRedis() {
  console.log(ensureRedis())
  return { passed: 1, failed: 0 }
}

async function buildProduct() {
  await build({ environment: process.env, logFile: join(scratch, 'build.log') })
  requireNoFixtures()
  return { passed: 1, failed: 0 }
}

async function browser() {
  const report = join(scratch, 'e2e.json')
  const environment = { CHROME_PATH: ensureChromium(), PLAYWRIGHT_JSON_OUTPUT_NAME: report }
  const { code } = await tool([bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'], environment)
  return withExitCode(countPlaywright(report), code)
}

const CHECKS = [
  ['lockfile', check(['bin/complete-lockfile.mjs', '--check'])],
  ['route types', check([bin('next/dist/bin/next'), 'typegen'])],
  ['types', check([bin('typescript/bin/tsc'), '--noEmit'])],
  ['lint and format', check([bin('@biomejs/biome/bin/biome'), 'check', '.'])],
  ['dependency rule', dependencyRule],
  ['unused code', check([bin('knip/bin/knip.js'), '--no-progress'])],
]
const PARTS = {
  check: CHECKS,
  unit: [
    ['unit tests', vitest('unit')],
    // Reading patients' texts: no wrong booking, and nothing that was read right is read wrong.
    ['labelled texts', check(['bin/eval.mjs', '--rules-only'])],
  ],
  db: [
    ['redis', findRedis],
    ['database tests', vitest('db')],
  ],
  e2e: [
    ['build', buildProduct],
    ['browser tests', browser],
  ],
}

async function runPhase([name, phase]) {
  console.log(`\n== ${name}`)
  const startedAt = performance.now()
  let counts
  try {
    counts = await phase()
  } catch (error) {
    console.error(explain(error))
    counts = { passed: 0, failed: 1 }
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`== ${name}: ${counts.failed === 0 ? 'ok' : 'FAILED'}, ${seconds} s`)
  return { name, ...counts }
}

async function main() {
  const [part] = process.argv.slice(2)
  if (part && !PARTS[part]) throw new Error('Usage: npm test [-- check|unit|db|e2e]')
  await ensureInstalled(join(scratch, 'install.log'))
  generate()
  const results = []
  for (const phase of part ? PARTS[part] : Object.values(PARTS).flat()) {
    if (!isInterrupted) results.push(await runPhase(phase))
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  const failures = results.filter((result) => result.failed > 0).map((result) => result.name)
  if (isInterrupted) console.log('\nInterrupted.')
  if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
  process.exitCode = failures.length > 0 || isInterrupted ? 1 : 0
}

try {
  await main()
} catch (error) {
  console.error(explain(error))
  console.log('\n0 passed, 1 failed')
  process.exitCode = 1
}
