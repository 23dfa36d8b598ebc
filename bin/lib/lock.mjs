import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from './errors.mjs'
import { isSameProcess, noteOf } from './process.mjs'

const lockPath = (dataDir) => join(dataDir, 'launcher.json')

/** What the lock file says, or null without one. A file that a crash left unreadable counts as a dead launcher's. */
export function readLock(dataDir) {
  try {
    return JSON.parse(readFileSync(lockPath(dataDir), 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return null
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

/** Appears under its name complete or not at all, and only when nobody has it: link(2) refuses an existing name. */
function tryTake(path, content) {
  const mine = `${path}.${process.pid}`
  writeFileSync(mine, content, { mode: 0o600 })
  try {
    linkSync(mine, path)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(mine, { force: true })
  }
}

/**
 * Takes the data directory for this process. Returns what a launcher that died left in its lock (its children may still
 * run), or null. Throws StartError when another launcher is alive.
 */
export function takeLock(dataDir) {
  const path = lockPath(dataDir)
  const launcher = noteOf(process.pid)
  let left = null
  // The dead launcher's children stay noted: this process may be killed, too, before it has stopped them.
  while (!tryTake(path, JSON.stringify({ ...left, address: undefined, launcher }))) {
    const held = readLock(dataDir)
    if (held === null) continue
    if (isSameProcess(held.launcher)) {
      const at = held.address ? ` at ${held.address}` : ''
      throw new StartError(
        `Switchboard is already running on this data${at} (process ${held.launcher.pid}). Stop it first, or set DATA_DIR to another folder.`,
      )
    }
    left = held
    // Moved aside under a name of its own, so that of two starters only one takes the dead one's place.
    try {
      renameSync(path, `${path}.dead.${process.pid}`)
    } catch (error) {
      if (error.code !== 'ENOENT') throw error
    }
    rmSync(`${path}.dead.${process.pid}`, { force: true })
  }
  return left
}

/** Adds what the next start must know if this process dies: the children, the address. */
export function noteInLock(dataDir, facts) {
  const path = lockPath(dataDir)
  writeFileSync(`${path}.${process.pid}`, JSON.stringify({ ...readLock(dataDir), ...facts }), { mode: 0o600 })
  renameSync(`${path}.${process.pid}`, path)
}

export const releaseLock = (dataDir) => rmSync(lockPath(dataDir), { force: true })
