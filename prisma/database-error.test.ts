import { expect, it } from 'vitest'
import { invalidInput } from '#lib/domain/errors.ts'
import { describeDatabaseError } from './database-error.ts'

const URL_WITH_SECRET = 'postgresql://user:hunter2@db.example:5433/clinic'

it.each([
  ['ECONNREFUSED', 'DATABASE_URL: nothing answers at db.example:5433. Is PostgreSQL running there?'],
  ['28P01', 'DATABASE_URL: db.example:5433 refuses the user name or password.'],
  ['3D000', 'DATABASE_URL: there is no database of that name at db.example:5433. Create it first.'],
  ['53100', 'The disk of the database is full: free some space and start again. No data was changed.'],
])('has one sentence for %s', (code, sentence) => {
  const error = Object.assign(new Error('driver words with hunter2'), { code })
  expect(describeDatabaseError(error, URL_WITH_SECRET)).toBe(sentence)
})

it('finds the code in a cause and in several tries at once', () => {
  const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' })
  const wrapped = new Error('y', { cause: new AggregateError([refused]) })
  expect(describeDatabaseError(wrapped, URL_WITH_SECRET)).toContain('nothing answers')
})

it('knows the words of an engine that drops the code', () => {
  const error = new Error('ERROR: permission denied for schema public')
  expect(describeDatabaseError(error, URL_WITH_SECRET)).toContain('may not set up the database')
})

it('keeps the words of errors that were written for people', () => {
  expect(describeDatabaseError(invalidInput('WORKER must be inline.'), '')).toBe('WORKER must be inline.')
})

it('says the first line of anything else', () => {
  expect(describeDatabaseError(new Error('Odd.\nsecond line'), '')).toBe(
    'The database could not be prepared: Odd.',
  )
})
