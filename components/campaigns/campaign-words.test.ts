import { describe, expect, it } from 'vitest'
import { campaignStatus, countWords } from './campaign-words.ts'

const counts = { total: 5, waiting: 1, told: 2, chosen: 2, unreachable: 0, settled: 0, undone: 0, urgent: 0 }

describe('a campaign in words', () => {
  it('says how many have chosen, wait and must be called', () => {
    expect(countWords(counts)).toBe('5 visits hit: 2 have chosen a new time, 3 waiting, 0 to call.')
    expect(countWords({ ...counts, total: 1, chosen: 1, told: 0, waiting: 0 })).toBe(
      '1 visit hit: 1 has chosen a new time, 0 waiting, 0 to call.',
    )
  })

  it('names what staff settled and what stays only where there is some', () => {
    expect(countWords({ ...counts, settled: 1, undone: 1, told: 0 })).toBe(
      '5 visits hit: 2 have chosen a new time, 1 settled by staff, 1 stays, 1 waiting, 0 to call.',
    )
  })

  it('puts urgent calls first, whatever else is true', () => {
    const urgent = { ...counts, unreachable: 2, urgent: 1 }
    expect(campaignStatus({ state: 'running', counts: urgent })).toEqual({
      label: '1 to call now',
      tone: 'bad',
    })
    expect(campaignStatus({ state: 'finished', counts: { ...counts, unreachable: 2 } }).label).toBe(
      '2 to call',
    )
    expect(campaignStatus({ state: 'finished', counts }).label).toBe('Done')
    expect(campaignStatus({ state: 'running', counts }).label).toBe('Under way')
    expect(campaignStatus({ state: 'undone', counts: urgent }).label).toBe('Taken back')
  })
})
