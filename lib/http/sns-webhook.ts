import type { X509Certificate } from 'node:crypto'
import type { App } from '#lib/compose.ts'
import {
  certificateUrl,
  confirmationUrl,
  isSnsFresh,
  parseSns,
  readCertificate,
  type SnsEnvelope,
  verifySns,
} from '#lib/protocols/sms/sns.ts'
import { noteTopic } from '#lib/services/webhook/note-topic.ts'
import { takeAwsPayload } from './aws-payload.ts'
import { readText } from './body.ts'
import { requirePublicAddress } from './sms-sender.ts'
import { ProofError } from './webhook-fault.ts'

export const SNS_TYPE_HEADER = 'x-amz-sns-message-type'
/** SNS messages have at most this much. */
export const MAX_JSON_BYTES = 256 * 1024
/** Amazon changes its certificate about once a year. */
const MAX_CERTIFICATES = 8

const certificates = new WeakMap<App, Map<string, X509Certificate>>()

/** Kept only when it is one: an error page must not stand in for the certificate until the next restart. */
async function certificateFor(app: App, message: SnsEnvelope): Promise<X509Certificate> {
  const url = certificateUrl(message)
  if (url === null) throw new ProofError('bad_sns_signature')
  const known = certificates.get(app) ?? new Map<string, X509Certificate>()
  certificates.set(app, known)
  const kept = known.get(url)
  if (kept) return kept
  const answer = await app.ports.carrierWeb.get(url)
  const certificate = 'status' in answer && answer.status === 200 ? readCertificate(answer.body) : null
  if (certificate === null) throw new ProofError('no_certificate')
  if (known.size >= MAX_CERTIFICATES) known.clear()
  known.set(url, certificate)
  return certificate
}

/** Only Amazon's certificate for the topic's region, only a fresh message. A listed topic is checked first: it costs nothing. */
async function requireSigned(app: App, message: SnsEnvelope): Promise<void> {
  const now = app.systemCtx().systemNow()
  if (!isSnsFresh(message, now)) throw new ProofError('too_old')
  if (!verifySns(message, await certificateFor(app, message), now)) throw new ProofError('bad_sns_signature')
}

async function confirm(app: App, message: SnsEnvelope): Promise<void> {
  const url = confirmationUrl(message)
  if (url === null) throw new ProofError('bad_sns_signature')
  const answer = await app.ports.carrierWeb.get(url)
  const isConfirmed = 'status' in answer && answer.status === 200
  await noteTopic(app.systemCtx(), message.TopicArn, isConfirmed ? 'confirmed' : 'failed')
  if (!isConfirmed) throw new ProofError('no_confirmation')
}

/**
 * A post of Amazon SNS. A listed topic's subscription is confirmed at once; one that nobody listed is only written down, so
 * that staff see it; the end of a subscription is written down and not undone.
 */
export async function receiveSns(app: App, request: Request): Promise<Response> {
  const { aws } = app.settings
  if (aws === null) throw new ProofError('not_configured')
  requirePublicAddress(app)
  const raw = await readText(request, MAX_JSON_BYTES)
  const message = parseSns(raw, request.headers.get(SNS_TYPE_HEADER) ?? '')
  const isListed = aws.topicArns.includes(message.TopicArn)
  const isAsking = message.Type === 'SubscriptionConfirmation'
  if (!isListed && !isAsking) throw new ProofError('unlisted_topic')
  await requireSigned(app, message)
  if (!isListed) {
    await noteTopic(app.systemCtx(), message.TopicArn, 'unlisted')
    throw new ProofError('unlisted_topic')
  }
  if (isAsking) await confirm(app, message)
  else if (message.Type === 'UnsubscribeConfirmation') {
    await noteTopic(app.systemCtx(), message.TopicArn, 'ended')
  } else {
    const envelope = { channel: 'sns', event_id: message.MessageId, raw } as const
    await takeAwsPayload(app, {
      ...envelope,
      payload: message.Message,
      occurred_at: Date.parse(message.Timestamp),
    })
  }
  return new Response(null, { status: 200 })
}
