import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StartError } from './errors.mjs'
import { hashFiles, readIfThere } from './hash.mjs'
import { nodePath, ROOT } from './paths.mjs'
import { isSameProcess, noteOf, sleep } from './process.mjs'
import { run } from './run.mjs'

/** Everything that `next build` reads. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'prisma/schema',
  'package-lock.json',
  'package.json',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'proxy.ts',
  'instrumentation.ts',
]
/** Where a build is; one for the conformance kits lies beside the product's, and neither is taken for the other. */
const distFor = (isForKits) => join(ROOT, isForKits ? '.next-conformance' : '.next')
/** The hash of the sources that a build was made from. Gone while a build is under way. */
const markerFor = (isForKits) => join(distFor(isForKits), 'switchboard-build')
const LOCK = join(ROOT, 'node_modules/.cache/switchboard-build.json')
const WAIT_MS = 200

const isIgnored = (path) =>
  /\.test\.tsx?$/.test(path) || path === join(ROOT, 'lib/db/generated') || path === join(ROOT, 'lib/test')

export const sourcesHash = () => hashFiles(ROOT, SOURCES, isIgnored)

export const isBuilt = (hash = sourcesHash(), isForKits = false) =>
  readIfThere(markerFor(isForKits)) === hash && existsSync(join(distFor(isForKits), 'BUILD_ID'))

/** Two launchers of one checkout (another DATA_DIR each) must not build into one folder at a time. */
async function waitForTurn() {
  mkdirSync(dirname(LOCK), { recursive: true })
  for (;;) {
    try {
      writeFileSync(LOCK, JSON.stringify(noteOf(process.pid)), { flag: 'wx' })
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    const holder = readIfThere(LOCK)
    if (holder && !isSameProcess(JSON.parse(holder))) rmSync(LOCK, { force: true })
    else await sleep(WAIT_MS)
  }
}

/**
 * Builds the web server when its sources changed since the last build. Returns whether it did. `isForKits` alone decides
 * whether the kits' fixtures are in it; what the environment says of it does not count.
 */
export async function build({ environment, logFile, onStart, isForKits = false }) {
  const hash = sourcesHash()
  if (isBuilt(hash, isForKits)) return false
  await waitForTurn()
  try {
    if (isBuilt(hash, isForKits)) return false
    const marker = markerFor(isForKits)
    rmSync(marker, { force: true })
    const next = join(ROOT, 'node_modules/next/dist/bin/next')
    const env = {
      ...environment,
      CONFORMANCE_BUILD: String(isForKits),
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    }
    const { code, output } = await run(nodePath(), [next, 'build'], { cwd: ROOT, env, logFile, onStart })
    if (/ENOSPC|No space left/.test(output)) throw new Error('ENOSPC')
    if (code !== 0) throw new StartError(`The build failed. The reasons are in ${logFile}.`)
    writeFileSync(marker, `${hash}\n`)
    return true
  } finally {
    rmSync(LOCK, { force: true })
  }
}

/** What only the fixtures say, one line for each kit. */
export const FIXTURE_MARKS = ['tck-complete-task', 'test_input_required_result_elicitation']

/** The kits whose fixtures are in the code of a build. The product's has none. */
export function fixturesIn(isForKits) {
  const folder = join(distFor(isForKits), 'server')
  const found = new Set()
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.js')) continue
    const code = readFileSync(join(folder, file), 'utf8')
    for (const mark of FIXTURE_MARKS) if (code.includes(mark)) found.add(mark)
  }
  return [...found]
}

/** Throws when the product's build could play a kit's scenarios. */
export function requireNoFixtures() {
  const found = fixturesIn(false)
  if (found.length > 0)
    throw new StartError(`The product's build holds fixtures of a conformance kit: ${found.join(', ')}.`)
}
