import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  AlertSettingsView,
  AlertTestResult,
  AlertView,
  SaveAlertSettingsInput,
  SavedAlertSettingsView,
} from '#lib/domain/operations/alert-schema.ts'
import { apiFetch, apiFetchPage, toQuery } from './fetch.ts'

/** What an alert says of now is brought up to date without a live event. */
const REFRESH_MS = 30_000

/** Troubles that last. */
export const openAlertsQuery = () =>
  queryOptions({
    queryKey: ['alerts', 'open'],
    queryFn: ({ signal }) => apiFetch<AlertView[]>('/api/alerts?status=open&limit=100', { signal }),
    refetchInterval: REFRESH_MS,
  })

/** Troubles that are over, the newest first. */
export const closedAlertsQuery = () =>
  infiniteQueryOptions({
    queryKey: ['alerts', 'closed'],
    queryFn: ({ pageParam, signal }) =>
      apiFetchPage<AlertView>(`/api/alerts${toQuery({ status: 'closed', cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const alertSettingsQuery = () =>
  queryOptions({
    queryKey: ['alerts', 'settings'],
    queryFn: ({ signal }) => apiFetch<AlertSettingsView>('/api/alerts/settings', { signal }),
  })

export const saveAlertSettings = (input: SaveAlertSettingsInput): Promise<SavedAlertSettingsView> =>
  apiFetch('/api/alerts/settings', { method: 'PUT', body: input })

/** Posts a test to the webhook that is saved. */
export const testAlertWebhook = (): Promise<AlertTestResult> =>
  apiFetch('/api/alerts/test', { method: 'POST', body: {} })
