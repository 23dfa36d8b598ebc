const NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** The month of a date like `2026-12-01` and those before it, the newest first: `{ id: '2026-12', label: 'December 2026' }`. */
export function lastMonths(date: string, count: number): { id: string; label: string }[] {
  const [year = 0, month = 1] = date.split('-').map(Number)
  return Array.from({ length: count }, (_, back) => {
    const index = year * NAMES.length + (month - 1) - back
    const ofYear = Math.floor(index / NAMES.length)
    const ofMonth = index % NAMES.length
    return {
      id: `${ofYear}-${String(ofMonth + 1).padStart(2, '0')}`,
      label: `${NAMES[ofMonth]} ${ofYear}`,
    }
  })
}
