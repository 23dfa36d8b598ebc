import diagnostics from 'node:diagnostics_channel'
import type { Server } from 'node:http'
import { type App, app } from '#lib/compose.ts'
import { errorFields, logger } from '#lib/logger.ts'
import { onShutdown } from './shutdown.ts'
import { type RunningProcess, startProcess } from './start.ts'

/** How long requests that are under way may take once the process is told to stop. */
const REQUESTS_LIMIT_MS = 5_000
const RETRY_MS = 1_000

const holder = globalThis as typeof globalThis & { switchboardWeb?: true }

/** The HTTP servers of this process, which Next keeps to itself: each request names its own. */
function knownServers(): Set<Server> {
  const servers = new Set<Server>()
  diagnostics.subscribe('http.server.request.start', (message) => {
    servers.add((message as { server: Server }).server)
  })
  return servers
}

/** Takes no more requests and waits for those under way. */
async function closeServers(servers: Iterable<Server>): Promise<void> {
  const closed = [...servers].map((server) => new Promise<void>((resolve) => server.close(() => resolve())))
  for (const server of servers) server.closeIdleConnections()
  const limit = new Promise((resolve) => setTimeout(resolve, REQUESTS_LIMIT_MS).unref())
  await Promise.race([Promise.all(closed), limit])
}

/** Starts the process's part, and tries again when the database went away in between. */
async function startWhenPossible(own: App, isOver: () => boolean): Promise<RunningProcess | null> {
  await own.start()
  while (!isOver()) {
    try {
      return await startProcess(own, { role: own.settings.hasInlineWorker ? 'both' : 'web' })
    } catch (error) {
      logger.error(errorFields(error), 'the worker could not start; trying again')
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    }
  }
  return null
}

/**
 * What a web process does beside answering requests: heartbeat, worker unless WORKER=separate, and an orderly end. Called
 * once, when the server starts; the server does not wait for the database, so that health can say what is wrong.
 */
export function startWebProcess(): void {
  if (holder.switchboardWeb) return
  holder.switchboardWeb = true
  const own = app()
  const servers = knownServers()
  let isStopping = false
  const running = startWhenPossible(own, () => isStopping)
  running.catch((error: unknown) => logger.error(errorFields(error), 'the worker could not start'))
  onShutdown(async () => {
    isStopping = true
    for (const close of [...own.streams]) close()
    const started = await Promise.race([running, Promise.resolve(null)])
    await Promise.all([closeServers(servers), started?.stop()])
    await own.stop()
  })
}
