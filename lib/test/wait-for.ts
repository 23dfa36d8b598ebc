const POLL_MS = 10
/** Only what never comes ends so: how long a process takes to start is the machine's affair. */
const GIVE_UP_MS = 60_000

type Answer<T> = T | false | null | undefined

/** Asks until the answer is neither false, null nor undefined, and returns it. Fails loudly rather than hangs. */
export async function waitFor<T>(
  what: string,
  ask: () => Answer<T> | Promise<Answer<T>>,
  giveUpMs = GIVE_UP_MS,
): Promise<T> {
  const end = performance.now() + giveUpMs
  for (;;) {
    const answer = await ask()
    if (answer !== false && answer !== null && answer !== undefined) return answer
    if (performance.now() > end) throw new Error(`Waited ${giveUpMs} ms in vain for ${what}.`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
