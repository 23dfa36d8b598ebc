import { describe, expect, it } from 'vitest'
import { DAY_MS } from '#lib/domain/scheduling/units.ts'
import { type TestCtx, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeDesk, offerThree, textFrom } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { getPatient } from '../patient/get.ts'
import { closeConversation } from './close.ts'
import { getConversation } from './get.ts'
import { listConversations } from './list.ts'

const { db } = openTestDatabase()
const YEAR_MS = 365 * DAY_MS

/** A conversation that was closed just now, and another of the same age that was not. */
async function setting() {
  const ctx = testCtx(db())
  const desk = await makeDesk(ctx)
  const { conversation } = await offerThree(desk)
  await drain(ctx)
  await closeConversation(desk.clerk, { conversation_id: conversation.id, reason: 'Done' })
  const list = async (query: Parameters<typeof listConversations>[1] = {}) =>
    (await listConversations(desk.clerk, query)).items.map((line) => line.id)
  return { ctx, desk, id: conversation.id, list }
}

const shown = async (ctx: TestCtx, id: string) => (await getConversation(ctx, id)).id

describe('a conversation that was closed long ago', () => {
  it('leaves the list and the search, and is found in the archive, by its link and with its patient', async () => {
    const { ctx, desk, id, list } = await setting()
    const { last_name } = desk.patient
    ctx.advance(YEAR_MS - 1)
    expect(await list()).toEqual([id])
    expect(await list({ q: last_name })).toEqual([id])
    expect(await list({ archived: 'true' })).toEqual([])
    ctx.advance(1)
    expect(await list()).toEqual([])
    expect(await list({ q: last_name })).toEqual([])
    expect(await list({ archived: 'false' })).toEqual([])
    expect(await list({ archived: 'true' })).toEqual([id])
    expect(await list({ archived: 'true', q: last_name })).toEqual([id])
    expect(await list({ patient_id: desk.patient.id })).toEqual([id])
    expect(await list({ patient_id: desk.patient.id, archived: 'false' })).toEqual([])
    const page = await listConversations(desk.clerk, { archived: 'true' })
    expect(page.items[0]).toMatchObject({ status_label: 'Archived', is_closed: true })
    expect(await shown(desk.clerk, id)).toBe(id)
    const patient = await getPatient(desk.clerk, desk.patient.id)
    expect(patient.conversations.map((line) => line.id)).toEqual([id])
  })

  it('comes back with the patient’s next text', async () => {
    const { ctx, desk, id, list } = await setting()
    ctx.advance(2 * YEAR_MS)
    expect(await list()).toEqual([])
    await textFrom(desk, 'Hello, can you call me?')
    await drain(ctx)
    expect(await list()).toEqual([id])
    expect(await list({ archived: 'true' })).toEqual([])
  })
})

describe('a conversation that nobody closed', () => {
  it('is never archived, however old it is', async () => {
    const ctx = testCtx(db())
    const desk = await makeDesk(ctx)
    const { conversation } = await offerThree(desk)
    ctx.advance(5 * YEAR_MS)
    const { items } = await listConversations(desk.clerk, {})
    expect(items.map((line) => line.id)).toEqual([conversation.id])
  })
})
