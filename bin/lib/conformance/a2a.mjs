import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startProduct } from './product.mjs'

/**
 * The official kit: https://github.com/a2aproject/a2a-tck, branch 1.0-dev, checked out at A2A_TCK_DIR with what its
 * pyproject.toml names installed for A2A_TCK_PYTHON (python3 by default).
 */
const KIT = 'tests/compatibility/'

/**
 * Tests that fail because of the kit, each with the line of the specification or of the kit's own tracker that says so. One
 * that passes here is a mistake in this list.
 */
export const KNOWN_FAILURES = [
  {
    name: 'test_requirements.test_must_requirement[CORE-SEND-003-jsonrpc]',
    why: 'wants an unsupported media type to succeed; the specification, 3.1.1, wants -32005 (a2a-tck#202)',
  },
  {
    name: 'test_requirements.test_must_requirement[CORE-SEND-003-http_json]',
    why: 'wants an unsupported media type to succeed; the specification, 3.1.1, wants 400 (a2a-tck#202)',
  },
  {
    name: 'TestHttpJsonStatusCodes.test_content_type_not_supported_returns_415',
    why: 'wants 415 for an unsupported media type; the specification 1.0.1, 5.4, says 400 (a2a-tck#232)',
  },
]

/** Why the kit cannot run here, or null. */
export function missingFor(environment = process.env) {
  const kit = environment.A2A_TCK_DIR
  if (!kit)
    return 'A2A_TCK_DIR is not set: check out a2aproject/a2a-tck, branch 1.0-dev, and name the folder.'
  if (!existsSync(join(kit, KIT))) return `There is no ${KIT} in ${kit}.`
  const python = environment.A2A_TCK_PYTHON ?? 'python3'
  const probe = spawnSync(python, ['-c', 'import pytest, httpx, grpc, google.protobuf, jsonschema'])
  return probe.status === 0 ? null : `${python} has not what the kit's pyproject.toml names.`
}

/**
 * The kit sends no credentials, and asks for the agent card without a version, which means 0.3. This passes its requests
 * on with both.
 */
function startProxy(port, target, apiKey) {
  const server = createServer((incoming, outgoing) => {
    const isCard = incoming.url.endsWith('/agent-card.json')
    const passed = request(
      `${target}${incoming.url}`,
      {
        method: incoming.method,
        headers: {
          ...(isCard ? { 'a2a-version': '1.0' } : {}),
          ...incoming.headers,
          authorization: `Bearer ${apiKey}`,
        },
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode, answer.headers)
        answer.pipe(outgoing)
      },
    )
    passed.once('error', () => outgoing.destroy())
    outgoing.once('close', () => passed.destroy())
    incoming.pipe(passed)
  })
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)))
}

function runKit({ url, report, environment }) {
  const python = environment.A2A_TCK_PYTHON ?? 'python3'
  const args = ['-m', 'pytest', KIT, `--sut-host=${url}`, '--tb=short', '-q', `--junitxml=${report}`]
  const child = spawn(python, args, { cwd: environment.A2A_TCK_DIR, env: environment, stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
}

const attribute = (tag, name) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? ''

/** What the kit's JUnit report says: how many tests passed, were skipped, and which failed. */
export function readReport(xml) {
  const cases = [...xml.matchAll(/<testcase\b([^>]*?)(\/>|>([\s\S]*?)<\/testcase>)/g)]
  const failed = []
  let skipped = 0
  for (const [, tag, , body = ''] of cases) {
    const name = `${attribute(tag, 'classname')}.${attribute(tag, 'name')}`
    if (/<(failure|error)\b/.test(body)) failed.push(name)
    else if (/<skipped\b/.test(body)) skipped += 1
  }
  return { passed: cases.length - failed.length - skipped, skipped, failed }
}

function judge({ passed, skipped, failed }) {
  const known = KNOWN_FAILURES.filter(({ name }) => failed.some((each) => each.endsWith(name)))
  const unexpected = failed.filter((each) => !KNOWN_FAILURES.some(({ name }) => each.endsWith(name)))
  const stale = KNOWN_FAILURES.filter((each) => !known.includes(each))
  for (const { name, why } of known) console.log(`  known: ${name}: ${why}`)
  for (const name of unexpected) console.error(`  FAILED: ${name}`)
  for (const { name } of stale)
    console.error(`  passes although it is listed as a failure of the kit: ${name}`)
  console.log(`  a2a-tck: ${passed} passed, ${failed.length} failed, ${skipped} skipped`)
  const isGood = unexpected.length === 0 && stale.length === 0 && passed > 0
  return { passed, failed: isGood ? 0 : Math.max(1, unexpected.length + stale.length) }
}

/** Runs the kit against a product that plays its scenarios. */
export async function runA2a(environment = process.env) {
  const port = await freePort()
  const publicBaseUrl = `http://localhost:${port}`
  const product = await startProduct({ publicBaseUrl, allowedAgentHosts: 'localhost,127.0.0.1,example.com' })
  const proxy = await startProxy(port, product.url, product.apiKey)
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-tck-'))
  try {
    const report = join(folder, 'report.xml')
    await runKit({ url: publicBaseUrl, report, environment })
    return judge(readReport(readFileSync(report, 'utf8')))
  } finally {
    proxy.closeAllConnections()
    proxy.close()
    await product.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
