import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './lib/paths.mjs'

/**
 * A registry mirror that holds only this platform's builds makes npm write a lockfile without the others', and `npm ci`
 * refuses such a lockfile everywhere. This adds what the packages themselves name: exact version, platform, no hash,
 * because the mirror cannot show it. `--check` only reports.
 */
const LOCKFILE = join(ROOT, 'package-lock.json')
const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'wasi',
  'win32',
  'windows',
]
const PROCESSORS = [
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'mipsel',
  'ppc64',
  'riscv64',
  's390x',
  'universal',
  'wasm32',
  'x64',
]

/** `os` and `cpu` as the names of platform packages spell them: `core-darwin-arm64`, `oxide-linux-arm-gnueabihf`. */
function platformOf(name) {
  const words = name.split(/[/\-_.]/)
  const os = words.find((word) => SYSTEMS.includes(word))
  const cpu = words.find((word) => PROCESSORS.includes(word))
  if (os === undefined && cpu === undefined) return null
  const platform = {}
  if (cpu && cpu !== 'universal' && cpu !== 'wasm32') platform.cpu = [cpu]
  if (os && os !== 'wasi') platform.os = [os === 'windows' ? 'win32' : os]
  if (words.some((word) => word.startsWith('musl'))) platform.libc = ['musl']
  if (words.some((word) => word.startsWith('gnu'))) platform.libc = ['glibc']
  return cpu === 'wasm32' || os === 'wasi' ? { cpu: ['wasm32'] } : platform
}

/** Whether the package at `from` finds `name`: in its own node_modules or in one further out. */
function isResolved(packages, from, name) {
  const levels = from.split('/node_modules/')
  return (
    levels.some((_, depth) => {
      const place = levels.slice(0, levels.length - depth).join('/node_modules/')
      return packages[`${place}/node_modules/${name}`] !== undefined
    }) || packages[`node_modules/${name}`] !== undefined
  )
}

function missingIn(packages) {
  const missing = {}
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      const platform = platformOf(name)
      if (platform === null || isResolved(packages, path, name)) continue
      const version = range.replace(/^[\^~]/, '')
      missing[`node_modules/${name}`] = {
        version,
        ...platform,
        ...(entry.dev ? { dev: true } : {}),
        optional: true,
      }
    }
  }
  return missing
}

const lockfile = JSON.parse(readFileSync(LOCKFILE, 'utf8'))
const missing = missingIn(lockfile.packages)
const names = Object.keys(missing)
if (names.length === 0) {
  console.log('package-lock.json names the packages of every platform.')
} else if (process.argv.includes('--check')) {
  console.error(
    `package-lock.json lacks ${names.length} packages of other platforms: run \`npm run lock:complete\`.`,
  )
  process.exitCode = 1
} else {
  const all = { ...lockfile.packages, ...missing }
  const sorted = Object.keys(all).sort((a, b) => a.localeCompare(b, 'en'))
  lockfile.packages = Object.fromEntries(sorted.map((path) => [path, all[path]]))
  writeFileSync(LOCKFILE, `${JSON.stringify(lockfile, null, 2)}\n`)
  console.log(`Added ${names.length} packages of other platforms.`)
}
