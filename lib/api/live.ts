import type { LiveEvent } from '#lib/domain/events.ts'
import { setLiveState } from './live-state.ts'

const EVENTS_PATH = '/api/events'
const LOCK_NAME = 'switchboard.live'
const CHANNEL_NAME = 'switchboard.live'
/** The server writes a heartbeat every 15 s; this long without a word means the connection is dead. */
const SILENCE_LIMIT_MS = 40_000
const RECONNECT_AFTER_MS = 2_000
const WATCH_EVERY_MS = 5_000

/** `connected` also stands for every reconnect: nothing is replayed, so everything counts as changed. */
type Signal = { kind: 'connected' } | { kind: 'lost'; since: number } | { kind: 'change'; event: LiveEvent }

export interface LiveHandlers {
  onChange: (event: LiveEvent) => void
  onConnected: () => void
  /** The stream broke: perhaps the network, perhaps the session ended. */
  onLost: () => void
}

/**
 * One event stream per browser, whatever the number of tabs (HTTP/1.1 allows six connections): the tab that holds the
 * Web Lock keeps the stream and tells the others over a BroadcastChannel. Returns the function that stops it.
 */
export function startLive(handlers: LiveHandlers): () => void {
  const stop = new AbortController()
  const channel = new BroadcastChannel(CHANNEL_NAME)
  const receive = (signal: Signal) => handle(signal, handlers)
  channel.onmessage = (message: MessageEvent<Signal | { kind: 'hello' }>) => {
    if (message.data.kind !== 'hello') receive(message.data)
  }
  const emit = (signal: Signal) => {
    if (stop.signal.aborted) return
    receive(signal)
    channel.postMessage(signal)
  }
  // The lock may be granted in the moment in which this was stopped; an abort that has been does not fire again.
  const lead = async () => {
    if (!stop.signal.aborted) await keepStream(channel, emit, stop.signal)
  }
  if (navigator.locks === undefined) void lead()
  else navigator.locks.request(LOCK_NAME, { signal: stop.signal }, lead).catch(ignoreAbort)
  // A tab that opens later asks the leading one whether the stream is up.
  channel.postMessage({ kind: 'hello' })
  return () => {
    stop.abort()
    channel.close()
  }
}

function handle(signal: Signal, handlers: LiveHandlers): void {
  if (signal.kind === 'change') {
    handlers.onChange(signal.event)
  } else if (signal.kind === 'lost') {
    setLiveState({ status: 'reconnecting', since: signal.since })
    handlers.onLost()
  } else {
    setLiveState({ status: 'live' })
    handlers.onConnected()
  }
}

/** Holds the stream open, and opens it again, until `signal` aborts. The lock lives as long as this promise. */
function keepStream(
  channel: BroadcastChannel,
  emit: (signal: Signal) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | undefined
    let isUp = false
    let hasHeartbeat = false
    let heardAt = Date.now()
    let timer: ReturnType<typeof setTimeout> | undefined

    const fail = () => {
      source?.close()
      source = undefined
      if (isUp || timer === undefined) emit({ kind: 'lost', since: Date.now() })
      isUp = false
      timer = setTimeout(open, RECONNECT_AFTER_MS)
    }
    const open = () => {
      heardAt = Date.now()
      source = new EventSource(EVENTS_PATH)
      source.onopen = () => {
        isUp = true
        heardAt = Date.now()
        emit({ kind: 'connected' })
      }
      source.onmessage = (message: MessageEvent<string>) => {
        heardAt = Date.now()
        const event = parseChange(message.data)
        if (event !== undefined) emit({ kind: 'change', event })
      }
      source.addEventListener('heartbeat', () => {
        hasHeartbeat = true
        heardAt = Date.now()
      })
      source.onerror = fail
    }
    const watch = setInterval(() => {
      if (isUp && hasHeartbeat && Date.now() - heardAt > SILENCE_LIMIT_MS) fail()
    }, WATCH_EVERY_MS)
    channel.addEventListener('message', (message: MessageEvent<{ kind: string }>) => {
      if (message.data.kind === 'hello' && isUp) channel.postMessage({ kind: 'connected' } satisfies Signal)
    })
    signal.addEventListener('abort', () => {
      clearInterval(watch)
      clearTimeout(timer)
      source?.close()
      resolve()
    })
    open()
  })
}

function parseChange(data: string): LiveEvent | undefined {
  try {
    const value: unknown = JSON.parse(data)
    if (typeof value !== 'object' || value === null || !('type' in value)) return undefined
    return value as LiveEvent
  } catch {
    return undefined
  }
}

function ignoreAbort(error: unknown): void {
  if (error instanceof DOMException && error.name === 'AbortError') return
  throw error
}
