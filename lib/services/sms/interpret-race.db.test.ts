import { beforeEach, describe, expect, it } from 'vitest'
import type { ReplyModel, ReplyModelChoice } from '#lib/domain/messaging/reply-model.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type Desk, makeDesk, offerThree, TUESDAY, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { takeOver } from '../conversation/take-over.ts'
import { sendOffer } from '../offer/send.ts'
import { withdrawOffer } from '../offer/withdraw.ts'
import { interpretReply } from './interpret.ts'

/** Words that only a model can read. */
const VAGUE = 'hmm the first thing on your list sounds lovely to me'
const { db } = openTestDatabase()

let desk: Desk
let sent: Awaited<ReturnType<typeof offerThree>>
/** Runs while the model thinks: what the world does between reading a text and acting on it. */
let meanwhile: (reading: number) => Promise<unknown>
/** What the model answers, and how sure it is. */
let answer: { choice: ReplyModelChoice; confidence: number }
let readings: number

beforeEach(async () => {
  readings = 0
  meanwhile = async () => undefined
  answer = { choice: { kind: 'option', reply_number: 1 }, confidence: 0.99 }
  const replyModel: ReplyModel = {
    name: 'test',
    promptVersion: 'reply-test',
    async read() {
      readings += 1
      await meanwhile(readings)
      return {
        ...answer,
        reason: null,
        usage: { model_id: 'test', input_tokens: 1, output_tokens: 1, cost_micros: 6 },
      }
    },
  }
  const ctx: TestCtx = testCtx(db(), { ports: { replyModel } })
  desk = await makeDesk(ctx)
  sent = await offerThree(desk)
  await drain(ctx)
  ctx.advance(60_000)
})

const booked = () => db().appointment.count({ where: { patient_id: desk.patient.id, state: 'booked' } })
const decisionOf = (id: string) => db().decision.findUniqueOrThrow({ where: { sms_message_id: id } })
async function reply(text = VAGUE) {
  const { id } = await textFrom(desk, text)
  await drain(desk.ctx)
  return id
}

describe('a text that the model reads', () => {
  it('books the option that the model is sure of', async () => {
    const id = await reply()
    expect(await booked()).toBe(1)
    expect(await decisionOf(id)).toMatchObject({
      reader: 'model',
      model_id: 'test',
      reading: 'option',
      outcome: 'booking_requested',
    })
  })

  it.each([
    ['is not sure enough', { choice: { kind: 'option', reply_number: 1 }, confidence: 0.89 }],
    ['names a number that was not offered', { choice: { kind: 'option', reply_number: 8 }, confidence: 1 }],
    ['says that it cannot tell', { choice: { kind: 'unclear' }, confidence: 1 }],
    ['reads a question', { choice: { kind: 'question', topic: 'other' }, confidence: 1 }],
    ['reads an opt-out, which only plain words are', { choice: { kind: 'opt_out' }, confidence: 1 }],
  ] as const)('is left to a person when the model %s', async (_what, said) => {
    answer = said
    const id = await reply()
    expect(await booked()).toBe(0)
    expect(await decisionOf(id)).toMatchObject({ outcome: 'staff_asked' })
    expect(await db().optOut.count({ where: { phone_index: desk.patient.phone_index } })).toBe(0)
  })

  it('is urgent when the model says so', async () => {
    answer = { choice: { kind: 'urgent' }, confidence: 0.95 }
    await reply()
    expect(await db().conversation.findUnique({ where: { id: sent.conversation.id } })).toMatchObject({
      is_urgent: true,
    })
    expect((await textsTo(desk)).at(-1)?.text).toContain('911')
  })

  it('never reaches the model when the rules are sure, nor when it is an emergency', async () => {
    await reply('2')
    await reply('I want to end my life')
    expect(readings).toBe(0)
  })
})

describe('what changes while a text is being read', () => {
  it('makes it be read anew: an offer that was withdrawn meanwhile is not booked', async () => {
    meanwhile = () => withdrawOffer(desk.clerk, { offer_id: sent.offer.id })
    const id = await reply()
    expect(await booked()).toBe(0)
    expect(readings).toBe(1)
    expect(await decisionOf(id)).toMatchObject({ reader: 'rules' })
  })

  it('makes it be read anew: the same number of another offer is another time', async () => {
    meanwhile = async (reading) => {
      if (reading > 1) return
      await sendOffer(desk.clerk, {
        clinic_id: desk.clinic.id,
        patient_id: desk.patient.id,
        service_type_id: desk.service.id,
        slots: [{ provider_id: desk.providers[1]!.id, starts_at: TUESDAY('16:00') }],
      })
    }
    const id = await reply()
    const superseded = sent.offer.options.map((option) => option.id)
    expect(superseded).not.toContain((await decisionOf(id)).option_id)
    const visits = await db().appointment.findMany({
      where: { patient_id: desk.patient.id, state: 'booked', starts_at: { lt: new Date(TUESDAY('16:00')) } },
    })
    expect(visits).toEqual([])
  })

  it('counts when staff take the conversation over: the reading stands, and is left to them', async () => {
    meanwhile = () => takeOver(desk.clerk, { conversation_id: sent.conversation.id })
    const id = await reply()
    expect(await booked()).toBe(0)
    expect(await decisionOf(id)).toMatchObject({ reading: 'option', outcome: 'left_to_staff' })
  })

  it('may not go on for ever: after five readings the text waits for the sweeper, unread and not lost', async () => {
    meanwhile = async () => {
      await db().offer.update({ where: { id: sent.offer.id }, data: { version: { increment: 1 } } })
    }
    const { id } = await textFrom(desk, VAGUE)
    await expect(interpretReply(desk.ctx, id)).rejects.toThrow('kept changing')
    expect(readings).toBe(5)
    expect(await db().smsMessage.findUnique({ where: { id } })).toMatchObject({ interpreted_at: null })
    meanwhile = async () => undefined
    await drain(desk.ctx)
    expect(await booked()).toBe(1)
  })
})
