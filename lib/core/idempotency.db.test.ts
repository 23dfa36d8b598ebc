import { beforeEach, describe, expect, it } from 'vitest'
import { invalidInput } from '#lib/domain/errors.ts'
import { staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import type { Ctx } from './context.ts'
import { MAX_IDEMPOTENCY_KEY_LENGTH } from './idempotency.ts'
import { mutate } from './mutate.ts'
import { removeExpiredIdempotency } from './retention.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const { db } = openTestDatabase()
let ctx: TestCtx
let runs: number
beforeEach(() => {
  ctx = testCtx(db(), { actor: staffActor('scheduler', 'all') })
  runs = 0
})

interface Call {
  key?: string
  input?: unknown
  name?: string
  as?: Ctx
  /** What one run does besides being counted. */
  work?: () => Promise<void>
}

/** A verb that answers how often it ran. */
const call = ({ key = 'key', input = { a: 1, b: [2] }, name = 'test.count', as = ctx, work }: Call = {}) =>
  mutate(as, { name, permission: null, idempotencyKey: key, input }, async () => {
    runs += 1
    await work?.()
    return { run: runs, secret: 'Canary Kumquat' }
  })

const rows = () => db().idempotency.findMany({ where: { principal: ctx.actor.principal } })

describe('a repeated request', () => {
  it('gets the first answer and does nothing again', async () => {
    const first = await call()
    expect(await call()).toEqual(first)
    expect(runs).toBe(1)
  })

  it('is the same request whatever the order of its fields', async () => {
    await call({ input: { a: 1, b: { c: 2, d: 3 } } })
    await call({ input: { b: { d: 3, c: 2 }, a: 1 } })
    expect(runs).toBe(1)
  })

  it.each([
    ['another body', { input: { a: 2 } }],
    ['the same list in another order', { input: { a: 1, b: [2, 1] } }],
    ['another verb', { name: 'test.other' }],
  ])('is refused under the same key with %s', async (_what, other) => {
    await call()
    await expect(call(other)).rejects.toMatchObject({
      code: 'invalid_input',
      status: 422,
      field: 'idempotency_key',
    })
    expect(runs).toBe(1)
  })

  it('belongs to whoever sent it: the same key of another login is another request', async () => {
    await call()
    await call({ as: { ...ctx, actor: staffActor('scheduler', 'all') } })
    expect(runs).toBe(2)
  })

  it('runs once when twins come at one time, and both get the answer', async () => {
    const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 50))
    const answers = await Promise.all(Array.from({ length: 5 }, () => call({ work: slow })))
    expect(runs).toBe(1)
    expect(new Set(answers.map((answer) => answer.run))).toEqual(new Set([1]))
  })

  it('is answered for 24 hours and is a new request after them', async () => {
    await call()
    ctx.advance(DAY_MS - 1)
    await call()
    expect(runs).toBe(1)
    ctx.advance(1)
    expect(await call()).toMatchObject({ run: 2 })
    expect(await rows()).toHaveLength(1)
  })

  it('is a new request without a key', async () => {
    const plain = { name: 'test.count', permission: null } as const
    const count = async () => {
      runs += 1
    }
    await mutate(ctx, plain, count)
    await mutate(ctx, plain, count)
    expect(runs).toBe(2)
    expect(await rows()).toEqual([])
  })
})

describe('what is stored', () => {
  it('is nothing after a failed try, which may be repeated', async () => {
    const failing = () => Promise.reject(invalidInput('Not yet.'))
    await expect(call({ work: failing })).rejects.toThrow('Not yet.')
    expect(await rows()).toEqual([])
    expect(await call()).toMatchObject({ run: 2 })
  })

  it('is the answer, sealed', async () => {
    await call()
    const [row] = await rows()
    expect(JSON.stringify(row)).not.toContain('Kumquat')
    const at = { table: 'idempotency', column: 'answer_sealed', id: row!.id }
    expect(JSON.parse(ctx.sealer.open(at, row!.answer_sealed))).toEqual({ run: 1, secret: 'Canary Kumquat' })
  })

  it('goes with the transaction that it was written in', async () => {
    const failed = mutate(ctx, { name: 'test.outer', permission: null }, async (tx) => {
      await call({ as: tx })
      throw invalidInput('The rest failed.')
    })
    await expect(failed).rejects.toThrow('The rest failed.')
    expect(await rows()).toEqual([])
  })

  it('is removed when its time is over, and not before', async () => {
    await call()
    ctx.advance(DAY_MS - 1)
    await call({ key: 'younger' })
    await removeExpiredIdempotency(ctx)
    expect(await rows()).toHaveLength(2)
    ctx.advance(1)
    await removeExpiredIdempotency(ctx)
    expect((await rows()).map((row) => row.key)).toEqual(['younger'])
  })

  it('has a key of at most 255 characters', async () => {
    await expect(call({ key: 'k'.repeat(MAX_IDEMPOTENCY_KEY_LENGTH + 1) })).rejects.toMatchObject({
      code: 'invalid_input',
      field: 'idempotency_key',
    })
    expect(runs).toBe(0)
  })
})
