import { generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto'
import type { CarrierWeb, WebAnswer } from '#lib/domain/messaging/carrier-web.ts'
import { selfSigned } from './certificate.ts'

const DAY_MS = 86_400_000

type SnsType = 'SubscriptionConfirmation' | 'Notification' | 'UnsubscribeConfirmation'

/** Keys in the order that "Verifying the signatures of Amazon SNS messages" has them; written without the product's code. */
const SIGNED: Record<'notification' | 'confirmation', readonly string[]> = {
  notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  confirmation: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
}

export interface SnsPost {
  headers: Record<string, string>
  body: string
}

interface MessageOptions {
  topicArn?: string
  subject?: string
  messageId?: string
  version?: '1' | '2'
  timestamp?: number
  /** Changes the message before it is signed. */
  before?: Record<string, unknown>
  /** Changes the message after it was signed. */
  after?: Record<string, unknown>
  headers?: Record<string, string>
}

/**
 * Amazon SNS as it looks from outside: topics that sign with a key of this test, the certificate at its address, and
 * subscriptions that are pending until somebody gets their SubscribeURL. Give `web` to the product as its carrierWeb port.
 */
export class FakeSns {
  readonly topicArn: string
  readonly region: string
  /** Topics whose subscription was confirmed. */
  readonly confirmed = new Set<string>()
  /** Addresses that were asked for. */
  readonly asked: string[] = []
  /** What every address answers instead, until it is taken away. */
  outage: WebAnswer | null = null
  readonly #keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  readonly #certificate: string
  readonly #path = `/SimpleNotificationService-${randomBytes(16).toString('hex')}.pem`
  readonly #tokens = new Map<string, string>()
  readonly #now: () => number

  constructor(options: { now: () => number; region?: string; validUntil?: number }) {
    this.#now = options.now
    this.region = options.region ?? 'us-east-1'
    this.topicArn = `arn:aws:sns:${this.region}:123456789012:incoming-sms`
    const from = options.now() - DAY_MS
    this.#certificate = selfSigned(this.#keys, { from, until: options.validUntil ?? from + 365 * DAY_MS })
  }

  get host() {
    return `sns.${this.region}.amazonaws.com`
  }

  get certificateUrl() {
    return `https://${this.host}${this.#path}`
  }

  readonly web: CarrierWeb = {
    get: async (url) => {
      this.asked.push(url)
      if (this.outage) return this.outage
      return this.#answer(new URL(url))
    },
    post: async () => ({ fault: 'the fake SNS takes no posts' }),
  }

  #answer(url: URL): WebAnswer {
    if (url.host !== this.host) return { fault: 'ENOTFOUND' }
    if (url.pathname === this.#path) return { status: 200, body: this.#certificate }
    const topicArn = url.searchParams.get('TopicArn') ?? ''
    const isRight = this.#tokens.get(url.searchParams.get('Token') ?? '') === topicArn
    if (url.searchParams.get('Action') !== 'ConfirmSubscription' || !isRight)
      return { status: 400, body: '<Error/>' }
    this.confirmed.add(topicArn)
    return { status: 200, body: '<ConfirmSubscriptionResponse/>' }
  }

  /** What SNS posts when somebody subscribes our address to a topic. */
  subscription(options: MessageOptions = {}): SnsPost {
    return this.#confirmation('SubscriptionConfirmation', options)
  }

  /** What SNS posts when our address is unsubscribed. */
  unsubscription(options: MessageOptions = {}): SnsPost {
    return this.#confirmation('UnsubscribeConfirmation', options)
  }

  /** A message of the topic. An object becomes the JSON text that AWS puts there. */
  notification(message: object | string, options: MessageOptions = {}): SnsPost {
    return this.#signed(
      'Notification',
      {
        Message: typeof message === 'string' ? message : JSON.stringify(message),
        ...(options.subject === undefined ? {} : { Subject: options.subject }),
      },
      options,
    )
  }

  #confirmation(type: SnsType, options: MessageOptions): SnsPost {
    const token = randomBytes(32).toString('hex')
    const topicArn = options.topicArn ?? this.topicArn
    this.#tokens.set(token, topicArn)
    const query = new URLSearchParams({ Action: 'ConfirmSubscription', TopicArn: topicArn, Token: token })
    const fields = {
      Message: `You have chosen to ... the topic ${topicArn}.\nTo confirm, visit the SubscribeURL.`,
      Token: token,
      SubscribeURL: `https://${this.host}/?${query}`,
    }
    return this.#signed(type, fields, options)
  }

  #signed(type: SnsType, fields: Record<string, string>, options: MessageOptions): SnsPost {
    const message: Record<string, unknown> = {
      Type: type,
      MessageId: options.messageId ?? randomUUID(),
      TopicArn: options.topicArn ?? this.topicArn,
      ...fields,
      Timestamp: new Date(options.timestamp ?? this.#now()).toISOString(),
      SignatureVersion: options.version ?? '1',
      SigningCertURL: this.certificateUrl,
      ...options.before,
    }
    const keys = SIGNED[type === 'Notification' ? 'notification' : 'confirmation']
    const text = keys
      .filter((key) => message[key] !== undefined)
      .map((key) => `${key}\n${message[key]}\n`)
      .join('')
    const algorithm = message.SignatureVersion === '2' ? 'RSA-SHA256' : 'RSA-SHA1'
    const Signature = sign(algorithm, Buffer.from(text), this.#keys.privateKey).toString('base64')
    const body = { ...message, Signature, ...options.after }
    return {
      headers: {
        'content-type': 'text/plain; charset=UTF-8',
        'user-agent': 'Amazon Simple Notification Service Agent',
        'x-amz-sns-message-type': type,
        'x-amz-sns-message-id': String(message.MessageId),
        'x-amz-sns-topic-arn': String(message.TopicArn),
        ...options.headers,
      },
      body: JSON.stringify(body),
    }
  }
}
