import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from './errors.mjs'
import {
  createCluster,
  freePort,
  isCluster,
  packagedPostgres,
  readPostmaster,
  serverUser,
  startServer,
  stopServer,
} from './postgres.mjs'
import { chooseDatabaseFolder, ensureBinariesReachable } from './postgres-place.mjs'
import { commandOf, isAlive } from './process.mjs'
import { writePrivate } from './secrets.mjs'

const OWNER = 'switchboard_owner'
const APPLICATION = 'switchboard_app'
const DATABASE = 'switchboard'
const MAX_CONNECTIONS = '100'
/** The server's log is cut to nothing at a start when it has grown beyond this. */
const MAX_LOG_BYTES = 10_000_000

const notePath = (dataDir) => join(dataDir, 'database.json')

/** Where the embedded database is and on which port, as of its last start. */
export function readDatabaseNote(dataDir) {
  const path = notePath(dataDir)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
}

const folderOf = (dataDir, note) => note.folder ?? join(dataDir, 'postgres')

/** Whether an embedded database has been made for this data directory. */
export const hasDatabase = (dataDir) => isCluster(folderOf(dataDir, readDatabaseNote(dataDir)))

/**
 * Addresses of the embedded database: as the application, and as the owner of the tables, who migrates.
 */
export function databaseUrls(secrets, port) {
  const url = (role, password) =>
    `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${DATABASE}`
  return {
    DATABASE_URL: url(APPLICATION, secrets.applicationPassword),
    DATABASE_URL_OWNER: url(OWNER, secrets.ownerPassword),
  }
}

/**
 * Settles the place and the port before anything starts, and makes both stick: `{folder, port, user, isElsewhere}`.
 * `isElsewhere` says that the folder had to be outside the data directory, which root's helper user cannot enter.
 */
export async function planDatabase(dataDir) {
  const user = serverUser()
  // Root's data directory must let the database's user pass through to its own folder; each file in it is 0600.
  if (user && (statSync(dataDir).mode & 0o777) === 0o700) chmodSync(dataDir, 0o711)
  const note = readDatabaseNote(dataDir)
  const known = folderOf(dataDir, note)
  const folder = isCluster(known) ? known : chooseDatabaseFolder(dataDir, user)
  const isElsewhere = folder !== join(dataDir, 'postgres')
  return { folder, user, isElsewhere, port: await freePort(note.port) }
}

/**
 * Stops a server that a dead launcher left behind, fast. A note of a process that is something else by now (ids are
 * used again, above all after a restart of a container) is removed, because PostgreSQL would take it for a server.
 */
export async function stopLeftServer(folder) {
  const left = readPostmaster(folder)
  if (left === null || !isAlive(left.pid)) return false
  if (commandOf(left.pid).includes(folder)) {
    await stopServer(left.pid)
    return true
  }
  rmSync(join(folder, 'postmaster.pid'), { force: true })
  return false
}

/** Makes the cluster when there is none and starts it. Resolves with the running server. */
export async function startDatabase({ dataDir, plan, secrets }) {
  const { folder, port, user, isElsewhere } = plan
  const binaries = ensureBinariesReachable(packagedPostgres(), user)
  const isNew = !isCluster(folder)
  if (isNew)
    createCluster({ binaries, dataDir: folder, user, superuser: OWNER, password: secrets.ownerPassword })
  writePrivate(notePath(dataDir), `${JSON.stringify({ port, ...(isElsewhere ? { folder } : {}) })}\n`)
  const logFile = join(dataDir, 'logs/postgres.log')
  mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 })
  if (existsSync(logFile) && statSync(logFile).size > MAX_LOG_BYTES) truncateSync(logFile)
  try {
    const settings = { max_connections: MAX_CONNECTIONS }
    return { ...(await startServer({ binaries, dataDir: folder, user, port, logFile, settings })), isNew }
  } catch (error) {
    if (/incompatible|initialized by PostgreSQL version/.test(error.message)) {
      throw new StartError(
        `The database in ${folder} was made by another version of PostgreSQL. Start the version of Switchboard that made it, or set DATA_DIR to another folder.`,
      )
    }
    throw error
  }
}
