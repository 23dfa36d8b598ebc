import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemNow } from '#lib/clock.ts'
import { createDomainClock } from '#lib/core/domain-clock.ts'
import { createDb, type Db, type Tx } from '#lib/db/client.ts'
import type { LiveEvent } from '#lib/domain/events.ts'
import { logger } from '#lib/logger.ts'
import { newId } from '#lib/new-id.ts'
import { createTestDatabase, type TestDatabase } from '#lib/test/template-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { createLiveHub, type LiveHub } from './hub.ts'
import { publishLive } from './notify.ts'

logger.level = 'silent'
let database: TestDatabase
let db: Db
const open: LiveHub[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  db = createDb(database.url)
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((hub) => hub.stop()))
})
afterAll(async () => {
  await db.$disconnect()
  await database.drop()
})

async function startHub() {
  const hub = createLiveHub({ connectionString: database.url })
  open.push(hub)
  await hub.start()
  const events: LiveEvent[] = []
  let gaps = 0
  const unsubscribe = hub.subscribe({
    onEvent: (event) => events.push(event),
    onGap: () => {
      gaps += 1
    },
  })
  return { hub, events, gaps: () => gaps, unsubscribe }
}

const changed = (id = newId()): LiveEvent => ({ type: 'conversation.changed', id, clinic_id: null })
const publish = (...events: LiveEvent[]) => db.$transaction((tx) => publishLive(tx as Tx, events))

describe('the live hub', () => {
  it('passes on what a commit published, once, and nothing of a rolled-back transaction', async () => {
    const { events } = await startHub()
    const [kept, dropped] = [changed(), changed()]
    await db
      .$transaction(async (tx) => {
        await publishLive(tx as Tx, [dropped])
        throw new Error('no')
      })
      .catch(() => undefined)
    await publish(kept, kept)
    await waitFor('the event', () => events.length > 0)
    await publish(changed('last'))
    await waitFor('the last event', () => events.some((event) => event.id === 'last'))
    expect(events.map((event) => event.id)).toEqual([kept.id, 'last'])
  })

  it('tells the others when one subscriber throws, and nobody after they left', async () => {
    const { hub, events, unsubscribe } = await startHub()
    hub.subscribe({
      onEvent() {
        throw new Error('my own trouble')
      },
    })
    const later: LiveEvent[] = []
    hub.subscribe({ onEvent: (event) => later.push(event) })
    await publish(changed())
    await waitFor('the event', () => later.length === 1)
    expect(events).toHaveLength(1)
    unsubscribe()
    await publish(changed())
    await waitFor('the second event', () => later.length === 2)
    expect(events).toHaveLength(1)
  })

  it('comes back after its connection was cut, says so, and hears again', async () => {
    const { hub, events, gaps } = await startHub()
    await db.$queryRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'switchboard-live'`
    await waitFor('the gap', () => gaps() === 1)
    expect(hub.isListening()).toBe(true)
    const event = changed()
    await publish(event)
    await waitFor('the event', () => events.some((seen) => seen.id === event.id))
  })

  it('ignores payloads that are not events', async () => {
    const { events } = await startHub()
    await db.$executeRaw`SELECT pg_notify('switchboard_live', 'hello')`
    await db.$executeRaw`SELECT pg_notify('switchboard_live', '{"type": 1}')`
    await publish(changed('after'))
    await waitFor('the event', () => events.length > 0)
    expect(events.map((event) => event.id)).toEqual(['after'])
  })
})

describe('the domain clock', () => {
  const HOUR = 3_600_000
  const setOffset = (offset: number) =>
    db.$transaction(async (tx) => {
      await tx.installation.upsert({
        where: { id: 1 },
        create: { id: 1, canary_sealed: '', clock_offset_ms: offset, created_at: new Date(systemNow()) },
        update: { clock_offset_ms: offset },
      })
      await publishLive(tx as Tx, [{ type: 'clock.changed', id: '1', clinic_id: null }])
    })

  it('starts with the stored offset and follows its changes', async () => {
    await setOffset(HOUR)
    const { hub } = await startHub()
    const clock = createDomainClock(db, hub, { isMovable: true })
    await clock.start()
    expect(clock.offsetMs()).toBe(HOUR)
    expect(Math.abs(clock.now() - systemNow() - HOUR)).toBeLessThan(HOUR / 2)
    await setOffset(3 * HOUR)
    await waitFor('the new offset', () => clock.offsetMs() === 3 * HOUR)
    clock.stop()
  })

  it('reads the offset again when notifications may have been lost', async () => {
    await setOffset(0)
    const { hub } = await startHub()
    const clock = createDomainClock(db, hub, { isMovable: true })
    await clock.start()
    await db.installation.update({ where: { id: 1 }, data: { clock_offset_ms: 5 * HOUR } })
    await db.$queryRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'switchboard-live'`
    await waitFor('the new offset', () => clock.offsetMs() === 5 * HOUR)
    clock.stop()
  })

  it('keeps real time on a carrier, whatever the row says', async () => {
    await setOffset(7 * HOUR)
    const { hub } = await startHub()
    const clock = createDomainClock(db, hub, { isMovable: false })
    await clock.start()
    expect(await clock.refresh()).toBe(0)
    clock.stop()
  })
})
