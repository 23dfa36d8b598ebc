import { expect, it } from 'vitest'
import { feedSummary } from './feed-event.ts'

const patient = { first_name: ' maria', last_name: 'López' }

it('says nothing of the patient unless initials are asked for', () => {
  expect(feedSummary('nothing', patient)).toBe('Visit')
  expect(feedSummary('initials', patient)).toBe('Visit, M.L.')
  expect(feedSummary('initials', null)).toBe('Visit')
  expect(feedSummary('initials', { first_name: 'Cher', last_name: '' })).toBe('Visit, C.')
  expect(feedSummary('initials', { first_name: '', last_name: ' ' })).toBe('Visit')
})
