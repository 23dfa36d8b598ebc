import type { CountryCode } from 'libphonenumber-js/max'
import {
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max'
import { invalidInput } from '../errors.ts'
import { foldDigits } from './fold-text.ts'

declare const phoneNumberBrand: unique symbol
/** A possible telephone number in E.164 (ITU-T E.164: plus sign, country code, at most 15 digits). */
export type PhoneNumber = string & { readonly [phoneNumberBrand]: true }

export interface ParsedPhoneNumber {
  e164: PhoneNumber
  /** False for numbers of a possible length that no numbering plan assigns, such as +11234567890. */
  is_valid: boolean
  /** ISO 3166 code; missing when the country code alone does not tell, as with invalid +1 numbers. */
  country?: string
  /** As people of that country write it: `(415) 555-0117`. */
  national: string
}

const MAX_TYPED_LENGTH = 64
const MIN_DIGITS_OF_A_NUMBER = 7
const SHORT_CODE = /^\d{3,6}$/
const EXTENSION = /(?:;ext=|(?:extension|ext|x|#)[.:\s]*)\d{1,8}\s*$/i
const SEPARATOR_OF_NUMBERS = /[,;/|&\n]|\b(?:or|and)\b/i

const refuse = (message: string) => invalidInput(message, 'phone_number')

const countDigits = (text: string) => text.replace(/\D/g, '').length

function holdsSeveralNumbers(text: string): boolean {
  if ((text.match(/\+/g) ?? []).length > 1) return true
  const numbers = text
    .split(SEPARATOR_OF_NUMBERS)
    .filter((part) => countDigits(part) >= MIN_DIGITS_OF_A_NUMBER)
  return numbers.length > 1
}

/** Full-width and other decimal digits become ASCII, invisible characters go, "tel:" goes. */
function tidy(text: string): string {
  return foldDigits(text)
    .replace(/[\p{Cf}]/gu, '')
    .trim()
    .replace(/^tel:/i, '')
    .trim()
}

function refuseWrongShape(tidied: string, hasDefaultCountry: boolean): void {
  if (tidied === '') throw refuse('Enter a phone number.')
  if (holdsSeveralNumbers(tidied)) throw refuse('This holds several phone numbers. Enter one.')
  if (EXTENSION.test(tidied)) {
    throw refuse('A text cannot reach an extension. Enter the number without one, if it is a mobile number.')
  }
  if (/\p{L}/u.test(tidied)) throw refuse('A phone number cannot hold letters. Write it in digits.')
  if (!/\d/.test(tidied)) throw refuse('There are no digits in this phone number.')
  if (tidied.length > MAX_TYPED_LENGTH) throw refuse('This phone number is too long.')
  const isInternational = tidied.startsWith('+')
  if (!isInternational && SHORT_CODE.test(tidied.replace(/[\s.-]/g, ''))) {
    throw refuse('This is a short code or a service number, not the phone number of a person.')
  }
  if (!isInternational && !hasDefaultCountry) {
    throw refuse('The country code is missing. Start with + and the country code, as in +1 415 555 0117.')
  }
}

function refuseWrongLength(tidied: string, country: CountryCode | undefined): void {
  const fault = validatePhoneNumberLength(tidied, { defaultCountry: country })
  if (fault === undefined) return
  if (fault === 'TOO_SHORT') {
    throw refuse('This phone number is too short. Include the area code, as in +1 415 555 0117.')
  }
  if (fault === 'TOO_LONG' && /^\s*00/.test(tidied)) {
    throw refuse('Write + instead of the 00 before the country code, as in +44 20 7946 0958.')
  }
  if (fault === 'TOO_LONG') throw refuse('This phone number is too long. Check for digits typed twice.')
  if (fault === 'INVALID_LENGTH')
    throw refuse('This phone number has the wrong number of digits for its country.')
  if (fault === 'INVALID_COUNTRY')
    throw refuse('No country has this country code. Check the digits after the +.')
  throw refuse('This is not a phone number.')
}

/**
 * Reads one phone number as a person or an agent wrote it. `default_country` (ISO 3166) is used when the text has no
 * country code. The number must be possible; whether an invalid one is a warning or an error is the caller's decision.
 * Whether it is a mobile number cannot be told for +1. Throws `invalid_input` on field `phone_number`, with a
 * message for each way a number can be wrong.
 */
export function parsePhoneNumber(
  text: string,
  options: { default_country?: string } = {},
): ParsedPhoneNumber {
  const country = toCountry(options.default_country)
  const tidied = tidy(text.slice(0, MAX_TYPED_LENGTH * 4))
  refuseWrongShape(tidied, country !== undefined)
  refuseWrongLength(tidied, country)
  const parsed = parsePhoneNumberFromString(tidied, { defaultCountry: country, extract: false })
  if (parsed === undefined || !parsed.isPossible()) throw refuse('This is not a phone number.')
  const e164 = parsed.number as string as PhoneNumber
  return {
    e164,
    is_valid: parsed.isValid(),
    ...(parsed.country === undefined ? {} : { country: parsed.country }),
    national: formatPhone(e164, { home_country: parsed.country }),
  }
}

function toCountry(code: string | undefined): CountryCode | undefined {
  if (code === undefined) return undefined
  if (!isSupportedCountry(code)) throw invalidInput(`There is no country ${code}.`, 'default_country')
  return code
}

/** For people: national when the number shares the country code of `home_country` (default US), else international. */
export function formatPhone(e164: string, options: { home_country?: string } = {}): string {
  const parsed = parsePhoneNumberFromString(e164)
  if (parsed === undefined) return e164
  const home = toCountry(options.home_country ?? 'US')!
  if (parsed.countryCallingCode !== getCountryCallingCode(home)) return parsed.formatInternational()
  const nanp = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164)
  return nanp === null ? parsed.formatNational() : `(${nanp[1]}) ${nanp[2]}-${nanp[3]}`
}

/** For logs and audit: `+1 *** *** 7890`. Never throws; what is no E.164 number becomes `***`. */
export function maskPhone(e164: string): string {
  if (!/^\+[1-9]\d{6,14}$/.test(e164)) return '***'
  const code = parsePhoneNumberFromString(e164)?.countryCallingCode
  return `+${code ?? '*'} *** *** ${e164.slice(-SHOWN_DIGITS)}`
}

const SHOWN_DIGITS = 4
