import { describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { newAgent, openRegistry, registered } from '#lib/test/agent-registry.ts'
import { keyActor, staffActor, type TestCtx } from '#lib/test/context.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { listApiKeys } from '../api-key/list.ts'
import { getAgent } from './get.ts'
import { heartbeatAgent } from './heartbeat.ts'
import { registerAgent } from './register.ts'
import { updateAgent } from './update.ts'

const { db, setting, stored, countEvents } = openRegistry()
const MINUTE_MS = 60_000
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

describe('registerAgent', () => {
  it('makes the agent, a key of its own and a signing secret, both shown this once', async () => {
    const { key, here } = await setting()
    const { api_key, signing_secret, ...view } = await registerAgent(
      key,
      newAgent({ capabilities: ['a', 'b', 'a'], endpoint: 'http://127.0.0.1:9/hook' }),
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
    const { agent, own } = await registered(clerk)
    expect([...own.actor.permissions]).toEqual(['messages:read', 'messages:write'])
    expect(own.actor).toMatchObject({ agentId: agent.id, clinicIds: [here.id] })
    const admin = actingAs(clerk, staffActor('admin', [here.id]))
    expect((await listApiKeys(admin)).map(({ name }) => name)).toContain(agent.name)
  })

  it('takes the secret that is given, and refuses one that is none', async () => {
    const { key } = await setting()
    expect((await registerAgent(key, newAgent({ signing_secret: SECRET }))).signing_secret).toBe(SECRET)
    const wrong = newAgent({ signing_secret: 'whsec_short' })
    expect((await refusal(registerAgent(key, wrong), 'invalid_input')).field).toBe('signing_secret')
    expect(await db().agent.count({ where: { name: wrong.name } })).toBe(0)
  })

  it('updates it when it registers again with its own key: same key, same secret, nothing shown', async () => {
    const { key } = await setting()
    const { agent, own } = await registered(key, { capabilities: ['old'] })
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
    const { agent } = await registered(key)
    const { own: other } = await registered(key)
    const takers = [
      key,
      ctx,
      other,
      clerk,
      as(staffActor('admin', [here.id])),
      as(keyActor(['admin', 'agents:*'], [there.id])),
    ]
    for (const taker of takers) {
      const refused = await refusal(registerAgent(taker, { ...newAgent(), name: agent.name }), 'conflict')
      expect(refused.field).toBe('name')
    }
    expect(await stored(agent.id)).toMatchObject({ type: 'provider' })
  })

  it('is for agents:write; the key of an agent registers no other', async () => {
    const { viewer, key, as, here } = await setting()
    const { own } = await registered(key)
    const poor = as(keyActor(['agents:read', 'messages:*'], [here.id]))
    for (const who of [viewer, poor, own]) {
      const wanted = newAgent({ endpoint: 'http://127.0.0.1:9/' })
      await refusal(registerAgent(who, wanted), 'forbidden')
      expect(await db().agent.count({ where: { name: wanted.name } })).toBe(0)
    }
  })

  it.each(['scheduling-agent', 'Provider-Agent'])(
    'cannot take the place of the built-in %s',
    async (name) => {
      const { ctx } = await setting()
      await refusal(registerAgent(ctx, newAgent({ name })), 'conflict')
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
    expect((await refusal(registerAgent(ctx, newAgent({ name })), 'invalid_input')).field).toBe('name')
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
    const bad = newAgent({ endpoint: 'https://169.254.169.254/latest' })
    const watched = (ctx: TestCtx) => ({ ...ctx, ports: { ...ctx.ports, outside } })
    expect((await refusal(registerAgent(watched(key), bad), 'invalid_input')).field).toBe('endpoint')
    await refusal(registerAgent(watched(viewer), bad), 'forbidden')
    expect(checks).toBe(1)
    const { agent, own } = await registered(key)
    await refusal(
      updateAgent(watched(own), { agent_id: agent.id, endpoint: 'https://10.0.0.1/' }),
      'invalid_input',
    )
    expect((await stored(agent.id)).endpoint).toBeNull()
  })

  it('belongs to the caller’s clinic; whoever covers several says which, or covers all of them', async () => {
    const { ctx, as, here, there, stranger } = await setting()
    const two = as(staffActor('scheduler', [here.id, there.id]))
    expect((await refusal(registerAgent(two, newAgent()), 'invalid_input')).field).toBe('clinic_id')
    expect((await registerAgent(two, newAgent({ clinic_id: there.id }))).clinic_id).toBe(there.id)
    await refusal(registerAgent(stranger, newAgent({ clinic_id: here.id })), 'not_found')
    await refusal(registerAgent(ctx, newAgent({ clinic_id: ctx.newId() })), 'not_found')
    expect((await registerAgent(ctx, newAgent())).clinic_id).toBeNull()
    const all = (await db().clinic.findMany()).map(({ id }) => id)
    expect((await registerAgent(as(staffActor('admin', all)), newAgent())).clinic_id).toBeNull()
  })

  it('is made once by twins with one idempotency key, who get the same answer', async () => {
    const { key } = await setting()
    const twin = newAgent({ idempotency_key: `register-${key.newId()}` })
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => registerAgent(key, twin)))
    expect(two).toEqual(one)
    expect(three).toEqual(one)
    expect(await db().apiKey.count({ where: { agent_id: one!.id } })).toBe(1)
    expect(await countEvents(one!.id, 'agent.registered')).toBe(1)
    expect((await refusal(registerAgent(key, { ...twin, type: 'x' }), 'invalid_input')).field).toBe(
      'idempotency_key',
    )
  })

  it('is made once by many at a time; the others get a conflict', async () => {
    const { key } = await setting()
    const wanted = newAgent()
    const tries = await Promise.allSettled([1, 2, 3, 4, 5].map(() => registerAgent(key, wanted)))
    const lost = tries.filter((each) => each.status === 'rejected')
    expect(lost.map((each) => each.reason.code)).toEqual(Array(4).fill('conflict'))
    expect(await db().apiKey.count({ where: { name: wanted.name } })).toBe(1)
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
    const { agent: sender } = await registered(key)
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
    const { agent, own } = await registered(key)
    const change = (fields: object) => updateAgent(clerk, { agent_id: agent.id, ...fields })
    const beat = (fields: object = {}) => heartbeatAgent(own, { agent_id: agent.id, ...fields })
    expect(await wakesOf(key, () => registerAgent(key, newAgent()))).toBe(1)
    expect(await wakesOf(key, () => change({ capabilities: ['more'] }))).toBe(1)
    expect(await wakesOf(key, () => change({ status: 'maintenance' }))).toBe(0)
    expect(await wakesOf(key, () => change({ status: 'active' }))).toBe(1)
    expect(await wakesOf(key, () => beat())).toBe(0)
    expect(await wakesOf(key, () => beat({ status: 'inactive' }))).toBe(0)
    expect(await wakesOf(key, () => beat({ status: 'active' }))).toBe(1)
    await db().agent.update({ where: { id: agent.id }, data: { heartbeat_at: null } })
    expect(await wakesOf(key, () => beat())).toBe(1)
    await db().agentMessage.update({ where: { id }, data: { state: 'expired' } })
    expect(await wakesOf(key, () => registerAgent(key, newAgent()))).toBe(0)
  })
})
