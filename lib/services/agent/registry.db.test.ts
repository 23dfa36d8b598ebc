import { describe, expect, it } from 'vitest'
import { newAgent, openRegistry, registered } from '#lib/test/agent-registry.ts'
import { keyActor, type TestCtx } from '#lib/test/context.ts'
import { makeProvider } from '#lib/test/factories.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { checkApiKey } from '../api-key/check.ts'
import { endOrphanedMessages } from './end-orphaned.ts'
import { ensureBuiltinAgents } from './ensure-builtin.ts'
import { getAgent } from './get.ts'
import { listAgents } from './list.ts'
import { registerAgent } from './register.ts'
import { removeAgent } from './remove.ts'
import { updateAgent } from './update.ts'

const { db, setting, stored } = openRegistry()

describe('removeAgent', () => {
  it('ends its keys at once and hides it; its name comes back on a new registration', async () => {
    const { key, here } = await setting()
    const { agent, own } = await registered(key, { capabilities: ['old'] })
    await removeAgent(own, { agent_id: agent.name })
    expect(await checkApiKey(key, agent.api_key!, null)).toBeNull()
    await refusal(getAgent(key, { agent_id: agent.id }), 'not_found')
    await refusal(removeAgent(key, { agent_id: agent.id }), 'not_found')
    expect((await auditOf(db(), 'agent.removed', agent.id)).detail).toMatchObject({ keys: 1, providers: 0 })
    expect((await listAgents(key)).items.map(({ id }) => id)).not.toContain(agent.id)

    const back = await registerAgent(key, { name: agent.name, type: 'desk' })
    expect(back).toMatchObject({ id: agent.id, clinic_id: here.id, capabilities: [], status: 'active' })
    expect(back.signing_secret).not.toBe(agent.signing_secret)
    expect(await checkApiKey(key, agent.api_key!, null)).toBeNull()
    expect((await checkApiKey(key, back.api_key!, null))?.agentId).toBe(agent.id)
  })

  it('keeps the name, and the messages behind it, from other clinics', async () => {
    const { key, stranger, ctx, as, there } = await setting()
    const { agent, own } = await registered(key)
    await removeAgent(own, { agent_id: agent.id })
    for (const taker of [stranger, as(keyActor(['agents:*'], [there.id])), ctx]) {
      await refusal(registerAgent(taker, { name: agent.name, type: 'x' }), 'conflict')
    }
    expect((await stored(agent.id)).removed_at).not.toBeNull()
  })

  it('makes dead letters of what waited for it, with the reason, and gives its schedules back', async () => {
    const { key, ctx, here } = await setting()
    const [{ agent, own }, { agent: sender }] = [await registered(key), await registered(key)]
    const now = new Date(ctx.now())
    const row = (state: 'pending' | 'delivered' | 'processed') => ({
      id: ctx.newId(),
      from_agent_id: sender.id,
      to_agent_id: agent.id,
      clinic_id: here.id,
      message_type: 'task',
      content_sealed: 'unread',
      state,
      due_at: now,
      created_at: now,
      updated_at: now,
    })
    const rows = [row('pending'), row('delivered'), row('processed')]
    await db().agentMessage.createMany({ data: rows })
    const provider = await makeProvider(ctx, here.id)
    await db().provider.update({ where: { id: provider.id }, data: { agent_id: agent.id } })
    expect((await getAgent(key, { agent_id: agent.id })).providers).toEqual([
      { id: provider.id, name: provider.name },
    ])
    await removeAgent(own, { agent_id: agent.id })
    expect((await db().provider.findUniqueOrThrow({ where: { id: provider.id } })).agent_id).toBeNull()
    const after = await db().agentMessage.findMany({
      where: { to_agent_id: agent.id },
      orderBy: { sequence: 'asc' },
    })
    expect(after.map(({ state }) => state)).toEqual(['failed', 'failed', 'processed'])
    const notices = await db().agentMessage.findMany({ where: { to_agent_id: sender.id } })
    expect(notices.map(({ in_reply_to }) => in_reply_to)).toEqual([rows[0]!.id, rows[1]!.id])
    expect(after[0]).toMatchObject({
      failure_reason: `${agent.name} was removed before it was done with this message.`,
      failed_at: now,
    })
  })

  it('gives a name back only when nothing of the old agent is left in the post', async () => {
    const { key, ctx, here } = await setting()
    const [{ agent, own }, { agent: sender }] = [await registered(key), await registered(key)]
    await removeAgent(own, { agent_id: agent.id })
    const now = new Date(ctx.now())
    const id = ctx.newId()
    await db().agentMessage.create({
      data: {
        id,
        from_agent_id: sender.id,
        to_agent_id: agent.id,
        clinic_id: here.id,
        message_type: 'task',
        content_sealed: 'unread',
        state: 'pending',
        due_at: now,
        created_at: now,
        updated_at: now,
      },
    })
    await refusal(registerAgent(key, { name: agent.name, type: 'x' }), 'conflict')
    expect(await endOrphanedMessages(ctx)).toBe(1)
    expect(await endOrphanedMessages(ctx)).toBe(0)
    expect((await registerAgent(key, { name: agent.name, type: 'x' })).id).toBe(agent.id)
  })

  it('is refused to viewers, strangers and other agents', async () => {
    const { key, viewer, stranger } = await setting()
    const { agent } = await registered(key)
    const { own: other } = await registered(key)
    await refusal(removeAgent(viewer, { agent_id: agent.id }), 'forbidden')
    await refusal(removeAgent(other, { agent_id: agent.id }), 'forbidden')
    await refusal(removeAgent(stranger, { agent_id: agent.id }), 'not_found')
    expect((await stored(agent.id)).removed_at).toBeNull()
  })
})

describe('what callers may know of', () => {
  it('is their clinics’ agents, the built-in ones, and for staff those of every clinic', async () => {
    const { ctx, key, clerk, stranger, here } = await setting()
    await ensureBuiltinAgents(ctx)
    const { agent, own } = await registered(key)
    const everywhere = await registerAgent(ctx, newAgent())
    const seenBy = async (who: TestCtx) => {
      const { items } = await listAgents(who, { limit: 100 })
      return new Set(items.map(({ id }) => id))
    }
    const [keys, clerks, strangers] = [await seenBy(key), await seenBy(clerk), await seenBy(stranger)]
    expect([keys.has(agent.id), clerks.has(agent.id), strangers.has(agent.id)]).toEqual([true, true, false])
    expect([keys, clerks, strangers].map((set) => set.has(everywhere.id))).toEqual([false, true, true])
    const builtin = await db().agent.findUniqueOrThrow({ where: { name: 'user-agent' } })
    expect(keys.has(builtin.id)).toBe(true)
    await refusal(getAgent(key, { agent_id: everywhere.name }), 'not_found')
    await refusal(getAgent(stranger, { agent_id: agent.name }), 'not_found')
    expect((await getAgent(own, { agent_id: agent.id })).clinic_id).toBe(here.id)
    await refusal(listAgents(own), 'forbidden')
    await refusal(getAgent(own, { agent_id: builtin.id }), 'forbidden')
  })

  it('pages by name and filters by status, type and capability', async () => {
    const { key } = await setting()
    const names: string[] = []
    for (let made = 0; made < 5; made += 1) {
      names.push(
        (await registerAgent(key, newAgent({ type: 'paged', capabilities: ['cap', `c${made}`] }))).name,
      )
    }
    await updateAgent(key, { agent_id: names[1]!, status: 'maintenance' })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listAgents(key, { type: 'paged', limit: 2, cursor })
      seen.push(...page.items.map(({ name }) => name))
      cursor = page.next_cursor ?? undefined
    } while (cursor)
    expect(seen).toEqual([...names].sort())
    const found = async (query: object) =>
      (await listAgents(key, { type: 'paged', ...query })).items.map(({ name }) => name)
    expect(await found({ capability: 'c3' })).toEqual([names[3]])
    expect(await found({ status: 'maintenance' })).toEqual([names[1]])
    expect(await found({ capability: 'cap', status: 'active' })).toHaveLength(4)
    expect((await refusal(listAgents(key, { cursor: 'x' }), 'invalid_input')).field).toBe('cursor')
  })
})
