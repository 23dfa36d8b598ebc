'use client'

import { Button } from '@heroui/react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { BellOff } from 'lucide-react'
import Link from 'next/link'
import { closedAlertsQuery, openAlertsQuery } from '#lib/api/alerts.ts'
import { useClinic } from '../../shell/use-clinic.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { InlineError } from '../../ui/inline-error.tsx'
import { CardEmpty, SectionCard } from '../../ui/section-card.tsx'
import { ListSkeleton } from '../../ui/skeletons.tsx'
import { useSystemNow } from '../../ui/use-system-now.ts'
import { AgentsHeader } from '../agents-header.tsx'
import { StaleData } from '../stale-data.tsx'
import { AlertItem } from './alert-item.tsx'

const TICK_MS = 5_000

/** What is wrong now, what was wrong before, and where it is set from when on that is told. */
export function Alerts() {
  const open = useQuery(openAlertsQuery())
  return (
    <>
      <AgentsHeader />
      <StaleData queries={[open]} what="The alerts" />
      {open.data === undefined && open.isError ? (
        <ErrorState
          what="The alerts could not be loaded."
          error={open.error}
          safe="They go on being watched."
          onRetry={() => open.refetch()}
        />
      ) : (
        <div className="flex max-w-4xl flex-col gap-4 p-4 sm:p-5">
          <Open />
          <Closed />
          <p className="text-xs text-muted">
            An administrator sets from when on something is told, and where it is posted, under{' '}
            <Link href="/settings/alerts" className="text-accent-ink underline underline-offset-2">
              Settings
            </Link>
            .
          </p>
        </div>
      )}
    </>
  )
}

function Open() {
  const { data } = useQuery(openAlertsQuery())
  const zone = useClinic().clinic?.time_zone ?? 'UTC'
  const now = useSystemNow(TICK_MS)
  return (
    <SectionCard title="Now" count={data?.length} isFlush>
      {data === undefined && <ListSkeleton count={2} />}
      {data?.length === 0 && (
        <CardEmpty>
          <BellOff aria-hidden="true" className="mx-auto mb-2 size-5 text-ink-faint" strokeWidth={1.5} />
          Nothing is wrong.
        </CardEmpty>
      )}
      {data !== undefined && data.length > 0 && (
        <ul>
          {data.map((alert) => (
            <AlertItem key={alert.id} alert={alert} now={now} zone={zone} />
          ))}
        </ul>
      )}
    </SectionCard>
  )
}

function Closed() {
  const query = useInfiniteQuery(closedAlertsQuery())
  const zone = useClinic().clinic?.time_zone ?? 'UTC'
  const rows = query.data?.pages.flatMap(({ items }) => items)
  return (
    <SectionCard title="Before" isFlush>
      {rows === undefined && !query.isError && <ListSkeleton count={3} />}
      {rows?.length === 0 && <CardEmpty>Nothing was wrong so far.</CardEmpty>}
      {rows !== undefined && rows.length > 0 && (
        <ul>
          {rows.map((alert) => (
            <AlertItem key={alert.id} alert={alert} now={undefined} zone={zone} />
          ))}
        </ul>
      )}
      {(query.isError || query.hasNextPage) && (
        <div className="flex flex-col items-center gap-2 p-3">
          <InlineError error={query.error} />
          <Button
            variant="outline"
            isPending={query.isFetching}
            onPress={() => (rows === undefined ? query.refetch() : query.fetchNextPage())}
          >
            {rows === undefined ? 'Try again' : 'Show older ones'}
          </Button>
        </div>
      )}
    </SectionCard>
  )
}
