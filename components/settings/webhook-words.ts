import { channelWords } from '#lib/domain/messaging/webhook.ts'
import type { SubscriptionView, WebhookChannelView } from '#lib/domain/messaging/webhook-schema.ts'
import type { Tone } from '../ui/status-pill.tsx'

interface Shown {
  state: string
  tone: Tone
  words: string
}

/** How one sender's posts go, in a clerk's words. */
export function channelState(view: WebhookChannelView): Shown {
  const name = channelWords(view.channel)
  if (!view.is_configured)
    return { state: 'Off', tone: 'neutral', words: `${name} is not configured, so nothing of it is taken.` }
  const { bad_in_a_row: bad } = view
  if (bad > 0) {
    const many = bad === 1 ? 'The last post was' : `The last ${bad} posts were`
    return { state: 'Turned down', tone: 'bad', words: `${many} turned down. Why is said below.` }
  }
  if (view.last_good_at === null)
    return { state: 'Nothing yet', tone: 'warn', words: `${name} has not posted anything yet.` }
  return { state: 'Well', tone: 'good', words: `What ${name} posts arrives and is taken.` }
}

export const TOPIC_STATES: Record<SubscriptionView['state'], { state: string; tone: Tone }> = {
  confirmed: { state: 'Confirmed', tone: 'good' },
  unlisted: { state: 'Not listed', tone: 'warn' },
  failed: { state: 'Not confirmed', tone: 'bad' },
  ended: { state: 'Unsubscribed', tone: 'bad' },
  silent: { state: 'Never asked', tone: 'warn' },
}

/** The comparison with Twilio's list, and what it brought in. */
export function broughtInWords(count: number): string {
  if (count === 0) return 'In the last 7 days the webhook missed nothing.'
  const texts = count === 1 ? '1 text was' : `${count} texts were`
  return `In the last 7 days ${texts} missed by the webhook and brought in from the list.`
}
