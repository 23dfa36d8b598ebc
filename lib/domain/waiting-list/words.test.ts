import { describe, expect, it } from 'vitest'
import { NO_WISHES } from './fit.ts'
import { causeWords, invitationWords, wishWords } from './words.ts'

describe('what suits, in words', () => {
  it.each([
    [{}, 'any day and time'],
    [{ weekdays: [4, 2] }, 'Tuesdays and Thursdays'],
    [{ times_of_day: ['evening' as const, 'morning' as const] }, 'mornings and evenings'],
    [
      { weekdays: [1, 2, 3], times_of_day: ['afternoon' as const] },
      'Mondays, Tuesdays and Wednesdays, afternoons',
    ],
    [{ from_date: '2026-12-01' }, 'from Tue Dec 1'],
    [{ weekdays: [5], until_date: '2026-12-11' }, 'Fridays, until Fri Dec 11'],
    [{ from_date: '2026-12-01', until_date: '2026-12-11' }, 'Tue Dec 1 to Fri Dec 11'],
  ])('%j', (wishes, words) => {
    expect(wishWords({ ...NO_WISHES, ...wishes })).toBe(words)
  })
})

describe('what suits, in Spanish', () => {
  it.each([
    [{}, 'cualquier fecha y hora'],
    [{ weekdays: [6, 2], times_of_day: ['morning' as const] }, 'martes y sábados, por la mañana'],
    [{ from_date: '2026-12-01' }, 'desde el mar 1 dic'],
    [{ from_date: '2026-12-01', until_date: '2026-12-11' }, 'del mar 1 dic al vie 11 dic'],
  ])('%j', (wishes, words) => {
    expect(wishWords({ ...NO_WISHES, ...wishes }, 'es')).toBe(words)
  })
})

it('names whoever freed a time, where somebody did', () => {
  expect(causeWords('moved', 'Ann Lee')).toBe('Ann Lee moved to another time')
  expect(causeWords('cancellation', null)).toBe('A visit was cancelled')
})

it('tells somebody who said yes too late from somebody who was not asked in the end', () => {
  const words = (offer_state: string | null, opening_state: 'taken' | 'gone' = 'taken') =>
    invitationWords({ state: 'too_late', offer_state, opening_state })
  expect([
    words('answered'),
    words('expired'),
    words('cancelled'),
    words('cancelled', 'gone'),
    words(null),
  ]).toEqual([
    'Said yes too late',
    'Did not answer in time',
    'Somebody else was first',
    'Ended without an answer',
    'Was not asked in the end',
  ])
})
