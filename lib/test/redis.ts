import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../bin/lib/postgres.mjs'
import { requireRedis } from '../../bin/lib/redis.mjs'

const READY_TIMEOUT_MS = 15_000
const KEEP = 'keep'

/**
 * Runs the server until standard input closes, which happens however this process ends, then removes its folder, unless
 * it is to be started again. File descriptor 3 keeps standard input, because a shell gives its background jobs /dev/null.
 */
const guard = (folder: string) => `exec 3<&0
"$0" "$@" 3<&- &
server=$!
echo $server >&2
{ cat <&3 >/dev/null; kill -TERM $server; } &
watch=$!
wait $server
kill $watch 2>/dev/null
[ -e '${folder}/${KEEP}' ] || rm -rf '${folder}'`

export interface TestRedis {
  url: string
  /** SIGKILL: what is not on disk is gone. */
  kill(): Promise<void>
  /** Starts a killed server again, on the same port and data. */
  restart(): Promise<void>
  stop(): Promise<void>
}

interface TestRedisOptions {
  /** appendonly, on by default: what is lost with the server is at most the last second. */
  isDurable?: boolean
  /** Further options of the server, as on its command line. */
  settings?: Record<string, string>
}

interface Running {
  child: ChildProcess
  pid: number
}

async function launch(program: string, args: string[], folder: string): Promise<Running> {
  const child = spawn('/bin/sh', ['-c', guard(folder), program, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  let pid = 0
  let output = ''
  const ready = new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk) => {
      pid ||= Number.parseInt(String(chunk), 10)
    })
    child.stdout.on('data', (chunk) => {
      output += chunk
      if (/ready to accept connections/i.test(output)) resolve()
    })
    child.once('exit', () => reject(new Error(`Redis did not start: ${output.trim().split('\n').at(-1)}`)))
    setTimeout(() => reject(new Error('Redis did not become ready.')), READY_TIMEOUT_MS).unref()
  })
  await ready
  return { child, pid }
}

/** Starts a Redis of its own on a free port, in a folder of its own; both are gone with this process. */
export async function startTestRedis({
  isDurable = true,
  settings = {},
}: TestRedisOptions = {}): Promise<TestRedis> {
  const program = requireRedis()
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-redis-'))
  const port = await freePort()
  const all = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: isDurable ? 'yes' : 'no',
    appendfsync: 'everysec',
    ...settings,
  }
  const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value])
  let running = await launch(program, args, folder)
  return {
    url: `redis://127.0.0.1:${port}`,
    async kill() {
      writeFileSync(join(folder, KEEP), '')
      const gone = once(running.child, 'exit')
      process.kill(running.pid, 'SIGKILL')
      await gone
    },
    async restart() {
      rmSync(join(folder, KEEP), { force: true })
      running = await launch(program, args, folder)
    },
    async stop() {
      rmSync(join(folder, KEEP), { force: true })
      const gone = running.child.exitCode === null ? once(running.child, 'exit') : null
      running.child.stdin?.end()
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
