import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { waitFor } from './wait-for.ts'

const PEER_AGENT = join(import.meta.dirname, '../../e2e/peers/peer-agent.ts')

export interface PeerEvent {
  event: string
  id?: string
  message_type?: string
  content?: Record<string, unknown>
  [detail: string]: unknown
}

/** The peer agent of e2e/peers, running in a process of its own. */
export interface PeerProcess {
  id: string
  events: PeerEvent[]
  /** Waits until it has written `count` such events, and answers the last of them. */
  saw(event: string, messageType: string, count?: number): Promise<PeerEvent>
  /** Gives it a line on stdin. */
  tell(line: string): void
  stop(): Promise<void>
}

/** Starts the peer and waits until it is registered. */
export async function startPeerProcess(options: {
  url: string
  key: string
  name: string
  mode: 'serve' | 'poll'
  behaviour?: string
}): Promise<PeerProcess> {
  const args = Object.entries(options).flatMap(([flag, value]) => [`--${flag}`, value])
  const child: ChildProcess = spawn(process.execPath, [PEER_AGENT, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const events: PeerEvent[] = []
  createInterface({ input: child.stdout! }).on('line', (line) => events.push(JSON.parse(line) as PeerEvent))
  const ready = await waitFor('the peer agent to register', () =>
    events.find(({ event }) => event === 'ready'),
  )
  return {
    id: ready.id ?? '',
    events,
    saw: (event, messageType, count = 1) =>
      waitFor(`the peer to have ${event} ${count} ${messageType}`, () => {
        const those = events.filter((each) => each.event === event && each.message_type === messageType)
        return those.length >= count ? those.at(-1) : null
      }),
    tell: (line) => child.stdin!.write(`${line}\n`),
    async stop() {
      if (child.exitCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    },
  }
}
