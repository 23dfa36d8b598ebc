import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartError } from './errors.mjs'
import { nodePath, ROOT } from './paths.mjs'

/**
 * Starts prisma/prepare.ts on the pinned runtime. It checks the environment at once and loads its modules while the
 * database starts; then it migrates, checks the encryption key and seeds. One process, because each costs 0.3 s.
 */
export function startPrepare(environment, logFile) {
  mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 })
  const log = openSync(logFile, 'w', 0o600)
  const child = spawn(nodePath(), ['prisma/prepare.ts'], {
    cwd: ROOT,
    env: environment,
    stdio: ['ignore', log, log, 'ipc'],
    detached: process.platform !== 'win32',
  })
  closeSync(log)
  const waiting = new Map()
  const arrived = new Map()
  let failure = null
  const fail = (message) => {
    failure ??= new StartError(message)
    for (const { reject } of waiting.values()) reject(failure)
  }
  child.on('message', (message) => {
    if (message.kind === 'failed') return fail(message.sentence)
    arrived.set(message.kind, message)
    waiting.get(message.kind)?.resolve(message)
  })
  child.once('error', (error) => fail(`The pinned Node runtime does not start: ${error.message}.`))
  child.once('exit', (code, signal) => {
    if (!arrived.has('ready'))
      fail(
        `Preparing the data ended unexpectedly (${signal ?? `exit code ${code}`}). The reasons are in ${logFile}.`,
      )
  })
  const reached = (kind) =>
    new Promise((resolve, reject) => {
      if (failure) reject(failure)
      else if (arrived.has(kind)) resolve(arrived.get(kind))
      else waiting.set(kind, { resolve, reject })
    })
  return {
    pid: child.pid,
    /** Resolves when every variable is right. Rejects with a sentence per variable that is not. */
    checked: () => reached('checked'),
    /** Call when the database takes connections; resolves with what was done and what the start should print. */
    async complete() {
      child.send({ kind: 'database-ready' })
      return reached('ready')
    },
    stop: () => child.kill('SIGTERM'),
  }
}
