import type { MessageFilters } from '#lib/api/agents.ts'
import { AGENT_MESSAGE_STATES, type AgentMessageState } from '#lib/domain/agents/message.ts'

/** Every state in words, for the filter. */
export const STATUS_WORDS: Record<AgentMessageState, string> = {
  pending: 'Waiting',
  delivered: 'Delivered, not done',
  processed: 'Processed',
  failed: 'Dead letters',
  expired: 'Expired',
}

/** What the address says about the list, by the names of its parameters. */
export interface FilterState {
  status: AgentMessageState | undefined
  /** An agent's name: sender or receiver. */
  agent: string | undefined
  type: string | undefined
  /** A flow's id as its agents write it, or our conversation's. */
  conversation: string | undefined
}

export const NO_FILTER: FilterState = {
  status: undefined,
  agent: undefined,
  type: undefined,
  conversation: undefined,
}

/** Reads the list's state from the address; what it does not know counts as not set. */
export function readFilters(get: (name: string) => string | undefined): FilterState {
  const status = AGENT_MESSAGE_STATES.find((candidate) => candidate === get('status'))
  return { status, agent: get('agent'), type: get('type'), conversation: get('conversation') }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The message that the address opens; what is no id opens none. */
export function readMessageId(get: (name: string) => string | undefined): string | undefined {
  const id = get('message')
  return id !== undefined && UUID.test(id) ? id : undefined
}

export const hasFilter = (state: FilterState) => Object.values(state).some((value) => value !== undefined)

/** What is asked of the API. */
export const toMessageFilters = (state: FilterState): MessageFilters => ({
  status: state.status,
  agent_id: state.agent,
  message_type: state.type,
  conversation_id: state.conversation,
})
