import { describe, expect, it } from 'vitest'
import { checkApiKey } from '#lib/services/api-key/check.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { runKeys } from './run-keys.ts'

const database = openTestDatabase()

describe('npm run keys', () => {
  it('makes a key that works, lists it and revokes it', async () => {
    const ctx = testCtx(database.db())
    const clinic = await makeClinic(ctx, { name: 'Riverside' })
    const args = ['create', '--name', 'Agent', '--scopes', 'offers:send, agents:*', '--clinic', 'riverside']
    const lines = await runKeys(() => ctx, args)
    const key = lines.at(-1)!
    const actor = await checkApiKey(ctx, key, null)
    expect(actor).toMatchObject({ name: 'Agent', clinicIds: [clinic.id] })
    const [listed] = await runKeys(() => ctx, ['list'])
    expect(listed).toMatch(/active .*Agent .*Riverside .*offers:send,agents:\* /)
    expect(listed).not.toContain(key)
    await runKeys(() => ctx, ['revoke', actor!.id!])
    expect(await checkApiKey(ctx, key, null)).toBeNull()
    expect((await runKeys(() => ctx, ['list']))[0]).toContain('revoked')
  })

  it('makes one for all clinics, and for some days', async () => {
    const ctx = testCtx(database.db())
    const args = ['create', '--name', 'Wide', '--scopes', 'sms:send', '--expires-in-days', '1']
    const key = (await runKeys(() => ctx, args)).at(-1)!
    expect((await checkApiKey(ctx, key, null))?.clinicIds).toBe('all')
    ctx.advance(24 * 60 * 60 * 1000)
    expect(await checkApiKey(ctx, key, null)).toBeNull()
    expect((await runKeys(() => ctx, ['list']))[0]).toContain('expired')
  })

  it('rotates a key, with both working meanwhile, and speaks JSON to scripts', async () => {
    const ctx = testCtx(database.db())
    const create = ['create', '--name', 'Agent', '--scopes', 'sms:send', '--json']
    const old = JSON.parse((await runKeys(() => ctx, create)).join('\n'))
    const lines = await runKeys(() => ctx, ['rotate', old.id, '--overlap-hours', '1'])
    const next = lines.at(-1)!
    expect(lines[0]).toContain('works on for 1 h')
    for (const key of [old.key, next]) expect(await checkApiKey(ctx, key, null)).not.toBeNull()
    ctx.advance(60 * 60 * 1000)
    expect(await checkApiKey(ctx, old.key, null)).toBeNull()
    const listed = JSON.parse((await runKeys(() => ctx, ['list', '--json'])).join('\n'))
    expect(listed.filter(({ name }: { name: string }) => name === 'Agent').length).toBeGreaterThan(1)
    expect(JSON.stringify(listed)).not.toContain(next)
  })

  it('prints what it can do when asked to', async () => {
    expect((await runKeys(() => testCtx(database.db()), ['--help'])).join('\n')).toContain('--overlap-hours')
  })

  it.each([[[]], [['make']], [['create', '--nme', 'x']], [['revoke']], [['rotate']]])(
    'answers %j with what there is',
    async (args) => {
      const wrong = runKeys(() => testCtx(database.db()), args)
      await expect(wrong).rejects.toMatchObject({
        name: 'UsageError',
        message: expect.stringMatching(/^(?!npm run).+\nnpm run keys -- create/),
      })
    },
  )

  it.each([
    [['create', '--name', 'x', '--scopes', 'everything'], 'everything'],
    [['create', '--name', 'x', '--scopes', ''], 'scopes'],
    [['create', '--name', 'x', '--scopes', 'sms:send', '--clinic', 'Atlantis'], 'Atlantis'],
    [['create', '--name', 'x', '--scopes', 'sms:send', '--expires-in-days', 'soon'], 'expires_in_days'],
    [['revoke', 'x'], 'key_id'],
  ])('says what is wrong with %j', async (args, words) => {
    await expect(runKeys(() => testCtx(database.db()), args)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining(words),
    })
  })
})
