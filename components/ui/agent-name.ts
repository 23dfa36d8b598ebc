import { agentWords } from '#lib/domain/agents/agent-words.ts'

/** An agent as people call it. */
export const agentName = agentWords

/** `User`, where the place says already that it is an agent. */
export const shortAgentName = (name: string): string => agentName(name).replace(/ agent$/, '')
