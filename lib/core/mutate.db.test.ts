import pg from 'pg'
import { beforeEach, describe, expect, it } from 'vitest'
import { forbidden, invalidInput } from '#lib/domain/errors.ts'
import type { LiveEvent } from '#lib/domain/events.ts'
import { LIVE_CHANNEL } from '#lib/live/notify.ts'
import { staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { waitFor } from '#lib/test/wait-for.ts'
import { record } from './audit.ts'
import type { TxCtx } from './context.ts'
import { mutate } from './mutate.ts'

const { db, url } = openTestDatabase()
let ctx: TestCtx
let clinicId: string
beforeEach(async () => {
  ctx = testCtx(db())
  clinicId = (await makeClinic(ctx)).id
})

const PLAIN = { name: 'test.change', permission: null } as const
const wake = (key: string) => ({ kind: 'sms.deliver', key }) as const
const event = (id: string): LiveEvent => ({ type: 'clinic.changed', id, clinic_id: id })
const rename = (tx: TxCtx, name: string) => tx.tx.clinic.update({ where: { id: clinicId }, data: { name } })
const nameNow = async () => (await db().clinic.findUniqueOrThrow({ where: { id: clinicId } })).name
const note = (tx: TxCtx, action: string) =>
  record(tx, { action, subject: { kind: 'clinic', id: clinicId }, clinicId })
const eventsOf = (action: string) => db().auditEvent.findMany({ where: { action, subject_id: clinicId } })
const fail = (tx: TxCtx, code: string) =>
  tx.tx.$executeRawUnsafe(`DO $$ BEGIN RAISE EXCEPTION 'made to fail' USING ERRCODE = '${code}'; END $$`)

describe('one mutation', () => {
  it('keeps the change, its audit event and its wake-ups together', async () => {
    await mutate(ctx, PLAIN, async (tx) => {
      await rename(tx, 'New')
      await note(tx, 'test.changed')
      tx.outgoing.wakes.push(wake('one'))
    })
    expect(await nameNow()).toBe('New')
    expect(await eventsOf('test.changed')).toHaveLength(1)
    expect(ctx.wakes).toEqual([wake('one')])
  })

  it('keeps nothing of what failed', async () => {
    const before = await nameNow()
    const failed = mutate(ctx, PLAIN, async (tx) => {
      await rename(tx, 'Lost')
      await note(tx, 'test.lost')
      tx.outgoing.wakes.push(wake('lost'))
      throw invalidInput('No.')
    })
    await expect(failed).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await nameNow()).toBe(before)
    expect(await eventsOf('test.lost')).toEqual([])
    expect(ctx.wakes).toEqual([])
  })

  it('is undone when the queue does not take its wake-ups: a change whose work is lost must not stand', async () => {
    const queue = {
      ...ctx.queue,
      async wake() {
        throw new Error('The queue is down.')
      },
    }
    const failed = mutate({ ...ctx, queue }, PLAIN, async (tx) => {
      await rename(tx, 'Lost')
      tx.outgoing.wakes.push(wake('lost'))
    })
    await expect(failed).rejects.toThrow('The queue is down.')
    expect(await nameNow()).not.toBe('Lost')
  })
})

describe('a mutation whose queue and live events are outside the database', () => {
  /** Notes what it was told, with the name that others saw in the database at that moment. */
  function outside(how: { fails?: boolean } = {}) {
    const told: string[] = []
    const tell = async (what: string) => {
      told.push(`${what} while others see ${await nameNow()}`)
      if (how.fails) throw new Error('It cannot be reached.')
    }
    const queue: TestCtx['queue'] = {
      isTransactional: false,
      wake: (wakes, tx) => tell(`wake ${wakes.map(({ key }) => key).join('+')}${tx ? ' inside' : ''}`),
      wakeAgain: async () => {},
      cancel: (_kind, key) => tell(`cancel ${key}`),
    }
    const live: TestCtx['live'] = {
      isTransactional: false,
      publish: (events, tx) => tell(`publish ${events.length}${tx ? ' inside' : ''}`),
    }
    return { told, ctx: { ...ctx, queue, live } }
  }
  async function change(tx: TxCtx, name: string) {
    await rename(tx, name)
    tx.outgoing.wakes.push(wake('one'))
    tx.outgoing.events.push(event(clinicId))
    tx.outgoing.cancels.push(wake('gone'))
  }

  it('tells them once the change can be seen, also of what was changed inside it', async () => {
    const { told, ctx: own } = outside()
    await mutate(own, PLAIN, async (tx) => {
      await change(tx, 'New')
      await mutate(tx, PLAIN, async (nested) => {
        nested.outgoing.wakes.push(wake('two'))
        nested.outgoing.cancels.push(wake('gone too'))
      })
      expect(told).toEqual([])
    })
    expect(told.toSorted()).toEqual([
      'cancel gone too while others see New',
      'cancel gone while others see New',
      'publish 1 while others see New',
      'wake one+two while others see New',
    ])
  })

  it('tells them nothing of what was rolled back', async () => {
    const { told, ctx: own } = outside()
    const failed = mutate(own, PLAIN, async (tx) => {
      await change(tx, 'Lost')
      throw invalidInput('No.')
    })
    await expect(failed).rejects.toMatchObject({ code: 'invalid_input' })
    expect(told).toEqual([])
  })

  it('stands although none of them can be reached: the rows are due, and the sweeper finds them', async () => {
    const { told, ctx: own } = outside({ fails: true })
    expect(await mutate(own, PLAIN, (tx) => change(tx, 'Kept').then(() => 'done'))).toBe('done')
    expect(told).toHaveLength(3)
    expect(await nameNow()).toBe('Kept')
  })
})

describe('a mutation in another one', () => {
  it('is a savepoint: it fails alone, and what it published goes with it', async () => {
    await mutate(ctx, PLAIN, async (tx) => {
      await note(tx, 'test.outer')
      tx.outgoing.wakes.push(wake('outer'))
      const inner = mutate(tx, PLAIN, async (nested) => {
        await rename(nested, 'Lost')
        await note(nested, 'test.inner')
        nested.outgoing.wakes.push(wake('inner'))
        nested.outgoing.events.push(event(clinicId))
        // An error of the database itself, which kills a transaction without a savepoint.
        await fail(nested, '22012')
      })
      await expect(inner).rejects.toThrow('made to fail')
      expect(tx.outgoing.events).toEqual([])
      await note(tx, 'test.after')
    })
    expect(await nameNow()).not.toBe('Lost')
    expect(await eventsOf('test.outer')).toHaveLength(1)
    expect(await eventsOf('test.inner')).toEqual([])
    expect(await eventsOf('test.after')).toHaveLength(1)
    expect(ctx.wakes).toEqual([wake('outer')])
  })

  it('goes with the outer one when that fails later', async () => {
    const failed = mutate(ctx, PLAIN, async (tx) => {
      await mutate(tx, PLAIN, async (nested) => {
        await rename(nested, 'Lost')
        nested.outgoing.wakes.push(wake('inner'))
      })
      throw invalidInput('No.')
    })
    await expect(failed).rejects.toThrow('No.')
    expect(await nameNow()).not.toBe('Lost')
    expect(ctx.wakes).toEqual([])
  })

  it('hands on what it published when both succeed', async () => {
    await mutate(ctx, PLAIN, (tx) =>
      mutate(tx, PLAIN, async (nested) => {
        await rename(nested, 'Kept')
        nested.outgoing.wakes.push(wake('inner'))
      }),
    )
    expect(await nameNow()).toBe('Kept')
    expect(ctx.wakes).toEqual([wake('inner')])
  })
})

describe('a busy database', () => {
  it.each(['40P01', '40001'])('is tried three times again after %s', async (code) => {
    let tries = 0
    await mutate(ctx, PLAIN, async (tx) => {
      tries += 1
      await rename(tx, `Try ${tries}`)
      tx.outgoing.wakes.push(wake(`try ${tries}`))
      if (tries < 4) await fail(tx, code)
    })
    expect(await nameNow()).toBe('Try 4')
    expect(ctx.wakes).toEqual([wake('try 4')])
  })

  it('is given up after the fourth try, as unavailable, with nothing changed', async () => {
    let tries = 0
    const failed = mutate(ctx, PLAIN, async (tx) => {
      tries += 1
      await rename(tx, 'Lost')
      await fail(tx, '40001')
    })
    await expect(failed).rejects.toMatchObject({ code: 'unavailable' })
    expect(tries).toBe(4)
    expect(await nameNow()).not.toBe('Lost')
  })

  it('is retried from the outermost when the deadlock is found in a nested one', async () => {
    const tries: string[] = []
    await mutate(ctx, PLAIN, async (tx) => {
      tries.push('outer')
      await mutate(tx, PLAIN, async (nested) => {
        tries.push('inner')
        if (tries.length < 4) await fail(nested, '40P01')
      })
    })
    expect(tries).toEqual(['outer', 'inner', 'outer', 'inner'])
  })

  it('ends a real deadlock of two mutations with both done', async () => {
    const other = await makeClinic(ctx)
    const touch = (tx: TxCtx, id: string) => tx.tx.clinic.update({ where: { id }, data: { country: 'CA' } })
    let waiting = 0
    const both = (first: string, second: string) =>
      mutate(ctx, PLAIN, async (tx) => {
        await touch(tx, first)
        waiting += 1
        await waitFor('the twin', () => waiting >= 2)
        await touch(tx, second)
      })
    await Promise.all([both(clinicId, other.id), both(other.id, clinicId)])
    expect(waiting).toBe(3)
  })

  it('is not what an error is that only names such a number', async () => {
    let tries = 0
    const failed = mutate(ctx, PLAIN, async (tx) => {
      tries += 1
      await tx.tx.$executeRawUnsafe(`DO $$ BEGIN RAISE EXCEPTION 'row 40001' USING ERRCODE = '22012'; END $$`)
    })
    await expect(failed).rejects.toThrow('row 40001')
    expect(tries).toBe(1)
  })
})

describe('what is refused', () => {
  const denials = (action: string, actorId: string | null) =>
    db().auditEvent.findMany({ where: { action, actor_id: actorId, is_denied: true } })

  it('by permission runs nothing and is audited', async () => {
    const viewer = { ...ctx, actor: staffActor('viewer', [clinicId]) }
    const refused = mutate(viewer, { name: 'test.refused', permission: 'sms:send' }, (tx) =>
      rename(tx, 'Lost'),
    )
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
    expect(await nameNow()).not.toBe('Lost')
    expect(await denials('test.refused', viewer.actor.id)).toMatchObject([{ actor_name: 'Test viewer' }])
  })

  it('inside a transaction is audited although that rolls back', async () => {
    const viewer = { ...ctx, actor: staffActor('viewer', [clinicId]) }
    const refused = mutate(viewer, PLAIN, async (tx) => {
      await rename(tx, 'Lost')
      await mutate(tx, { name: 'test.inner', permission: 'sms:send' }, async () => undefined)
    })
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
    expect(await nameNow()).not.toBe('Lost')
    expect(await denials('test.inner', viewer.actor.id)).toHaveLength(1)
    // Once: the mutation around it does not audit the same denial again.
    expect(await denials(PLAIN.name, viewer.actor.id)).toEqual([])
  })

  it('by the verb itself is audited too', async () => {
    const scheduler = { ...ctx, actor: staffActor('scheduler', [clinicId]) }
    const refused = mutate(scheduler, { name: 'test.own', permission: 'sms:send' }, async (tx) => {
      await rename(tx, 'Lost')
      throw forbidden('Not on a carrier.')
    })
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
    expect(await nameNow()).not.toBe('Lost')
    expect(await denials('test.own', scheduler.actor.id)).toHaveLength(1)
  })
})

describe('live events', () => {
  async function listen<T>(work: (heard: string[]) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: url() })
    await client.connect()
    const heard: string[] = []
    client.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '{}').id))
    await client.query(`LISTEN ${LIVE_CHANNEL}`)
    try {
      return await work(heard)
    } finally {
      await client.end()
    }
  }
  const publish = (id: string) =>
    mutate(ctx, PLAIN, async (tx) => {
      tx.outgoing.events.push(event(id))
    })

  it('leave with the commit and not before, each once', async () => {
    await listen(async (heard) => {
      const [held, early] = [ctx.newId(), ctx.newId()]
      await mutate(ctx, PLAIN, async (tx) => {
        tx.outgoing.events.push(event(held), event(held))
        // A whole mutation of somebody else commits and is heard while this one is open.
        await publish(early)
        await waitFor('the other event', () => heard.includes(early))
        expect(heard).toEqual([early])
      })
      await waitFor('the event', () => heard.includes(held))
      expect(heard).toEqual([early, held])
    })
  })

  it('are never heard from a mutation that failed', async () => {
    await listen(async (heard) => {
      const [lost, marker] = [ctx.newId(), ctx.newId()]
      const failed = mutate(ctx, PLAIN, async (tx) => {
        tx.outgoing.events.push(event(lost))
        throw invalidInput('No.')
      })
      await expect(failed).rejects.toThrow('No.')
      await publish(marker)
      await waitFor('the marker', () => heard.includes(marker))
      expect(heard).toEqual([marker])
    })
  })
})
