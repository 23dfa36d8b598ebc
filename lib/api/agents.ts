import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  AgentView,
  ListMessagesQuery,
  MessageDetail,
  MessageView,
  RedriveEstimate,
  RedriveResult,
  RegisterAgentInput,
  RegisteredAgentView,
  UpdateAgentInput,
} from '#lib/domain/agents/schema.ts'
import { MAX_PAGE_SIZE } from '#lib/domain/wire.ts'
import { apiFetch, apiFetchPage, type Page, toQuery } from './fetch.ts'

/** Heartbeats come every few seconds and are no live event. */
const REGISTRY_REFRESH_MS = 5_000
/** Pages read already stay as they are but for the states of their rows. */
const OLDER_REFRESH_MS = 15_000
/** Nobody reads a registry of more agents than this; the list then says so. */
const MAX_AGENTS = 1_000

export type MessageFilters = Pick<
  ListMessagesQuery,
  'status' | 'agent_id' | 'message_type' | 'conversation_id'
>

export interface Registry {
  agents: AgentView[]
  /** Whether there are more than are shown. */
  isCut: boolean
}

async function fetchRegistry(signal: AbortSignal): Promise<Registry> {
  const agents: AgentView[] = []
  let cursor: string | null | undefined
  while (cursor !== null && agents.length < MAX_AGENTS) {
    const query = toQuery({ limit: MAX_PAGE_SIZE, cursor })
    const page: Page<AgentView> = await apiFetchPage(`/api/agents${query}`, { signal })
    agents.push(...page.items)
    cursor = page.next_cursor
  }
  return { agents, isCut: cursor !== null }
}

/** Who may handle messages, whether they are alive, and how much waits for each. */
export const registryQuery = () =>
  queryOptions({
    queryKey: ['agents', 'registry'],
    queryFn: ({ signal }) => fetchRegistry(signal),
    refetchInterval: REGISTRY_REFRESH_MS,
  })

const fetchMessages = (query: MessageFilters & { cursor?: string; limit?: number }, signal: AbortSignal) =>
  apiFetchPage<MessageView>(`/api/messages${toQuery({ order: 'newest', ...query })}`, { signal })

/** The newest messages, asked for again with every change. */
export const newestMessagesQuery = (filters: MessageFilters, limit?: number) =>
  queryOptions({
    queryKey: ['agent-messages', 'newest', filters, limit],
    queryFn: ({ signal }) => fetchMessages({ ...filters, limit }, signal),
  })

/**
 * The pages below one that is being read. They begin at a fixed place, so they never shift; no live event touches them,
 * because there are many of them, so their rows are asked for again now and then.
 */
export const olderMessagesQuery = (filters: MessageFilters, cursor: string | null) =>
  infiniteQueryOptions({
    queryKey: ['older-messages', filters, cursor],
    queryFn: ({ pageParam, signal }) => fetchMessages({ ...filters, cursor: pageParam }, signal),
    initialPageParam: cursor ?? undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: OLDER_REFRESH_MS,
  })

/** Single rows of a list that is being read, by id: those that the newest page has no room for any more. */
export const messageRowsQuery = (ids: readonly string[]) =>
  queryOptions({
    queryKey: ['message-rows', ids],
    queryFn: async ({ signal }) => {
      const answers = await Promise.allSettled(ids.map((id) => fetchMessage(id, signal)))
      return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
    },
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: OLDER_REFRESH_MS,
  })

const fetchMessage = (id: string, signal: AbortSignal) =>
  apiFetch<MessageDetail>(`/api/messages/${encodeURIComponent(id)}`, { signal })

/** One message with its attempts. The one before stays in sight until it is there. */
export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: ['agent-messages', 'detail', id],
    queryFn: ({ signal }) => fetchMessage(id, signal),
    placeholderData: keepPreviousData,
  })

/** The messages of one flow, newest first, page under page. */
export const flowQuery = (flow: string) =>
  infiniteQueryOptions({
    queryKey: ['agent-messages', 'flow', flow],
    queryFn: ({ pageParam, signal }) =>
      fetchMessages({ conversation_id: flow, cursor: pageParam, limit: MAX_PAGE_SIZE }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** Messages that failed their last try, newest first, page under page. */
export const deadLettersQuery = () =>
  infiniteQueryOptions({
    queryKey: ['agent-messages', 'dead-letters'],
    queryFn: ({ pageParam, signal }) =>
      fetchMessages({ status: 'failed', cursor: pageParam, limit: MAX_PAGE_SIZE }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

const agentPath = (id: string) => `/api/agents/${encodeURIComponent(id)}` as const

/** What redriving an agent's dead letters since a time (ISO 8601) would put back. */
export const redriveEstimateQuery = (agentId: string, since: string | undefined) =>
  queryOptions({
    queryKey: ['agent-messages', 'redrive-estimate', agentId, since],
    queryFn: ({ signal }) =>
      apiFetch<RedriveEstimate>(`${agentPath(agentId)}/redrive${toQuery({ since })}`, { signal }),
    enabled: agentId !== '' && since !== undefined,
    placeholderData: keepPreviousData,
  })

export const redriveMessage = (id: string, reason: string) =>
  apiFetch<MessageView>(`/api/messages/${id}/redrive`, { method: 'POST', body: { reason } })

export const redriveAgent = (agentId: string, body: { since: string; reason: string }) =>
  apiFetch<RedriveResult>(`${agentPath(agentId)}/redrive`, { method: 'POST', body })

export const registerAgent = (input: RegisterAgentInput) =>
  apiFetch<RegisteredAgentView>('/api/agents', { method: 'POST', body: input })

/** Secrets are in the answer when they were made anew. */
export const updateAgent = ({ agent_id, ...body }: UpdateAgentInput) =>
  apiFetch<RegisteredAgentView>(agentPath(agent_id), { method: 'PATCH', body })

export const removeAgent = (id: string) => apiFetch<unknown>(agentPath(id), { method: 'DELETE' })
