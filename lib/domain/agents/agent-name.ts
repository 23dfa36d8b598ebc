const NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{1,79}$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const AGENT_NAME_RULE =
  'Use 2 to 80 letters, digits, dots, dashes, colons or underscores, beginning with a letter or digit.'

/** Parts of /api/agents that are no agents. */
const PATHS: readonly string[] = ['metrics']

/** Whether an agent could have this name: 2 to 80 characters that need no escaping in a path. */
export const isAgentName = (text: string): boolean => NAME.test(text)

/** A name that would be taken for another agent's id, or for another address. */
export const isReservedName = (name: string): boolean => UUID.test(name) || PATHS.includes(name.toLowerCase())
