import { expect, it } from 'vitest'
import { statementNames } from './statement-names.ts'

it('gives a statement one name of its own, and what comes after the first 250 none', () => {
  const nameOf = statementNames()
  const sqlOf = (n: number) => ({ sql: `SELECT ${n}` })
  const names = Array.from({ length: 250 }, (_, n) => nameOf(sqlOf(n)))
  expect(new Set(names).size).toBe(250)
  expect(names.every((name) => name !== '')).toBe(true)
  expect(nameOf(sqlOf(7))).toBe(names[7])
  expect(nameOf(sqlOf(250))).toBe('')
})
