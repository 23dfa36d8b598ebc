import { spawn } from 'node:child_process'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { StartError } from './errors.mjs'
import { nodePath, ROOT } from './paths.mjs'
import { isAlive, sleep } from './process.mjs'
import { killGroup } from './run.mjs'

const HEALTH_TIMEOUT_MS = 60_000
const HEALTH_POLL_MS = 50
/** The worker finishes the jobs that it has begun; carriers may take 10 s to answer. */
const DRAIN_TIMEOUT_MS = 20_000
const WARN_LEVEL = 40
/** Longer than a load balancer keeps an idle connection (60 s), so that it is never the one that writes into a closed one. */
const KEEP_ALIVE_MS = 75_000

const isAnyAddress = (host) => ['0.0.0.0', '::', '[::]'].includes(host)
const hostName = (host) => (isAnyAddress(host) ? 'localhost' : host)

/** The address for people: `localhost` when the server listens on every address of the machine. */
export const addressOf = (host, port) =>
  `http://${host.includes(':') && !isAnyAddress(host) ? `[${host}]` : hostName(host)}:${port}`

/** Fails with a sentence when `host:port` cannot be listened on. */
export function checkPort(host, port) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => {
      const sentences = {
        EADDRINUSE: `Port ${port} is taken by another program. Stop that program, or choose another port: npm start -- --port ${port + 1}`,
        EACCES: `Port ${port} needs more rights than this user has. Choose one above 1023: npm start -- --port 10003`,
        EADDRNOTAVAIL: `HOST is ${host}, which is not an address of this machine. Use 0.0.0.0 for all of its addresses.`,
        ENOTFOUND: `HOST is ${host}, which is not an address of this machine. Use 0.0.0.0 for all of its addresses.`,
      }
      reject(sentences[error.code] ? new StartError(sentences[error.code]) : error)
    })
    server.listen({ port, host, exclusive: true }, () => server.close(resolve))
  })
}

/** Status and body of `GET /api/health`; null while nothing answers. */
function askHealth(host, port) {
  return new Promise((resolve) => {
    const request = get(
      { host: isAnyAddress(host) ? '127.0.0.1' : host, port, path: '/api/health' },
      (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (chunk) => {
          body += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode, body }))
      },
    )
    request.on('error', () => resolve(null))
  })
}

/** The parts that an answer of /api/health names as failing. */
function failingParts({ body }) {
  try {
    return JSON.parse(body).failing ?? []
  } catch {
    return []
  }
}

/** With WORKER=separate the worker can only be started once this start is done, so its absence is no fault yet. */
function isUp(answer, isWorkerSeparate) {
  if (answer === null) return false
  if (answer.status === 200) return true
  return isWorkerSeparate && failingParts(answer).join() === 'worker'
}

/** pino's level of a line of JSON; 0 for anything else. */
function levelOf(line) {
  try {
    return JSON.parse(line).level ?? 0
  } catch {
    return 0
  }
}

/**
 * Until the server is ready its output goes to a file: what a person sees then is the launcher's. Warnings and worse
 * are shown when it is ready; from then on everything goes straight through.
 */
function relayOutput(child, logFile) {
  writeFileSync(logFile, '', { mode: 0o600 })
  let isReady = false
  for (const [stream, target] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      if (isReady) target.write(chunk)
      else appendFileSync(logFile, chunk)
    })
  }
  return function open() {
    isReady = true
    for (const line of readFileSync(logFile, 'utf8').split('\n')) {
      if (levelOf(line) >= WARN_LEVEL) process.stdout.write(`${line}\n`)
    }
  }
}

/** Starts the web server, with the worker inside unless WORKER says otherwise. */
export function startWeb({ host, port, isWorkerSeparate, environment, logFile, isForKits = false }) {
  const preload = new URL('./end-with-parent.mjs', import.meta.url).href
  const next = join(ROOT, 'node_modules/next/dist/bin/next')
  const serve = [next, 'start', '-H', host, '-p', String(port), '--keepAliveTimeout', String(KEEP_ALIVE_MS)]
  const child = spawn(nodePath(), ['--import', preload, ...serve], {
    cwd: ROOT,
    env: {
      ...environment,
      CONFORMANCE_BUILD: String(isForKits),
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32',
  })
  const showOutput = relayOutput(child, logFile)
  const exited = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
  return {
    pid: child.pid,
    exited,
    /** Resolves when /api/health says that all is well, or all but a worker of its own. */
    async ready() {
      const deadline = Date.now() + HEALTH_TIMEOUT_MS
      let ended = null
      exited.then((how) => {
        ended = how
      })
      for (let answer = null; !isUp(answer, isWorkerSeparate); answer = await askHealth(host, port)) {
        if (ended !== null || Date.now() > deadline) {
          const why =
            ended === null
              ? `is not healthy after ${HEALTH_TIMEOUT_MS / 1000} s${answer ? `: ${failingParts(answer).join(', ')}` : ''}`
              : `ended (${ended})`
          throw new StartError(`The web server ${why}. The reasons are in ${logFile}.`)
        }
        await sleep(HEALTH_POLL_MS)
      }
      showOutput()
    },
    stop: () => stopWeb(child.pid),
  }
}

/** Asks the server to finish what it has begun, then ends it. Resolves when it is gone. */
export async function stopWeb(pid, timeoutMs = DRAIN_TIMEOUT_MS) {
  if (!isAlive(pid)) return
  process.kill(pid, 'SIGTERM')
  const deadline = Date.now() + timeoutMs
  while (isAlive(pid) && Date.now() < deadline) await sleep(20)
  if (isAlive(pid)) killGroup(pid, 'SIGKILL')
  while (isAlive(pid)) await sleep(20)
}
