/**
 * For things that are asked for in bursts: does a key at once, and when it is asked for again within `everyMs`, once more
 * after that, however often. Nothing asked for is lost; `stop` drops what is still to come.
 */
export function coalesce<Key>(everyMs: number, run: (key: Key) => void) {
  const resting = new Map<string, { isAsked: boolean; timer: ReturnType<typeof setTimeout> }>()
  const begin = (name: string, key: Key) => {
    const rest = { isAsked: false, timer: setTimeout(() => end(name, key), everyMs) }
    resting.set(name, rest)
    run(key)
  }
  const end = (name: string, key: Key) => {
    const isAsked = resting.get(name)?.isAsked === true
    resting.delete(name)
    if (isAsked) begin(name, key)
  }
  return {
    ask(key: Key): void {
      const name = JSON.stringify(key)
      const rest = resting.get(name)
      if (rest === undefined) begin(name, key)
      else rest.isAsked = true
    },
    stop(): void {
      for (const { timer } of resting.values()) clearTimeout(timer)
      resting.clear()
    },
  }
}
