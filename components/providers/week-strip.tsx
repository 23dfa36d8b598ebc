import type { ProviderView } from '#lib/domain/scheduling/schema.ts'
import { isStanding, WEEKDAYS } from './hours-words.ts'

/** The part of a day that the strip shows. */
const FIRST_HOUR = 6
const LAST_HOUR = 21

/** The week as seven small columns. Decoration: the words stand beside it. */
export function WeekStrip({ rules, today }: { rules: ProviderView['availability']; today: string }) {
  return (
    <span aria-hidden="true" className="flex gap-[3px]">
      {WEEKDAYS.map((name, index) => (
        <span key={name} className="flex flex-col items-center gap-0.5">
          <span className="relative h-8 w-3.5 overflow-hidden rounded-[3px] bg-default">
            {rules
              .filter((rule) => rule.weekday === index + 1 && isStanding(rule, today))
              .map((rule) => (
                <span
                  key={rule.id}
                  className="absolute inset-x-0 bg-accent/55"
                  style={{
                    top: percent(rule.start_local),
                    bottom: `calc(100% - ${percent(rule.end_local)})`,
                  }}
                />
              ))}
          </span>
          <span className="text-[9px] leading-none text-muted">{name.charAt(0)}</span>
        </span>
      ))}
    </span>
  )
}

function percent(local: string): string {
  const [hours = '0', minutes = '0'] = local.split(':')
  const at = Number(hours) + Number(minutes) / 60
  const share = (at - FIRST_HOUR) / (LAST_HOUR - FIRST_HOUR)
  return `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%`
}
