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
import { commandOf, isAlive, isWorkedIn, sleep } from './process.mjs'
import { writePrivate } from './secrets.mjs'

const OWNER = 'switchboard_owner'
const APPLICATION = 'switchboard_app'
const DATABASE = 'switchboard'
const MAX_CONNECTIONS = '100'
const LEFTOVERS_TIMEOUT_MS = 15_000
const POLL_MS = 20
/** The server's log is cut to nothing at a start when it has grown beyond this. */
const MAX_LOG_BYTES = 10_000_000

const notePath = (dataDir) => join(dataDir, 'database.json')

/** Where the embedded database is and on which port, as of its last start. */
export function readDatabaseNote(dataDir) {
  const path = notePath(dataDir)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
}

/** The folder of the embedded database; without one so far, where it would be. */
export const folderOf = (dataDir) => readDatabaseNote(dataDir).folder ?? join(dataDir, 'postgres')

/** Whether an embedded database has been made for this data directory. */
export const hasDatabase = (dataDir) => isCluster(folderOf(dataDir))

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
 * Settles the place before anything starts: `{folder, user, isElsewhere}`. `isElsewhere` says that the folder had to be
 * outside the data directory, which root's helper user cannot enter.
 */
export function placeDatabase(dataDir) {
  const user = serverUser()
  // Root's data directory must let the database's user pass through to its own folder; each file in it is 0600.
  if (user && (statSync(dataDir).mode & 0o777) === 0o700) chmodSync(dataDir, 0o711)
  const known = folderOf(dataDir)
  const folder = isCluster(known) ? known : chooseDatabaseFolder(dataDir, user)
  return { folder, user, isElsewhere: folder !== join(dataDir, 'postgres') }
}

/** The port of the last start when it is free, else another, which sticks from now on. */
export const portOfDatabase = (dataDir) => freePort(readDatabaseNote(dataDir).port)

/**
 * Stops a server that a dead launcher left behind, fast. Of one that was killed the note is removed: PostgreSQL would
 * take a zombie, or another process that got the id since, for a running server. Its last children may take a moment to
 * notice, and the note must not go before they have: it is what keeps two servers from one folder.
 */
export async function stopLeftServer(folder) {
  const left = readPostmaster(folder)
  if (left === null) return
  if (isAlive(left.pid) && commandOf(left.pid).includes(folder)) return stopServer(left.pid)
  const deadline = Date.now() + LEFTOVERS_TIMEOUT_MS
  while (isWorkedIn(folder) && Date.now() < deadline) await sleep(POLL_MS)
  if (!isWorkedIn(folder)) rmSync(join(folder, 'postmaster.pid'), { force: true })
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
