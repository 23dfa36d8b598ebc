import { app } from '#lib/compose.ts'
import { isSwitchboardError } from '#lib/domain/errors.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { onShutdown } from './shutdown.ts'
import { startProcess } from './start.ts'

/** `npm run worker`: jobs and loops in a process of their own, beside web processes with WORKER=separate. */
async function main(): Promise<void> {
  const own = app()
  await own.start()
  const running = await startProcess(own, { role: 'worker' })
  onShutdown(async () => {
    await running.stop()
    await own.stop()
  })
  logger.info('the worker is running')
}

main().catch((error: unknown) => {
  if (isSwitchboardError(error)) console.error(error.message)
  else logger.fatal(errorFields(error), 'the worker could not start')
  process.exit(1)
})
