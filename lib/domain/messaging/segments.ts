import { SegmentedMessage } from 'sms-segments-calculator'

export interface SegmentCount {
  encoding: 'GSM-7' | 'UCS-2'
  segments: number
  /** What a person counts: graphemes, so that an emoji is one. */
  characters: number
  /** Septets (GSM-7) or UTF-16 units (UCS-2) that still fit into the last segment. */
  units_left: number
  /** The different characters that switch the text to UCS-2, in order of appearance. */
  offending: string[]
}

/** 3GPP TS 23.038 and 23.040: units per text that goes alone, and per part of a longer one. */
const UNITS = {
  'GSM-7': { single: 160, part: 153 },
  'UCS-2': { single: 70, part: 67 },
} as const

const EXTENSION_SEPTETS = /[\^{}\\[~\]|€\f]/

/** Look-alikes of GSM-7 characters. Accents are never touched: a letter of a name is not decoration. */
const GSM_LOOKALIKES: ReadonlyArray<readonly [RegExp, string]> = [
  [/\r\n?/g, '\n'],
  [/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\v\f]/g, ' '],
  [/[\u200b\u2060\ufeff\u00ad]/g, ''],
  [/[\u2018\u2019\u201a\u201b\u2032\u00b4`]/g, "'"],
  [/[\u201c-\u201f\u2033\u00ab\u00bb]/g, '"'],
  [/[\u2039]/g, '<'],
  [/[\u203a]/g, '>'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/[\u2022\u00b7]/g, '*'],
  [/\u2026/g, '...'],
]

/**
 * The text as it should be sent: NFC, then every look-alike of a GSM-7 character replaced by it. Both carriers and the mock get
 * this form, so that they count and bill the same (Twilio's own smart encoding turns one NBSP into two spaces).
 */
export function toGsmText(text: string): string {
  return GSM_LOOKALIKES.reduce((result, [look, plain]) => result.replace(look, plain), text.normalize('NFC'))
}

const ACCENTED = 'áíóúÁÍÓÚ'
const PLAIN = 'aiouAIOU'
const LACKING_VOWELS = /[áíóúÁÍÓÚ]/g

/**
 * An automated text as it should be sent: as `toGsmText`, and without the accents of a, i, o and u, the Spanish letters that
 * GSM-7 lacks, so that a María costs as much as a Maria (measured: 3 segments instead of 1 for a confirmation). é, ñ, ü, ¿ and
 * ¡ are in GSM-7 and stay. Never for what a person wrote.
 */
export const toAutomatedText = (text: string): string =>
  toGsmText(text).replace(LACKING_VOWELS, (letter) => PLAIN[ACCENTED.indexOf(letter)] ?? letter)

/** Units of each part. A GSM-7 extension pair or a surrogate pair is never split over two parts. */
function unitsOfParts(text: string, encoding: keyof typeof UNITS): number[] {
  const sizes = Array.from(text, (character) =>
    encoding === 'UCS-2' ? character.length : EXTENSION_SEPTETS.test(character) ? 2 : 1,
  )
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (total <= UNITS[encoding].single) return [total]
  const parts = [0]
  for (const size of sizes) {
    if (parts.at(-1)! + size > UNITS[encoding].part) parts.push(0)
    parts[parts.length - 1]! += size
  }
  return parts
}

/**
 * Counts what carriers bill: SMS segments of the text exactly as given; use `toGsmText` first. An empty text is no
 * segment. Encoding and segment count come from Twilio's own calculator.
 */
export function countSegments(text: string): SegmentCount {
  const message = new SegmentedMessage(text, 'auto', false)
  const encoding = message.encodingName === 'UCS-2' ? 'UCS-2' : 'GSM-7'
  const parts = unitsOfParts(text, encoding)
  const room = parts.length === 1 ? UNITS[encoding].single : UNITS[encoding].part
  return {
    encoding,
    segments: text === '' ? 0 : message.segmentsCount,
    characters: message.numberOfCharacters,
    units_left: room - parts.at(-1)!,
    offending: encoding === 'GSM-7' ? [] : [...new Set(message.getNonGsmCharacters())],
  }
}

/** Price of a text in millionths of the currency unit: 2 segments at 0.0075 USD (7,500) are 15,000. */
export function estimatePrice(segments: number, microsPerSegment: number): number {
  return Math.round(segments * microsPerSegment)
}
