import { BUILTIN_HANDLERS } from '#lib/agents/registry.ts'
import type { RunningAgents } from '#lib/bus/handler.ts'
import type { App } from '#lib/compose.ts'
import { HEARTBEAT_EVERY_MS } from '#lib/domain/agents/heartbeat.ts'
import { JOB_KINDS } from '#lib/domain/jobs.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { ensureBuiltinAgents } from '#lib/services/agent/ensure-builtin.ts'
import { checkAfterStart } from '#lib/services/webhook/inbound-check.ts'
import { startAlertLoops } from './alert-loops.ts'
import { jobHandlers } from './handlers.ts'
import { beat, leave, type ProcessRole } from './heartbeat.ts'
import { startLoop } from './loop.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { type Recurring, startRecurring } from './recurring.ts'

export interface RunningProcess {
  /** Takes no more jobs, finishes those in hand (at most 8 s), and leaves the list of processes. */
  stop(): Promise<void>
}

export interface ProcessOptions {
  role: ProcessRole
  /** The agents whose handlers run here; all built-in ones by default. */
  agents?: RunningAgents
}

async function startWork(app: App, agents: RunningAgents): Promise<Recurring> {
  await ensureBuiltinAgents(app.systemCtx())
  const handlers = jobHandlers(agents)
  const atOnce = app.settings.messageQueueWorkers
  const handles = new Map(
    JOB_KINDS.map((kind) => [kind, oneAtATime((key) => handlers[kind](app.systemCtx(), key))]),
  )
  for (const [kind, handle] of handles) await app.queue.consume(kind, handle, { atOnce })
  return startRecurring(() => app.systemCtx(), {
    agents: Object.keys(agents),
    atOnce,
    async handle({ kind, key }) {
      await handles.get(kind)?.(key)
    },
  })
}

/**
 * Makes this process take part: a heartbeat with its clock offset, the watch for trouble, and unless it only answers
 * requests, the jobs and the recurring loops. When the clock is moved, due work is done at once. Needs a started app.
 */
export async function startProcess(app: App, options: ProcessOptions): Promise<RunningProcess> {
  const agents = options.role === 'web' ? {} : (options.agents ?? BUILTIN_HANDLERS)
  const self = { id: app.systemCtx().newId(), role: options.role, startedAt: app.systemCtx().systemNow() }
  const work = options.role === 'web' ? null : await startWork(app, agents)
  if (options.role !== 'worker') await checkAfterStart(app.systemCtx())
  const heartbeat = startLoop('heartbeat', HEARTBEAT_EVERY_MS, () =>
    beat(app.systemCtx(), { ...self, clockOffsetMs: app.clock.offsetMs(), agents: Object.keys(agents) }),
  )
  const alerts = startAlertLoops(() => app.systemCtx())
  async function followClock(): Promise<void> {
    await app.clock.refresh()
    await heartbeat.runNow()
    await work?.catchUp()
  }
  const unsubscribe = app.hub.subscribe({
    onEvent(event) {
      if (event.type !== 'clock.changed') return
      followClock().catch((error) =>
        logger.error(errorFields(error), 'the moved clock could not be followed'),
      )
    },
  })
  return {
    async stop() {
      unsubscribe()
      await Promise.all([heartbeat.stop(), work?.stop(), app.queue.drain(), alerts.stop()])
      await leave(app.systemCtx(), self.id)
    },
  }
}
