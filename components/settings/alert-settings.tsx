'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { alertSettingsQuery } from '#lib/api/alerts.ts'
import { usePermissionReason } from '../shell/use-me.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { CardSkeleton, Loading } from '../ui/skeletons.tsx'
import { AdminOnly } from './admin-only.tsx'
import { AlertForm } from './alert-form.tsx'
import { AlertWebhook } from './alert-webhook.tsx'
import { SettingsTabs } from './settings-tabs.tsx'

/** From when on whoever is on call hears of trouble, and where. */
export function AlertSettings() {
  const denied = usePermissionReason()('settings:write')
  return (
    <>
      <PageHeader title="Settings" tabs={<SettingsTabs />} />
      {denied === null ? <Loaded /> : <AdminOnly what="how alerts are set" />}
    </>
  )
}

function Loaded() {
  const { data, isError, error, refetch } = useQuery(alertSettingsQuery())
  if (data === undefined && isError) {
    return (
      <ErrorState
        what="The settings of the alerts could not be loaded."
        error={error}
        safe="What was set goes on."
        onRetry={() => refetch()}
      />
    )
  }
  return (
    <div className="flex max-w-4xl flex-col gap-4 p-4 sm:p-5">
      {data === undefined ? (
        <Loading>
          <CardSkeleton className="h-96" />
        </Loading>
      ) : (
        <>
          <p className="text-muted">
            Alerts are set for all clinics together. Those that last show under{' '}
            <Link href="/agents/alerts" className="text-accent-ink underline underline-offset-2">
              Agents, Alerts
            </Link>
            {data.updated_by === null ? '.' : `; last changed by ${data.updated_by}.`}
          </p>
          <AlertForm settings={data} />
          <AlertWebhook settings={data} />
        </>
      )}
    </div>
  )
}
