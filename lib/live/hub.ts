import pg from 'pg'
import { errorFields, logger } from '#lib/logger.ts'
import { LIVE_CHANNEL } from './notify.ts'
import { readEvent } from './publisher.ts'
import { type Subscriber, Subscribers } from './subscribers.ts'

const FIRST_RECONNECT_MS = 250
const MAX_RECONNECT_MS = 5_000
/** A connection that died silently (a half-open socket) is found by asking it something. */
const PROBE_EVERY_MS = 10_000
const PROBE_TIMEOUT_MS = 5_000

export interface LiveHub {
  /** Resolves when the connection listens. Keeps trying when the database is away; does nothing the second time. */
  start(): Promise<void>
  /** Returns what ends the subscription. */
  subscribe(subscriber: Subscriber): () => void
  isListening(): boolean
  stop(): Promise<void>
}

class Hub implements LiveHub {
  readonly #connectionString: string
  readonly #subscribers = new Subscribers()
  #client: pg.Client | null = null
  #timer: NodeJS.Timeout | null = null
  #probe: NodeJS.Timeout | null = null
  #failures = 0
  #hasListened = false
  #isStopped = true

  constructor(connectionString: string) {
    this.#connectionString = connectionString
  }

  async start(): Promise<void> {
    if (!this.#isStopped) return
    this.#isStopped = false
    await this.#connect()
  }

  subscribe(subscriber: Subscriber): () => void {
    return this.#subscribers.add(subscriber)
  }

  isListening(): boolean {
    return this.#client !== null
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const client = this.#drop()
    await client?.end().catch(() => undefined)
  }

  #drop(): pg.Client | null {
    const client = this.#client
    this.#client = null
    if (this.#probe) clearInterval(this.#probe)
    this.#probe = null
    return client
  }

  #lost(client: pg.Client): void {
    client.removeAllListeners('notification')
    if (this.#client === client) this.#drop()
    else if (this.#client !== null) return
    void client.end().catch(() => undefined)
    this.#reconnectLater()
  }

  #reconnectLater(): void {
    if (this.#isStopped || this.#timer) return
    const wait = Math.min(FIRST_RECONNECT_MS * 2 ** this.#failures, MAX_RECONNECT_MS)
    this.#failures += 1
    this.#timer = setTimeout(() => {
      this.#timer = null
      void this.#connect()
    }, wait)
    this.#timer.unref()
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#connectionString,
      application_name: 'switchboard-live',
      keepAlive: true,
      connectionTimeoutMillis: PROBE_TIMEOUT_MS,
      query_timeout: PROBE_TIMEOUT_MS,
    })
    client.on('notification', (message) => {
      const event = readEvent(message.payload)
      if (event) this.#subscribers.tell(event)
    })
    try {
      client.on('error', () => this.#lost(client))
      client.on('end', () => this.#lost(client))
      await client.connect()
      await client.query(`LISTEN ${LIVE_CHANNEL}`)
    } catch (error) {
      logger.warn(errorFields(error), 'live events cannot be received; trying again')
      this.#lost(client)
      return
    }
    if (this.#isStopped) {
      await client.end().catch(() => undefined)
      return
    }
    this.#client = client
    this.#failures = 0
    this.#probe = setInterval(() => {
      client.query('SELECT 1').catch(() => this.#lost(client))
    }, PROBE_EVERY_MS)
    this.#probe.unref()
    if (this.#hasListened) this.#subscribers.tellGap()
    this.#hasListened = true
  }
}

/**
 * The one connection of a process on which the database says what changed. It reconnects by itself and then tells its
 * subscribers that they may have missed something; there is no replay.
 * https://www.postgresql.org/docs/18/sql-notify.html
 */
export const createLiveHub = ({ connectionString }: { connectionString: string }): LiveHub =>
  new Hub(connectionString)
