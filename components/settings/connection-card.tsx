import { SectionCard } from '../ui/section-card.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import type { Connection } from './connection-words.ts'
import { ReplyModelSwitch } from './reply-model-switch.tsx'

/** One connection: how it is, what that means, and what to set to change it. */
export function ConnectionCard({ connection }: { connection: Connection }) {
  const { title, state, tone, words, variables } = connection
  return (
    <SectionCard title={title} aside={<StatusPill tone={tone}>{state}</StatusPill>}>
      <p>{words}</p>
      {connection.id === 'reply-model' && <ReplyModelSwitch />}
      <h3 className="pt-4 pb-2 text-xs font-medium text-muted">To change it, set</h3>
      <dl className="flex flex-col gap-2.5">
        {variables.map(({ names, what }) => (
          <div key={names.join()} className="flex flex-col gap-0.5">
            <dt className="flex flex-wrap gap-x-2">
              {names.map((name) => (
                <code key={name} className="font-mono text-xs wrap-anywhere">
                  {name}
                </code>
              ))}
            </dt>
            <dd className="text-xs text-muted">{what}</dd>
          </div>
        ))}
      </dl>
    </SectionCard>
  )
}
