import { dueDeliveries } from '#lib/bus/due-deliveries.ts'
import { createOutsideEndpoint } from '#lib/gateways/outside-endpoint/create.ts'
import { logger } from '#lib/logger.ts'
import { getMessage } from '#lib/services/agent-message/get.ts'
import { sendMessage } from '#lib/services/agent-message/send.ts'
import { type TestCtx, testCtx } from './context.ts'
import { openTestDatabase } from './open-database.ts'
import { closePeersAfterEach, OK, type Reaction, registerPeer, startPeer } from './push-peer.ts'

type Message = Parameters<typeof sendMessage>[1]

/** A database for posts to agents with servers of their own, and what the tests read of it. */
export function openDeliveries() {
  logger.level = 'silent'
  const { db } = openTestDatabase()
  closePeersAfterEach()

  /** A sender that polls, and a receiver with a server that reacts as the test says. */
  async function setting(react: Reaction = () => OK, options: { timeoutMs?: number } = {}) {
    const outside = createOutsideEndpoint({ allowedHosts: ['127.0.0.1'], ...options })
    const ctx = testCtx(db(), { ports: { outside } })
    const sender = await registerPeer(ctx)
    const peer = await startPeer(ctx, react)
    const send = (fields: Partial<Message> = {}) =>
      sendMessage(sender.own, { to_agent_id: peer.name, message_type: 'task', content: { n: 1 }, ...fields })
    return { ctx, sender, peer, send }
  }

  const read = (id: string) => db().agentMessage.findUniqueOrThrow({ where: { id } })
  const isDue = async (ctx: TestCtx, id: string) =>
    (await dueDeliveries(ctx, new Date(ctx.now()), 1_000)).some((row) => row.id === id)
  /** What the bus told the sender of its message. */
  const noticesAbout = async (ctx: TestCtx, id: string) => {
    const rows = await db().agentMessage.findMany({ where: { in_reply_to: id, message_type: 'status' } })
    return Promise.all(rows.map(async (row) => (await getMessage(ctx, row.id)).content))
  }
  const waitUntilDue = async (ctx: TestCtx, id: string) => {
    const wait = (await read(id)).due_at.getTime() - ctx.now()
    ctx.advance(wait)
    return wait
  }
  return { db, setting, read, isDue, noticesAbout, waitUntilDue }
}
