import { errorFields, logger } from '#lib/logger.ts'

/** The jobs in hand get 8 s of it; what hangs longer than this is left to others, who recover it. */
const HARD_LIMIT_MS = 10_000
const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/**
 * Ends this process in order when it is told to: `stop`, then exit code 0. A stop that fails or hangs ends with code 1;
 * nothing is lost by it. Takes the place of every earlier handler of these signals, because the one that Next installs
 * ends the process as soon as its server is closed, in the middle of a job.
 */
export function onShutdown(stop: () => Promise<void>): void {
  let isStopping = false
  const handle = (signal: NodeJS.Signals) => {
    if (isStopping) return
    isStopping = true
    logger.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), HARD_LIMIT_MS).unref()
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error(errorFields(error), 'could not stop in order')
        process.exit(1)
      },
    )
  }
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal)
    process.on(signal, handle)
  }
}
