import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { HealthView } from '#lib/domain/staff/schema.ts'
import { connectionsOf } from './connection-words.ts'

const health = (changes: Partial<HealthView> = {}): HealthView => ({
  status: 'ok',
  version: '1.0.0',
  database: 'ok',
  queue: 'ok',
  worker: 'ok',
  sms_provider: 'mock',
  reply_model: 'off',
  failing: [],
  warnings: [],
  ...changes,
})
const connection = (id: string, changes: Partial<HealthView> = {}) =>
  connectionsOf(health(changes)).find((each) => each.id === id)

describe('connections in words', () => {
  it('says on the mock that nothing leaves this machine, and on a carrier that texts cost money', () => {
    expect(connection('sms')?.words).toMatch(/^Nothing leaves this machine/)
    expect(connection('sms', { sms_provider: 'twilio' })?.words).toMatch(/through Twilio and cost money/)
    expect(connection('sms', { sms_provider: 'pigeon' })?.words).toBe('Texts go out through pigeon.')
  })

  it('says that no text goes to a model while there is none, and names the one there is', () => {
    expect(connection('reply-model')?.words).toMatch(/no text is sent to a model/)
    expect(connection('reply-model', { reply_model: 'haiku' })?.words).toMatch(/goes to haiku/)
    expect(connection('reply-model', { reply_model: 'switched off' })).toMatchObject({ state: 'Rules only' })
  })

  it('names what is down and what is safe', () => {
    expect(connection('worker', { worker: 'silent for 40 s' })).toMatchObject({
      tone: 'bad',
      state: 'Not working',
      words: 'The worker is silent for 40 s. Texts and replies wait; nothing is lost.',
    })
    expect(connection('worker', { queue: 'The job queue does not answer.' })).toMatchObject({
      state: 'Queue down',
      words: 'The job queue does not answer. Texts and replies wait; nothing is lost.',
    })
    expect(connection('database', { database: 'unreachable' })?.tone).toBe('bad')
  })

  it('names only variables that .env.example documents', () => {
    const documented = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')
    const names = connectionsOf(health()).flatMap(({ variables }) => variables.flatMap((each) => each.names))
    expect(names.filter((name) => !documented.includes(`\n${name}=`))).toEqual([])
  })
})
