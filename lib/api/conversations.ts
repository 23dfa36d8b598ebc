import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  ConversationDetail,
  ConversationPage,
  ListConversationsQuery,
} from '#lib/domain/messaging/schema.ts'
import { apiFetch, toQuery } from './fetch.ts'

const RECENT_LIMIT = 20

export type ConversationFilters = Omit<ListConversationsQuery, 'cursor' | 'limit'>

const fetchPage = (query: ListConversationsQuery, signal: AbortSignal) =>
  apiFetch<ConversationPage>(`/api/conversations${toQuery(query)}`, { signal })

/** The inbox, newest first, page under page. */
export const conversationsQuery = (filters: ConversationFilters) =>
  infiniteQueryOptions({
    queryKey: ['conversations', 'list', filters],
    queryFn: ({ pageParam, signal }) => fetchPage({ ...filters, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** The latest few of a clinic and how many need staff: for the badge in the rail and the command palette. */
export const recentConversationsQuery = (clinicId: string | undefined) =>
  queryOptions({
    queryKey: ['conversations', 'recent', clinicId],
    queryFn: ({ signal }) => fetchPage({ clinic_id: clinicId, limit: RECENT_LIMIT }, signal),
    enabled: clinicId !== undefined,
  })

/** One conversation with its whole timeline. Reading it is audited on the server. `id` is the conversation's uuid. */
export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversations', 'detail', id],
    queryFn: ({ signal }) => apiFetch<ConversationDetail>(`/api/conversations/${id}`, { signal }),
  })
