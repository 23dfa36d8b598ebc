import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  ConversationDetail,
  ConversationPage,
  ListConversationsQuery,
  RequestSlotsInput,
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

const post = (id: string, step: string, body: unknown = {}) =>
  apiFetch<unknown>(`/api/conversations/${id}/${step}`, { method: 'POST', body })

/** Agents stop texting and booking here until it is handed back. */
export const takeOver = (id: string) => post(id, 'take-over')
export const handBack = (id: string) => post(id, 'hand-back')
export const closeConversation = (id: string, reason: string | null) => post(id, 'closure', { reason })
/** Says whose an unknown number is. */
export const attachSender = (id: string, patientId: string) =>
  apiFetch<unknown>(`/api/conversations/${id}/sender`, { method: 'PUT', body: { patient_id: patientId } })
/** Asks the scheduling agent to find times and offer them. */
export const requestSlots = (id: string, input: Omit<RequestSlotsInput, 'conversation_id'>) =>
  post(id, 'slot-request', input)
/** Mock gateway only: the same raw row and job as a carrier's webhook. */
export const simulateReply = (id: string, text: string, idempotencyKey: string) =>
  post(id, 'simulated-replies', { text, idempotency_key: idempotencyKey })
