import { afterAll, describe, expect, it } from 'vitest'
import { setAppForTests } from '#lib/compose.ts'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { connectMcp, ERAS, mcpSetting } from '#lib/test/mcp.ts'
import { TUESDAY } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'

const database = openTestDatabase()
afterAll(() => setAppForTests(null))

async function setting(scopes?: string[]) {
  const around = await mcpSetting(database.db(), { scopes })
  const { ctx, desk } = around
  const [ada] = desk.providers
  const visit = await bookAppointment(ctx, {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    provider_id: ada!.id,
    service_type_id: desk.service.id,
    starts_at: TUESDAY('10:00'),
  })
  const thread = await ctx.db.conversation.findUniqueOrThrow({ where: { id: visit.conversation_id! } })
  return { ...around, ada: ada!, visit, thread }
}

const readJson = async (client: Awaited<ReturnType<typeof connectMcp>>, uri: string) => {
  const { contents } = await client.readResource({ uri })
  const [content] = contents
  expect(content).toMatchObject({ uri, mimeType: 'application/json' })
  return JSON.parse(content && 'text' in content ? content.text : 'null')
}

describe.each(ERAS)('resources for a client of the era %j', (mode) => {
  it('are listed, as templates and one by one, and every listed one can be read', async () => {
    const { headers, visit, thread, ada } = await setting()
    const client = await connectMcp(headers, mode)
    const { resourceTemplates } = await client.listResourceTemplates()
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'conversation://{id}',
      'appointment://{id}',
      'schedule://{provider}/{date}',
    ])
    const { resources } = await client.listResources()
    const uris = resources.map(({ uri }) => uri)
    expect(uris).toContain(`conversation://${thread.id}`)
    expect(uris).toContain(`appointment://${visit.id}`)
    expect(uris).toContain(`schedule://${ada.id}/2026-11-24`)
    for (const uri of uris.filter((each) => !each.startsWith('schedule') || each.endsWith('24'))) {
      await readJson(client, uri)
    }
    await client.close()
  })

  it('tell what the tools tell', async () => {
    const { headers, visit, thread, ada, desk } = await setting()
    const client = await connectMcp(headers, mode)
    const byOwnId = await readJson(client, `conversation://${encodeURIComponent(thread.external_id)}`)
    expect(byOwnId).toMatchObject({ conversation_id: thread.external_id, appointment_id: visit.id })
    expect(await readJson(client, `appointment://${visit.id}`)).toMatchObject({
      appointment_id: visit.id,
      date: '2026-11-24',
      time: '10:00 AM',
      conversation_id: thread.external_id,
    })
    const day = await readJson(client, `schedule://${ada.id}/2026-11-24`)
    expect(day).toMatchObject({
      clinic: desk.clinic.name,
      provider: 'Dr. Ada Smith',
      hours: [{ starts_at: '2026-11-24T14:00:00.000Z', ends_at: '2026-11-24T22:00:00.000Z' }],
      time_off: [],
      appointments: [{ appointment_id: visit.id, state: 'booked' }],
    })
    expect(await readJson(client, 'schedule://Dr.%20Ada%20Smith/2026-11-24')).toEqual(day)
    await client.close()
  })

  it('are not found when unknown, malformed or of another clinic', async () => {
    const [here, there] = [await setting(), await setting()]
    const client = await connectMcp(here.headers, mode)
    for (const uri of [
      'conversation://nobody',
      `conversation://${there.thread.id}`,
      `appointment://${there.visit.id}`,
      'appointment://not-an-id',
      `schedule://${there.ada.id}/2026-11-24`,
      `schedule://${here.ada.id}/2026-02-30`,
      'patient://1',
    ]) {
      const error = await client.readResource({ uri }).catch((thrown: unknown) => thrown)
      expect(error, uri).toMatchObject({ code: -32602, data: { uri } })
    }
    const uris = (await client.listResources()).resources.map(({ uri }) => uri)
    expect(uris.filter((uri) => uri.includes(there.ada.id) || uri.includes(there.visit.id))).toEqual([])
    await client.close()
  })

  it('are refused with the scope named to a key that lacks it, written down, and not listed to it', async () => {
    const { headers, ctx, thread, keyId } = await setting(['messages:read'])
    const client = await connectMcp(headers, mode)
    expect((await client.listResources()).resources).toEqual([])
    const uri = `conversation://${thread.id}`
    await expect(client.readResource({ uri })).rejects.toThrow(/conversations:read|403|scope/i)
    const denial = await ctx.db.auditEvent.findFirstOrThrow({ where: { actor_id: keyId, is_denied: true } })
    expect(denial.action).toBe('resource.conversation')
    await client.close()
  })

  it('leak nothing of what went wrong inside', async () => {
    const { ctx, app, headers, visit } = await setting()
    const broken = new Proxy(ctx.db, {
      get: (target, name, self) => {
        if (name === 'appointment') throw new Error('postgres://user:pw@db patient +12125550142')
        return Reflect.get(target, name, self)
      },
    })
    const original = app.ctxFor
    app.ctxFor = (actor, requestId) => ({ ...original(actor, requestId), db: broken })
    const client = await connectMcp(headers, mode)
    const error = await client
      .readResource({ uri: `appointment://${visit.id}` })
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: -32603 })
    expect(String(error)).not.toMatch(/postgres|555/)
    await client.close()
  })
})
