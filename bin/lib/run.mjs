import { spawn } from 'node:child_process'
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { sleep } from './process.mjs'

/** A build that does not listen is killed: it leaves nothing that the next start would take for finished. */
const STOP_TIMEOUT_MS = 3_000
const POLL_MS = 20

/** Children that run now, so that a signal to the launcher can end them too. */
const running = new Set()

/**
 * Runs a command to its end in a process group of its own and resolves with `{code, output}`. The output goes to
 * `logFile` when one is given; `onStart` is told its process id. Rejects only when the command cannot be started.
 */
export function run(command, args, { cwd, env, logFile, onStart } = {}) {
  return new Promise((resolve, reject) => {
    let output = ''
    if (logFile) {
      mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 })
      writeFileSync(logFile, '', { mode: 0o600 })
    }
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      shell: process.platform === 'win32' && command.endsWith('.cmd'),
    })
    running.add(child)
    if (child.pid) onStart?.(child.pid)
    const take = (chunk) => {
      output += chunk
      if (logFile) appendFileSync(logFile, chunk)
    }
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    child.once('error', (error) => {
      running.delete(child)
      reject(error)
    })
    child.once('close', (code, signal) => {
      running.delete(child)
      resolve({ code: code ?? 128, signal, output })
    })
  })
}

/** Ends everything that `run` has started and not yet finished, with its own children. Resolves when it is gone. */
export async function stopRunning() {
  for (const child of running) killGroup(child.pid, 'SIGTERM')
  const deadline = Date.now() + STOP_TIMEOUT_MS
  while (running.size > 0 && Date.now() < deadline) await sleep(POLL_MS)
  for (const child of running) killGroup(child.pid, 'SIGKILL')
}

/** A signal to a process group that `run` or the web server leads; a process that is gone is fine. */
export function killGroup(pid, signal) {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}
