import type { OpeningPreview } from '#lib/domain/waiting-list/schema.ts'
import { formatDay, formatTime } from '../ui/time.ts'

interface PreviewResultProps {
  preview: OpeningPreview
  zone: string
  /** The service does not offer freed times. */
  isOff: boolean
  /** `20:00-08:00`, or null. */
  quietHours: string | null
}

/** The waves with whom they reach, then everybody else with the reason. */
export function PreviewResult({ preview, zone, isOff, quietHours }: PreviewResultProps) {
  const { problem, waves, not_asked } = preview
  return (
    <div aria-live="polite" className="flex flex-col gap-3">
      {problem !== null && <p className="rounded-lg bg-warning-soft px-3 py-2 text-warning-ink">{problem}</p>}
      {problem === null && waves.length === 0 && (
        <p className="rounded-lg bg-default px-3 py-2">
          {isOff
            ? 'Nobody: freed times of this service are offered to nobody.'
            : 'Nobody who waits fits this time.'}
        </p>
      )}
      {waves.map((wave, index) => (
        <section key={wave.at} className="flex flex-col gap-1">
          <h3 className="text-xs font-semibold text-muted">
            {`Wave ${index + 1}, ${formatDay(wave.at, zone)}, ${formatTime(wave.at, zone)}`}
          </h3>
          <People people={wave.patients} />
        </section>
      ))}
      {waves.length > 0 && (
        <p className="text-xs text-muted">
          The first to accept has it; then nobody else is asked.
          {quietHours !== null && ` Nobody is texted in quiet hours (${quietHours.replace('-', ' to ')}).`}
        </p>
      )}
      {not_asked.length > 0 && (
        <section className="flex flex-col gap-1 border-t border-border pt-3">
          <h3 className="text-xs font-semibold text-muted">Not asked</h3>
          <People people={not_asked} />
        </section>
      )}
    </div>
  )
}

function People({ people }: { people: OpeningPreview['not_asked'] }) {
  return (
    <ul className="flex flex-col gap-1">
      {people.map(({ patient, entry_id, why }) => (
        <li key={entry_id ?? patient.id} className="flex flex-col">
          <span>{patient.name}</span>
          <span className="text-xs text-muted">{why}</span>
        </li>
      ))}
    </ul>
  )
}
