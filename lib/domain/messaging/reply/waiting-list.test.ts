import { describe, expect, it } from 'vitest'
import { readReply } from '../reply.ts'
import { contextOf, OFFERS } from './fixtures.ts'
import { readWaitingList } from './waiting-list.ts'

const wishes = (text: string) => {
  const read = readWaitingList(text, { is_waiting: false })
  return read?.action === 'join' ? read.wishes : read
}

describe('the days and times that a text names for the waiting list', () => {
  it.each([
    ['waitlist', null],
    ['waitlist, any time', { weekdays: [], times_of_day: [] }],
    ['waitlist mornings', { weekdays: [], times_of_day: ['morning'] }],
    ['put me on the waiting list for Tuesdays', { weekdays: [2], times_of_day: [] }],
    ['waitlist thurs and tues only please', { weekdays: [2, 4], times_of_day: [] }],
    ['waitlist on weekdays in the afternoon', { weekdays: [1, 2, 3, 4, 5], times_of_day: ['afternoon'] }],
    ['waitlist weekends', { weekdays: [6, 7], times_of_day: [] }],
    ['waitlist monday mornings and evenings', { weekdays: [1], times_of_day: ['morning', 'evening'] }],
  ])('%s', (text, expected) => {
    expect(wishes(text)).toEqual(expected)
  })

  it.each([
    'waitlist not mondays',
    'waitlist for',
    'waitlist only',
    'waitlist tuesday mornings and friday evenings',
    'waitlist after 5',
    'waitlist mornings if possible',
    'waitlist for my son',
    'waitlist dec 1',
  ])('are not guessed at: %s', (text) => {
    expect(wishes(text)).toBeNull()
    expect(readReply(text, contextOf(OFFERS.three))).toMatchObject({ reason: 'waiting_list' })
  })
})

describe('"the list"', () => {
  const short = (text: string, is_waiting: boolean) =>
    readReply(text, contextOf(OFFERS.one, { is_waiting })).kind

  it.each(['take me off the list', 'Please remove me from the list', 'leave list', 'off the list'])(
    'is the waiting list to somebody who is on one: %s',
    (text) => {
      expect(short(text, true)).toBe('leave_waiting_list')
      expect(short(text, false)).not.toBe('leave_waiting_list')
    },
  )

  it.each([
    'take me off your list',
    'take me off this list',
    'remove me from your lists',
    'STOP',
    'stop texting me',
    'take me off the list and stop texting me',
    'unsubscribe',
    'take me off the list of numbers you text',
  ])('never turns a wish for no more texts into something else: %s', (text) => {
    expect(short(text, true)).toBe('opt_out')
  })

  it.each(['1', 'yes', 'none', 'none of these work'])('leaves an answer an answer: %s', (text) => {
    expect(short(text, true)).toBe(short(text, false))
  })
})
