import { describe, expect, it } from 'vitest'
import { isSwitchboardError } from '../errors.ts'
import { formatPhone, maskPhone, parsePhoneNumber } from './phone-number.ts'

const US = { default_country: 'US' }

function refusal(
  text: string,
  options: { default_country?: string } = US,
): { message: string; field?: string } {
  try {
    parsePhoneNumber(text, options)
  } catch (error) {
    if (isSwitchboardError(error, 'invalid_input')) return { message: error.message, field: error.field }
    throw error
  }
  throw new Error(`"${text}" was accepted`)
}

describe('parsePhoneNumber', () => {
  it.each([
    ['(415) 555-0117', '+14155550117'],
    ['415.555.0117', '+14155550117'],
    ['4155550117', '+14155550117'],
    ['1 415 555 0117', '+14155550117'],
    ['+1 415 555 0117', '+14155550117'],
    ['tel:+14155550117', '+14155550117'],
    ['４１５５５５０１１７', '+14155550117'],
    ['＋１４１５５５５０１１７', '+14155550117'],
    ['٤١٥٥٥٥٠١١٧', '+14155550117'],
    ['\u202a+1 415\u00a0555 0117\u202c', '+14155550117'],
    ['+44 20 7946 0958', '+442079460958'],
    ['011 44 20 7946 0958', '+442079460958'],
  ])('reads %s', (text, e164) => {
    expect(parsePhoneNumber(text, US)).toMatchObject({ e164, is_valid: true })
  })

  it('tells a number that is possible but not valid apart, without refusing it', () => {
    expect(parsePhoneNumber('+11234567890')).toEqual({
      e164: '+11234567890',
      is_valid: false,
      national: '(123) 456-7890',
    })
  })

  it('gives the country and the national form', () => {
    expect(parsePhoneNumber('+14155550117')).toEqual({
      e164: '+14155550117',
      is_valid: true,
      country: 'US',
      national: '(415) 555-0117',
    })
    expect(parsePhoneNumber('020 7946 0958', { default_country: 'GB' })).toMatchObject({
      country: 'GB',
      national: '020 7946 0958',
    })
  })

  it.each([
    ['', /Enter a phone number/],
    ['   ', /Enter a phone number/],
    ['\u200b', /Enter a phone number/],
    ['call me', /letters/],
    ['1-800-FLOWERS', /letters/],
    ['415 555 O117', /letters/],
    ['---', /no digits/],
    ['555-0117', /too short/],
    ['+1415555', /too short/],
    ['415 555 01171', /too long/],
    ['+1415555011799', /too long/],
    ['1'.repeat(5_000), /too long/],
    ['00442079460958', /instead of the 00/],
    ['+999 123 456 789', /country code/],
    ['+0123456789', /country code/],
    ['415 555 0117 x5', /extension/],
    ['415-555-0117 ext. 12', /extension/],
    ['+14155550117;ext=7', /extension/],
    ['415 555 0117 #9', /extension/],
    ['415-555-0117, 415-555-0118', /several/],
    ['415-555-0117 or 415-555-0118', /several/],
    ['+14155550117 +14155550118', /several/],
    ['+14155550117+14155550118', /several/],
    ['22345', /short code/],
    ['262966', /short code/],
    ['911', /short code/],
  ])('refuses "%.40s" with a reason of its own', (text, message) => {
    expect(refusal(text)).toMatchObject({ field: 'phone_number', message: expect.stringMatching(message) })
  })

  it('asks for the country code when there is no default country', () => {
    expect(refusal('415 555 0117', {}).message).toMatch(/country code is missing/)
  })

  it('refuses a default country that does not exist', () => {
    expect(refusal('415 555 0117', { default_country: 'XX' })).toMatchObject({ field: 'default_country' })
  })

  it('never quotes the number in its message', () => {
    expect(refusal('415 555 01171').message).not.toMatch(/01171/)
  })

  it('gives every fault a message of its own', () => {
    const faults = [
      '',
      'abc',
      '---',
      '555-0117',
      '415 555 01171',
      '+999123456',
      '4155550117x5',
      '4155550117,4155550118',
      '911',
    ]
    expect(new Set(faults.map((text) => refusal(text).message)).size).toBe(faults.length)
  })
})

describe('formatPhone', () => {
  it('is national at home and international abroad', () => {
    expect(formatPhone('+14155550117')).toBe('(415) 555-0117')
    expect(formatPhone('+442079460958')).toBe('+44 20 7946 0958')
    expect(formatPhone('+442079460958', { home_country: 'GB' })).toBe('020 7946 0958')
    expect(formatPhone('+14155550117', { home_country: 'GB' })).toBe('+1 415 555 0117')
  })

  it('shows what is no number as it is', () => {
    expect(formatPhone('front desk')).toBe('front desk')
  })
})

describe('maskPhone', () => {
  it('keeps the country code and four digits', () => {
    expect(maskPhone('+11234567890')).toBe('+1 *** *** 7890')
    expect(maskPhone('+442079460958')).toBe('+44 *** *** 0958')
  })

  it('never throws and never shows what it cannot read', () => {
    for (const text of ['', '911', '4155550117', 'Maria', '+', '+0123456789'])
      expect(maskPhone(text)).toBe('***')
    expect(maskPhone('+99912345678')).toBe('+* *** *** 5678')
  })
})
