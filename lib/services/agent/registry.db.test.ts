import { describe, expect, it } from 'vitest'
import { actingAs, type Ctx } from '#lib/core/context.ts'
import type { RegisterAgentInput } from '#lib/domain/agents/schema.ts'
import { GONE_REASON, HELD_REASON } from '#lib/domain/agents/status.ts'
import { keyActor, staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { makeClinic, makeProvider } from '#lib/test/factories.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { checkApiKey } from '../api-key/check.ts'
import { listApiKeys } from '../api-key/list.ts'
import { endOrphanedMessages } from './end-orphaned.ts'
import { ensureBuiltinAgents } from './ensure-builtin.ts'
import { getAgent } from './get.ts'
import { heartbeatAgent } from './heartbeat.ts'
import { listAgents } from './list.ts'
import { registerAgent } from './register.ts'
import { removeAgent } from './remove.ts'
import { updateAgent } from './update.ts'

const { db } = openTestDatabase()
const MINUTE_MS = 60_000
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
let count = 0

async function setting() {
  const ctx = testCtx(db())
  const [here, there] = [await makeClinic(ctx), await makeClinic(ctx)]
  const as = (actor: Ctx['actor']): TestCtx => actingAs(ctx, actor)
  return {
    ctx,
    here,
    there,
    as,
    clerk: as(staffActor('scheduler', [here.id])),
    viewer: as(staffActor('viewer', [here.id])),
    key: as(keyActor(['agents:*'], [here.id])),
    stranger: as(staffActor('admin', [there.id])),
  }
}

const input = (fields: Partial<RegisterAgentInput> = {}): RegisterAgentInput => {
  count += 1
  return { name: `peer-${count}`, type: 'provider', ...fields }
}

/** A registered agent and the context that its own key has, as the API would make it. */
async function peer(by: TestCtx, fields: Partial<RegisterAgentInput> = {}) {
  const agent = await registerAgent(by, input(fields))
  const actor = await checkApiKey(by, agent.api_key ?? '', null)
  if (!actor) throw new Error('The key of a new agent does not open.')
  return { agent, own: actingAs(by, actor) }
}

const stored = (id: string) => db().agent.findUniqueOrThrow({ where: { id } })
const eventsOf = (id: string, action: string) =>
  db().auditEvent.count({ where: { subject_id: id, action, is_denied: false } })

describe('registerAgent', () => {
  it('makes the agent, a key of its own and a signing secret, both shown this once', async () => {
    const { key, here } = await setting()
    const { api_key, signing_secret, ...view } = await registerAgent(
      key,
      input({ capabilities: ['a', 'b', 'a'], endpoint: 'http://127.0.0.1:9/hook' }),
    )
    expect(view).toMatchObject({
      status: 'active',
      delivery: 'push',
      capabilities: ['a', 'b'],
      clinic_id: here.id,
      is_builtin: false,
      is_stale: false,
      queue_depth: 0,
    })
    expect(api_key).toMatch(/^sbk_[\w-]{43}$/)
    expect(signing_secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(await getAgent(key, { agent_id: view.name })).toEqual(view)
    const row = await stored(view.id)
    expect(JSON.stringify(row)).not.toContain(signing_secret!.slice(6))
    const at = { table: 'agent', column: 'secret_sealed', id: view.id }
    expect(key.sealer.open(at, row.secret_sealed!)).toBe(signing_secret)
    const event = await auditOf(db(), 'agent.registered', view.id)
    expect(event).toMatchObject({ clinic_id: here.id, detail: { name: view.name, delivery: 'push' } })
    expect(JSON.stringify(event.detail)).not.toMatch(/sbk_|whsec_|127\.0\.0\.1/)
  })

  it('gives a key that reads and sends its own messages and may do nothing else', async () => {
    const { clerk, here } = await setting()
    const { agent, own } = await peer(clerk)
    expect([...own.actor.permissions]).toEqual(['messages:read', 'messages:write'])
    expect(own.actor).toMatchObject({ agentId: agent.id, clinicIds: [here.id] })
    const admin = actingAs(clerk, staffActor('admin', [here.id]))
    expect((await listApiKeys(admin)).map(({ name }) => name)).toContain(agent.name)
  })

  it('takes the secret that is given, and refuses one that is none', async () => {
    const { key } = await setting()
    expect((await registerAgent(key, input({ signing_secret: SECRET }))).signing_secret).toBe(SECRET)
    const wrong = input({ signing_secret: 'whsec_short' })
    expect((await refusal(registerAgent(key, wrong), 'invalid_input')).field).toBe('signing_secret')
    expect(await db().agent.count({ where: { name: wrong.name } })).toBe(0)
  })

  it('updates it when it registers again with its own key: same key, same secret, nothing shown', async () => {
    const { key } = await setting()
    const { agent, own } = await peer(key, { capabilities: ['old'] })
    const before = await stored(agent.id)
    own.advance(10 * MINUTE_MS)
    const again = await registerAgent(own, { name: agent.name, type: 'desk', capabilities: ['new'] })
    expect(again).toMatchObject({
      id: agent.id,
      type: 'desk',
      capabilities: ['new'],
      is_stale: false,
      api_key: null,
      signing_secret: null,
    })
    expect((await stored(agent.id)).secret_sealed).toBe(before.secret_sealed)
    expect(await db().apiKey.count({ where: { agent_id: agent.id, revoked_at: null } })).toBe(1)
    await auditOf(db(), 'agent.registered_again', agent.id)
    const replaced = await registerAgent(own, { name: agent.name, type: 'desk', signing_secret: SECRET })
    expect(replaced.signing_secret).toBe(SECRET)
  })

  it('gives a name to nobody else: another key, another agent, staff and administrators get a conflict', async () => {
    const { key, ctx, clerk, here, as, there } = await setting()
    const { agent } = await peer(key)
    const { own: other } = await peer(key)
    const takers = [
      key,
      ctx,
      other,
      clerk,
      as(staffActor('admin', [here.id])),
      as(keyActor(['admin', 'agents:*'], [there.id])),
    ]
    for (const taker of takers) {
      const refused = await refusal(registerAgent(taker, { ...input(), name: agent.name }), 'conflict')
      expect(refused.field).toBe('name')
    }
    expect(await stored(agent.id)).toMatchObject({ type: 'provider' })
  })

  it('is for agents:write; the key of an agent registers no other', async () => {
    const { viewer, key, as, here } = await setting()
    const { own } = await peer(key)
    const poor = as(keyActor(['agents:read', 'messages:*'], [here.id]))
    for (const who of [viewer, poor, own]) {
      const wanted = input({ endpoint: 'http://127.0.0.1:9/' })
      await refusal(registerAgent(who, wanted), 'forbidden')
      expect(await db().agent.count({ where: { name: wanted.name } })).toBe(0)
    }
  })

  it.each(['scheduling-agent', 'Provider-Agent'])(
    'cannot take the place of the built-in %s',
    async (name) => {
      const { ctx } = await setting()
      await refusal(registerAgent(ctx, input({ name })), 'conflict')
    },
  )

  it.each([
    ['is a uuid', '018f5d3e-0000-7000-8000-000000000001'],
    ['is an address of ours', 'metrics'],
    ['has a blank', 'my agent'],
    ['has a slash', 'a/b'],
    ['is one character', 'a'],
  ])('refuses a name that %s', async (_why, name) => {
    const { ctx } = await setting()
    expect((await refusal(registerAgent(ctx, input({ name })), 'invalid_input')).field).toBe('name')
  })

  it('refuses an endpoint that may not be called, and asks nobody’s server on behalf of a viewer', async () => {
    const { key, viewer } = await setting()
    let checks = 0
    const outside = {
      ...key.ports.outside,
      check: (url: string, field: string) => {
        checks += 1
        return key.ports.outside.check(url, field)
      },
    }
    const bad = input({ endpoint: 'https://169.254.169.254/latest' })
    const watched = (ctx: TestCtx) => ({ ...ctx, ports: { ...ctx.ports, outside } })
    expect((await refusal(registerAgent(watched(key), bad), 'invalid_input')).field).toBe('endpoint')
    await refusal(registerAgent(watched(viewer), bad), 'forbidden')
    expect(checks).toBe(1)
    const { agent, own } = await peer(key)
    await refusal(
      updateAgent(watched(own), { agent_id: agent.id, endpoint: 'https://10.0.0.1/' }),
      'invalid_input',
    )
    expect((await stored(agent.id)).endpoint).toBeNull()
  })

  it('belongs to the caller’s clinic; whoever covers several says which, or covers all of them', async () => {
    const { ctx, as, here, there, stranger } = await setting()
    const two = as(staffActor('scheduler', [here.id, there.id]))
    expect((await refusal(registerAgent(two, input()), 'invalid_input')).field).toBe('clinic_id')
    expect((await registerAgent(two, input({ clinic_id: there.id }))).clinic_id).toBe(there.id)
    await refusal(registerAgent(stranger, input({ clinic_id: here.id })), 'not_found')
    await refusal(registerAgent(ctx, input({ clinic_id: ctx.newId() })), 'not_found')
    expect((await registerAgent(ctx, input())).clinic_id).toBeNull()
    const all = (await db().clinic.findMany()).map(({ id }) => id)
    expect((await registerAgent(as(staffActor('admin', all)), input())).clinic_id).toBeNull()
  })

  it('is made once by twins with one idempotency key, who get the same answer', async () => {
    const { key } = await setting()
    const twin = input({ idempotency_key: `register-${count}` })
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => registerAgent(key, twin)))
    expect(two).toEqual(one)
    expect(three).toEqual(one)
    expect(await db().apiKey.count({ where: { agent_id: one!.id } })).toBe(1)
    expect(await eventsOf(one!.id, 'agent.registered')).toBe(1)
    expect((await refusal(registerAgent(key, { ...twin, type: 'x' }), 'invalid_input')).field).toBe(
      'idempotency_key',
    )
  })

  it('is made once by many at a time; the others get a conflict', async () => {
    const { key } = await setting()
    const wanted = input()
    const tries = await Promise.allSettled([1, 2, 3, 4, 5].map(() => registerAgent(key, wanted)))
    const lost = tries.filter((each) => each.status === 'rejected')
    expect(lost.map((each) => each.reason.code)).toEqual(Array(4).fill('conflict'))
    expect(await db().apiKey.count({ where: { name: wanted.name } })).toBe(1)
  })
})

describe('updateAgent', () => {
  it('changes what is named and leaves the rest', async () => {
    const { key, clerk } = await setting()
    const { agent, own } = await peer(key, { endpoint: 'http://127.0.0.1:9/', capabilities: ['a'] })
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

  it('makes a new key and secret, shows them once, and the old key opens nothing', async () => {
    const { key, clerk } = await setting()
    const { agent } = await peer(key)
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
    const { agent, own } = await peer(key)
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
    const { agent, own } = await peer(key)
    expect(await updateAgent(own, { agent_id: agent.id, status: 'maintenance' })).toMatchObject({
      status_reason: null,
    })
    await updateAgent(clerk, { agent_id: agent.id, status: 'maintenance' })
    await refusal(updateAgent(own, { agent_id: agent.id, status: 'active' }), 'illegal_state')
  })

  it('stays with the agent’s own key, its clinic and whoever has the right', async () => {
    const { key, viewer, stranger, as, here, there, ctx } = await setting()
    const { agent } = await peer(key)
    const { own: other } = await peer(key)
    const change = { agent_id: agent.id, status: 'inactive' as const }
    await refusal(updateAgent(viewer, change), 'forbidden')
    await refusal(updateAgent(other, change), 'forbidden')
    const wide = { ...other.actor, permissions: new Set(['agents:read', 'agents:write'] as const) }
    await refusal(updateAgent(as(wide), change), 'forbidden')
    await refusal(registerAgent(as(wide), input()), 'forbidden')
    await refusal(updateAgent(stranger, change), 'not_found')
    await refusal(updateAgent(as(keyActor(['agents:*'], [there.id])), change), 'not_found')
    await refusal(updateAgent(key, { ...change, agent_id: 'nobody-here' }), 'not_found')
    const everywhere = await registerAgent(ctx, input())
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
    const { agent, own } = await peer(key)
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
    const { agent, own } = await peer(key)
    own.advance(5 * MINUTE_MS)
    const at = (ms: number) => ({ ...own, systemNow: () => own.systemNow() + ms })
    expect((await getAgent(at(0), { agent_id: agent.id })).is_stale).toBe(false)
    expect((await getAgent(at(1), { agent_id: agent.id })).is_stale).toBe(true)
    await heartbeatAgent(at(1), { agent_id: agent.id })
    expect((await getAgent(at(1), { agent_id: agent.id })).is_stale).toBe(false)
  })

  it('leaves no trace beside the time, unless the status changes', async () => {
    const { key } = await setting()
    const { agent, own } = await peer(key)
    const before = await db().auditEvent.count()
    for (let beats = 0; beats < 3; beats += 1) await heartbeatAgent(own, { agent_id: agent.id, load: 1 })
    expect(await db().auditEvent.count()).toBe(before)
  })

  it('does not bring back an endpoint that answered 410; registering again does', async () => {
    const { key } = await setting()
    const { agent, own } = await peer(key, { endpoint: 'http://127.0.0.1:9/' })
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
    const { agent } = await peer(key)
    const { own: other } = await peer(key)
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
    const { agent, own } = await peer(key)
    await refusal(heartbeatAgent(own, { agent_id: agent.id, ...beat }), 'invalid_input')
  })
})

describe('messages that found no receiver', () => {
  const wakesOf = async (ctx: TestCtx, act: () => Promise<unknown>) => {
    ctx.wakes.length = 0
    await act()
    return ctx.wakes.filter(({ kind }) => kind === 'agent.route').length
  }

  it('are tried again when an agent registers, becomes active, learns something or is heard of again', async () => {
    const { key, clerk } = await setting()
    const { agent: sender } = await peer(key)
    const now = new Date(key.now())
    const id = key.newId()
    await db().agentMessage.create({
      data: {
        id,
        from_agent_id: sender.id,
        message_type: 'task',
        content_sealed: 'unread',
        requirements: ['nobody-can'],
        state: 'pending',
        due_at: now,
        created_at: now,
        updated_at: now,
      },
    })
    const { agent, own } = await peer(key)
    const change = (fields: object) => updateAgent(clerk, { agent_id: agent.id, ...fields })
    const beat = (fields: object = {}) => heartbeatAgent(own, { agent_id: agent.id, ...fields })
    expect(await wakesOf(key, () => registerAgent(key, input()))).toBe(1)
    expect(await wakesOf(key, () => change({ capabilities: ['more'] }))).toBe(1)
    expect(await wakesOf(key, () => change({ status: 'maintenance' }))).toBe(0)
    expect(await wakesOf(key, () => change({ status: 'active' }))).toBe(1)
    expect(await wakesOf(key, () => beat())).toBe(0)
    expect(await wakesOf(key, () => beat({ status: 'inactive' }))).toBe(0)
    expect(await wakesOf(key, () => beat({ status: 'active' }))).toBe(1)
    await db().agent.update({ where: { id: agent.id }, data: { heartbeat_at: null } })
    expect(await wakesOf(key, () => beat())).toBe(1)
    await db().agentMessage.update({ where: { id }, data: { state: 'expired' } })
    expect(await wakesOf(key, () => registerAgent(key, input()))).toBe(0)
  })
})

describe('removeAgent', () => {
  it('ends its keys at once and hides it; its name comes back on a new registration', async () => {
    const { key, here } = await setting()
    const { agent, own } = await peer(key, { capabilities: ['old'] })
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
    const { agent, own } = await peer(key)
    await removeAgent(own, { agent_id: agent.id })
    for (const taker of [stranger, as(keyActor(['agents:*'], [there.id])), ctx]) {
      await refusal(registerAgent(taker, { name: agent.name, type: 'x' }), 'conflict')
    }
    expect((await stored(agent.id)).removed_at).not.toBeNull()
  })

  it('makes dead letters of what waited for it, with the reason, and gives its schedules back', async () => {
    const { key, ctx, here } = await setting()
    const [{ agent, own }, { agent: sender }] = [await peer(key), await peer(key)]
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
    const [{ agent, own }, { agent: sender }] = [await peer(key), await peer(key)]
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
    const { agent } = await peer(key)
    const { own: other } = await peer(key)
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
    const { agent, own } = await peer(key)
    const everywhere = await registerAgent(ctx, input())
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
      names.push((await registerAgent(key, input({ type: 'paged', capabilities: ['cap', `c${made}`] }))).name)
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
