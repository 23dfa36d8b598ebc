import type { ProviderView } from '#lib/domain/scheduling/schema.ts'
import { formatDate } from '../ui/time.ts'

type Rule = Pick<
  ProviderView['availability'][number],
  'weekday' | 'start_local' | 'end_local' | 'from_date' | 'until_date'
>

export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const
const SHORT_LENGTH = 3

/** `9:00 AM` from `09:00`; `midnight` from `24:00`, where a day ends. */
export function wallTime(local: string): string {
  if (local === '24:00') return 'midnight'
  const [hours = '0', minutes = '00'] = local.split(':')
  const hour = Number(hours)
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minutes} ${hour < 12 ? 'AM' : 'PM'}`
}

/** `8:00 AM to 12:00 PM` */
export const windowWords = (rule: Pick<Rule, 'start_local' | 'end_local'>) =>
  `${wallTime(rule.start_local)} to ${wallTime(rule.end_local)}`

/** `Dec 1, 2026` from `2026-12-01`; a calendar day has no zone. */
export const dateWords = (date: string) => formatDate(`${date}T12:00:00Z`, 'UTC')

/** Whether a window holds on a calendar day or will later. */
export const isStanding = (rule: Pick<Rule, 'until_date'>, today: string) =>
  rule.until_date === null || rule.until_date >= today

/**
 * The usual week in a line: `Mon to Thu 8:00 AM to 5:00 PM; Fri 8:00 AM to 12:00 PM`. Windows that are over are left out,
 * those that begin later say when.
 */
export function hoursWords(rules: readonly Rule[], today: string): string {
  const days = WEEKDAYS.map((name, index) => ({
    name: name.slice(0, SHORT_LENGTH),
    words: dayWords(
      rules.filter((rule) => rule.weekday === index + 1),
      today,
    ),
  }))
  const groups: { first: string; last: string; words: string }[] = []
  let before = ''
  for (const { name, words } of days) {
    const group = groups.at(-1)
    if (words !== '' && words === before && group !== undefined) group.last = name
    else if (words !== '') groups.push({ first: name, last: name, words })
    before = words
  }
  return groups
    .map(({ first, last, words }) => `${first === last ? first : `${first} to ${last}`} ${words}`)
    .join('; ')
}

function dayWords(rules: readonly Rule[], today: string): string {
  return rules
    .filter((rule) => isStanding(rule, today))
    .sort((a, b) => a.start_local.localeCompare(b.start_local))
    .map((rule) => {
      const begins =
        rule.from_date !== null && rule.from_date > today ? ` from ${dateWords(rule.from_date)}` : ''
      const ends = rule.until_date !== null ? ` until ${dateWords(rule.until_date)}` : ''
      return `${windowWords(rule)}${begins}${ends}`
    })
    .join(', ')
}
