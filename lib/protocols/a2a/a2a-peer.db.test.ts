import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, expect, it } from 'vitest'
import { phoneOf } from '#lib/services/patient/view.ts'
import { openA2aHouse } from '#lib/test/a2a-house.ts'
import { waitFor } from '#lib/test/wait-for.ts'

const PEER = join(import.meta.dirname, '../../../e2e/peers/a2a-peer.ts')
const PATIENCE_MS = 180_000
/** A process starts, a job runs, an HTTP call comes back: on a machine that does much else at the time. */
const STEP_MS = 60_000
const house = openA2aHouse()

interface Seen {
  event: string
  state?: string
  body?: Record<string, { status?: { state: string } } | undefined>
  result?: { payload: Record<string, unknown> }
}

let child: ChildProcess | null = null
afterEach(async () => {
  if (child === null || child.exitCode !== null) return
  const ended = new Promise((resolve) => child?.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
})

/** The peer of e2e/peers, in a process of its own, and what it has written. */
function startPeer(options: Record<string, string>) {
  const args = Object.entries(options).flatMap(([flag, value]) => [`--${flag}`, value])
  child = spawn(process.execPath, [PEER, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const seen: Seen[] = []
  createInterface({ input: child.stdout! }).on('line', (line) => seen.push(JSON.parse(line) as Seen))
  return {
    saw: (event: string, fits: (each: Seen) => boolean = () => true) =>
      waitFor(
        `the peer to see ${event}`,
        () => seen.find((each) => each.event === event && fits(each)),
        STEP_MS,
      ),
    subscribe: () => child?.stdin?.write('subscribe\n'),
  }
}

const isOver = ({ body }: Seen) => body?.statusUpdate?.status?.state === 'TASK_STATE_COMPLETED'

it(
  'a stranger requests an appointment and has its result by push and by subscription, two days and a restart later',
  async () => {
    const desk = await house.desk()
    const peer = startPeer({ url: house.url(), key: desk.key, phone: phoneOf(house.ctx(), desk.patient) })
    const requested = await peer.saw('requested')
    expect(requested.state).toBe('TASK_STATE_INPUT_REQUIRED')
    await house.hours(48)
    await house.restart()
    peer.subscribe()
    await peer.saw('stream')
    const conversation = await house.app().db.conversation.findFirstOrThrow({
      where: { clinic_id: desk.clinic.id },
    })
    await house.reply(conversation.id, '1')
    await peer.saw('push', isOver)
    await peer.saw('stream', isOver)
    const { state, result } = await peer.saw('ended')
    expect(state).toBe('TASK_STATE_COMPLETED')
    const [visit] = await house.app().db.appointment.findMany({ where: { state: 'booked' } })
    expect(result?.payload).toMatchObject({ status: 'CONFIRMED', appointment_id: visit?.id })
  },
  PATIENCE_MS,
)
