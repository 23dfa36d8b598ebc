import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  ChangeWaitingListInput,
  JoinWaitingListInput,
  ListWaitingListQuery,
  SaveWaitingListRulesInput,
  WaitingListEntryView,
  WaitingListPage,
  WaitingListRules,
} from '#lib/domain/waiting-list/schema.ts'
import { apiFetch, toQuery } from './fetch.ts'

type Filters = Omit<ListWaitingListQuery, 'cursor' | 'limit'>

/** Those who wait, longest waiting first, page under page. */
export const waitingListQuery = (filters: Filters) =>
  infiniteQueryOptions({
    queryKey: ['waiting-list', 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      apiFetch<WaitingListPage>(`/api/waiting-list${toQuery({ ...filters, cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** How freed times are offered in a clinic, and how many wait for each service. */
export const waitingListRulesQuery = (clinicId: string | undefined) =>
  queryOptions({
    queryKey: ['waiting-list', 'rules', clinicId],
    queryFn: ({ signal }) =>
      apiFetch<WaitingListRules>(`/api/waiting-list/rules${toQuery({ clinic_id: clinicId })}`, { signal }),
    enabled: clinicId !== undefined,
  })

export const joinWaitingList = (input: JoinWaitingListInput) =>
  apiFetch<WaitingListEntryView>('/api/waiting-list', { method: 'POST', body: input })

export const changeWaitingListEntry = ({ entry_id, ...input }: ChangeWaitingListInput) =>
  apiFetch<WaitingListEntryView>(`/api/waiting-list/${entry_id}`, { method: 'PUT', body: input })

export const leaveWaitingList = (entryId: string) =>
  apiFetch<WaitingListEntryView>(`/api/waiting-list/${entryId}`, { method: 'DELETE' })

export const saveWaitingListRules = (input: SaveWaitingListRulesInput) =>
  apiFetch<WaitingListRules>('/api/waiting-list/rules', { method: 'PUT', body: input })
