/** Whether this browser hears of changes as they happen. `since` is browser time in milliseconds. */
export type LiveState =
  | { status: 'connecting' }
  | { status: 'live' }
  | { status: 'reconnecting'; since: number }

let state: LiveState = { status: 'connecting' }
const listeners = new Set<() => void>()

export function getLiveState(): LiveState {
  return state
}

export function setLiveState(next: LiveState): void {
  if (next.status === state.status) return
  state = next
  for (const listener of listeners) listener()
}

export function onLiveState(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
