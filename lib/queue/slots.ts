interface Waiting {
  priority: number
  begin(isMine: boolean): void
}

/** So many may work at once; the others wait, lowest priority number first, in the order they came. */
export interface Slots {
  /** True when a slot is taken, false when the slots were closed before one came free. */
  take(priority: number): Promise<boolean>
  free(): void
  /** Whoever waits is turned away, and so is everyone who comes later. */
  close(): void
}

export function createSlots(count: number): Slots {
  const waiting: Waiting[] = []
  let free = count
  let isClosed = false
  return {
    take(priority) {
      if (isClosed) return Promise.resolve(false)
      if (free > 0) {
        free -= 1
        return Promise.resolve(true)
      }
      return new Promise((begin) => {
        const behind = waiting.findIndex((other) => other.priority > priority)
        waiting.splice(behind === -1 ? waiting.length : behind, 0, { priority, begin })
      })
    },
    free() {
      const next = waiting.shift()
      if (next) next.begin(true)
      else free += 1
    },
    close() {
      isClosed = true
      for (const { begin } of waiting.splice(0)) begin(false)
    },
  }
}
