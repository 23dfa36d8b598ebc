import { within } from '#lib/core/within.ts'
import type { Db } from '#lib/db/client.ts'
import { HEARTBEAT_LOST_AFTER_MS } from '#lib/domain/agents/heartbeat.ts'
import type { HealthView } from '#lib/domain/staff/schema.ts'
import { gatewayWarnings } from '../carrier/warnings.ts'
import { isReplyModelOn } from '../reply-model/is-on.ts'

/** How long a part may take to answer before it counts as down. */
const PROBE_TIMEOUT_MS = 2_000

export interface HealthSources {
  db: Db
  queueHealth(): Promise<string | null>
  /** What the queue does and still deserves a look. */
  queueWarnings(): Promise<string[]>
  /** Epoch ms of the system clock: heartbeats are on it. */
  systemNow(): number
  version: string
  smsProvider: string
  replyModel: string | null
  publicBaseUrl: string | null
}

/** The youngest heartbeat of a process that works, null when there is none; undefined when the database does not say. */
async function lastBeat(db: Db): Promise<Date | null | undefined> {
  try {
    const row = await db.workerHeartbeat.findFirst({
      where: { role: { in: ['worker', 'both'] } },
      orderBy: { beat_at: 'desc' },
      select: { beat_at: true },
    })
    return row?.beat_at ?? null
  } catch {
    return undefined
  }
}

function workerWords(beat: Date | null | undefined, now: number): string {
  if (beat === undefined) return 'unknown while the database is down'
  if (beat === null) return 'not running'
  const silence = now - beat.getTime()
  return silence <= HEARTBEAT_LOST_AFTER_MS ? 'ok' : `silent for ${Math.round(silence / 1000)} s`
}

/** `off`, `switched off`, or the name of the model; it may be asked where the database does not say. */
async function replyModelWords({ replyModel, db }: HealthSources): Promise<string> {
  if (replyModel === null) return 'off'
  return (await isReplyModelOn(db).catch(() => true)) ? replyModel : 'switched off'
}

/** What is right with every part and still deserves a look. */
function warningsOf(sources: HealthSources): string[] {
  const isHttps = URL.parse(sources.publicBaseUrl ?? '')?.protocol === 'https:'
  if (sources.smsProvider === 'mock' || isHttps) return []
  return [
    'PUBLIC_BASE_URL is not a public https address, so the webhook answers 403, and no reply or report of the carrier can come in.',
  ]
}

/**
 * How the parts are, in words; `failing` names those that are down. Never throws, and answers within seconds even when the
 * database hangs.
 */
export async function readHealth(sources: HealthSources): Promise<HealthView> {
  const silent = 'The job queue does not answer.'
  const [beat, queueFault, queueWarnings, gateways, replyModel] = await Promise.all([
    within(lastBeat(sources.db), PROBE_TIMEOUT_MS, undefined),
    within(
      sources.queueHealth().catch(() => silent),
      PROBE_TIMEOUT_MS,
      silent,
    ),
    // Where these cannot be read, what they would be read from is down, and that is said already.
    within(
      sources.queueWarnings().catch(() => []),
      PROBE_TIMEOUT_MS,
      [],
    ),
    within(
      gatewayWarnings(sources.db).catch(() => []),
      PROBE_TIMEOUT_MS,
      [],
    ),
    within(replyModelWords(sources), PROBE_TIMEOUT_MS, sources.replyModel ?? 'off'),
  ])
  const worker = workerWords(beat, sources.systemNow())
  const failing = [
    ...(beat === undefined ? ['database'] : []),
    ...(queueFault === null ? [] : ['queue']),
    ...(worker === 'ok' ? [] : ['worker']),
  ]
  return {
    status: failing.length === 0 ? 'ok' : 'failing',
    version: sources.version,
    database: beat === undefined ? 'unreachable' : 'ok',
    queue: queueFault ?? 'ok',
    worker,
    sms_provider: sources.smsProvider,
    reply_model: replyModel,
    failing,
    warnings: [...warningsOf(sources), ...gateways, ...queueWarnings],
  }
}
