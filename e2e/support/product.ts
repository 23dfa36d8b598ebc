import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { freePort } from './free-port.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Only a start that hangs ends so: how long it takes is the machine's affair. */
export const START_LIMIT_MS = 300_000
const READY = /^ {2}Ready /m

export interface Launcher {
  child: ChildProcess
  /** Standard output and error so far. */
  output(): string
  exited: Promise<number | null>
}

/** No `.env` of a developer counts here: an empty variable of the real environment wins over it. */
function cleanEnvironment(dataDir: string): NodeJS.ProcessEnv {
  const example = readFileSync(join(ROOT, '.env.example'), 'utf8')
  const names = [...example.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name)
  const empty = Object.fromEntries(names.map((name) => [name, '']))
  return { ...process.env, ...empty, DATA_DIR: dataDir, HOST: '127.0.0.1', SEED_DEMO: 'false' }
}

/** `npm start` itself on data of its own, as often as a test starts it; `remove` ends and deletes everything. */
export async function ownProduct(base: Record<string, string> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'switchboard-start-'))
  const port = await freePort()
  const launchers: Launcher[] = []

  function launch(environment: Record<string, string> = {}): Launcher {
    const child = spawn(process.execPath, ['bin/start.mjs', '--port', String(port)], {
      cwd: ROOT,
      env: { ...cleanEnvironment(dataDir), ...base, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += String(chunk)))
    const exited = once(child, 'close').then(([code]) => code as number | null)
    const launcher = { child, output: () => text, exited }
    launchers.push(launcher)
    return launcher
  }

  async function start(environment?: Record<string, string>): Promise<Launcher> {
    const launcher = launch(environment)
    await expect
      .poll(() => READY.test(launcher.output()) || launcher.child.exitCode !== null, {
        timeout: START_LIMIT_MS,
      })
      .toBe(true)
    expect(launcher.output()).toMatch(READY)
    return launcher
  }

  async function stop(launcher: Launcher): Promise<number | null> {
    launcher.child.kill('SIGTERM')
    return launcher.exited
  }

  return {
    dataDir,
    port,
    url: `http://127.0.0.1:${port}`,
    launch,
    start,
    stop,
    async remove() {
      for (const launcher of launchers) if (launcher.child.exitCode === null) await stop(launcher)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
