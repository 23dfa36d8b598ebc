import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { setAppForTests } from '#lib/compose.ts'
import { SESSION_IDLE_MS } from '#lib/services/session/check.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { serveTestApp, signedIn } from '#lib/test/http.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'

/** What Next keeps about the request that a page is rendered for. */
const request = { headers: new Headers(), cookies: [] as { name: string; value: string }[] }
vi.mock('next/headers', () => ({
  headers: async () => request.headers,
  cookies: async () => ({ getAll: () => request.cookies }),
}))
const { getServerActor, getServerCtx } = await import('./server-actor.ts')

const database = openTestDatabase()
afterAll(() => setAppForTests(null))
beforeEach(() => {
  request.headers = new Headers()
  request.cookies = []
})

async function enter() {
  const ctx = testCtx(database.db())
  const app = serveTestApp(ctx)
  const clinic = await makeClinic(ctx)
  const { session, staff } = await signedIn(app, ctx, 'viewer', [clinic.id])
  const [name = '', value = ''] = session.cookie.split('=')
  request.cookies = [
    { name: 'theme', value: 'dark; x=1' },
    { name, value },
  ]
  return { ctx, staff, clinic }
}

describe('the actor of a page', () => {
  it('is the signed-in staff member, or nobody', async () => {
    const { staff, clinic } = await enter()
    expect(await getServerActor()).toMatchObject({ id: staff.id, clinicIds: [clinic.id] })
    expect((await getServerCtx())?.actor.id).toBe(staff.id)
    request.cookies = []
    expect(await getServerActor()).toBeNull()
    expect(await getServerCtx()).toBeNull()
  })

  it('goes on with each page that is opened, but not with what is fetched ahead', async () => {
    const { ctx } = await enter()
    ctx.advance(SESSION_IDLE_MS - 1_000)
    expect(await getServerActor()).not.toBeNull()
    request.headers = new Headers({ 'next-router-prefetch': '1' })
    ctx.advance(SESSION_IDLE_MS - 1_000)
    expect(await getServerActor()).not.toBeNull()
    ctx.advance(2_000)
    expect(await getServerActor()).toBeNull()
  })
})
