import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FIXTURE_MARKS, fixturesIn } from '../build.mjs'
import { nodePath, ROOT } from '../paths.mjs'
import { run } from '../run.mjs'
import { freePort, startProduct } from './product.mjs'

const KIT = join(ROOT, 'node_modules/@modelcontextprotocol/conformance/dist/index.js')
const INSPECTOR = join(ROOT, 'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js')
const PATH = '/api/mcp'

/** Neither the kit nor, in some of its requests, the inspector sends credentials. This adds them and leaves the rest alone. */
async function startProxy(target, apiKey) {
  const server = createServer((incoming, outgoing) => {
    const passed = request(
      `${target}${incoming.url}`,
      { method: incoming.method, headers: { ...incoming.headers, authorization: `Bearer ${apiKey}` } },
      (answer) => {
        outgoing.writeHead(answer.statusCode, answer.headers)
        answer.pipe(outgoing)
      },
    )
    passed.once('error', () => outgoing.destroy())
    outgoing.once('close', () => passed.destroy())
    incoming.pipe(passed)
  })
  const port = await freePort()
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    // The kit's DNS-rebinding scenario wants this name.
    url: `http://localhost:${port}${PATH}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** The kit's own exit code decides: 0 when every scenario that the revision requires passes, or fails as the baseline says. */
async function runKit({ url, revision, baseline, folder, name }) {
  const args = [KIT, 'server', '--url', url, '--requirements', revision, '-o', join(folder, name)]
  if (baseline) args.push('--expected-failures', join(ROOT, 'bin/lib/conformance', baseline))
  return tool(args, { folder, name })
}

/** Runs a tool on the pinned runtime, its output in a file that is shown when it fails. */
async function tool(args, { folder, name }) {
  const logFile = join(folder, `${name}.log`)
  const environment = { ...process.env, HOME: folder, NO_COLOR: '1' }
  const { code } = await run(nodePath(), args, { cwd: ROOT, env: environment, logFile })
  const output = readFileSync(logFile, 'utf8')
  if (code !== 0) console.error(output)
  return { code, output }
}

/** The scenarios that a revision requires of servers, as the kit lists them. */
export function readRequired(output) {
  const [, servers = ''] = /^Server scenarios.*\n([\s\S]*?)(?:^\S|$(?![\s\S]))/m.exec(output) ?? []
  return new Set([...servers.matchAll(/^ {2}- ([\w-]+)/gm)].map(([, name]) => name))
}

/** What the kit's summary says of these scenarios, and of the checks in them. */
export function readSummary(output, names) {
  const lines = [...output.matchAll(/^([✓✗]) ([\w-]+): (\d+) passed, (\d+) failed$/gm)]
  const required = lines.filter(([, , name]) => names.has(name))
  return {
    scenarios: required.length,
    passed: required.filter(([, mark]) => mark === '✓').length,
    checks: required.reduce((sum, [, , , passed]) => sum + Number(passed), 0),
    expected: [...output.matchAll(/^ {2}~ /gm)].length,
  }
}

async function kitStep(title, options) {
  const listed = await tool([KIT, 'list', '--requirements', options.revision], { ...options, name: 'list' })
  const { code, output } = await runKit(options)
  const { scenarios, passed, checks, expected } = readSummary(output, readRequired(listed.output))
  const isGood = code === 0 && scenarios > 0
  const notes = expected > 0 ? `; ${expected} checks fail as the baseline says` : ''
  console.log(
    `  ${title}: exit ${code}, ${passed} of ${scenarios} required scenarios, ${checks} checks${notes}`,
  )
  return isGood
}

/** `--strict` exits with 6 when a tool's schema has an error that clients stumble over. */
async function inspectorStep(era, { url, folder }) {
  const args = [INSPECTOR, '--cli', url, '--transport', 'http', '--protocol-era', era]
  args.push('--stored-auth-only', '--method', 'tools/list', '--strict', '--format', 'json')
  const { code, output } = await tool(args, { folder, name: `inspector-${era}` })
  const tools = new Set([...output.matchAll(/"name": ?"([a-z_]+)"/g)].map(([, name]) => name))
  const isGood = code === 0 && tools.has('send_appointment_sms')
  console.log(`  Inspector --strict, era ${era}: exit ${code}`)
  return isGood
}

/**
 * Opens and leaves one stream: the kit gives a stream 800 ms for its first word, and the first one of a process also loads
 * the code for it.
 */
async function openOneStream(url) {
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
  }
  const method = 'subscriptions/listen'
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method,
      params: { _meta, notifications: { toolsListChanged: true } },
    }),
  })
  const reader = answer.body.getReader()
  const { value } = await reader.read()
  await reader.cancel()
  if (!new TextDecoder().decode(value).includes('notifications/subscriptions/acknowledged'))
    throw new Error(`subscriptions/listen was answered with ${answer.status} and no acknowledgement.`)
}

async function withServer({ isProduct }, steps) {
  const product = await startProduct({ isProduct })
  const proxy = await startProxy(product.url, product.apiKey)
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-mcp-kit-'))
  try {
    await openOneStream(proxy.url)
    const results = []
    for (const step of steps) results.push(await step({ url: proxy.url, folder }))
    return results
  } finally {
    proxy.close()
    await product.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const baselineRun = (revision) => (server) =>
  kitStep(`product, ${revision}`, {
    ...server,
    revision,
    baseline: `mcp-${revision}.yml`,
    name: `product-${revision}`,
  })

/** The one build has every kit's fixtures in its code, and the other, which everybody gets, none. */
function fixturesStep() {
  const [kits, product] = [fixturesIn(true), fixturesIn(false)]
  console.log(
    `  fixtures in the code: ${kits.length} kits' in their own build, ${product.length} in the product's`,
  )
  return kits.length === FIXTURE_MARKS.length && product.length === 0
}

/** The official kit against the fixtures build and against the product, and the official inspector against the product. */
export async function runMcp() {
  const fixtures = await withServer({ isProduct: false }, [
    (server) => kitStep('fixtures, 2026-07-28', { ...server, revision: '2026-07-28', name: 'fixtures' }),
  ])
  const product = await withServer({ isProduct: true }, [
    baselineRun('2026-07-28'),
    baselineRun('2025-11-25'),
    ...['legacy', 'auto', 'modern'].map((era) => (server) => inspectorStep(era, server)),
    fixturesStep,
  ])
  const results = [...fixtures, ...product]
  const failed = results.filter((isGood) => !isGood).length
  return { passed: results.length - failed, failed }
}
