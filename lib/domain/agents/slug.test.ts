import { describe, expect, it } from 'vitest'
import { alsoCalled, isAnyService, slugOf, takenAlias } from './slug.ts'

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

describe('takenAlias', () => {
  const others = [{ name: 'Dr. Ada Smith', aliases: ['prov_7'] }]

  it('finds what already means something else, by its name or other names', () => {
    expect(takenAlias(['prov_8', 'ada smith'], others)).toBe('ada smith')
    expect(takenAlias(['Prov 7'], others)).toBe('Prov 7')
  })

  it('is null when each name is its own', () => {
    expect(takenAlias(['smith', 'prov_8'], others)).toBeNull()
    expect(takenAlias([], others)).toBeNull()
  })
})

describe('alsoCalled', () => {
  const others = [{ name: 'Dr. Ada Smith', aliases: ['prov_7', 'The Knee'] }]

  it('finds whom else a name would mean, and nobody for a name of its own', () => {
    expect(alsoCalled('the-knee', others)).toBe('Dr. Ada Smith')
    expect(alsoCalled('Dr. Ada Smith', others)).toBeNull()
  })
})
