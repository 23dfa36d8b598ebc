import { afterEach } from 'vitest'
import type { Db } from '#lib/db/client.ts'
import { logger } from '#lib/logger.ts'
import type { TestCtx } from './context.ts'
import { drain } from './drain.ts'
import { answer, type KeptDesk, makeKeptDesk, offerTimes, reply, slot } from './kept-desk.ts'
import { openTestDatabase } from './open-database.ts'
import { lastTo } from './peers.ts'

/** How long an outside agent may take to answer, where a test says nothing else. */
export const TIMEOUT_MS = 120_000

/** A database in which no message of one test is left for the next, and what the tests read of it. */
export function openOutsideDatabase() {
  logger.level = 'silent'
  const { db } = openTestDatabase()
  afterEach(async () => {
    await db().agentMessage.updateMany({
      where: { state: 'pending' },
      data: { state: 'failed', answered_at: new Date() },
    })
    await db().agentMessage.updateMany({ where: { answered_at: null }, data: { answered_at: new Date() } })
  })
  return { db, ...readsOf(db) }
}

const readsOf = (db: () => Db) => ({
  conversationOf: (id: string) => db().conversation.findUniqueOrThrow({ where: { id } }),
  visitsOf: (id: string) =>
    db().appointment.findMany({
      where: { conversation_id: id, state: 'booked' },
      orderBy: { starts_at: 'asc' },
    }),
  holdsOf: (id: string) => db().appointment.findMany({ where: { conversation_id: id, state: 'held' } }),
  lastOffer: (id: string) =>
    db().offer.findFirstOrThrow({
      where: { conversation_id: id },
      orderBy: { id: 'desc' },
      include: { options: { orderBy: { reply_number: 'asc' } } },
    }),
  messageOf: (id: string) => db().agentMessage.findUniqueOrThrow({ where: { id } }),
  countTexts: (id: string, kind: string) =>
    db().smsMessage.count({ where: { conversation_id: id, direction: 'outbound', kind } }),
})

/** A desk whose patient has chosen 11:00 with the kept provider, and the question to its agent. */
export async function chooseKeptTime(ctx: TestCtx) {
  const desk = await makeKeptDesk(ctx)
  const id = await offerTimes(ctx, desk)
  await reply(ctx, id, '2')
  return { desk, id, question: await lastTo(ctx, desk.peer, 'REQUEST_BOOKING') }
}

/** The agent answers what it was asked to book, and everything that can be done at once is done. */
export async function answerBooking(
  ctx: TestCtx,
  desk: KeptDesk,
  content: Record<string, unknown>,
  fields = {},
) {
  const id = await answer(ctx, desk.peer, 'BOOKING_RESULT', content, fields)
  await drain(ctx)
  return ctx.db.agentMessage.findUniqueOrThrow({ where: { id } })
}

/** The agent's yes to the time that was chosen. */
export const yesTo = (desk: KeptDesk) => ({ status: 'CONFIRMED', slot_details: slot(desk, '11:00') })
