import { requirePermission } from '#lib/core/authorize.ts'
import { type Ctx, store } from '#lib/core/context.ts'
import {
  faultWords,
  isPublicAddress,
  WEBHOOK_CHANNELS,
  WEBHOOK_PATH,
  type WebhookChannel,
} from '#lib/domain/messaging/webhook.ts'
import type {
  SubscriptionView,
  WebhookChannelView,
  WebhooksView,
} from '#lib/domain/messaging/webhook-schema.ts'

const WEEK_MS = 7 * 24 * 60 * 60_000
/** Reasons that have not been met for this long are history. */
const SHOWN_MS = WEEK_MS

/** What this installation believes; the transports' settings, which verbs do not have. */
export interface BelievedSenders {
  has_twilio: boolean
  topic_arns: readonly string[]
  has_eventbridge: boolean
}

const SUBSCRIPTION_WORDS: Record<SubscriptionView['state'], string> = {
  unlisted:
    'It asked to deliver here and was not confirmed. If it is yours, list it in AWS_SNS_TOPIC_ARNS, restart, and request the confirmation again.',
  confirmed: 'Confirmed. Its messages are taken.',
  failed: 'SNS did not take the confirmation. Request it again in the SNS console.',
  ended:
    'It was unsubscribed and delivers nothing any more. Subscribe the address again if that was not meant.',
  silent: 'Listed, and has never asked to deliver here. Subscribe this address to it.',
}

const NO_SNS_TEST =
  'Only Amazon can sign for SNS. Publish a message to the topic instead: a word that is no text is let pass and shows here.'

async function readChannels(ctx: Ctx, believed: BelievedSenders): Promise<WebhookChannelView[]> {
  const since = new Date(ctx.systemNow() - SHOWN_MS)
  const [rows, failures] = await Promise.all([
    store(ctx).webhookChannel.findMany(),
    store(ctx).webhookFailure.findMany({ where: { last_at: { gt: since } }, orderBy: { last_at: 'desc' } }),
  ])
  const isConfigured: Record<WebhookChannel, boolean> = {
    twilio: believed.has_twilio,
    sns: believed.topic_arns.length > 0,
    eventbridge: believed.has_eventbridge,
  }
  const isPublic = isPublicAddress(ctx.config.publicBaseUrl)
  const noTest = (channel: WebhookChannel) => {
    if (!isConfigured[channel]) return 'This sender is not configured.'
    if (!isPublic) return faultWords('no_public_address')
    return channel === 'sns' ? NO_SNS_TEST : null
  }
  return WEBHOOK_CHANNELS.map((channel) => {
    const row = rows.find((each) => each.channel === channel)
    return {
      channel,
      is_configured: isConfigured[channel],
      last_good_at: row?.last_good_at?.toISOString() ?? null,
      last_bad_at: row?.last_bad_at?.toISOString() ?? null,
      bad_in_a_row: row?.bad_count ?? 0,
      failures: failures
        .filter((failure) => failure.channel === channel)
        .map((failure) => ({
          reason: faultWords(failure.reason),
          count: failure.count,
          first_at: failure.first_at.toISOString(),
          last_at: failure.last_at.toISOString(),
        })),
      tested_at: row?.tested_at?.toISOString() ?? null,
      no_test: noTest(channel),
    }
  })
}

async function readSubscriptions(ctx: Ctx, { topic_arns }: BelievedSenders): Promise<SubscriptionView[]> {
  const rows = await store(ctx).snsSubscription.findMany({ orderBy: { updated_at: 'desc' } })
  const seen = rows.map((row) => {
    // A topic that was listed after it had asked is pending still; one that was taken off the list is unlisted again.
    const state = topic_arns.includes(row.topic_arn)
      ? row.state === 'unlisted'
        ? 'failed'
        : (row.state as SubscriptionView['state'])
      : 'unlisted'
    return { topic_arn: row.topic_arn, state, updated_at: row.updated_at.toISOString() }
  })
  const silent = topic_arns
    .filter((arn) => !rows.some(({ topic_arn }) => topic_arn === arn))
    .map((topic_arn) => ({ topic_arn, state: 'silent' as const, updated_at: null }))
  return [...silent, ...seen].map((each) => ({ ...each, words: SUBSCRIPTION_WORDS[each.state] }))
}

/** How what carriers post to us goes, sender by sender, and how far it was compared with their lists. */
export async function listWebhooks(ctx: Ctx, believed: BelievedSenders): Promise<WebhooksView> {
  requirePermission(ctx, 'conversations:read')
  const base = ctx.config.publicBaseUrl
  const week = new Date(ctx.systemNow() - WEEK_MS)
  const [channels, subscriptions, check, brought_in] = await Promise.all([
    readChannels(ctx, believed),
    readSubscriptions(ctx, believed),
    store(ctx).inboundCheck.findUnique({ where: { provider: 'twilio' } }),
    store(ctx).smsMessage.count({ where: { repaired_at: { gt: week } } }),
  ])
  return {
    address: isPublicAddress(base) ? base.replace(/\/+$/, '') + WEBHOOK_PATH : null,
    channels,
    subscriptions,
    comparison:
      check && believed.has_twilio
        ? {
            ran_at: check.ran_at?.toISOString() ?? null,
            due_at: check.due_at.toISOString(),
            fault: check.fault,
          }
        : null,
    brought_in,
  }
}
