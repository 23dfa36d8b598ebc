import { beforeEach, describe, expect, it } from 'vitest'
import type { Config } from '#lib/core/context.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type Desk, lastDecision, makeDesk, offerThree, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { phoneOf } from '../patient/view.ts'
import { type InboundText, receiveSms } from './receive.ts'

const { db } = openTestDatabase()
let desk: Desk

async function open(config: Partial<Config>): Promise<void> {
  desk = await makeDesk(testCtx(db(), { config }))
}
beforeEach(() => open({}))

async function receive(body: string, fields: Partial<InboundText>): Promise<void> {
  await receiveSms(desk.ctx, {
    provider: 'twilio',
    provider_message_id: desk.ctx.newId(),
    from: phoneOf(desk.ctx, desk.patient),
    body,
    raw: '{}',
    ...fields,
  })
  await drain(desk.ctx)
}
const isOptedOut = async () =>
  (await db().optOut.count({ where: { phone_index: desk.patient.phone_index, opted_in_at: null } })) === 1
const answers = async () => (await textsTo(desk)).filter(({ kind }) => kind === 'carrier').length

describe('a word that Twilio knew itself', () => {
  it('counts whatever it was, and gets no answer of ours', async () => {
    await receive('ya no más', { opt_out_type: 'STOP' })
    expect(await isOptedOut()).toBe(true)
    expect(await lastDecision(desk)).toMatchObject({ reading: 'opt_out', outcome: 'opted_out' })
    await receive('de nuevo', { opt_out_type: 'START' })
    expect(await isOptedOut()).toBe(false)
    await receive('ayuda', { opt_out_type: 'HELP' })
    expect(await lastDecision(desk)).toMatchObject({ reading: 'help', outcome: 'help_by_carrier' })
    expect(await answers()).toBe(0)
  })

  it('is never also the answer to an offer', async () => {
    await offerThree(desk)
    await drain(desk.ctx)
    await receive('2', { opt_out_type: 'HELP' })
    expect(await db().appointment.count({ where: { patient_id: desk.patient.id, state: 'booked' } })).toBe(0)
  })
})

const ON_AWS = { isMockGateway: false }
const SELF_MANAGED = { ...ON_AWS, isAwsOptOutSelfManaged: true }

describe('exactly one party answers STOP, START and HELP', () => {
  it.each([
    ['the carrier on Twilio', 'twilio', { isMockGateway: false }, 0],
    ['AWS by default', 'aws', ON_AWS, 0],
    ['we on AWS where the number manages its opt-outs itself', 'aws', SELF_MANAGED, 3],
    ['we on the mock gateway', 'mock', {}, 3],
  ])('%s', async (_who, provider, config, count) => {
    await open(config)
    for (const word of ['STOP', 'START', 'HELP']) await receive(word, { provider })
    expect(await answers()).toBe(count)
  })

  it.each([
    ['ALTO', 'twilio', 1],
    ['please no more of these messages', 'twilio', 1],
    ['ya no me manden mensajes', 'aws', 1],
    ['Arret', 'twilio', 1],
    ['arret', 'aws', 0],
    ['stop texting me', 'aws', 0],
    ['stop texting me', 'twilio', 1],
    ['Ayuda', 'twilio', 1],
    ['info', 'twilio', 0],
  ])('%s over %s, in words that only we may know', async (text, provider, count) => {
    await open(ON_AWS)
    for (const _ of ['once', 'and again']) await receive(text, { provider })
    expect(await answers()).toBe(text === 'Ayuda' ? 2 : count)
  })
})
