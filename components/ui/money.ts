const MICROS = 1_000_000
const MAX_FRACTION_DIGITS = 5

/** `$0.015` from 15,000 micro-units: SMS prices are fractions of a cent and are not rounded away. */
export function formatMicros(micros: number, currency: string): string {
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: MAX_FRACTION_DIGITS,
  }).format(micros / MICROS)
}

/** `2 segments, $0.015` */
export const segmentWords = (segments: number, micros: number, currency: string) =>
  `${segments} ${segments === 1 ? 'segment' : 'segments'}, ${formatMicros(micros, currency)}`
