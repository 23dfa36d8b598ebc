import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodePath, ROOT } from '../paths.mjs'

/** A build on a machine that does much else, a first database, a start. */
const START_LIMIT_MS = 1_800_000

/** A port of this machine that nobody listens on. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

/**
 * Starts the product for a kit in a data directory of its own. `publicBaseUrl` is what its cards and links say; with
 * `isProduct` it is the build that everybody gets, without the kits' fixtures. Resolves once it answers; `stop` ends it and
 * removes what it wrote.
 */
export async function startProduct({ publicBaseUrl, allowedAgentHosts = '', isProduct = false }) {
  const port = await freePort()
  const dataDir = mkdtempSync(join(tmpdir(), 'switchboard-conformance-'))
  const apiKey = `kit-${randomBytes(24).toString('hex')}`
  const child = spawn(nodePath(), [join(ROOT, 'bin/kit-server.mjs')], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(port),
      PUBLIC_BASE_URL: publicBaseUrl ?? '',
      AGENT_API_KEY: apiKey,
      ALLOWED_AGENT_HOSTS: allowedAgentHosts,
      KIT_ON_PRODUCT_BUILD: String(isProduct),
    },
  })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const ready = new Promise((resolve, reject) => {
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      output += chunk
      process.stdout.write(chunk)
      if (/^\s*Ready\b/m.test(output)) resolve()
    })
    child.once('exit', () => reject(new Error('The product for the kit did not start.')))
    setTimeout(
      () => reject(new Error('The product for the kit did not start in time.')),
      START_LIMIT_MS,
    ).unref()
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await exited
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    await ready
  } catch (error) {
    await stop()
    throw error
  }
  return { url: `http://127.0.0.1:${port}`, apiKey, stop }
}
