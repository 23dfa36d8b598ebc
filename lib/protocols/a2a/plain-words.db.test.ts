import { TaskState } from '@a2a-js/sdk'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBedrockRequestModel } from '#lib/gateways/reply-model/request.ts'
import { logger } from '#lib/logger.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { MAX_MODEL_MESSAGES_PER_HOUR, MAX_MODEL_REQUEST } from '#lib/services/peer-task/ask-model.ts'
import { setReplyModel } from '#lib/services/reply-model/set.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeFrontDesk } from '#lib/test/factories.ts'
import { bedrockError, type FakeBedrock, startFakeBedrock } from '#lib/test/fakes/bedrock.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { clinicPeer, dataOf } from '#lib/test/peer-call.ts'

logger.level = 'silent'
const database = openTestDatabase()
const SHORT_MS = 500
const {
  TASK_STATE_COMPLETED: COMPLETED,
  TASK_STATE_INPUT_REQUIRED: WAITS,
  TASK_STATE_REJECTED: REJECTED,
} = TaskState
let fake: FakeBedrock

beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  fake = await startFakeBedrock()
  await database.db().installation.createMany({
    data: { id: 1, canary_sealed: 'test', created_at: new Date(0) },
    skipDuplicates: true,
  })
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await fake.close()
})

async function start(timeoutMs?: number) {
  const config = { modelId: 'model', region: 'us-east-1', endpoint: fake.url, price: { input: 1, output: 5 } }
  const requestModel = createBedrockRequestModel(config, { timeoutMs })
  const ctx = testCtx(database.db(), { ports: { requestModel } })
  const desk = await makeFrontDesk(ctx)
  const peer = await clinicPeer(ctx, desk.clinic.id)
  return { ctx, desk, peer, phone: phoneOf(ctx, desk.patient) }
}

/** A whole input of the tool, as the model must give it. */
const input = (said: Record<string, unknown>) => ({
  request: 'other',
  confidence: 0.97,
  phone: 'none',
  conversation_id: '',
  appointment_id: '',
  slot_number: 0,
  start_time: '',
  time_words: '',
  provider: '',
  ...said,
})
const FREE = { request: 'find_free_times', time_words: 'tomorrow morning' }
const FREE_WORDS = 'I wonder whether tomorrow in the morning could be possible'

describe('plain words that the rules do not know, with a model', () => {
  it('are what the model says they ask for, in the peer’s own words', async () => {
    const { peer, phone, desk } = await start()
    fake.answerNext({
      input: input({
        request: 'text_times_to_patient',
        phone: 'PHONE_1',
        time_words: 'tomorrow afternoon',
        provider: 'Smith',
      }),
    })
    const text = `Could ${phone} please get a few choices for tomorrow in the afternoon, ideally Smith?`
    const task = await peer.send({ text })
    expect(task.status?.state).toBe(WAITS)
    expect(dataOf(task, 'offer').payload).toMatchObject({ status: 'OFFERED' })
    const offers = await database.db().offer.findMany({
      where: { conversation: { patient_id: desk.patient.id } },
      include: { options: true },
    })
    expect(new Set(offers[0]?.options.map(({ provider_id }) => provider_id))).toEqual(
      new Set([desk.providers[0]?.id]),
    )
    const [request] = fake.requests
    expect(JSON.stringify(request)).not.toContain(phone.slice(-7))
    expect(request?.messages[0]?.content[0]?.text).toContain('PHONE_1')
  })

  it('answer a task that has offered times, and only such a one', async () => {
    const { peer, phone } = await start()
    const offered = await peer.say('REQUEST_APPOINTMENT', { phone_number: phone })
    fake.answerNext({ input: input({ request: 'take_time', slot_number: 2 }) })
    const done = await peer.send(
      { text: 'We would like to go for number 2, thanks a lot' },
      { taskId: offered.id },
    )
    expect(done.status?.state).toBe(COMPLETED)
    fake.answerNext({ input: input({ request: 'take_time', slot_number: 2 }) })
    const lost = await peer.send({ text: 'We would like to go for number 2, thanks a lot' })
    expect(lost.status?.state).toBe(REJECTED)
  })

  it('are not sent anywhere when the rules know them', async () => {
    const { peer } = await start()
    expect((await peer.send({ text: 'Which times are free tomorrow?' })).status?.state).toBe(COMPLETED)
    expect(fake.requests).toEqual([])
  })

  it.each([
    ['it is not sure', { input: input({ ...FREE, confidence: 0.6 }) }],
    ['it finds nothing', { input: input({}) }],
    ['it says what was not written', { input: input({ ...FREE, time_words: 'friday' }) }],
    ['it names somebody who was not named', { input: input({ ...FREE, provider: 'Johnson' }) }],
    ['it makes up an id', { input: input({ request: 'cancel_appointment', appointment_id: '019f' }) }],
    ['it leaves out what is needed', { input: input({ request: 'check_answer' }) }],
    ['it answers with a number that is none', { input: input({ ...FREE, phone: 'PHONE_1' }) }],
    ['it answers off the list', { input: input({ ...FREE, request: 'delete_everything' }) }],
    ['it answers more than was asked', { input: input({ ...FREE, note: 'x' }) }],
    ['its answer is cut off', { input: input(FREE), stopReason: 'max_tokens' }],
    ['a guardrail stops it', { input: input(FREE), stopReason: 'guardrail_intervened' }],
    ['it is not allowed', bedrockError('AccessDeniedException', 403)],
    ['it never answers', 'silence' as const],
  ])('are answered with the list of what is understood when %s', async (_why, answer) => {
    const { peer } = await start(answer === 'silence' ? SHORT_MS : undefined)
    fake.answerNext(answer)
    const task = await peer.send({ text: FREE_WORDS })
    expect(task.status?.state).toBe(REJECTED)
    expect(JSON.stringify(task.artifacts)).toContain('Send appointment slots to')
    expect(fake.requests).toHaveLength(1)
  })

  it('are not sent when the administrator has switched the model off, when they are long, or too many', async () => {
    const { ctx, peer } = await start()
    await setReplyModel(ctx, { is_on: false })
    expect((await peer.send({ text: FREE_WORDS })).status?.state).toBe(REJECTED)
    await setReplyModel(ctx, { is_on: true })
    expect((await peer.send({ text: 'x '.repeat(MAX_MODEL_REQUEST / 2 + 1) })).status?.state).toBe(REJECTED)
    await ctx.db.peerTask.updateMany({ data: { message_count: MAX_MODEL_MESSAGES_PER_HOUR } })
    expect((await peer.send({ text: FREE_WORDS })).status?.state).toBe(REJECTED)
    expect(fake.requests).toEqual([])
    ctx.advance(61 * 60_000)
    fake.answerNext({ input: input(FREE) })
    expect((await peer.send({ text: FREE_WORDS })).status?.state).toBe(COMPLETED)
  })
})
