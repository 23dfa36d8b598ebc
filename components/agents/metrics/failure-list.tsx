import type { AgentMetrics } from '#lib/domain/operations/schema.ts'
import { CardEmpty } from '../../ui/section-card.tsx'
import { figure, REASON_WORDS } from './metric-words.ts'

/** Why tries failed, the most frequent reason first. */
export function FailureList({ failures }: { failures: AgentMetrics['failures'] }) {
  const [most] = failures
  if (most === undefined) return <CardEmpty>No try failed in this time.</CardEmpty>
  return (
    <ul className="flex flex-col gap-2.5">
      {failures.map(({ reason, count }) => (
        <li key={reason} className="flex flex-col gap-1">
          <span className="flex justify-between gap-3">
            <span>{REASON_WORDS[reason]}</span>
            <span className="text-muted tabular-nums">{figure(count)}</span>
          </span>
          <span aria-hidden="true" className="h-1 rounded-full bg-default">
            <span
              className="block h-1 rounded-full bg-danger"
              style={{ width: `${(100 * count) / most.count}%` }}
            />
          </span>
        </li>
      ))}
    </ul>
  )
}
