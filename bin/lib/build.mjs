import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
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
const DIST = join(ROOT, '.next')
/** The hash of the sources that the build in `.next` was made from. Gone while a build is under way. */
const MARKER = join(DIST, 'switchboard-build')
const LOCK = join(ROOT, 'node_modules/.cache/switchboard-build.json')
const WAIT_MS = 200

const isIgnored = (path) =>
  /\.test\.tsx?$/.test(path) || path === join(ROOT, 'lib/db/generated') || path === join(ROOT, 'lib/test')

export const sourcesHash = () => hashFiles(ROOT, SOURCES, isIgnored)

export const isBuilt = (hash = sourcesHash()) =>
  readIfThere(MARKER) === hash && existsSync(join(DIST, 'BUILD_ID'))

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

/** Builds the web server when its sources changed since the last build. Returns whether it did. */
export async function build({ environment, logFile, onStart }) {
  const hash = sourcesHash()
  if (isBuilt(hash)) return false
  await waitForTurn()
  try {
    if (isBuilt(hash)) return false
    rmSync(MARKER, { force: true })
    const next = join(ROOT, 'node_modules/next/dist/bin/next')
    const env = { ...environment, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
    const { code, output } = await run(nodePath(), [next, 'build'], { cwd: ROOT, env, logFile, onStart })
    if (/ENOSPC|No space left/.test(output)) throw new Error('ENOSPC')
    if (code !== 0) throw new StartError(`The build failed. The reasons are in ${logFile}.`)
    writeFileSync(MARKER, `${hash}\n`)
    return true
  } finally {
    rmSync(LOCK, { force: true })
  }
}
