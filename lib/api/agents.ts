import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { AgentView, MessagePage } from '#lib/domain/agents/schema.ts'
import { apiFetch, toQuery } from './fetch.ts'

/** Heartbeats come every few seconds and are no live event. */
const REGISTRY_REFRESH_MS = 5_000
/** Enough for every hop of a negotiation with all its rounds. */
const FLOW_LIMIT = 100

/** Who may handle messages, whether they are alive, and how much waits for each. */
export const agentsQuery = () =>
  queryOptions({
    queryKey: ['agents', 'list'],
    queryFn: ({ signal }) => apiFetch<AgentView[]>('/api/agents', { signal }),
    refetchInterval: REGISTRY_REFRESH_MS,
  })

interface MessageFilters {
  conversation_id?: string
}

const fetchMessages = (query: MessageFilters & { cursor?: string; limit?: number }, signal: AbortSignal) =>
  apiFetch<MessagePage>(`/api/messages${toQuery({ ...query })}`, { signal })

/** What agents said to each other, newest first, page under page. */
export const messagesQuery = (filters: MessageFilters = {}) =>
  infiniteQueryOptions({
    queryKey: ['agent-messages', 'list', filters],
    queryFn: ({ pageParam, signal }) => fetchMessages({ ...filters, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** The last messages of one conversation, newest first; off while none is named. */
export const messageFlowQuery = (conversationId: string | undefined) =>
  queryOptions({
    queryKey: ['agent-messages', 'flow', conversationId],
    queryFn: ({ signal }) => fetchMessages({ conversation_id: conversationId, limit: FLOW_LIMIT }, signal),
    enabled: conversationId !== undefined,
  })
