import { describe, expect, it } from 'vitest'
import { isAnyService, slugOf } from './slug.ts'

describe('slugOf', () => {
  it.each([
    ['Dr. Ada Smith', 'ada-smith'],
    ['prov_dr_smith', 'smith'],
    ['provider-ada-smith', 'ada-smith'],
    ['DR ADA  SMITH', 'ada-smith'],
    ['Zoë Müller', 'zoe-muller'],
    ['Follow-up visit', 'follow-up-visit'],
    ['Dr', 'dr'],
  ])('%s is %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  it('is nothing for nothing', () => {
    expect(slugOf('')).toBe('')
    expect(slugOf('!!')).toBe('')
  })
})

describe('isAnyService', () => {
  it.each(['doctor', 'Appointment', 'check-up', 'visit'])('%s may be any', (name) => {
    expect(isAnyService(name)).toBe(true)
  })
  it.each(['Dental cleaning', '', 'doctor smith'])('%s is not', (name) => {
    expect(isAnyService(name)).toBe(false)
  })
})
