import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setAppForTests } from '#lib/compose.ts'
import { PERMISSIONS } from '#lib/domain/permissions.ts'
import { ensureInstallation } from '#lib/services/installation/ensure.ts'
import { makeAccessFixture } from '../access-fixture.ts'
import { documentOf, loadRoutes, servedRoutes } from '../api-routes.ts'
import { testCtx } from '../context.ts'
import { keyHeaders, serveTestApp, signedIn } from '../http.ts'
import { openTestDatabase } from '../open-database.ts'
import { answerChecker } from './answers.ts'
import type { Known } from './arbitrary.ts'
import { knownOf } from './known.ts'
import { type FuzzedOperation, fuzzedOperations } from './operations.ts'
import { type FuzzedRequest, paramsOf, requestOf, toRequest } from './requests.ts'

/** FUZZ_SEED and FUZZ_RUNS look elsewhere and longer; a failure prints both with the smallest case that fails. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_128)
const RUNS = Number(process.env.FUZZ_RUNS ?? 500)
/** Cases under way together: the database answers one while others are made. */
const AT_ONCE = 10
const CASE_TIMEOUT_MS = 120_000
/** Of the cases, how many come from a key; the others from somebody who is signed in. */
const KEY_SHARE = 4

/** Nobody outside is called: whatever is posted fails, as if the other side were down. */
const OUTSIDE = {
  check: async () => {},
  post: async () => ({ kind: 'failed' as const, isTimeout: false, error: 'refused', durationMs: 1 }),
}

const files = await loadRoutes()
const served = servedRoutes(files)
const document = await documentOf(files)
const check = answerChecker(document)
const operations = fuzzedOperations(document, served)

interface FuzzedAnswer {
  status: number
  type: string
  text: string
}

async function answerTo(
  operation: FuzzedOperation,
  sent: FuzzedRequest,
  who: Record<string, string>,
): Promise<FuzzedAnswer> {
  const params = Promise.resolve(paramsOf(operation, sent) as Record<string, string>)
  const response = await operation.handler(toRequest(operation, sent, who), { params })
  const type = response.headers.get('content-type') ?? ''
  if (type.startsWith('text/event-stream')) {
    await response.body?.cancel()
    return { status: response.status, type, text: '' }
  }
  return { status: response.status, type, text: await response.text() }
}

/** The same seed for every operation would give all of them the same thoughts. */
const seedOf = (operation: FuzzedOperation) => SEED + operations.indexOf(operation)

/** Drives one share of the operations with and without a login. */
export function fuzzShare(share: number, shares: number): void {
  const mine = operations.filter((_, index) => index % shares === share)
  const database = openTestDatabase()
  let known: Known = {}
  let callers: Record<string, string>[] = []

  beforeAll(async () => {
    const ctx = testCtx(database.db(), { ports: { outside: OUTSIDE } })
    await ensureInstallation({ ...ctx, now: ctx.systemNow })
    const app = serveTestApp(ctx)
    const fixture = await makeAccessFixture(ctx)
    known = knownOf(fixture)
    const key = (await keyHeaders(ctx, [...PERMISSIONS], fixture.clinic_id)).headers
    const person = (await signedIn(app, ctx, 'admin', [fixture.clinic_id])).headers
    callers = [...Array.from({ length: KEY_SHARE }, () => key), person]
  })
  afterAll(() => setAppForTests(null))

  const judge = (operation: FuzzedOperation, { status, type, text }: FuzzedAnswer) => {
    const isHealth = operation.path === '/api/health' && status === 503
    if (status >= 500 && !isHealth) throw new Error(`${status}: ${text.slice(0, 400)}`)
    const wrong = check(operation.described, status, type, text)
    if (wrong) throw new Error(wrong)
  }

  async function tryOne(operation: FuzzedOperation, sent: FuzzedRequest, caller: Record<string, string>) {
    const stranger = await answerTo(operation, sent, {})
    judge(operation, stranger)
    const { auth, hasOwnRefusals } = operation.source
    if (auth === 'none' || auth === 'signature') return
    if (hasOwnRefusals) expect([401, 403, 404, 405]).toContain(stranger.status)
    else expect(stranger.status).toBe(401)
    judge(operation, await answerTo(operation, sent, caller))
  }

  async function driveOne(operation: FuzzedOperation, sent: FuzzedRequest, caller: Record<string, string>) {
    try {
      await tryOne(operation, sent, caller)
    } catch (cause) {
      throw new Error(`${(cause as Error).message}\n${operation.name} ${JSON.stringify(sent)}`, { cause })
    }
  }

  describe('whatever is sent, with and without a login, the document keeps its word', () => {
    it.each(mine)(
      '$name',
      (operation) => {
        const one = fc.tuple(requestOf(operation, known), fc.constantFrom(...callers))
        const batch = fc.array(one, { minLength: AT_ONCE, maxLength: AT_ONCE })
        const property = fc.asyncProperty(batch, async (cases) => {
          await Promise.all(cases.map(([sent, caller]) => driveOne(operation, sent, caller)))
        })
        const numRuns = Math.ceil(RUNS / AT_ONCE)
        return fc.assert(property, { seed: seedOf(operation), numRuns, endOnFailure: true, verbose: 0 })
      },
      CASE_TIMEOUT_MS,
    )
  })
}
