import { z } from 'zod'
import { agentWords } from '../agents/agent-words.ts'
import { classifyCarrierError } from '../messaging/carrier-errors.ts'
import type { SmsProvider } from '../messaging/carrier-policy.ts'
import { FAULTS_BEFORE_REST } from '../messaging/gateway-health.ts'
import { gatewayName } from '../messaging/sms.ts'
import { channelWords, faultWords } from '../messaging/webhook.ts'

/** What on-call wants to hear of. Each has one threshold; null switches it off. */
export const ALERT_KINDS = [
  'queue_depth',
  'failure_rate',
  'stale_agents',
  'database_down',
  'no_worker',
  'replies_unanswered',
  'texts_missed',
  'webhook_failing',
  'carrier_resting',
] as const
export type AlertKind = (typeof ALERT_KINDS)[number]

const MINUTE_S = 60
const SECOND = 1_000
const MINUTE = 60 * SECOND

/** Tries to reach an agent are judged over this long. */
export const FAILURE_WINDOW_MS = 15 * MINUTE
/** A text that was brought in is told of for this long. */
export const MISSED_WINDOW_MS = 60 * MINUTE
/** A webhook that is posted to less often than this and turns everything down is told of while somebody tries. */
export const WEBHOOK_WINDOW_MS = 15 * MINUTE
/** Fewer tries than this say nothing about an agent. */
export const MIN_TRIES = 5
/** A trouble is over when it has not been seen for this long, so that one on the brink is one alert and not twenty. */
export const CLEAR_AFTER_MS = 60 * SECOND

const threshold = (least: number, most: number) => z.number().int().min(least).max(most).nullable()

/** Messages, percent, minutes, seconds, seconds, minutes, texts, posts, faults. */
export const alertThresholds = z.object({
  queue_depth: threshold(1, 1_000_000).describe('Messages that wait for one agent.'),
  failure_rate: threshold(1, 100).describe('Percent of the tries to reach one agent within 15 minutes.'),
  stale_agents: threshold(5, 10_080).describe('Minutes without a heartbeat of an active outside agent.'),
  database_down: threshold(5, 3_600).describe('Seconds without an answer of the database.'),
  no_worker: threshold(15, 3_600).describe('Seconds without any worker.'),
  replies_unanswered: threshold(1, 10_080).describe('Minutes that a conversation waits for staff.'),
  texts_missed: threshold(1, 10_000).describe(
    'Texts within an hour that the webhook missed and the carrier’s list brought in.',
  ),
  webhook_failing: threshold(1, 10_000).describe(
    'Posts of one carrier in a row that the webhook turned down.',
  ),
  carrier_resting: threshold(FAULTS_BEFORE_REST, 10_000).describe(
    'Faults of one carrier in a row. From 3 on it rests, at once when it refuses our account.',
  ),
})
export type AlertThresholds = z.infer<typeof alertThresholds>

export const DEFAULT_THRESHOLDS: AlertThresholds = {
  queue_depth: 100,
  failure_rate: 50,
  stale_agents: 5,
  database_down: 30,
  no_worker: 30,
  replies_unanswered: 60,
  texts_missed: 1,
  webhook_failing: 5,
  carrier_resting: FAULTS_BEFORE_REST,
}

interface Owned {
  id: string
  name: string
  clinic_id: string | null
}

/** What was found, each in its own unit; the rows that cannot be a trouble may be left out. */
export interface Observations {
  queues: { agent: Owned | null; waiting: number }[]
  deliveries: { agent: Owned; tries: number; failed: number }[]
  /** Active outside agents that were heard of at least once. */
  agents: (Owned & { silent_ms: number })[]
  /** Since any worker was heard of. */
  worker_silent_ms: number
  replies: { clinic: { id: string; name: string }; waiting_ms: number[] }[]
  /** Texts that were brought in within `MISSED_WINDOW_MS`, and when carriers had taken them, epoch ms. */
  missed: { count: number; first_at: number; last_at: number }
  /** Senders whose posts were turned down within `WEBHOOK_WINDOW_MS`, each with its latest reason. */
  webhooks: { channel: string; bad: number; reason: string }[]
  /** Configured carriers that rest, or whose trial is due; `rests_ms` is how much longer, 0: the next text tries it. */
  carriers: { provider: SmsProvider; faults: number; code: string | null; rests_ms: number }[]
}

/** One thing that is wrong; `kind` and `subject` name it as long as it lasts. */
export interface Trouble {
  kind: AlertKind
  subject: string
  clinic_id: string | null
  /** In a person's words, without a patient's name or number. */
  message: string
}

/** The subject of what concerns the installation as a whole. */
export const WHOLE = 'all'
/** The subject of messages that have no receiver. */
const UNROUTED = 'unrouted'

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/** `2 h 5 min`, `7 min`, `40 s`. */
export function durationWords(ms: number): string {
  const seconds = Math.floor(ms / SECOND)
  if (seconds < 2 * MINUTE_S) return `${seconds} s`
  const minutes = Math.floor(seconds / MINUTE_S)
  const hours = Math.floor(minutes / 60)
  if (hours === 0) return `${minutes} min`
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
}

function queueTroubles({ queues }: Observations, limit: number): Trouble[] {
  return queues
    .filter(({ waiting }) => waiting >= limit)
    .map(({ agent, waiting }) => ({
      kind: 'queue_depth',
      subject: agent?.id ?? UNROUTED,
      clinic_id: agent?.clinic_id ?? null,
      message: `${counted(waiting, 'message waits', 'messages wait')} for ${agent ? agentWords(agent.name) : 'an agent that can take them'}; the limit is ${limit}.`,
    }))
}

function failureTroubles({ deliveries }: Observations, percent: number): Trouble[] {
  return deliveries
    .filter(({ tries, failed }) => tries >= MIN_TRIES && failed * 100 >= percent * tries)
    .map(({ agent, tries, failed }) => ({
      kind: 'failure_rate',
      subject: agent.id,
      clinic_id: agent.clinic_id,
      message: `${failed} of the last ${tries} tries to hand ${agentWords(agent.name)} a message failed (${Math.round((100 * failed) / tries)} % within 15 minutes).`,
    }))
}

function staleTroubles({ agents }: Observations, minutes: number): Trouble[] {
  return agents
    .filter(({ silent_ms }) => silent_ms > minutes * MINUTE)
    .map(({ id, name, clinic_id, silent_ms }) => ({
      kind: 'stale_agents',
      subject: id,
      clinic_id,
      message: `${name} has not been heard of for ${durationWords(silent_ms)}. It gets no routed work.`,
    }))
}

function workerTroubles({ worker_silent_ms: silent }: Observations, seconds: number): Trouble[] {
  if (silent <= seconds * SECOND) return []
  return [
    {
      kind: 'no_worker',
      subject: WHOLE,
      clinic_id: null,
      message: `No worker was heard of for ${durationWords(silent)}. Texts are not sent, replies are not read, agents do not work; nothing is lost.`,
    },
  ]
}

function replyTroubles({ replies }: Observations, minutes: number): Trouble[] {
  return replies.flatMap(({ clinic, waiting_ms }) => {
    const late = waiting_ms.filter((ms) => ms >= minutes * MINUTE)
    if (late.length === 0) return []
    const many = counted(late.length, 'conversation waits', 'conversations wait')
    return [
      {
        kind: 'replies_unanswered' as const,
        subject: clinic.id,
        clinic_id: clinic.id,
        message: `${many} for staff of ${clinic.name} for more than ${minutes} minutes, the longest for ${durationWords(Math.max(...late))}.`,
      },
    ]
  })
}

function missedTroubles({ missed }: Observations, limit: number): Trouble[] {
  if (missed.count < limit) return []
  const { count, first_at, last_at } = missed
  const took = last_at - first_at
  return [
    {
      kind: 'texts_missed',
      subject: WHOLE,
      clinic_id: null,
      message: `${counted(count, 'text of a patient', 'texts of patients')} did not reach the webhook${took >= SECOND ? ` within ${durationWords(took)}` : ''} and ${count === 1 ? 'was' : 'were'} brought in from the carrier’s list. Nothing is lost; see why the webhook was missed.`,
    },
  ]
}

function webhookTroubles({ webhooks }: Observations, limit: number): Trouble[] {
  return webhooks
    .filter(({ bad }) => bad >= limit)
    .map(({ channel, bad, reason }) => ({
      kind: 'webhook_failing',
      subject: channel,
      clinic_id: null,
      message: `The last ${counted(bad, 'post', 'posts')} of ${channelWords(channel)} to the webhook ${bad === 1 ? 'was' : 'were'} turned down. ${faultWords(reason)}`,
    }))
}

function carrierTroubles({ carriers }: Observations, limit: number): Trouble[] {
  return carriers
    .filter(({ faults }) => faults >= limit)
    .map(({ provider, code, rests_ms }) => {
      const why = code === null ? 'no answer' : classifyCarrierError(provider, code).words
      const rest = rests_ms > 0 ? `It rests for another ${durationWords(rests_ms)}` : 'The next text tries it'
      return {
        kind: 'carrier_resting',
        subject: provider,
        clinic_id: null,
        message: `${gatewayName(provider)} takes no texts: ${why}. ${rest}. Texts wait, or take the other carrier where a clinic lets them; nothing is lost.`,
      }
    })
}

/**
 * What of the observations is a trouble by these thresholds. `database_down` is none of them: a database that is down
 * cannot be asked, so the process that misses it says so itself.
 */
export function findTroubles(observed: Observations, thresholds: AlertThresholds): Trouble[] {
  const judge = (limit: number | null, find: (observed: Observations, limit: number) => Trouble[]) =>
    limit === null ? [] : find(observed, limit)
  return [
    ...judge(thresholds.queue_depth, queueTroubles),
    ...judge(thresholds.failure_rate, failureTroubles),
    ...judge(thresholds.stale_agents, staleTroubles),
    ...judge(thresholds.no_worker, workerTroubles),
    ...judge(thresholds.replies_unanswered, replyTroubles),
    ...judge(thresholds.texts_missed, missedTroubles),
    ...judge(thresholds.webhook_failing, webhookTroubles),
    ...judge(thresholds.carrier_resting, carrierTroubles),
  ]
}

/** Waits after the first, second, ... failed post of an alert; after the last one it is given up. */
export const POST_DELAYS_MS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  60 * MINUTE,
  120 * MINUTE,
]
