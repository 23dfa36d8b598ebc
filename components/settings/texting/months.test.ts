import { expect, it } from 'vitest'
import { lastMonths } from './months.ts'

it('are the month of the date and those before it, over the year’s end', () => {
  expect(lastMonths('2026-02-17', 4)).toEqual([
    { id: '2026-02', label: 'February 2026' },
    { id: '2026-01', label: 'January 2026' },
    { id: '2025-12', label: 'December 2025' },
    { id: '2025-11', label: 'November 2025' },
  ])
})
