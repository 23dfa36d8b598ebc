import { expect, it } from 'vitest'
import { newId } from './new-id.ts'

const MANY = 20_000

it('makes ids that sort in the order they were made, also within one millisecond', () => {
  const ids = Array.from({ length: MANY }, newId)
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(MANY)
})

it('makes uuids of version 7 and the variant of RFC 9562, with the time in front', () => {
  const before = Date.now()
  const id = newId()
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBeGreaterThanOrEqual(before)
})
