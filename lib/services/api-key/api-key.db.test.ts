import { describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { AGENT_SCOPES, expandScopes } from '#lib/domain/permissions.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { checkApiKey } from './check.ts'
import { createApiKey } from './create.ts'
import { listApiKeys } from './list.ts'
import { revokeApiKey } from './revoke.ts'
import { rotateApiKey } from './rotate.ts'

const database = openTestDatabase()
const DAY_MS = 24 * 60 * 60 * 1000

async function setting() {
  const ctx = testCtx(database.db())
  const [here, there] = [await makeClinic(ctx), await makeClinic(ctx)]
  return { ctx, here, there, admin: actingAs(ctx, staffActor('admin', [here.id])) }
}

describe('an API key', () => {
  it('is shown once, and stored as a keyed hash only', async () => {
    const { admin, here } = await setting()
    const { key, ...view } = await createApiKey(admin, {
      name: 'Agent',
      scopes: ['agents:*'],
      clinic_id: here.id,
    })
    expect(key).toMatch(/^sbk_[\w-]{43}$/)
    expect(view.prefix).toBe(key.slice(0, 10))
    expect(await listApiKeys(admin)).toEqual([view])
    const row = await admin.db.apiKey.findUniqueOrThrow({ where: { id: view.id } })
    expect(JSON.stringify(row)).not.toContain(key.slice(10))
    const event = await admin.db.auditEvent.findFirstOrThrow({ where: { subject_id: view.id } })
    expect(event).toMatchObject({ action: 'api_key.created', detail: { scopes: ['agents:*'] } })
  })

  it('opens what its scopes say, in its clinic', async () => {
    const { ctx, here } = await setting()
    const { key, id } = await createApiKey(ctx, {
      name: 'Agent',
      scopes: ['agents:*', 'sms:send'],
      clinic_id: here.id,
    })
    const actor = await checkApiKey(ctx, key, null)
    expect(actor).toMatchObject({
      kind: 'key',
      id,
      name: 'Agent',
      clinicIds: [here.id],
      principal: `key:${id}`,
    })
    expect([...actor!.permissions]).toEqual(['sms:send', 'agents:read', 'agents:write'])
    expect((await ctx.db.apiKey.findUniqueOrThrow({ where: { id } })).last_used_at).toEqual(
      new Date(ctx.systemNow()),
    )
  })

  it('is nothing when it is unknown, revoked, expired or almost right', async () => {
    const { ctx, here } = await setting()
    const make = (days?: number) =>
      createApiKey(ctx, {
        name: 'Agent',
        scopes: ['sms:send'],
        clinic_id: here.id,
        expires_in_days: days ?? null,
      })
    const [good, revoked, old] = [await make(), await make(), await make(1)]
    await revokeApiKey(ctx, { key_id: revoked.id })
    ctx.advance(DAY_MS)
    expect(await checkApiKey(ctx, good.key, null)).not.toBeNull()
    const last = good.key.at(-1) === 'A' ? 'B' : 'A'
    for (const key of [revoked.key, old.key, `${good.key.slice(0, -1)}${last}`, good.prefix, '', 'sbk_']) {
      expect(await checkApiKey(ctx, key, null)).toBeNull()
    }
  })

  it('stays revoked, noted once', async () => {
    const { ctx, here } = await setting()
    const { id } = await createApiKey(ctx, { name: 'Agent', scopes: ['sms:send'], clinic_id: here.id })
    const first = await revokeApiKey(ctx, { key_id: id })
    ctx.advance(1000)
    expect(await revokeApiKey(ctx, { key_id: id })).toEqual(first)
    expect(await ctx.db.auditEvent.count({ where: { subject_id: id, action: 'api_key.revoked' } })).toBe(1)
  })

  it('cannot reach further than who made it', async () => {
    const { admin, ctx, here, there } = await setting()
    const fields = { name: 'Wide', scopes: ['sms:send'] }
    await expect(createApiKey(admin, fields)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(createApiKey(admin, { ...fields, clinic_id: there.id })).rejects.toMatchObject({
      code: 'not_found',
    })
    const wide = await createApiKey(ctx, fields)
    expect((await checkApiKey(ctx, wide.key, null))?.clinicIds).toBe('all')
    const all = (await ctx.db.clinic.findMany()).map(({ id }) => id)
    const everywhere = actingAs(ctx, staffActor('admin', all))
    expect((await createApiKey(everywhere, fields)).clinic).toBeNull()
    const theirs = await createApiKey(ctx, { ...fields, clinic_id: there.id })
    expect(
      (await listApiKeys(actingAs(ctx, staffActor('admin', [here.id])))).map(({ id }) => id),
    ).not.toContain(theirs.id)
  })

  it('takes only scopes that exist', async () => {
    const { ctx } = await setting()
    const wrong = createApiKey(ctx, { name: 'x', scopes: ['sms:send', 'everything'] })
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_input', field: 'scopes.1' })
  })
})

describe('rotating a key', () => {
  const rotated = async (overlap_hours?: number) => {
    const { ctx, admin, here } = await setting()
    const fields = { name: 'Agent', scopes: ['agents:*'], clinic_id: here.id, expires_in_days: 30 }
    const old = await createApiKey(admin, fields)
    ctx.advance(10 * DAY_MS)
    const made = await rotateApiKey(admin, { key_id: old.id, overlap_hours })
    return { ctx, admin, old, made }
  }

  it('makes one like it, and lets the old one work on for a while', async () => {
    const { ctx, admin, old, made } = await rotated(48)
    expect(made).toMatchObject({ name: 'Agent', scopes: ['agents:*'], clinic: old.clinic })
    expect(Date.parse(made.expires_at!)).toBe(ctx.systemNow() + 30 * DAY_MS)
    expect(await checkApiKey(ctx, old.key, null)).not.toBeNull()
    const [, listed] = await listApiKeys(admin)
    expect(listed).toMatchObject({ id: old.id, replaced_by_id: made.id, warning: null })
    ctx.advance(2 * DAY_MS)
    expect(await checkApiKey(ctx, old.key, null)).toBeNull()
    expect(await checkApiKey(ctx, made.key, null)).toMatchObject({ name: 'Agent' })
    const event = await ctx.db.auditEvent.findFirstOrThrow({
      where: { subject_id: old.id, action: 'api_key.rotated' },
    })
    expect(event.detail).toEqual({ replaced_by: made.id, overlap_hours: 48 })
  })

  it('ends the old one at once when asked to', async () => {
    const { ctx, old } = await rotated(0)
    expect(await checkApiKey(ctx, old.key, null)).toBeNull()
  })

  it('is done once, to a key that works, by who reaches as far', async () => {
    const { ctx, admin, old } = await rotated()
    await expect(rotateApiKey(admin, { key_id: old.id })).rejects.toMatchObject({ code: 'illegal_state' })
    const wide = await createApiKey(ctx, { name: 'Wide', scopes: ['sms:send'] })
    await expect(rotateApiKey(admin, { key_id: wide.id })).rejects.toMatchObject({ code: 'forbidden' })
    await revokeApiKey(ctx, { key_id: wide.id })
    await expect(rotateApiKey(ctx, { key_id: wide.id })).rejects.toMatchObject({ code: 'illegal_state' })
  })
})

describe('AGENT_API_KEY', () => {
  it('has every agent scope in every clinic, and is nothing when unset', async () => {
    const { ctx } = await setting()
    const actor = await checkApiKey(ctx, 'the key of the environment', 'the key of the environment')
    expect(actor).toMatchObject({ kind: 'key', clinicIds: 'all', principal: 'key:environment' })
    expect([...actor!.permissions]).toEqual(expandScopes(AGENT_SCOPES))
    expect(actor!.permissions.has('bookings:override')).toBe(false)
    expect(await checkApiKey(ctx, '', '')).toBeNull()
    expect(await checkApiKey(ctx, 'the key of the environment', null)).toBeNull()
  })
})
