import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { createSealer } from '#lib/db/seal.ts'
import { testCtx } from '#lib/test/context.ts'
import { serveTestApp, TEST_PASSWORD } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { ensureInstallation } from '../installation/ensure.ts'
import { startSession } from '../session/start.ts'
import { isSetUpOpen } from './is-open.ts'
import { setUp } from './set-up.ts'

const database = openTestDatabase()

beforeEach(async () => {
  const db = database.db()
  await db.provider.deleteMany()
  await db.serviceType.deleteMany()
  await db.staff.deleteMany()
  await db.clinic.deleteMany()
  await db.installation.deleteMany()
})

function setting() {
  const ctx = testCtx(database.db())
  const ensure = (sealer = ctx.sealer) =>
    ensureInstallation({ db: ctx.db, sealer, now: ctx.systemNow, newId: ctx.newId })
  return { ctx, ensure }
}

const answers = (token: string) => ({
  token,
  clinic: { name: 'Riverside', time_zone: 'America/New_York', phone_number: '+1 201 555 0100' },
  admin: { name: 'Ada Admin', email: 'ada@riverside.test', password: TEST_PASSWORD },
  provider: { name: 'Dr. Ada Smith' },
  hours: [{ weekday: 1, start_local: '09:00', end_local: '17:00' }],
  service_type: { name: 'Check-up', duration_minutes: 30 },
})

describe('an installation', () => {
  it('is prepared once, however many starts there are at once', async () => {
    const { ctx, ensure } = setting()
    await Promise.all([ensure(), ensure(), ensure()])
    expect(await ctx.db.installation.count()).toBe(1)
    expect(await ctx.db.auditEvent.count({ where: { action: 'installation.created' } })).toBeGreaterThan(0)
  })

  it('stops with one sentence when the encryption key is another one, and changes nothing', async () => {
    const { ctx, ensure } = setting()
    await ensure()
    const before = await ctx.db.installation.findMany()
    const other = createSealer(randomBytes(32).toString('base64'))
    await expect(ensure(other)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('another encryption key'),
    })
    expect(await ctx.db.installation.findMany()).toEqual(before)
  })

  it('gives a new token with each start until somebody can sign in; the one before is void', async () => {
    const { ctx, ensure } = setting()
    const [first, second] = [await ensure(), await ensure()]
    expect(first.setUpToken).not.toBe(second.setUpToken)
    expect(await isSetUpOpen(ctx)).toBe(true)
    await expect(setUp(ctx, answers(first.setUpToken!))).rejects.toMatchObject({ code: 'forbidden' })
    await setUp(ctx, answers(second.setUpToken!))
    expect(await ensure()).toEqual({ setUpToken: null })
    expect(await isSetUpOpen(ctx)).toBe(false)
  })

  it('keeps the token as a keyed hash only', async () => {
    const { ctx, ensure } = setting()
    const { setUpToken } = await ensure()
    expect(JSON.stringify(await ctx.db.installation.findMany(), (_k, v) => String(v))).not.toContain(
      setUpToken,
    )
  })
})

describe('the set-up', () => {
  it('makes a clinic that can be worked in, and an administrator who can sign in', async () => {
    const { ctx, ensure } = setting()
    const { setUpToken } = await ensure()
    const { clinic } = await setUp(ctx, answers(` ${setUpToken}\n`))
    expect(clinic).toMatchObject({ name: 'Riverside', is_default: true, phone_number: '+12015550100' })
    const [provider] = await ctx.db.provider.findMany({
      where: { clinic_id: clinic.id },
      include: { availability: true, services: { include: { service_type: true } } },
    })
    expect(provider).toMatchObject({ name: 'Dr. Ada Smith' })
    expect(provider?.availability).toMatchObject([
      { weekday: 1, start_local: '09:00', time_zone: 'America/New_York' },
    ])
    expect(provider?.services).toMatchObject([{ service_type: { name: 'Check-up', is_default: true } }])
    const app = serveTestApp(ctx)
    const signIn = { email: 'ada@riverside.test', password: TEST_PASSWORD, userAgent: null, address: null }
    expect(await startSession(ctx, signIn, app.limits)).toHaveProperty('sessionId')
    const event = await ctx.db.auditEvent.findFirstOrThrow({
      where: { action: 'installation.set_up', clinic_id: clinic.id },
    })
    expect(event.actor_name).toBe('Ada Admin')
  })

  it('works once, also for two at the same moment', async () => {
    const { ctx, ensure } = setting()
    const token = (await ensure()).setUpToken!
    const second = { ...answers(token), admin: { ...answers(token).admin, email: 'bob@riverside.test' } }
    const results = await Promise.allSettled([setUp(ctx, answers(token)), setUp(ctx, second)])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(setUp(ctx, answers(token))).rejects.toMatchObject({ code: 'conflict' })
    expect(await ctx.db.staff.count()).toBe(1)
    expect(await ctx.db.clinic.count()).toBe(1)
  })

  it('keeps nothing of a wrong token or of wrong hours', async () => {
    const { ctx, ensure } = setting()
    const token = (await ensure()).setUpToken!
    await expect(setUp(ctx, answers('guess'))).rejects.toMatchObject({ code: 'forbidden' })
    const backwards = { ...answers(token), hours: [{ weekday: 1, start_local: '17:00', end_local: '09:00' }] }
    await expect(setUp(ctx, backwards)).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await ctx.db.clinic.count()).toBe(0)
    expect(await isSetUpOpen(ctx)).toBe(true)
  })
})
