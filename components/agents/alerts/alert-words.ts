import { type AlertKind, CLEAR_AFTER_MS } from '#lib/domain/operations/alert.ts'
import type { AlertView } from '#lib/domain/operations/alert-schema.ts'
import { durationWords, formatDayTime } from '../../ui/time.ts'

export const KIND_TITLES: Record<AlertKind, string> = {
  queue_depth: 'Messages pile up',
  failure_rate: 'Deliveries fail',
  stale_agents: 'An agent is silent',
  database_down: 'The database is down',
  no_worker: 'No worker runs',
  replies_unanswered: 'Patients wait for staff',
  texts_missed: 'The webhook missed texts',
  webhook_failing: 'The webhook turns posts down',
  carrier_resting: 'A carrier rests',
}

/** What on-call does about it, in one sentence. */
export const KIND_ADVICE: Record<AlertKind, string> = {
  queue_depth: 'See in the registry whether that agent is well; its messages wait and are not lost.',
  failure_rate: 'Open its messages: each try has what the other server answered.',
  stale_agents: 'Ask whoever runs it. Messages to it wait, and routed work goes to others.',
  database_down: 'Nothing can be read or written until it is back. Health names what is failing.',
  no_worker: 'Start one with npm run worker, or set WORKER=inline. What waited is then done at once.',
  replies_unanswered: 'Open Today: the conversations are listed there, the longest wait first.',
  texts_missed:
    'The texts are in their conversations. See under Connections what the webhook met, and try it there.',
  webhook_failing:
    'Connections says which posts and why, with a test of the address. Texts that are missed meanwhile are brought in from Twilio’s list.',
  carrier_resting:
    'Texting says why, and Connections whether its credentials are good. It is tried again by itself; texts may take the other carrier where Texting lets them.',
}

/** Where the trouble can be looked at. */
export const KIND_LINKS: Partial<Record<AlertKind, { href: string; label: string }>> = {
  queue_depth: { href: '/agents/registry', label: 'Registry' },
  failure_rate: { href: '/agents/metrics', label: 'Metrics' },
  stale_agents: { href: '/agents/registry', label: 'Registry' },
  database_down: { href: '/settings/connections', label: 'Connections' },
  no_worker: { href: '/settings/connections', label: 'Connections' },
  replies_unanswered: { href: '/today', label: 'Today' },
  texts_missed: { href: '/settings/connections', label: 'Connections' },
  webhook_failing: { href: '/settings/connections', label: 'Connections' },
  carrier_resting: { href: '/settings/texting', label: 'Texting' },
}

/** `since Tue Dec 1, 10:02 AM (8 min)`; `now` is the system clock in ms, unknown for a moment. */
export function sinceWords({ opened_at }: AlertView, now: number | undefined, zone: string): string {
  const since = `since ${formatDayTime(opened_at, zone)}`
  return now === undefined ? since : `${since} (${durationWords(now - Date.parse(opened_at))})`
}

/** `Tue Dec 1, 10:02 AM, for 8 min` */
export const wasWords = ({ opened_at, closed_at }: AlertView, zone: string): string =>
  `${formatDayTime(opened_at, zone)}, for ${durationWords(Date.parse(closed_at ?? opened_at) - Date.parse(opened_at))}`

/** Not seen at the last looks: it closes when it stays away. */
export const isCalming = ({ last_seen_at }: AlertView, now: number | undefined): boolean =>
  now !== undefined && now - Date.parse(last_seen_at) > CLEAR_AFTER_MS / 2

const EVENT_WORDS = { opened: 'that it began', closed: 'that it is over' } as const

/** What became of the posts to the webhook. */
export function postWords(posts: AlertView['posts']): { text: string; isBad: boolean }[] {
  return posts.map(({ event, state, attempt, last_error }) => {
    const what = `The webhook was told ${EVENT_WORDS[event]}`
    if (state === 'delivered') return { text: `${what}.`, isBad: false }
    if (state === 'failed') {
      return {
        text: `The webhook could not be told ${EVENT_WORDS[event]}, after ${attempt} ${attempt === 1 ? 'try' : 'tries'}: ${last_error ?? 'unknown'}`,
        isBad: true,
      }
    }
    if (last_error === null) return { text: `The webhook is being told ${EVENT_WORDS[event]}.`, isBad: false }
    return {
      text: `The webhook is tried again to tell it ${EVENT_WORDS[event]}. Try ${attempt}: ${last_error}`,
      isBad: true,
    }
  })
}
