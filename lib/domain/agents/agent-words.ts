/** `User agent` for the built-in `user-agent`; agents of others keep the name they gave themselves. */
export function agentWords(name: string): string {
  const builtIn = /^(user|scheduling|provider)-agent$/.exec(name)?.[1]
  return builtIn === undefined ? name : `${builtIn.charAt(0).toUpperCase()}${builtIn.slice(1)} agent`
}
