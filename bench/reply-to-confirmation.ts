/**
 * How long a patient waits: from the webhook's storing of a reply to the carrier's taking of the confirmation text, through
 * reader, three agents, queue and mock gateway, on a PostgreSQL of its own with fsync on. Target: p95 under 1 s.
 *
 *   node bench/reply-to-confirmation.ts [replies at a time, 4 by default] [replies, 200 by default]
 */

import type { App } from '#lib/compose.ts'
import type { Tx } from '#lib/db/client.ts'
import { logger } from '#lib/logger.ts'
import { findSlots } from '#lib/services/appointment/find-slots.ts'
import { sendOffer } from '#lib/services/offer/send.ts'
import { phoneOf } from '#lib/services/patient/view.ts'
import { receiveSms } from '#lib/services/sms/receive.ts'
import { makeFrontDesk, makePatient } from '#lib/test/factories.ts'
import { startLiveApp } from '#lib/test/live-app.ts'
import { startTestCluster } from '#lib/test/postgres.ts'
import { startProcess } from '#lib/worker/start.ts'
import { migrate } from '../prisma/migrate.ts'
import { ensureDatabase } from '../prisma/roles.ts'

const DATABASE = 'bench'
const PATIENTS_PER_CLINIC = 20
const WAKE_UPS = 300
const TARGET_P95_MS = 1_000

const [atOnce = 4, replies = 200] = process.argv.slice(2).map(Number)

function summary(name: string, times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(0)
  return `${name}: n ${sorted.length}, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms`
}

/** From the commit that sends a wake-up to the handler that gets it. */
async function measureWakeUps(app: App): Promise<number[]> {
  const waiting = new Map<string, (at: number) => void>()
  const handle = async (key: string) => waiting.get(key)?.(performance.now())
  await app.queue.consume('sms.interpret', handle, { atOnce: 4 })
  const times: number[] = []
  for (let n = 0; n < WAKE_UPS; n += 1) {
    const key = app.systemCtx().newId()
    const handled = new Promise<number>((resolve) => waiting.set(key, resolve))
    await app.db.$transaction((tx) => app.queue.wake([{ kind: 'sms.interpret', key }], tx as Tx))
    const committed = performance.now()
    times.push((await handled) - committed)
  }
  return times
}

/** A patient with an open offer of three times. */
async function offerTimes(app: App, desk: Awaited<ReturnType<typeof makeFrontDesk>>) {
  const ctx = app.systemCtx()
  const patient = await makePatient(ctx, desk.clinic.id)
  const search = { clinic_id: desk.clinic.id, service_type_id: desk.service.id, patient_id: patient.id }
  const { suggested } = await findSlots(ctx, search)
  const sent = await sendOffer(ctx, {
    clinic_id: desk.clinic.id,
    patient_id: patient.id,
    service_type_id: desk.service.id,
    slots: suggested.map(({ provider_id, starts_at }) => ({ provider_id, starts_at })),
  })
  return { conversationId: sent.conversation.id, phone: phoneOf(ctx, patient) }
}

type Offered = Awaited<ReturnType<typeof offerTimes>>

/** When the conversation's confirmation was sent; asked only when something changed, so that asking costs little. */
function confirmationOf(app: App, conversationId: string): Promise<Date> {
  return new Promise((resolve, reject) => {
    const unsubscribe = app.hub.subscribe({
      async onEvent(event) {
        if (event.id !== conversationId) return
        try {
          const confirmation = await app.db.smsMessage.findFirst({
            where: { conversation_id: conversationId, kind: 'confirmation', sent_at: { not: null } },
            select: { sent_at: true },
          })
          if (!confirmation?.sent_at) return
          unsubscribe()
          resolve(confirmation.sent_at)
        } catch (error) {
          reject(error)
        }
      },
    })
  })
}

async function answer(app: App, { conversationId, phone }: Offered): Promise<number> {
  const ctx = app.systemCtx()
  const confirmed = confirmationOf(app, conversationId)
  const received = await receiveSms(ctx, {
    provider: 'mock',
    provider_message_id: ctx.newId(),
    from: phone,
    body: '2',
    raw: '{}',
  })
  const sentAt = await confirmed
  const reply = await app.db.smsMessage.findUniqueOrThrow({ where: { id: received.id } })
  return sentAt.getTime() - reply.received_at!.getTime()
}

async function main(url: string): Promise<void> {
  const idle = await startLiveApp(url)
  console.log(summary('commit to handler', await measureWakeUps(idle)))
  await idle.stop()

  const app = await startLiveApp(url)
  const running = await startProcess(app, { role: 'both' })
  const offered: Offered[] = []
  for (let n = 0; n < replies; n += PATIENTS_PER_CLINIC) {
    const desk = await makeFrontDesk(app.systemCtx())
    for (let p = 0; p < PATIENTS_PER_CLINIC; p += 1) offered.push(await offerTimes(app, desk))
  }
  const waiting = offered.slice(0, replies)
  const times: number[] = []
  const patient = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) times.push(await answer(app, next))
  }
  await Promise.all(Array.from({ length: atOnce }, patient))
  console.log(summary(`reply to confirmation, ${atOnce} at a time`, times))
  const p95 = times.toSorted((a, b) => a - b)[Math.ceil(0.95 * times.length) - 1] ?? Number.NaN
  if (!(p95 < TARGET_P95_MS)) process.exitCode = 1
  await running.stop()
  await app.stop()
}

logger.level = 'warn'
const cluster = await startTestCluster({ isDurable: true })
try {
  await ensureDatabase(cluster.ownerUrl(DATABASE), cluster.applicationUrl(DATABASE))
  const applicationRole = new URL(cluster.applicationUrl(DATABASE)).username
  await migrate(cluster.ownerUrl(DATABASE), { applicationRole })
  await main(cluster.applicationUrl(DATABASE))
} finally {
  await cluster.stop()
}
