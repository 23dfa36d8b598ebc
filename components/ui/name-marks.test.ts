import { describe, expect, it } from 'vitest'
import { callNameOf, initialsOf } from './name-marks.ts'

describe('initialsOf', () => {
  it.each([
    ['Maria Gonzalez', 'MG'],
    ['Dr. Ada Smith', 'AS'],
    ['Dr. Smith', 'SM'],
    ['Zoë', 'ZO'],
    ['(415) 555-0777', '#'],
  ])('%s: %s', (name, letters) => {
    expect(initialsOf(name)).toBe(letters)
  })
})

it('is called by the first name, and by the whole number where there is no name', () => {
  expect(callNameOf('Maria Gonzalez')).toBe('Maria')
  expect(callNameOf('(415) 555-0777')).toBe('(415) 555-0777')
})
