type Handle = (key: string) => Promise<void>

/**
 * Handles one key once at a time in this process. A wake-up that comes while its key is in hand takes no place of its
 * own, and is not lost: the key is handled once more. What throws is the engine's to try again, with all that came.
 */
export function oneAtATime(handle: Handle): Handle {
  const inHand = new Map<string, { isAskedAgain: boolean }>()
  return async (key) => {
    const running = inHand.get(key)
    if (running) {
      running.isAskedAgain = true
      return
    }
    const mine = { isAskedAgain: false }
    inHand.set(key, mine)
    try {
      do {
        mine.isAskedAgain = false
        await handle(key)
      } while (mine.isAskedAgain)
    } finally {
      inHand.delete(key)
    }
  }
}
