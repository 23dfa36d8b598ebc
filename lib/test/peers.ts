import { openContent } from '#lib/bus/content.ts'
import type { Actor, Ctx } from '#lib/core/context.ts'
import type { Envelope } from '#lib/domain/agents/envelope.ts'
import type { SendMessageInput } from '#lib/domain/agents/schema.ts'
import { sendMessage } from '#lib/services/agent-message/send.ts'
import { keyActor, type TestCtx } from './context.ts'

let counter = 0

/** An outside agent that polls and has just been heard of, and what its own key may do. */
export interface Peer {
  id: string
  name: string
  actor: Actor
}

export async function makePeer(
  ctx: TestCtx,
  clinicId: string | null,
  fields: { name?: string; scopes?: string[] } = {},
): Promise<Peer> {
  counter += 1
  const id = ctx.newId()
  const name = fields.name ?? `peer-${counter}`
  const now = new Date(ctx.systemNow())
  await ctx.db.agent.create({
    data: {
      id,
      name,
      type: 'provider',
      status: 'active',
      capabilities: [],
      clinic_id: clinicId,
      heartbeat_at: now,
      created_at: now,
      updated_at: now,
    },
  })
  const actor = keyActor(fields.scopes ?? ['messages:*'], clinicId === null ? 'all' : [clinicId])
  return { id, name, actor: { ...actor, name, agentId: id } }
}

/** Staff have decided that this agent keeps the provider's schedule. */
export const keepSchedule = (ctx: Ctx, peer: Peer, providerId: string) =>
  ctx.db.provider.update({ where: { id: providerId }, data: { agent_id: peer.id } })

/** What a peer sends, by its own key. */
export const sendAs = (ctx: Ctx, peer: Peer, message: SendMessageInput) =>
  sendMessage({ ...ctx, actor: peer.actor }, message)

/** The messages that went to a peer, oldest first, opened. */
export async function inboxOf(ctx: Ctx, peer: Peer, messageType?: string) {
  const rows = await ctx.db.agentMessage.findMany({
    where: { to_agent_id: peer.id, ...(messageType ? { message_type: messageType } : {}) },
    orderBy: { sequence: 'asc' },
  })
  return rows.map((row) => ({
    ...row,
    content: openContent(ctx, row) as Record<string, Envelope['payload']>,
  }))
}

/** The newest message of a type that a peer got; fails when there is none. */
export async function lastTo(ctx: Ctx, peer: Peer, messageType: string) {
  const last = (await inboxOf(ctx, peer, messageType)).at(-1)
  if (!last) throw new Error(`${peer.name} got no ${messageType}.`)
  return last
}
