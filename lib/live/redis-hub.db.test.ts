import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LiveEvent } from '#lib/domain/events.ts'
import { type Engines, enginesFor } from '#lib/engines.ts'
import { logger } from '#lib/logger.ts'
import { newId } from '#lib/new-id.ts'
import { startTestRedis, type TestRedis } from '#lib/test/redis.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { REDIS_CHANNEL } from './redis-hub.ts'

logger.level = 'silent'
let redis: TestRedis
const open: Engines[] = []

beforeEach(async () => {
  redis = await startTestRedis()
})
afterEach(async () => {
  for (const engines of open.splice(0)) {
    await engines.hub.stop()
    await engines.queue.stop()
    engines.close()
  }
  await redis.stop()
})

/** One process: its hub, its publisher, and what it heard. */
async function startProcess() {
  const engines = enginesFor({ databaseUrl: 'postgresql://nobody@127.0.0.1:1/none', redisUrl: redis.url })
  open.push(engines)
  const events: LiveEvent[] = []
  let gaps = 0
  engines.hub.subscribe({
    onEvent: (event) => events.push(event),
    onGap: () => {
      gaps += 1
    },
  })
  await engines.hub.start()
  await engines.queue.start()
  return { ...engines, events, gaps: () => gaps, ids: () => events.map((event) => event.id) }
}
const changed = (id = newId()): LiveEvent => ({ type: 'conversation.changed', id, clinic_id: null })

describe('live events over Redis', () => {
  it('reach every process, once each', async () => {
    const [one, other] = [await startProcess(), await startProcess()]
    expect(one.hub.isListening()).toBe(true)
    const event = changed()
    await one.live.publish([event, event])
    await one.live.publish([changed('last')])
    for (const each of [one, other]) {
      await waitFor('the last', () => each.ids().includes('last'))
      expect(each.ids()).toEqual([event.id, 'last'])
      expect(each.gaps()).toBe(0)
    }
  })

  it('tell of a gap when the connection was lost, and go on', async () => {
    const { hub, live, ids, gaps } = await startProcess()
    await redis.kill()
    await waitFor('the loss', () => !hub.isListening())
    await redis.restart()
    await waitFor('the gap', () => gaps() > 0)
    await waitFor('an event', async () => {
      await live.publish([changed('after')]).catch(() => undefined)
      return ids().includes('after')
    })
  })

  it('tell everybody of a gap when one process could not say what it had to', async () => {
    const [speaker, listener] = [await startProcess(), await startProcess()]
    speaker.commands!.disconnect()
    await waitFor('the end', () => speaker.commands!.status === 'end')
    await expect(speaker.live.publish([changed()])).rejects.toMatchObject({ code: 'unavailable' })
    expect(listener.gaps()).toBe(0)
    await speaker.commands!.connect()
    await waitFor('the gap', () => listener.gaps() === 1 && speaker.gaps() === 1)
    expect(listener.events).toEqual([])
  })

  it('start while Redis is away, and listen once it is there', async () => {
    await redis.kill()
    const { hub, live, ids, gaps } = await startProcess()
    expect(hub.isListening()).toBe(false)
    await redis.restart()
    await waitFor('the hub', () => hub.isListening())
    expect(gaps()).toBe(0)
    await waitFor('an event', async () => {
      await live.publish([changed('first')]).catch(() => undefined)
      return ids().includes('first')
    })
  })

  it('ignore what is not an event', async () => {
    const { live, ids } = await startProcess()
    const client = new Redis(redis.url)
    await client.publish(REDIS_CHANNEL, 'hello')
    await client.publish(REDIS_CHANNEL, '{"type": 1}')
    await client.quit()
    await live.publish([changed('after')])
    await waitFor('the event', () => ids().length > 0)
    expect(ids()).toEqual(['after'])
  })
})
