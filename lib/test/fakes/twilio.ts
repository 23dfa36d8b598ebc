import { SENTINEL_NUMBERS } from '#lib/gateways/sms/mock.ts'
import { type FakeAnswer, type FakeReaction, type FakeRequest, startFakeServer } from './fake-server.ts'
import { checkCreate, sentinelRefusal } from './twilio-create.ts'
import { setUpAnswer } from './twilio-set-up.ts'
import { type InboundOptions, inboundParams, postSigned, type WebhookResult } from './twilio-webhooks.ts'
import { type FakeMessage, newMessageSid, toWire, twilioError } from './twilio-wire.ts'

export interface FakeTwilioOptions {
  port?: number
  accountSid?: string
  authToken?: string
  /** Numbers of the account, and messaging services that send from the first of them. */
  numbers?: readonly string[]
  messagingServices?: readonly string[]
  /** Epoch milliseconds. */
  now?: () => number
}

/** Where addresses that begin with `origin` are really reached: Twilio signs the public one and posts to the local one. */
export interface PublicSite {
  origin: string
  reachedAt: string
}

/** What the next POST Messages.json meets: Twilio's answer, or a cut or silent connection, with or without keeping the text. */
export type NextFailure = { answer: FakeAnswer } | { connection: 'hang_up' | 'silence'; isTextKept: boolean }

const DEFAULT_PAGE_SIZE = 50
const MAX_PAGE_SIZE = 1_000
/** Twilio's default words; it blocks the number itself and still passes the text on (support article 223134027). */
const STOP_WORDS = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'])
const START_WORDS = new Set(['START', 'YES', 'UNSTOP'])

/**
 * A stateful stand-in for Twilio's Messages API: real HTTP for the real SDK. It keeps messages and opt-outs, refuses what
 * Twilio refuses, misbehaves for the sentinel numbers, and posts signed webhooks.
 */
export class FakeTwilio {
  readonly accountSid: string
  readonly authToken: string
  readonly numbers: readonly string[]
  readonly messages: FakeMessage[] = []
  readonly requests: FakeRequest[] = []
  readonly #optedOut = new Set<string>()
  readonly #failures: NextFailure[] = []
  readonly #attempts = new Map<string, number>()
  readonly messagingServices: readonly string[]
  readonly #now: () => number
  /** The product's public address, once it has one. */
  site: PublicSite | null = null
  /** While true nothing is posted: texts are kept and their webhooks fail, as when the product cannot be reached. */
  isWebhookDown = false
  /** Where the numbers and services deliver texts, as set in the console. */
  smsUrl = 'https://demo.twilio.com/welcome/sms/reply'
  /** A number that cannot text. */
  isVoiceOnly = false
  url = ''
  close: () => Promise<void> = async () => {}

  constructor(options: FakeTwilioOptions = {}) {
    this.accountSid = options.accountSid ?? `AC${'a'.repeat(32)}`
    this.authToken = options.authToken ?? 'fake-twilio-auth-token'
    this.numbers = options.numbers ?? ['+14155550100']
    this.messagingServices = options.messagingServices ?? [`MG${'b'.repeat(32)}`]
    this.#now = options.now ?? Date.now
  }

  /** The texts that went to a number, oldest first. */
  sentTo(to: string): FakeMessage[] {
    return this.messages.filter((message) => message.direction === 'outbound-api' && message.to === to)
  }

  /** Lets the next create meet a failure; several calls queue up. */
  failNext(failure: NextFailure): void {
    this.#failures.push(failure)
  }

  /** A patient's text: kept, then posted to the webhook with Twilio's signature. */
  async receive(options: InboundOptions): Promise<WebhookResult> {
    const to = options.to ?? this.numbers[0]!
    const params = inboundParams(this.accountSid, { ...options, to })
    const word = options.body.trim().toUpperCase()
    if (STOP_WORDS.has(word)) this.#optedOut.add(options.from)
    if (START_WORDS.has(word)) this.#optedOut.delete(options.from)
    if (!this.messages.some(({ sid }) => sid === params.MessageSid)) {
      const inbound = { direction: 'inbound', status: 'received', messagingServiceSid: null } as const
      const kept = this.#keep({ ...inbound, to, from: options.from, body: options.body }, params.MessageSid!)
      kept.sentAt = kept.createdAt
      kept.mediaCount = options.media?.length ?? 0
    }
    const { webhookUrl: url, signedUrl, signature } = options
    return this.#post({ url, signedUrl, signature, params })
  }

  /** Posts as Twilio does, unless the product cannot be reached. */
  async #post(post: Omit<Parameters<typeof postSigned>[0], 'authToken'>): Promise<WebhookResult> {
    if (this.isWebhookDown) return { status: 0, body: '', messageSid: post.params.MessageSid ?? '' }
    const { site } = this
    const isOnSite = site !== null && post.url.startsWith(site.origin)
    const url = isOnSite ? site.reachedAt + post.url.slice(site.origin.length) : post.url
    return postSigned({ authToken: this.authToken, ...post, signedUrl: post.signedUrl ?? post.url, url })
  }

  /** Moves a text on and posts its status callback, if it asked for one. */
  async setStatus(sid: string, status: string, errorCode?: number): Promise<WebhookResult | null> {
    const message = this.messages.find((each) => each.sid === sid)
    if (message === undefined) throw new Error(`No message ${sid}.`)
    message.status = status
    message.errorCode = errorCode ?? null
    message.from ??= this.numbers[0]!
    if (status !== 'queued' && status !== 'accepted') message.sentAt ??= this.#now()
    if (message.statusCallback === null) return null
    const params: Record<string, string> = {
      AccountSid: this.accountSid,
      ApiVersion: '2010-04-01',
      From: message.from,
      To: message.to,
      MessageSid: sid,
      SmsSid: sid,
      MessageStatus: status,
      SmsStatus: status,
      ...(errorCode === undefined ? {} : { ErrorCode: String(errorCode) }),
      ...(message.messagingServiceSid === null ? {} : { MessagingServiceSid: message.messagingServiceSid }),
    }
    return this.#post({ url: message.statusCallback, params })
  }

  #keep(
    message: Omit<
      FakeMessage,
      'sid' | 'errorCode' | 'createdAt' | 'sentAt' | 'statusCallback' | 'mediaCount'
    >,
    sid = newMessageSid(),
    statusCallback: string | null = null,
  ): FakeMessage {
    const kept = {
      ...message,
      sid,
      errorCode: null,
      createdAt: this.#now(),
      sentAt: null,
      statusCallback,
      mediaCount: 0,
    }
    this.messages.push(kept)
    return kept
  }

  handle(request: FakeRequest): FakeReaction {
    this.requests.push(request)
    const credentials = Buffer.from(`${this.accountSid}:${this.authToken}`).toString('base64')
    if (request.headers.authorization !== `Basic ${credentials}`) {
      return twilioError(20003, `Authenticate: ${request.headers.authorization ?? 'no credentials'}`)
    }
    const path = request.url.pathname
    const setUp = setUpAnswer(this, request.url)
    if (setUp !== null) return setUp
    const base = `/2010-04-01/Accounts/${this.accountSid}/Messages`
    if (path === `${base}.json`) {
      return request.method === 'POST' ? this.#create(new URLSearchParams(request.body)) : this.#list(request)
    }
    const found = this.messages.find(({ sid }) => path === `${base}/${sid}.json`)
    return found === undefined
      ? twilioError(20404, `The requested resource ${path} was not found`)
      : { status: 200, body: toWire(this.accountSid, found) }
  }

  #create(form: URLSearchParams): FakeReaction {
    const failure = this.#failures.shift()
    if (failure !== undefined) {
      if ('answer' in failure) return failure.answer
      if (failure.isTextKept) this.#accept(form)
      return failure.connection
    }
    const refusal = checkCreate(form, { numbers: this.numbers, messagingServices: this.messagingServices })
    if (refusal !== null) return refusal
    const to = form.get('To')!
    const key = `${to} ${form.get('Body')}`
    const attempt = (this.#attempts.get(key) ?? 0) + 1
    this.#attempts.set(key, attempt)
    if (this.#optedOut.has(to)) return twilioError(21610, `${to} is unsubscribed (STOP).`)
    const sentinel = sentinelRefusal(to, attempt)
    if (sentinel !== null) return sentinel
    const silent = attempt === 1 ? SENTINEL_NUMBERS[to]?.silent : undefined
    if (silent?.wasAccepted === false) return 'hang_up'
    const message = this.#accept(form)
    if (silent !== undefined) return 'hang_up'
    return { status: 201, body: toWire(this.accountSid, message) }
  }

  #accept(form: URLSearchParams): FakeMessage {
    const service = form.get('MessagingServiceSid')
    return this.#keep(
      {
        to: form.get('To') ?? '',
        from: form.get('From'),
        body: form.get('Body') ?? '',
        messagingServiceSid: service,
        direction: 'outbound-api',
        status: service === null ? 'queued' : 'accepted',
      },
      newMessageSid(),
      form.get('StatusCallback'),
    )
  }

  /** Newest first; filters as the API has them. A text that still waits has no date sent and falls out of those filters. */
  #list({ url }: FakeRequest): FakeAnswer {
    const query = url.searchParams
    const time = (name: string) => (query.has(name) ? Date.parse(query.get(name)!) : null)
    const [after, before] = [time('DateSent>'), time('DateSent<')]
    const all = this.messages
      .filter(({ to }) => !query.has('To') || to === query.get('To'))
      .filter(({ from }) => !query.has('From') || from === query.get('From'))
      .filter(({ sentAt }) => after === null || (sentAt !== null && sentAt >= after))
      .filter(({ sentAt }) => before === null || (sentAt !== null && sentAt <= before))
      .toReversed()
    const size = Math.min(MAX_PAGE_SIZE, Number(query.get('PageSize') ?? DEFAULT_PAGE_SIZE))
    const page = Number(query.get('Page') ?? 0)
    const hasNext = all.length > (page + 1) * size
    const next = new URL(url)
    next.searchParams.set('Page', String(page + 1))
    return {
      status: 200,
      body: {
        messages: all.slice(page * size, (page + 1) * size).map((each) => toWire(this.accountSid, each)),
        page,
        page_size: size,
        next_page_uri: hasNext ? next.pathname + next.search : null,
        uri: url.pathname + url.search,
      },
    }
  }
}

/** Starts a fake Twilio on 127.0.0.1. Give its `url` to the product as TWILIO_API_BASE_URL. */
export async function startFakeTwilio(options: FakeTwilioOptions = {}): Promise<FakeTwilio> {
  const fake = new FakeTwilio(options)
  const server = await startFakeServer((request) => fake.handle(request), options.port)
  fake.url = server.url
  fake.close = server.close
  return fake
}
