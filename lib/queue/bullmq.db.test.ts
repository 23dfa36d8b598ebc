import { connect, createServer, type Server, type Socket } from 'node:net'
import { Redis } from 'ioredis'
import { afterEach, describe, expect, it } from 'vitest'
import { createRedis } from '#lib/db/redis.ts'
import type { Wake } from '#lib/domain/jobs.ts'
import { type Engines, enginesFor } from '#lib/engines.ts'
import { logger } from '#lib/logger.ts'
import { newId } from '#lib/new-id.ts'
import { startTestRedis, type TestRedis } from '#lib/test/redis.ts'
import { waitFor } from '#lib/test/wait-for.ts'

logger.level = 'silent'
const KIND = 'sms.deliver'
/** No request may wait longer for Redis; the limit itself is 1 s. */
const BOUNDED_MS = 5_000
const servers: TestRedis[] = []
const open: Engines[] = []
const others: (() => void)[] = []

afterEach(async () => {
  for (const engines of open.splice(0)) {
    await engines.queue.stop()
    engines.close()
  }
  for (const close of others.splice(0)) close()
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

async function startRedis(options?: Parameters<typeof startTestRedis>[0]): Promise<TestRedis> {
  const server = await startTestRedis(options)
  servers.push(server)
  return server
}
function enginesOver(redisUrl: string): Engines {
  const engines = enginesFor({ databaseUrl: 'postgresql://nobody@127.0.0.1:1/none', redisUrl })
  open.push(engines)
  return engines
}
const wake = (key: string): Wake => ({ kind: KIND, key })

describe('BullMQ', () => {
  it('keeps kind and key of a row and nothing else, under keys of our own', async () => {
    const server = await startRedis()
    const { queue } = enginesOver(server.url)
    const key = newId()
    await queue.wake([{ kind: KIND, key, priority: 3, delayMs: 60_000 }])
    const client = new Redis(server.url)
    others.push(() => client.disconnect())
    const keys = await client.keys('*')
    expect(keys.filter((each) => !each.startsWith('switchboard:'))).toEqual([])
    const job = keys.find((each) => each.includes(key))
    expect(job).toMatch(new RegExp(`^switchboard:sms\\.deliver:sms\\.deliver:${key}:`))
    expect(JSON.parse((await client.hget(job!, 'data'))!)).toEqual({ kind: KIND, key })
  })

  it('leaves nothing behind of jobs that are done, or that failed for good', async () => {
    const server = await startRedis()
    const { queue } = enginesOver(server.url)
    await queue.wake([wake('fine'), wake('broken')])
    let tries = 0
    await queue.consume(
      KIND,
      async (key) => {
        if (key === 'fine') return
        tries += 1
        throw new Error('no')
      },
      { atOnce: 2 },
    )
    const client = new Redis(server.url)
    others.push(() => client.disconnect())
    await waitFor('the last try', () => tries === 3)
    await waitFor('an empty queue', async () => {
      const left = await client.keys('switchboard:*')
      return !left.some((each) => each.includes('fine') || each.includes('broken'))
    })
  })

  it('loses nothing with a Redis that is killed, when it keeps an append-only file', async () => {
    const server = await startRedis()
    const { queue } = enginesOver(server.url)
    const keys = Array.from({ length: 500 }, () => newId())
    await queue.wake(keys.map(wake))
    const client = new Redis(server.url)
    others.push(() => client.disconnect())
    // everysec: what is older than a second is on the disk.
    await waitFor('the file', async () => /^aof_pending_bio_fsync:0/m.test(await client.info('persistence')))
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    await server.kill()
    await server.restart()
    const done = new Set<string>()
    await queue.consume(KIND, async (key) => void done.add(key), { atOnce: 5 })
    await waitFor('all of them', () => done.size === keys.length)
  })

  it('goes on by itself when Redis comes back', async () => {
    const server = await startRedis()
    const { queue } = enginesOver(server.url)
    const done: string[] = []
    await queue.consume(KIND, async (key) => void done.push(key), { atOnce: 2 })
    await queue.wake([wake('before')])
    await waitFor('the first', () => done.includes('before'))
    await server.kill()
    await waitFor('the fault', async () => (await queue.health()) !== null)
    await expect(queue.wake([wake('lost')])).rejects.toThrow()
    await server.restart()
    await waitFor('the engine', async () => (await queue.health()) === null)
    await queue.wake([wake('after')])
    await waitFor('the second', () => done.includes('after'))
    expect(done).not.toContain('lost')
  })

  it('stops without Redis too, once the job in hand is done', async () => {
    const server = await startRedis()
    const { queue } = enginesOver(server.url)
    const log: string[] = []
    const gate = Promise.withResolvers<void>()
    await queue.consume(
      KIND,
      async () => {
        log.push('begin')
        await gate.promise
        log.push('end')
      },
      { atOnce: 2 },
    )
    await queue.wake([wake('a')])
    await waitFor('the job', () => log.length === 1)
    await server.kill()
    await waitFor('the fault', async () => (await queue.health()) !== null)
    const started = performance.now()
    const stopped = queue.stop().then(() => log.push('stopped'))
    gate.resolve()
    await stopped
    expect(log).toEqual(['begin', 'end', 'stopped'])
    expect(performance.now() - started).toBeLessThan(BOUNDED_MS)
  })

  it('starts while Redis is away, says so, and works once it is there', async () => {
    const server = await startRedis()
    await server.kill()
    const { queue } = enginesOver(server.url)
    await queue.start()
    const done: string[] = []
    await queue.consume(KIND, async (key) => void done.push(key), { atOnce: 2 })
    expect(await queue.health()).toMatch(/^Redis does not answer/)
    expect(await queue.warnings()).toEqual([])
    await expect(queue.wake([wake('early')])).rejects.toMatchObject({ code: 'unavailable' })
    await server.restart()
    await waitFor('the engine', async () => (await queue.health()) === null)
    await queue.wake([wake('now')])
    await waitFor('the job', () => done.includes('now'))
  })

  it('refuses in bounded time when Redis hangs, and stops all the same', async () => {
    const sockets = new Set<Socket>()
    const server: Server = createServer((socket) => sockets.add(socket.on('error', () => {})))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    others.push(() => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const { queue } = enginesOver(`redis://127.0.0.1:${port}`)
    const started = performance.now()
    await expect(queue.wake([wake('a')])).rejects.toThrow()
    expect(await queue.health()).toMatch(/^Redis does not answer/)
    expect(performance.now() - started).toBeLessThan(2 * BOUNDED_MS)
  })

  it('refuses in bounded time when a connection that worked has died silently', async () => {
    const real = await startRedis()
    /** Nothing passes any more on the connections of this generation, and nobody is told. */
    let died = 0
    let generation = 1
    const pairs = new Set<Socket>()
    const proxy: Server = createServer((inner) => {
      const mine = generation
      const outer = connect(Number(new URL(real.url).port), '127.0.0.1')
      for (const [from, to] of [
        [inner, outer],
        [outer, inner],
      ] as [Socket, Socket][]) {
        pairs.add(from)
        from.on('data', (chunk) => mine > died && to.write(chunk))
        from.on('error', () => {})
        from.on('close', () => to.destroy())
      }
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    others.push(() => {
      for (const socket of pairs) socket.destroy()
      proxy.close()
    })
    const { port } = proxy.address() as { port: number }
    const { queue } = enginesOver(`redis://127.0.0.1:${port}`)
    await queue.wake([wake('a')])
    died = generation
    generation += 1
    const started = performance.now()
    await expect(queue.wake([wake('b')])).rejects.toThrow()
    expect(performance.now() - started).toBeLessThan(BOUNDED_MS)
    await waitFor('a new connection', async () => (await queue.health()) === null)
    await queue.wake([wake('c')])
  })

  it.each([
    ['keeps nothing', { isDurable: false }, [/appendonly yes/]],
    ['evicts', { settings: { 'maxmemory-policy': 'allkeys-lru' } }, [/noeviction/]],
    [
      'does both',
      { isDurable: false, settings: { 'maxmemory-policy': 'volatile-ttl' } },
      [/appendonly yes/, /volatile-ttl/],
    ],
  ])('warns of a Redis that %s', async (_what, options, expected) => {
    const { queue } = enginesOver((await startRedis(options)).url)
    await queue.start()
    const warnings = await queue.warnings()
    expect(warnings).toHaveLength(expected.length)
    for (const [n, pattern] of expected.entries()) expect(warnings[n]).toMatch(pattern)
    expect(await queue.health()).toBeNull()
  })

  it('closes every connection when it stops', async () => {
    const server = await startRedis()
    const engines = enginesOver(server.url)
    await engines.hub.start()
    await engines.queue.consume(KIND, async () => {}, { atOnce: 1 })
    const client = createRedis(server.url, 'commands')
    others.push(() => client.disconnect())
    await client.connect()
    const count = async () => Number(/connected_clients:(\d+)/.exec(await client.info('clients'))?.[1])
    await waitFor('connections', async () => (await count()) >= 4)
    await engines.queue.stop()
    await engines.hub.stop()
    engines.close()
    await waitFor('their end', async () => (await count()) === 1)
  })
})
