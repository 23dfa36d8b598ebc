import { beforeEach, describe, expect, it } from 'vitest'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type Desk, makeDesk, offerThree, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf } from '#lib/test/scheduling.ts'
import { expireOffers } from './expire.ts'

const { db } = openTestDatabase()
let desk: Desk
let sent: Awaited<ReturnType<typeof offerThree>>
beforeEach(async () => {
  // Offers of the tests before would expire with this one's.
  await db().offer.updateMany({ where: { state: 'open' }, data: { state: 'cancelled' } })
  desk = await makeDesk(testCtx(db()))
  sent = await offerThree(desk)
  await drain(desk.ctx)
})

const offer = () => db().offer.findUniqueOrThrow({ where: { id: sent.offer.id } })
const toTheEnd = () => desk.ctx.advance(Date.parse(sent.offer.expires_at) - desk.ctx.now())

describe('expireOffers', () => {
  it('ends an offer in the very millisecond its time is over, and not before', async () => {
    toTheEnd()
    desk.ctx.advance(-1)
    expect(await expireOffers(desk.ctx)).toBe(0)
    desk.ctx.advance(1)
    expect(await expireOffers(desk.ctx)).toBe(1)
    expect(await offer()).toMatchObject({ state: 'expired' })
    expect(await db().appointment.count({ where: { patient_id: desk.patient.id, state: 'held' } })).toBe(0)
    expect(await auditOf(db(), 'offer.expired', sent.offer.id)).toMatchObject({ actor_kind: 'system' })
    const row = await db().conversation.findUniqueOrThrow({ where: { id: sent.conversation.id } })
    expect(row.status).toBe('expired')
    expect(await textsTo(desk)).toHaveLength(1)
  })

  it('ends it once when two workers look at one time', async () => {
    toTheEnd()
    const ended = await Promise.all([expireOffers(desk.ctx), expireOffers(desk.ctx)])
    expect(ended.toSorted()).toEqual([0, 1])
    await auditOf(db(), 'offer.expired', sent.offer.id)
  })

  it('waits for a text that came in time, although it is read late', async () => {
    toTheEnd()
    await textFrom(desk, '3')
    desk.ctx.advance(60 * 60_000)
    expect(await expireOffers(desk.ctx)).toBe(0)
    await drain(desk.ctx)
    expect(await offer()).toMatchObject({ state: 'answered' })
  })

  it('does not wait for a text that came a millisecond too late, which then brings fresh times', async () => {
    toTheEnd()
    desk.ctx.advance(1)
    await textFrom(desk, '3')
    expect(await expireOffers(desk.ctx)).toBe(1)
    await drain(desk.ctx)
    expect(await db().appointment.count({ where: { patient_id: desk.patient.id, state: 'booked' } })).toBe(0)
    expect(await db().offer.count({ where: { patient_id: desk.patient.id, state: 'open' } })).toBe(1)
  })

  it('never takes an answer that was given a moment before', async () => {
    await textFrom(desk, '1')
    await drain(desk.ctx)
    toTheEnd()
    await expireOffers(desk.ctx)
    expect(await offer()).toMatchObject({ state: 'answered' })
  })

  it('goes on after an offer that cannot be ended, and says so in the end', async () => {
    const other = await makeDesk(testCtx(db()))
    const later = await offerThree(other)
    toTheEnd()
    let tries = 0
    const broken = {
      ...desk.ctx,
      // What the first offer writes about itself fails, as after a damaged row.
      newId: () => {
        tries += 1
        if (tries === 1) throw new Error('made to fail')
        return desk.ctx.newId()
      },
    }
    await expect(expireOffers(broken)).rejects.toThrow('1 offers could not be ended.')
    const states = await db().offer.findMany({
      where: { id: { in: [sent.offer.id, later.offer.id] } },
      select: { state: true },
    })
    expect(states.map(({ state }) => state).sort()).toEqual(['expired', 'open'])
    expect(await expireOffers(desk.ctx)).toBe(1)
  })
})
