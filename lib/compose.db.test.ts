import { afterEach, describe, expect, it, vi } from 'vitest'
import { systemNow } from '#lib/clock.ts'
import { app, setAppForTests } from '#lib/compose.ts'
import { SYSTEM } from '#lib/core/actors.ts'
import { newId } from '#lib/new-id.ts'
import { ensureInstallation } from '#lib/services/installation/ensure.ts'
import { TEST_KEY } from '#lib/test/live-app.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'

const database = openTestDatabase()

function setEnvironment(extra: Record<string, string> = {}) {
  const all = {
    DATABASE_URL: database.url(),
    DATA_ENCRYPTION_KEY: TEST_KEY,
    NEXTAUTH_SECRET: 'a secret of the tests that is long enough',
    LOG_LEVEL: 'silent',
    ...extra,
  }
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value)
}

afterEach(() => {
  vi.unstubAllEnvs()
  setAppForTests(null)
})

describe('the app of a process', () => {
  it('is made once, whichever copy of the module asks', async () => {
    setEnvironment()
    const first = app()
    vi.resetModules()
    const copy = await import('#lib/compose.ts')
    expect(copy.app()).toBe(first)
    await first.stop()
  })

  it('sends nothing, moves its clock and limits keys unless told otherwise', async () => {
    setEnvironment()
    const own = app()
    expect(own.ports.sms.provider).toBe('mock')
    expect(own.ports.replyModel).toBeNull()
    expect(own.config).toMatchObject({
      isMockGateway: true,
      offerTtlHours: 24,
      maxOfferRounds: 3,
      maxHeldShare: 0.3,
    })
    expect(own.config.version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(own.settings).toMatchObject({ twilio: null, agentApiKey: null, isProxyTrusted: false })
    await own.stop()
  })

  it.each([
    [{}, { accountSid: 'ACtest', authTokens: ['token'] }],
    [{ USE_MOCK_SMS: 'true' }, null],
  ])('verifies Twilio’s texts only while it texts through Twilio: %j', async (extra, twilio) => {
    setEnvironment({
      TWILIO_ACCOUNT_SID: 'ACtest',
      TWILIO_AUTH_TOKEN: 'token',
      TWILIO_FROM_NUMBER: '+15005550006',
      ...extra,
    })
    const own = app()
    expect(own.settings.twilio).toEqual(twilio)
    expect(own.config.isMockGateway).toBe(twilio === null)
    await own.stop()
  })

  it('names the variable that is wrong', () => {
    setEnvironment({ MAX_OFFER_ROUNDS: 'many' })
    expect(() => app()).toThrow(expect.objectContaining({ field: 'MAX_OFFER_ROUNDS' }))
  })

  it('connects clock, live events and queue, and lets go of all of them', async () => {
    setEnvironment()
    const own = app()
    await ensureInstallation({ db: own.db, sealer: own.sealer, now: systemNow, newId })
    await own.db.installation.updateMany({ data: { clock_offset_ms: 3_600_000 } })
    await own.start()
    expect(own.hub.isListening()).toBe(true)
    expect(own.clock.offsetMs()).toBe(3_600_000)
    expect(await own.queue.health()).toBeNull()
    const ctx = own.ctxFor(SYSTEM, 'known')
    expect(ctx.requestId).toBe('known')
    expect(ctx.now() - ctx.systemNow()).toBeGreaterThan(3_590_000)
    expect(own.systemCtx().requestId).not.toBe(own.systemCtx().requestId)
    const ended = vi.fn()
    own.streams.add(ended)
    await own.stop()
    expect(ended).toHaveBeenCalledOnce()
    expect(own.hub.isListening()).toBe(false)
  })
})
