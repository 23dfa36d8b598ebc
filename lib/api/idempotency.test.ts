import { describe, expect, it } from 'vitest'
import { MAX_IDEMPOTENCY_KEY_LENGTH } from '#lib/core/idempotency.ts'
import { idempotencyKeys } from './idempotency.ts'

describe('keys of choices', () => {
  it('keeps the key of a choice for every try, also after another was tried', () => {
    const keyFor = idempotencyKeys()
    const first = keyFor({ provider: 'lee', starts_at: 1 })
    expect(keyFor({ provider: 'lee', starts_at: 2 })).not.toBe(first)
    expect(keyFor({ provider: 'lee', starts_at: 1 })).toBe(first)
  })

  it('begins anew for the next dialog', () => {
    expect(idempotencyKeys()('same')).not.toBe(idempotencyKeys()('same'))
  })

  it('stays within what the API takes, however much is chosen', () => {
    expect(idempotencyKeys()('x'.repeat(10_000)).length).toBeLessThanOrEqual(MAX_IDEMPOTENCY_KEY_LENGTH)
  })
})
