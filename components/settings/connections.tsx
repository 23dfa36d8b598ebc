'use client'

import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { healthQuery } from '#lib/api/health.ts'
import type { HealthView } from '#lib/domain/staff/schema.ts'
import { useClinic } from '../shell/use-clinic.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { CardSkeleton, Loading } from '../ui/skeletons.tsx'
import { ConnectionCard } from './connection-card.tsx'
import { connectionsOf } from './connection-words.ts'
import { SettingsTabs } from './settings-tabs.tsx'
import { Webhooks } from './webhooks.tsx'

const GRID = 'grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2'

/** What this installation is connected to, how each part is, and which variables decide it. */
export function Connections() {
  const health = useQuery(healthQuery())
  return (
    <>
      <PageHeader
        title="Settings"
        tabs={<SettingsTabs />}
        aside={health.data === undefined ? undefined : `Version ${health.data.version}`}
      />
      <div className="flex max-w-5xl flex-col gap-4 p-4 sm:p-5">
        {health.data !== undefined && <Parts health={health.data} isStale={health.isError} />}
        {health.data === undefined && !health.isError && (
          <Loading>
            <div className={GRID}>
              {['sms', 'model', 'worker', 'database'].map((part) => (
                <CardSkeleton key={part} className="h-72" />
              ))}
            </div>
          </Loading>
        )}
        {health.data === undefined && health.isError && (
          <ErrorState
            what="How the parts are could not be asked."
            error={health.error}
            onRetry={() => health.refetch()}
          />
        )}
      </div>
    </>
  )
}

function Parts({ health, isStale }: { health: HealthView; isStale: boolean }) {
  const { clinic } = useClinic()
  const warnings = isStale
    ? ['The server does not answer now. This is how the parts were when it last did.', ...health.warnings]
    : health.warnings
  return (
    <>
      <p className="text-muted">
        These are set where the product runs, in the file <code className="font-mono text-xs">.env</code> or
        the environment, and count from the next start on.{' '}
        <code className="font-mono text-xs">.env.example</code> lists them all.
      </p>
      {warnings.map((warning) => (
        <p
          key={warning}
          role="status"
          className="flex items-start gap-2 rounded-lg bg-warning-soft px-3 py-2 text-warning-ink"
        >
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {warning}
        </p>
      ))}
      <div className={GRID}>
        {connectionsOf(health).map((connection) => (
          <ConnectionCard key={connection.id} connection={connection} />
        ))}
        <Webhooks zone={clinic?.time_zone ?? 'UTC'} />
      </div>
    </>
  )
}
