import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBedrockReplyModel } from '#lib/gateways/reply-model/bedrock.ts'
import { logger } from '#lib/logger.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { bedrockError, type FakeBedrock, startFakeBedrock, UNSURE } from '#lib/test/fakes/bedrock.ts'
import { type Desk, lastDecision, makeDesk, offerThree, textFrom } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { setReplyModel } from '../reply-model/set.ts'
import { MAX_MODEL_CALLS_PER_HOUR } from './ask-model.ts'

/** Words that only a model can read. */
const VAGUE = 'hmm the first thing on your list sounds lovely to me'
/** Long enough for two answers on a busy machine; only silence is waited out. */
const SHORT_MS = 3_000
const { db } = openTestDatabase()
let fake: FakeBedrock
let desk: Desk

beforeEach(async () => {
  logger.level = 'silent'
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  fake = await startFakeBedrock()
  const replyModel = createBedrockReplyModel(
    { modelId: 'test-model', region: 'us-east-1', endpoint: fake.url, price: { input: 1, output: 5 } },
    { timeoutMs: SHORT_MS },
  )
  await db().installation.createMany({
    data: { id: 1, canary_sealed: 'test', created_at: new Date(0) },
    skipDuplicates: true,
  })
  desk = await makeDesk(testCtx(db(), { ports: { replyModel } }))
  await offerThree(desk)
  await drain(desk.ctx)
  desk.ctx.advance(60_000)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await db().installation.updateMany({ data: { is_reply_model_on: true } })
  await fake.close()
})

const input = (said: Record<string, unknown>) => ({ ...UNSURE, confidence: 0.99, ...said })
async function say(text = VAGUE) {
  await textFrom(desk, text)
  await drain(desk.ctx)
  return lastDecision(desk)
}
const booked = () => db().appointment.count({ where: { patient_id: desk.patient.id, state: 'booked' } })

describe('a text that only the model can read', () => {
  it('is acted on, and the decision keeps what the call cost and no word of the patient', async () => {
    fake.answerNext({ input: input({ choice: 'option_1' }) })
    const decision = await say()
    expect(await booked()).toBe(1)
    expect(decision).toMatchObject({
      reader: 'model',
      model_id: 'test-model',
      model_result: 'option',
      confidence: 0.99,
      input_tokens: 321,
      output_tokens: 45,
      cost_micros: 321 + 5 * 45,
    })
    expect(decision.prompt_version).toMatch(/^reply-[0-9a-f]{8}$/)
  })

  it('becomes a search for what it wishes', async () => {
    fake.answerNext({ input: input({ choice: 'other_times', weekdays: ['wed'], parts_of_day: ['morning'] }) })
    expect(await say()).toMatchObject({ reading: 'other_times', outcome: 'wished_times_requested' })
    expect(await booked()).toBe(0)
  })

  it.each([
    ['an enum that is wrong', { input: input({ choice: 'option_9' }) }, 'invalid_answer'],
    ['part of an input', { input: { choice: 'option_1' } }, 'invalid_answer'],
    [
      'a guardrail',
      { input: input({ choice: 'option_1' }), stopReason: 'guardrail_intervened' },
      'blocked_by_guardrail',
    ],
    ['doubt', { input: input({ choice: 'option_1', confidence: 0.7 }) }, 'low_confidence'],
  ])('is a person’s after %s', async (_what, answer, model_result) => {
    fake.answerNext(answer)
    expect(await say()).toMatchObject({ reader: 'rules', model_result, outcome: 'staff_asked' })
    expect(await booked()).toBe(0)
  })

  it('is a person’s after 429 and after silence', async () => {
    fake.answerNext(bedrockError('ThrottlingException', 429))
    fake.answerNext(bedrockError('ThrottlingException', 429))
    expect(await say()).toMatchObject({ model_result: 'throttled', outcome: 'staff_asked' })
    fake.answerNext('silence')
    fake.answerNext('silence')
    expect(await say()).toMatchObject({ model_result: 'timeout', outcome: 'staff_asked' })
    expect(await booked()).toBe(0)
  })

  it('is a person’s, without a call, when its own words go against what it names', async () => {
    expect(await say('i dunno i am not so keen on that first thing')).toMatchObject({
      reason: 'negated_option',
      model_result: null,
      outcome: 'staff_asked',
    })
    expect(fake.requests).toHaveLength(0)
    expect(await booked()).toBe(0)
  })
})

describe('the limits of the model', () => {
  it('are so many texts of one number within the hour; the next is a person’s, without a call', async () => {
    for (let text = 0; text < MAX_MODEL_CALLS_PER_HOUR; text += 1) await say()
    expect(fake.requests).toHaveLength(MAX_MODEL_CALLS_PER_HOUR)
    expect(await say()).toMatchObject({ model_result: 'rate_limited', prompt_version: null })
    expect(fake.requests).toHaveLength(MAX_MODEL_CALLS_PER_HOUR)
  })

  it('are the administrator’s switch, at once', async () => {
    const admin = { ...desk.ctx, actor: staffActor('admin', 'all') }
    await expect(setReplyModel(desk.clerk, { is_on: false })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await setReplyModel(admin, { is_on: false })).toEqual({ is_on: false, model: 'test-model' })
    expect(await say()).toMatchObject({ model_result: 'switched_off', outcome: 'staff_asked' })
    expect(fake.requests).toHaveLength(0)
    expect(await db().auditEvent.count({ where: { action: 'reply_model.switched' } })).toBe(1)
    await setReplyModel(admin, { is_on: true })
    await say()
    expect(fake.requests).toHaveLength(1)
  })
})
