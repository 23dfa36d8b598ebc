import { describe, expect, it } from 'vitest'
import { EVAL_CONTEXTS } from '../../eval/contexts.ts'
import { readReply } from '../../reply.ts'
import { CHOICES_OF_CHARACTER } from './corpus-character.ts'
import { LOOSE_CHOICES } from './corpus-choices.ts'
import { CHOICES_OF_CLERKS, NEAR_CLERKS_OF_ONE, NEAR_CLERKS_OF_THREE } from './corpus-clerks.ts'
import { NEAR_CHOICES_OF_ONE, NEAR_CHOICES_OF_THREE } from './corpus-near-choices.ts'
import { NEAR_FRAMES_OF_ONE, NEAR_FRAMES_OF_THREE } from './corpus-near-frames.ts'
import { NO_CHOICES_OF_ONE, NO_CHOICES_OF_THREE } from './corpus-no-choices.ts'

describe('a choice in words that are not all known', () => {
  for (const { context, reply_number, texts } of [
    ...LOOSE_CHOICES,
    ...CHOICES_OF_CHARACTER,
    ...CHOICES_OF_CLERKS,
  ]) {
    it.each(texts)(`of ${context}: %j is ${reply_number}`, (text) => {
      expect(readReply(text, EVAL_CONTEXTS[context])).toMatchObject({ kind: 'option', reply_number })
    })
  }
})

describe('no choice', () => {
  it.each([
    ...NO_CHOICES_OF_THREE,
    ...NEAR_CHOICES_OF_THREE,
    ...NEAR_FRAMES_OF_THREE,
    ...NEAR_CLERKS_OF_THREE,
  ])('of three: %j', (text) => {
    expect(readReply(text, EVAL_CONTEXTS.three).kind).not.toBe('option')
  })

  it.each([...NO_CHOICES_OF_ONE, ...NEAR_CHOICES_OF_ONE, ...NEAR_FRAMES_OF_ONE, ...NEAR_CLERKS_OF_ONE])(
    'of one: %j',
    (text) => {
      expect(readReply(text, EVAL_CONTEXTS.one).kind).not.toBe('option')
    },
  )

  it('is more than 800 texts', () => {
    const all = [NO_CHOICES_OF_THREE, NO_CHOICES_OF_ONE, NEAR_CHOICES_OF_THREE, NEAR_CHOICES_OF_ONE]
    expect(all.flat().length).toBeGreaterThan(800)
  })
})

describe('words of different offers', () => {
  it('choose only of an offer that is open', () => {
    const [offer] = EVAL_CONTEXTS.three.offers
    const context = { ...EVAL_CONTEXTS.three, offers: [{ ...offer!, state: 'expired' as const }] }
    expect(readReply('my mom can drive me so friday it is', context).kind).not.toBe('option')
  })
})
