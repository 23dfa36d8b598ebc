import { describe, expect, it } from 'vitest'
import { GONE_REASON, HELD_REASON } from '#lib/domain/agents/status.ts'
import { newAgent, openRegistry, registered } from '#lib/test/agent-registry.ts'
import { keyActor, staffActor } from '#lib/test/context.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { checkApiKey } from '../api-key/check.ts'
import { ensureBuiltinAgents } from './ensure-builtin.ts'
import { getAgent } from './get.ts'
import { heartbeatAgent } from './heartbeat.ts'
import { registerAgent } from './register.ts'
import { removeAgent } from './remove.ts'
import { updateAgent } from './update.ts'

const { db, setting, stored } = openRegistry()
const MINUTE_MS = 60_000

describe('updateAgent', () => {
  it('changes what is named and leaves the rest', async () => {
    const { key, clerk } = await setting()
    const { agent, own } = await registered(key, { endpoint: 'http://127.0.0.1:9/', capabilities: ['a'] })
    expect(await updateAgent(own, { agent_id: agent.name, capabilities: ['b'] })).toMatchObject({
      capabilities: ['b'],
      endpoint: 'http://127.0.0.1:9/',
      type: 'provider',
      api_key: null,
      signing_secret: null,
    })
    expect(await updateAgent(clerk, { agent_id: agent.id, endpoint: null })).toMatchObject({
      endpoint: null,
      delivery: 'poll',
      capabilities: ['b'],
    })
    const events = await db().auditEvent.findMany({
      where: { action: 'agent.updated', subject_id: agent.id },
      orderBy: { sequence: 'asc' },
    })
    expect(events.map(({ detail }) => (detail as { changed: string[] }).changed)).toEqual([
      ['capabilities'],
      ['endpoint'],
    ])
  })

  it('is refused to whoever has not seen the last change, also when the agent itself was faster', async () => {
    const { key, clerk } = await setting()
    const { agent, own } = await registered(key, { capabilities: ['a'] })
    const change = { agent_id: agent.id, capabilities: ['late'], version: agent.version }
    await registerAgent(own, newAgent({ name: agent.name, capabilities: ['itself'] }))
    await refusal(updateAgent(clerk, change), 'changed_meanwhile')
    const { version, capabilities } = await getAgent(clerk, { agent_id: agent.id })
    expect([version, capabilities]).toEqual([agent.version + 1, ['itself']])
    expect(await updateAgent(clerk, { ...change, version })).toMatchObject({ capabilities: ['late'] })
    await refusal(updateAgent(clerk, { ...change, version }), 'changed_meanwhile')
  })

  it('makes a new key and secret, shows them once, and the old key opens nothing', async () => {
    const { key, clerk } = await setting()
    const { agent } = await registered(key)
    const changed = await updateAgent(clerk, { agent_id: agent.id, rotate_key: true, rotate_secret: true })
    expect(changed.api_key).toMatch(/^sbk_/)
    expect(changed.api_key).not.toBe(agent.api_key)
    expect(changed.signing_secret).not.toBe(agent.signing_secret)
    expect(await checkApiKey(key, agent.api_key!, null)).toBeNull()
    expect((await checkApiKey(key, changed.api_key!, null))?.agentId).toBe(agent.id)
    const event = await auditOf(db(), 'agent.updated', agent.id)
    expect(event.detail).toMatchObject({ new_key: true, new_secret: true })
    expect(await getAgent(clerk, { agent_id: agent.id })).not.toHaveProperty('api_key')
  })

  it('lets staff take an agent out of service, which only staff undo', async () => {
    const { key, clerk } = await setting()
    const { agent, own } = await registered(key)
    const held = await updateAgent(clerk, { agent_id: agent.id, status: 'maintenance' })
    expect(held).toMatchObject({ status: 'maintenance', status_reason: HELD_REASON })
    for (const who of [own, key]) {
      await refusal(updateAgent(who, { agent_id: agent.id, status: 'active' }), 'illegal_state')
    }
    expect(await heartbeatAgent(own, { agent_id: agent.id, status: 'active' })).toMatchObject({
      status: 'maintenance',
      is_stale: false,
    })
    const again = await registerAgent(own, { name: agent.name, type: 'provider' })
    expect(again).toMatchObject({ status: 'maintenance', status_reason: HELD_REASON })
    const freed = await updateAgent(clerk, { agent_id: agent.id, status: 'active' })
    expect(freed).toMatchObject({ status: 'active', status_reason: null })
  })

  it('lets staff hold an agent that had already paused itself', async () => {
    const { key, clerk } = await setting()
    const { agent, own } = await registered(key)
    expect(await updateAgent(own, { agent_id: agent.id, status: 'maintenance' })).toMatchObject({
      status_reason: null,
    })
    await updateAgent(clerk, { agent_id: agent.id, status: 'maintenance' })
    await refusal(updateAgent(own, { agent_id: agent.id, status: 'active' }), 'illegal_state')
  })

  it('stays with the agent’s own key, its clinic and whoever has the right', async () => {
    const { key, viewer, stranger, as, here, there, ctx } = await setting()
    const { agent } = await registered(key)
    const { own: other } = await registered(key)
    const change = { agent_id: agent.id, status: 'inactive' as const }
    await refusal(updateAgent(viewer, change), 'forbidden')
    await refusal(updateAgent(other, change), 'forbidden')
    const wide = { ...other.actor, permissions: new Set(['agents:read', 'agents:write'] as const) }
    await refusal(updateAgent(as(wide), change), 'forbidden')
    await refusal(registerAgent(as(wide), newAgent()), 'forbidden')
    await refusal(updateAgent(stranger, change), 'not_found')
    await refusal(updateAgent(as(keyActor(['agents:*'], [there.id])), change), 'not_found')
    await refusal(updateAgent(key, { ...change, agent_id: 'nobody-here' }), 'not_found')
    const everywhere = await registerAgent(ctx, newAgent())
    await refusal(
      updateAgent(as(staffActor('admin', [here.id])), { ...change, agent_id: everywhere.id }),
      'forbidden',
    )
    await refusal(updateAgent(key, { ...change, agent_id: everywhere.id }), 'not_found')
    expect(await stored(agent.id)).toMatchObject({ status: 'active' })
    expect(await stored(everywhere.id)).toMatchObject({ status: 'active' })
  })

  it('leaves built-in agents alone, whoever asks', async () => {
    const { ctx, clerk } = await setting()
    await ensureBuiltinAgents(ctx)
    for (const who of [ctx, clerk]) {
      const agent_id = 'scheduling-agent'
      await refusal(updateAgent(who, { agent_id, status: 'inactive' }), 'conflict')
      await refusal(heartbeatAgent(who, { agent_id, status: 'inactive' }), 'conflict')
      await refusal(removeAgent(who, { agent_id }), 'conflict')
    }
    const row = await db().agent.findUniqueOrThrow({ where: { name: 'scheduling-agent' } })
    expect(row).toMatchObject({ status: 'active', removed_at: null })
  })
})

describe('heartbeatAgent', () => {
  it('keeps the time of the system clock, the load and the status', async () => {
    const { key } = await setting()
    const { agent, own } = await registered(key)
    const shifted = { ...own, now: () => own.systemNow() + 100 * MINUTE_MS }
    const beat = await heartbeatAgent(shifted, { agent_id: agent.name, load: 0.4, status: 'maintenance' })
    expect(beat).toMatchObject({
      load: 0.4,
      status: 'maintenance',
      heartbeat_at: new Date(own.systemNow()).toISOString(),
    })
    const event = await auditOf(db(), 'agent.status_changed', agent.id)
    expect(event.detail).toMatchObject({ from: 'active', to: 'maintenance' })
    expect(await heartbeatAgent(own, { agent_id: agent.id, status: 'active' })).toMatchObject({
      status: 'active',
      load: 0.4,
    })
  })

  it('is stale after five minutes of silence, and alive again with the next beat', async () => {
    const { key } = await setting()
    const { agent, own } = await registered(key)
    own.advance(5 * MINUTE_MS)
    const at = (ms: number) => ({ ...own, systemNow: () => own.systemNow() + ms })
    expect((await getAgent(at(0), { agent_id: agent.id })).is_stale).toBe(false)
    expect((await getAgent(at(1), { agent_id: agent.id })).is_stale).toBe(true)
    await heartbeatAgent(at(1), { agent_id: agent.id })
    expect((await getAgent(at(1), { agent_id: agent.id })).is_stale).toBe(false)
  })

  it('leaves no trace beside the time, unless the status changes', async () => {
    const { key } = await setting()
    const { agent, own } = await registered(key)
    const before = await db().auditEvent.count()
    for (let beats = 0; beats < 3; beats += 1) await heartbeatAgent(own, { agent_id: agent.id, load: 1 })
    expect(await db().auditEvent.count()).toBe(before)
  })

  it('does not bring back an endpoint that answered 410; registering again does', async () => {
    const { key } = await setting()
    const { agent, own } = await registered(key, { endpoint: 'http://127.0.0.1:9/' })
    await db().agent.update({
      where: { id: agent.id },
      data: { status: 'inactive', status_reason: GONE_REASON },
    })
    expect(await heartbeatAgent(own, { agent_id: agent.id, status: 'active' })).toMatchObject({
      status: 'inactive',
      status_reason: GONE_REASON,
    })
    const back = await registerAgent(own, { name: agent.name, type: 'provider' })
    expect(back).toMatchObject({ status: 'active', status_reason: null })
  })

  it('is the agent’s own word: its key, or a shared key that acts for it', async () => {
    const { key, clerk, viewer, stranger } = await setting()
    const { agent } = await registered(key)
    const { own: other } = await registered(key)
    await db().agent.update({ where: { id: agent.id }, data: { heartbeat_at: null } })
    for (const [who, code] of [
      [clerk, 'forbidden'],
      [viewer, 'forbidden'],
      [other, 'forbidden'],
      [stranger, 'not_found'],
    ] as const) {
      await refusal(heartbeatAgent(who, { agent_id: agent.id }), code)
    }
    expect((await stored(agent.id)).heartbeat_at).toBeNull()
    expect((await heartbeatAgent(key, { agent_id: agent.id })).is_stale).toBe(false)
  })

  it.each([{ load: 1.1 }, { load: -0.1 }, { status: 'stale' as 'active' }])('refuses %j', async (beat) => {
    const { key } = await setting()
    const { agent, own } = await registered(key)
    await refusal(heartbeatAgent(own, { agent_id: agent.id, ...beat }), 'invalid_input')
  })
})
