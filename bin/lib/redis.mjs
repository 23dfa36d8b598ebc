import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { StartError } from './errors.mjs'

const PROGRAMS = ['redis-server', 'valkey-server']
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']

/** Path of a Redis server: the one on PATH, or in the usual folders. Null when there is none. */
function findRedis(environment = process.env) {
  const folders = [...(environment.PATH ?? '').split(delimiter).filter(Boolean), ...FOLDERS]
  return (
    PROGRAMS.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) =>
      existsSync(path),
    ) ?? null
  )
}

/** Path of a Redis server. Throws one sentence that says what to install. */
export function requireRedis(environment = process.env) {
  const found = findRedis(environment)
  if (found) return found
  throw new StartError(
    'The tests of the second queue engine need a Redis: install the package redis-server (Debian: sudo apt-get install redis-server).',
  )
}

/** Like requireRedis, after installing the system's package where this user may (root on Debian and its relatives). */
export function ensureRedis() {
  const isRoot = process.getuid?.() === 0
  if (!findRedis() && isRoot && existsSync('/usr/bin/apt-get')) {
    console.log('No Redis was found; installing the package redis-server.')
    const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    spawnSync('apt-get', ['update'], options)
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'redis-server'], options)
  }
  return requireRedis()
}
