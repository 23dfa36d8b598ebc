import type { ApiKeyView } from '#lib/domain/staff/schema.ts'
import type { Column } from '../table/data-table.tsx'
import { StatusPill } from '../ui/status-pill.tsx'
import { Ago } from './ago.tsx'
import { KeyRevoke } from './key-revoke.tsx'
import { KeyRotate } from './key-rotate.tsx'
import { keyState, rotateReason, scopeLabel } from './key-words.ts'

/** The columns of the key list; `now` is the system clock in milliseconds, days are in `zone`. */
export const keyColumns = (now: number | undefined, zone: string): Column<ApiKeyView>[] => {
  const stateOf = (key: ApiKeyView) => keyState(key, now, zone)
  const pill = (key: ApiKeyView) => (
    <span className="flex flex-col items-start gap-1">
      <StatusPill tone={stateOf(key).tone}>{stateOf(key).words}</StatusPill>
      {key.warning !== null && <span className="text-xs text-warning-ink">{key.warning}</span>}
    </span>
  )
  return [
    {
      id: 'name',
      header: 'Key',
      cell: (key) => (
        <span className="flex min-w-0 flex-col gap-0.5">
          <span className="font-medium wrap-anywhere">{key.name}</span>
          <code className="font-mono text-xs text-muted">{key.prefix}…</code>
          <span className="flex flex-col gap-1 md:hidden">
            <span className="text-xs text-muted">{reachWords(key)}</span>
            {pill(key)}
          </span>
        </span>
      ),
    },
    {
      id: 'may',
      header: 'May',
      isSecondary: true,
      className: 'w-2/5',
      cell: (key) => (
        <span className="text-ink-secondary" title={key.scopes.join(', ')}>
          {key.scopes.map(scopeLabel).join(', ')}
        </span>
      ),
    },
    { id: 'reach', header: 'Reaches', isSecondary: true, cell: reachWords },
    { id: 'state', header: 'State', isSecondary: true, cell: pill },
    {
      id: 'used',
      header: 'Last used',
      isSecondary: true,
      cell: (key) => <Ago at={key.last_used_at} zone={zone} never="Never" />,
    },
    {
      id: 'revoke',
      header: '',
      align: 'end',
      cell: (key) => (
        <span className="flex flex-wrap justify-end">
          <KeyRotate apiKey={key} disabledReason={rotateReason(key, stateOf(key).isLive)} />
          <KeyRevoke apiKey={key} isLive={stateOf(key).isLive} />
        </span>
      ),
    },
  ]
}

const reachWords = (key: ApiKeyView) => key.clinic?.name ?? 'All clinics'
