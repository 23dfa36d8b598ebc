import { describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import { ensureBuiltinAgents } from '#lib/services/agent/ensure-builtin.ts'
import { heartbeatAgent } from '#lib/services/agent/heartbeat.ts'
import { expireMessages } from '#lib/services/agent-message/expire.ts'
import { sendMessage } from '#lib/services/agent-message/send.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { inbox, livePeer, type Peer, recordEvents, sendTask } from '#lib/test/messages.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { routeWaiting, wakeUnrouted } from './route.ts'

const { db } = openTestDatabase()
let count = 0

/** A capability that no other test knows, and an agent that asks for it. Nothing of earlier tests waits any more. */
async function setting() {
  count += 1
  await db().agentMessage.updateMany({ where: { to_agent_id: null }, data: { state: 'failed' } })
  const { ctx, events } = recordEvents(testCtx(db()))
  return { ctx, events, skill: `skill-${count}`, from: await livePeer(ctx) }
}

const ask = (from: Peer, requirements: string[], fields = {}) =>
  sendTask(from, null, { content: { requirements }, ...fields })
/** As many more of the same message as many pages take. */
const crowd = (id: string, size: number) =>
  db().$executeRaw`
    INSERT INTO agent_message (id, from_agent_id, message_type, priority, content_sealed, state, requirements, due_at,
      created_at, updated_at)
    SELECT gen_random_uuid(), from_agent_id, message_type, priority, content_sealed, state, requirements, due_at,
      created_at, updated_at
    FROM agent_message, generate_series(1, ${size}::int) WHERE id = ${id}::uuid`
const rowOf = (id: string) => db().agentMessage.findUniqueOrThrow({ where: { id } })
const noticesOf = async (peer: Peer) => (await inbox(peer)).map((notice) => notice.content)

describe('a message without a receiver', () => {
  it('goes at once to the least loaded agent that can do it, and says why', async () => {
    const { ctx, skill, from } = await setting()
    const busy = await livePeer(ctx, { capabilities: [skill] })
    const idle = await livePeer(ctx, { capabilities: [skill], endpoint: 'http://127.0.0.1:9/messages' })
    await heartbeatAgent(busy.own, { agent_id: busy.id, load: 0.9 })
    await heartbeatAgent(idle.own, { agent_id: idle.id, load: 0.1 })
    ctx.wakes.length = 0
    const sent = await ask(from, [skill])
    expect(sent).toMatchObject({
      to_agent_id: idle.id,
      routing_reason: `${idle.name} can do ${skill}; chosen among 2 (load 10 %, 0 waiting).`,
    })
    expect(ctx.wakes).toEqual([{ kind: 'agent.deliver', key: sent.id, priority: 5 }])
    const event = await auditOf(db(), 'agent_message.routed', sent.id)
    expect(event.detail).toEqual({ message_type: 'task', to: idle.id })
    expect(await noticesOf(from)).toEqual([])
  })

  it('spreads over agents that are equally loaded by what waits for them', async () => {
    const { ctx, skill, from } = await setting()
    const peers = [
      await livePeer(ctx, { capabilities: [skill] }),
      await livePeer(ctx, { capabilities: [skill] }),
    ]
    const receivers = []
    for (let n = 0; n < 4; n += 1) receivers.push((await ask(from, [skill])).to_agent_id)
    expect(receivers).toEqual([peers[0]!.id, peers[1]!.id, peers[0]!.id, peers[1]!.id])
  })

  it('stays within the sender’s clinic', async () => {
    const { ctx, skill } = await setting()
    const [here, there] = [await makeClinic(ctx), await makeClinic(ctx)]
    const admin = (clinicId: string) => actingAs(ctx, staffActor('admin', [clinicId]))
    const from = await livePeer(admin(here.id))
    await livePeer(admin(there.id), { capabilities: [skill] })
    expect((await ask(from, [skill])).to_agent_id).toBeNull()
    const near = await livePeer(admin(here.id), { capabilities: [skill] })
    expect((await ask(from, [skill])).to_agent_id).toBe(near.id)
  })

  it.each([
    ['content.requirements', { requirements: 'all of them' }],
    ['content.requirements.1', { requirements: ['a', 7] }],
    ['content.task_type', { task_type: 7 }],
    ['to_agent_id', {}],
  ])('must say in %s what it needs', async (field, content) => {
    const { from } = await setting()
    expect((await refusal(sendTask(from, null, { content }), 'invalid_input')).field).toBe(field)
  })

  it('is checked against its type when one of ours gets it', async () => {
    const { ctx, from } = await setting()
    await ensureBuiltinAgents(ctx)
    await db().agent.updateMany({
      where: { is_builtin: true },
      data: { heartbeat_at: new Date(ctx.systemNow()) },
    })
    const sent = sendMessage(from.own, {
      message_type: 'AVAILABILITY',
      content: { requirements: ['confirm_slot'], available_slots: 7 },
    })
    expect((await refusal(sent, 'invalid_input')).field).toBe('content.available_slots')
  })
})

describe('a message that nobody can take', () => {
  it('waits with the reason; staff can read it and the sender is told', async () => {
    const { ctx, skill, from } = await setting()
    const resting = await livePeer(ctx, { capabilities: [skill] })
    await heartbeatAgent(resting.own, { agent_id: resting.id, status: 'maintenance' })
    const sent = await ask(from, [skill])
    const reason = `No agent that can do ${skill} is there: ${resting.name} is in maintenance.`
    expect(sent).toMatchObject({ to_agent_id: null, status: 'pending', routing_reason: reason })
    const event = await auditOf(db(), 'agent_message.unrouted', sent.id)
    const note = ctx.sealer.open(
      { table: 'audit_event', column: 'note_sealed', id: event.id },
      event.note_sealed!,
    )
    expect(note).toBe(reason)
    expect(await noticesOf(from)).toEqual([{ event: 'waiting', reason, message_id: sent.id }])
  })

  it('goes to the first agent that fits, whose sender hears of it once', async () => {
    const { ctx, events, skill, from } = await setting()
    const sent = await ask(from, [skill])
    expect(await routeWaiting(ctx)).toBe(0)
    const peer = await livePeer(ctx, { capabilities: [skill] })
    events.length = 0
    expect(await routeWaiting(ctx)).toBe(1)
    expect(await routeWaiting(ctx)).toBe(0)
    expect(await rowOf(sent.id)).toMatchObject({ to_agent_id: peer.id, state: 'pending' })
    expect(events).toContainEqual({
      type: 'agent_message.changed',
      id: sent.id,
      clinic_id: null,
      agent_id: peer.id,
    })
    const [routed, waiting] = await noticesOf(from)
    expect(waiting).toMatchObject({ event: 'waiting' })
    expect(routed).toMatchObject({ event: 'routed', message_id: sent.id })
    expect(await noticesOf(from)).toHaveLength(2)
  })

  it('does not keep later ones waiting that somebody can take', async () => {
    const { ctx, skill, from } = await setting()
    const { id } = await ask(from, [`${skill}-unheard-of`], { priority: 1 })
    await crowd(id, 600)
    const late = await ask(from, [skill], { priority: 10 })
    const peer = await livePeer(ctx, { capabilities: [skill] })
    expect(await routeWaiting(ctx)).toBe(1)
    expect((await rowOf(late.id)).to_agent_id).toBe(peer.id)
  })

  it('says anew why it waits when that changes', async () => {
    const { ctx, skill, from } = await setting()
    const sent = await ask(from, [skill])
    const peer = await livePeer(ctx, { capabilities: [skill] })
    await heartbeatAgent(peer.own, { agent_id: peer.id, status: 'maintenance' })
    expect(await routeWaiting(ctx)).toBe(0)
    expect((await rowOf(sent.id)).routing_reason).toContain(`${peer.name} is in maintenance`)
  })

  it('is never routed after it expired, however late the loop is', async () => {
    const { ctx, skill, from } = await setting()
    const sent = await ask(from, [skill], { expires_at: new Date(ctx.now() + 60_000).toISOString() })
    ctx.advance(60_000)
    await livePeer(ctx, { capabilities: [skill] })
    expect(await routeWaiting(ctx)).toBe(0)
    expect((await rowOf(sent.id)).to_agent_id).toBeNull()
    expect(await expireMessages(ctx)).toBe(1)
    expect(await rowOf(sent.id)).toMatchObject({
      state: 'expired',
      failure_reason: 'No agent was found for this task message before it expired.',
    })
    expect(await routeWaiting(ctx)).toBe(0)
  })

  it('goes to agents in turn when many are routed together', async () => {
    const { ctx, skill, from } = await setting()
    for (let n = 0; n < 6; n += 1) await ask(from, [skill])
    const peers = [
      await livePeer(ctx, { capabilities: [skill] }),
      await livePeer(ctx, { capabilities: [skill] }),
    ]
    expect(await routeWaiting(ctx)).toBe(6)
    for (const { id } of peers) expect(await db().agentMessage.count({ where: { to_agent_id: id } })).toBe(3)
  })

  it('is routed once by several at a time', async () => {
    const { ctx, skill, from } = await setting()
    for (let n = 0; n < 10; n += 1) await ask(from, [skill])
    const peers = [
      await livePeer(ctx, { capabilities: [skill] }),
      await livePeer(ctx, { capabilities: [skill] }),
    ]
    const done = await Promise.all(Array.from({ length: 4 }, () => routeWaiting(ctx)))
    expect(done.reduce((sum, each) => sum + each, 0)).toBe(10)
    const told = (await inbox(from)).map((notice) => notice.content as { event: string; message_id: string })
    const routed = told.filter((notice) => notice.event === 'routed').map((notice) => notice.message_id)
    expect(routed).toHaveLength(new Set(routed).size)
    const waiting = await db().agentMessage.groupBy({
      by: ['to_agent_id'],
      where: { to_agent_id: { in: peers.map((peer) => peer.id) } },
      _count: true,
    })
    expect(waiting.reduce((sum, each) => sum + each._count, 0)).toBe(10)
  })
})

describe('wakeUnrouted', () => {
  const wake = (ctx: Parameters<typeof mutate>[0], agentId: string) =>
    mutate(ctx, { name: 'test.wake', permission: null }, (tx) => wakeUnrouted(tx, agentId))

  it('asks for another try only while something waits', async () => {
    const { ctx, skill, from } = await setting()
    ctx.wakes.length = 0
    await wake(ctx, from.id)
    expect(ctx.wakes).toEqual([])
    await ask(from, [skill])
    await wake(ctx, from.id)
    expect(ctx.wakes).toEqual([{ kind: 'agent.route', key: from.id }])
  })
})
