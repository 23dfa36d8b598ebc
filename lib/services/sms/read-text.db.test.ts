import { beforeEach, describe, expect, it } from 'vitest'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type Desk, lastDecision, makeDesk, offerThree, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { decisionOfText } from '../decision/get.ts'

const { db } = openTestDatabase()
let desk: Desk

beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  await offerThree(desk)
  await drain(desk.ctx)
  desk.ctx.advance(60_000)
})

async function say(text: string) {
  await textFrom(desk, text)
  await drain(desk.ctx)
  return lastDecision(desk)
}

/** Words that no rule knows; `second-opinion.test.ts` has what the classifier may do, and the evaluation how well it reads. */
describe('a text that only the classifier reads', () => {
  it('is put before staff as urgent, answered with the emergency text, and books nothing', async () => {
    const decision = await say('my roommate shot up and hes blue what do i do')
    expect(decision).toMatchObject({
      reader: 'classifier',
      reading: 'urgent',
      outcome: 'emergency_text_sent',
    })
    const conversation = await db().conversation.findFirstOrThrow()
    expect(conversation).toMatchObject({ needs_staff_reason: 'urgent' })
    expect((await textsTo(desk)).at(-1)?.text).toContain('911')
    expect(await db().appointment.count({ where: { state: 'booked' } })).toBe(0)
  })

  it('ends the texts, and stands in the ledger with the version of its reader', async () => {
    const { sms_message_id } = await say('dejenme en pas con sus textos')
    const { decision } = await decisionOfText(desk.clerk, { text_id: sms_message_id })
    expect(decision).toMatchObject({
      reader: 'classifier',
      reader_words: 'The text classifier',
      reading: 'opt_out',
    })
    expect(decision?.model_id).toMatch(/^classifier \d{4}-\d\d-\d\d \([0-9a-f]{8}\)$/)
    expect(await db().consentEvent.count({ where: { kind: 'opted_out', source: 'free_text' } })).toBe(1)
  })

  it('leaves what the rules know to the rules', async () => {
    expect(await say('2')).toMatchObject({ reader: 'rules', reading: 'option', model_id: null })
  })
})
