import type { JobKind } from '#lib/domain/jobs.ts'
import { errorFields, logger } from '#lib/logger.ts'
import type { Handle } from './port.ts'

/** True when the handler is done. What it throws is logged: which row it was, and never what stood in it. */
export async function runJob(kind: JobKind, key: string, handle: Handle): Promise<boolean> {
  try {
    await handle(key)
    return true
  } catch (error) {
    logger.error({ ...errorFields(error), job: kind, key }, 'a job failed; its row stays due')
    return false
  }
}
