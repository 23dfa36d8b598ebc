import { describe, expect, it } from 'vitest'
import { EVAL_CONTEXTS } from '../eval/contexts.ts'
import { readReply } from '../reply.ts'
import { NO_REVOCATIONS, REVOCATIONS } from './revocation/corpus.ts'
import { findRevocation } from './revocation.ts'

describe('a wish for no more texts', () => {
  it.each(REVOCATIONS)('%j', (text) => {
    expect(readReply(text, EVAL_CONTEXTS.three).kind).toBe('opt_out')
  })

  it.each(NO_REVOCATIONS)('is not %j', (text) => {
    expect(readReply(text, EVAL_CONTEXTS.three).kind).not.toBe('opt_out')
  })

  it.each([
    'stop texting me so early',
    'stop sending me messages before 9',
    "don't text me while I'm at work",
  ])('at some times only is for a person: %j', (text) => {
    expect(findRevocation(text)?.kind).toBe('limited')
  })

  it('is read through slips of the thumb and spelled letters', () => {
    expect(findRevocation('sotp texting')?.kind).toBe('revoked')
    expect(findRevocation('S.T.O.P')?.kind ?? findRevocation('S T O P')?.kind).toBe('revoked')
    expect(findRevocation('no more mesages please')?.kind).toBe('revoked')
  })
})
