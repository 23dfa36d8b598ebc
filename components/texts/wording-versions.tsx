'use client'

import { useQuery } from '@tanstack/react-query'
import { wordingVersionsQuery } from '#lib/api/wordings.ts'
import { LANGUAGE_NAMES } from '#lib/domain/messaging/language.ts'
import type { ServiceTypeView } from '#lib/domain/scheduling/schema.ts'
import { formatDayTime } from '../ui/time.ts'

interface WordingVersionsProps {
  clinic: { id: string; time_zone: string }
  textKey: string
  services: readonly ServiceTypeView[]
}

/** Who changed the words when: what each text in a conversation was made of can be found again. */
export function WordingVersions({ clinic, textKey, services }: WordingVersionsProps) {
  const { data } = useQuery(wordingVersionsQuery(clinic.id, textKey))
  if (data === undefined || data.length === 0) return null
  const serviceName = (id: string | null) =>
    services.find((service) => service.id === id)?.name ?? 'Every service'
  return (
    <details className="text-xs">
      <summary className="w-fit cursor-pointer text-muted hover:text-foreground">
        {data.length} {data.length === 1 ? 'change' : 'changes'}
      </summary>
      <ul className="mt-2 flex flex-col gap-2">
        {data.map((row) => (
          <li
            key={`${row.service_type_id} ${row.language} ${row.version}`}
            className="border-l-2 border-border ps-3"
          >
            <p className="text-muted">
              {LANGUAGE_NAMES[row.language]}, version {row.version}, {serviceName(row.service_type_id)}, by{' '}
              {row.changed_by}, {formatDayTime(row.changed_at, clinic.time_zone)}
            </p>
            <p className="whitespace-pre-wrap text-ink-secondary">{row.text ?? 'Own words taken back.'}</p>
          </li>
        ))}
      </ul>
    </details>
  )
}
