/** The agents that come with the product. Their names are unique in the registry and never change. */
export const BUILTIN_AGENTS = {
  'user-agent': {
    type: 'user',
    capabilities: ['offer_slots', 'confirm_appointment', 'ask_staff'],
  },
  'scheduling-agent': {
    type: 'scheduling',
    capabilities: ['request_appointment', 'confirm_slot', 'decline_slots'],
  },
  'provider-agent': {
    type: 'provider',
    capabilities: ['query_availability', 'request_booking'],
  },
} as const

export type BuiltinAgentName = keyof typeof BUILTIN_AGENTS

export const BUILTIN_AGENT_NAMES = Object.keys(BUILTIN_AGENTS) as BuiltinAgentName[]

/** True for the name of one of our own agents, which nobody else may register. */
export const isBuiltinAgent = (name: string): name is BuiltinAgentName => Object.hasOwn(BUILTIN_AGENTS, name)
