import type { SetScore } from '#lib/domain/messaging/eval/published.ts'

const PERCENT = 100
const MICROS = 1_000_000
const NAME_WIDTH = 20
const COUNT_WIDTH = 9

const percent = (share: number) => `${(share * PERCENT).toFixed(1)} %`

/** One set of cases as lines to print: the whole, then each class. */
export function reportSet(title: string, set: SetScore): string[] {
  const classes = Object.entries(set.classes).map(([name, { cases, right }]) => {
    const count = `${right}/${cases}`.padStart(COUNT_WIDTH)
    return `  ${name.padEnd(NAME_WIDTH)}${count}  ${percent(right / cases)}`
  })
  return [
    '',
    title,
    `  read right          ${`${set.right}/${set.cases}`.padStart(COUNT_WIDTH)}  ${percent(set.accuracy)}`,
    `  false accepts       ${percent(set.false_accept_rate)}, wrong bookings ${set.wrong_bookings}`,
    `  handed to a person  ${percent(set.hand_over_rate)}`,
    `  cost                $${(set.cost_micros / MICROS).toFixed(4)}`,
    ...classes,
  ]
}
