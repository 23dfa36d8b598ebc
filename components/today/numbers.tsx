import type { TodayView } from '#lib/domain/staff/schema.ts'
import { formatMicros } from '../ui/money.ts'

interface NumbersProps {
  today: TodayView
  className?: string
}

/** The day and the last seven days in six figures. */
export function Numbers({ today, className }: NumbersProps) {
  const { numbers, clinic } = today
  const figures = [
    { label: 'Need you', value: String(numbers.needs_staff), detail: 'now', isWarm: numbers.needs_staff > 0 },
    { label: 'Visits', value: String(numbers.appointments_today), detail: 'today' },
    { label: 'Offers open', value: String(numbers.offers_open), detail: 'waiting for patients' },
    { label: 'Booked by text', value: String(numbers.booked_by_text_7d), detail: 'last 7 days' },
    {
      label: 'Patients answer in',
      value:
        numbers.median_reply_minutes_7d === null
          ? 'Not known'
          : minutesWords(numbers.median_reply_minutes_7d),
      detail: numbers.median_reply_minutes_7d === null ? 'no answers in 7 days' : 'median, last 7 days',
    },
    {
      label: 'Texts',
      value: String(numbers.texts_7d),
      detail: `${formatMicros(numbers.texts_price_micros_7d, clinic.currency)}, last 7 days`,
    },
  ]
  return (
    <dl
      aria-label="Numbers at a glance"
      className={`grid grid-cols-2 gap-px overflow-hidden rounded-xl border border-border bg-border sm:grid-cols-3 xl:grid-cols-6 ${className ?? ''}`}
    >
      {figures.map(({ label, value, detail, isWarm }) => (
        <div key={label} className="flex flex-col bg-surface px-4 py-2.5">
          <dt className="text-xs text-muted">{label}</dt>
          <dd className="flex flex-col">
            <span className={`text-lg font-semibold ${isWarm === true ? 'text-warning-ink' : ''}`}>
              {value}
            </span>
            <span className="truncate text-2xs text-muted">{detail}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const HOUR_MINUTES = 60
const DAY_MINUTES = 24 * HOUR_MINUTES

/** `under 1 min`, `14 min`, `3 h`, `2 d`. */
function minutesWords(minutes: number): string {
  if (minutes < 1) return 'under 1 min'
  if (minutes < HOUR_MINUTES) return `${Math.round(minutes)} min`
  if (minutes < DAY_MINUTES) return `${Math.round(minutes / HOUR_MINUTES)} h`
  return `${Math.round(minutes / DAY_MINUTES)} d`
}
