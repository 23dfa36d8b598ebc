import Link from 'next/link'
import type { DecisionView } from '#lib/domain/messaging/decision-schema.ts'
import { zoneName } from '../ui/time.ts'

/** Whose text or visit it is, and in which zone the times are. */
export function DecisionAside({ view }: { view: DecisionView }) {
  return (
    <span className="flex flex-wrap gap-x-2">
      {view.patient !== null && (
        <Link href={`/patients/${view.patient.id}`} className="hover:underline">
          {view.patient.name}
        </Link>
      )}
      <span>
        {view.clinic.name}, {zoneName(view.clinic.time_zone)} time
      </span>
    </span>
  )
}
