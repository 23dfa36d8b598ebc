import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { jsonLimit } from './json-limits.ts'

const schema = z.record(z.string(), z.unknown()).superRefine(jsonLimit(1024))
const nested = (depth: number) => JSON.parse(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`)
const messageOf = (value: unknown) => schema.safeParse(value).error?.issues[0]?.message

describe('jsonLimit', () => {
  it('takes 64 levels and no more, however deep a caller goes', () => {
    expect(schema.safeParse(nested(63)).success).toBe(true)
    expect(messageOf(nested(64))).toBe('Nest at most 64 levels.')
    expect(messageOf(nested(400_000))).toBe('Nest at most 64 levels.')
  })

  it('counts bytes of UTF-8, not characters', () => {
    const room = 1024 - '{"a":""}'.length
    expect(schema.safeParse({ a: 'x'.repeat(room) }).success).toBe(true)
    expect(messageOf({ a: 'x'.repeat(room + 1) })).toBe('Send at most 1 KiB of JSON.')
    expect(messageOf({ a: 'é'.repeat(room / 2 + 1) })).toBe('Send at most 1 KiB of JSON.')
  })
})
