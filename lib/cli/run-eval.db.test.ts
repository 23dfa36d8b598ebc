import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBedrockReplyModel } from '#lib/gateways/reply-model/bedrock.ts'
import { markDecision } from '#lib/services/decision/mark.ts'
import { markedCases } from '#lib/services/decision/marked-cases.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type FakeBedrock, startFakeBedrock, UNSURE } from '#lib/test/fakes/bedrock.ts'
import { lastDecision, makeDesk, offerThree, textFrom } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { evalModel } from './eval-model.ts'
import { type EvalOptions, runEval } from './run-eval.ts'

const { db } = openTestDatabase()
const MORE_THAN_ARE_ASKED = 2_000
/** Thousands of texts are read: on a slow machine only what hangs ends. */
const PATIENCE = { timeout: 300_000 }
const RULES_ONLY: EvalOptions = {
  accept: false,
  isVerbose: false,
  marked: [],
  model: null,
  today: '2026-11-28',
}

/** The lines of one set of the report, its title first. */
function setOf(lines: readonly string[], title: string): string[] {
  const from = lines.findIndex((line) => line.startsWith(title))
  expect(from, title).toBeGreaterThanOrEqual(0)
  const length = lines.slice(from).indexOf('')
  return lines.slice(from, length === -1 ? undefined : from + length)
}

/** A patient answers an offer of three times, and staff say what it meant. */
async function misread(ctx: TestCtx, text: string, expected: string): Promise<void> {
  const desk = await makeDesk(ctx)
  await offerThree(desk)
  await drain(ctx)
  ctx.advance(60_000)
  await textFrom(desk, text)
  await drain(ctx)
  const { id } = await lastDecision(desk)
  await markDecision(desk.clerk, { decision_id: id, expected })
}

describe('npm run eval -- --with-marked', () => {
  it('adds what staff marked as misread, and says how it is read today', PATIENCE, async () => {
    const ctx = testCtx(db())
    await misread(ctx, '2', 'option:1')
    await misread(ctx, 'hmm', 'option:3')
    const marked = await markedCases(ctx)
    const { lines, failures } = await runEval({ ...RULES_ONLY, marked, isVerbose: true })
    expect(failures).toEqual([])
    const report = setOf(lines, 'Marked by staff, without a model')
    expect(report).toContainEqual(expect.stringMatching(/^ {2}read right +0\/2 /))
    expect(report).toContainEqual(expect.stringMatching(/wrong bookings 1$/))
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}marked .*wants option:3.*"hmm"$/))
  })
})

describe('npm run eval with a configured model', () => {
  let fake: FakeBedrock
  beforeEach(async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
    fake = await startFakeBedrock()
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await fake.close()
  })

  it(
    'asks it for what is left open, and prints its accuracy, hand-over and cost beside',
    PATIENCE,
    async () => {
      const refusal = { input: { ...UNSURE, choice: 'none', confidence: 0.99 } }
      for (let call = 0; call < MORE_THAN_ARE_ASKED; call += 1) fake.answerNext(refusal)
      const model = createBedrockReplyModel({
        modelId: 'test-model',
        region: 'us-east-1',
        endpoint: fake.url,
        price: { input: 1, output: 5 },
      })
      const { lines } = await runEval({ ...RULES_ONLY, model: evalModel(model) })
      const [rules, both] = [
        setOf(lines, 'Tuned set, without a model'),
        setOf(lines, 'Tuned set, with test-model'),
      ]
      expect(rules).toContainEqual('  cost                $0.0000')
      expect(both).not.toContainEqual('  cost                $0.0000')
      // A model that calls everything a refusal books nothing, and takes unclear texts for something else.
      expect(both).toContainEqual(expect.stringMatching(/wrong bookings 0$/))
      const rateOf = (report: readonly string[]) => report.find((line) => line.includes('false accepts'))
      expect(rateOf(both)).not.toBe(rateOf(rules))
      expect(fake.requests.length).toBeGreaterThan(50)
    },
  )
})
