import { expect, it } from 'vitest'
import { fieldsOf, refsIn, typeWords } from './document.ts'

const VISIT = { $ref: '#/components/schemas/Visit' }

it('says a type in a word or two', () => {
  expect(typeWords({ type: 'string', format: 'date-time' })).toBe('date-time')
  expect(typeWords({ type: ['integer', 'null'] })).toBe('integer or null')
  expect(typeWords({ type: 'array', items: VISIT })).toBe('list of Visit')
  expect(typeWords({ anyOf: [VISIT, { type: 'null' }] })).toBe('Visit or null')
  expect(typeWords({ type: 'string', enum: ['a', 'b'] })).toBe('"a" | "b"')
  expect(typeWords({})).toBe('any')
})

it('finds what a type refers to, and the fields beneath it', () => {
  expect(refsIn({ type: 'array', items: { anyOf: [VISIT, { type: 'null' }] } })).toEqual(['Visit'])
  const named = { type: 'object', properties: { id: { type: 'string' } } }
  expect(fieldsOf({ type: 'array', items: { anyOf: [named, { type: 'null' }] } })).toBe(named)
  expect(fieldsOf({ type: 'string' })).toBeNull()
})
