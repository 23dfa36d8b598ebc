import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { canReach } from './postgres.mjs'

/** Where another user can read when the checkout is closed to it, as below /root. */
const SYSTEM_PLACE = '/var/lib/switchboard'

const versionOf = (binaries) =>
  JSON.parse(readFileSync(join(dirname(binaries), 'package.json'), 'utf8')).version

/**
 * The folder of the binaries that `user` can run: the package's own, or a copy in the system place when the checkout is
 * closed to that user. The copy is made once per version (60 MB) and appears under its name only when complete.
 */
export function ensureBinariesReachable(binaries, user) {
  if (canReach(user, join(binaries, 'bin'))) return binaries
  const copy = join(SYSTEM_PLACE, `postgres-${versionOf(binaries)}`)
  if (existsSync(copy)) return copy
  const unfinished = `${copy}.${process.pid}`
  mkdirSync(SYSTEM_PLACE, { recursive: true, mode: 0o755 })
  const isStaticLibrary = (path) => path.startsWith(join(binaries, 'lib') + sep) && path.endsWith('.a')
  try {
    cpSync(binaries, unfinished, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !isStaticLibrary(path),
    })
    renameSync(unfinished, copy)
  } catch (error) {
    if (!existsSync(copy)) throw error
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
  return copy
}

/** A folder for a database that `user` can reach: in `dataDir`, or a new one in the system place. */
export function chooseDatabaseFolder(dataDir, user) {
  if (canReach(user, dataDir)) return join(dataDir, 'postgres')
  mkdirSync(SYSTEM_PLACE, { recursive: true, mode: 0o755 })
  return join(SYSTEM_PLACE, `data-${randomUUID().slice(0, 8)}`)
}
