import { errorFields, logger } from '#lib/logger.ts'

export interface Loop {
  /** Runs at once, or once more after the run that is under way. Resolves when that run is over. */
  runNow(): Promise<void>
  /** No further run; resolves when the one under way is over. */
  stop(): Promise<void>
}

/**
 * Runs `runOnce` now and then `everyMs` after the end of each run, never twice at the same time. A run that fails is
 * logged, and the next one comes as usual.
 */
export function startLoop(name: string, everyMs: number, runOnce: () => Promise<unknown>): Loop {
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let again: Promise<void> | null = null
  let isStopped = false

  async function run(): Promise<void> {
    try {
      await runOnce()
    } catch (error) {
      logger.error({ ...errorFields(error), loop: name }, 'a recurring job failed')
    }
  }
  function start(): Promise<void> {
    if (timer) clearTimeout(timer)
    timer = null
    running = run().finally(() => {
      running = null
      if (isStopped || again) return
      timer = setTimeout(start, everyMs)
    })
    return running
  }
  void start()
  return {
    runNow() {
      if (isStopped) return Promise.resolve()
      if (!running) return start()
      again ??= running.then(() => {
        again = null
        return isStopped ? undefined : start()
      })
      return again
    },
    async stop() {
      isStopped = true
      if (timer) clearTimeout(timer)
      await running
      await again
    },
  }
}
