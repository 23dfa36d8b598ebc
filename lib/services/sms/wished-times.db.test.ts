import { beforeEach, describe, expect, it } from 'vitest'
import { zonedTime } from '#lib/domain/scheduling/zone.ts'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { type Desk, lastDecision, makeDesk, offerThree, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { getConversation } from '../conversation/get.ts'

const { db } = openTestDatabase()
let desk: Desk
let sent: Awaited<ReturnType<typeof offerThree>>

beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  sent = await offerThree(desk)
  await drain(desk.ctx)
  desk.ctx.advance(60_000)
})

async function say(text: string) {
  await textFrom(desk, text)
  await drain(desk.ctx)
}
const offers = () =>
  db().offer.findMany({
    where: { conversation_id: sent.conversation.id },
    include: { options: true },
    orderBy: { id: 'asc' },
  })
const newest = async () => (await offers()).at(-1)!
const localOf = async () =>
  (await newest()).options.map((option) => zonedTime(option.starts_at.getTime(), desk.clinic.time_zone))
const booked = () => db().appointment.count({ where: { patient_id: desk.patient.id, state: 'booked' } })
const conversation = () => db().conversation.findUniqueOrThrow({ where: { id: sent.conversation.id } })

describe('a wish for other times', () => {
  it('becomes an offer of times that are all what was asked for, and books nothing', async () => {
    await say('Wednesday afternoon please')
    const all = await offers()
    expect(all.map(({ state }) => state)).toEqual(['superseded', 'open'])
    const local = await localOf()
    expect(local.length).toBeGreaterThan(0)
    expect(local.every((at) => at.dayOfWeek === 3 && at.hour >= 12 && at.hour < 17)).toBe(true)
    expect(await booked()).toBe(0)
    expect(await lastDecision(desk)).toMatchObject({
      reading: 'other_times',
      outcome: 'wished_times_requested',
    })
  })

  it('is read in Spanish, and the patient is texted in Spanish from then on', async () => {
    await say('¿Tiene algo el miércoles por la mañana, por favor?')
    expect((await localOf()).every((at) => at.dayOfWeek === 3 && at.hour < 12)).toBe(true)
    expect((await db().patient.findUniqueOrThrow({ where: { id: desk.patient.id } })).language).toBe('es')
    expect((await textsTo(desk)).at(-1)?.text).toContain('Responda')
  })

  it('finds the provider that it names', async () => {
    const other = desk.providers[1]!
    await say(`Can I see ${other.name} instead?`)
    expect((await newest()).options.every((option) => option.provider_id === other.id)).toBe(true)
  })

  it('keeps the offer and asks staff when nothing fits, and says so', async () => {
    await say('Sunday at 3am')
    expect((await offers()).map(({ state }) => state)).toEqual(['open'])
    expect(await conversation()).toMatchObject({ needs_staff_reason: 'no_time_fits' })
    const [text] = (await textsTo(desk)).slice(-1)
    expect(text?.text).toContain('no free time fits what you asked for')
    expect(text?.text).toContain('Reply 1, 2 or 3')
    const detail = await getConversation(desk.clerk, sent.conversation.id)
    expect(detail).toMatchObject({ needs_staff: true, wish: 'Sunday, 3:00 AM to 3:29 AM' })
  })

  it('turns the offer down when it says so', async () => {
    await say('None of these work, do you have anything on Wednesday?')
    expect((await offers()).map(({ state }) => state)).toEqual(['declined', 'open'])
    expect((await localOf()).every((at) => at.dayOfWeek === 3)).toBe(true)
  })

  it('goes to staff once the agents have made every offer they may', async () => {
    await say('Wednesday please')
    await say('Thursday please')
    await say('Friday please')
    expect(await conversation()).toMatchObject({ needs_staff_reason: 'rounds_used_up' })
    const told = async () =>
      (await textsTo(desk)).filter(({ text }) => text.includes('no other times to offer by text'))
    expect(await told()).toHaveLength(1)
    expect((await textsTo(desk)).at(-1)?.text).toContain('Our staff will contact you')
    await say('Monday please')
    expect(await told()).toHaveLength(1)
  })

  it('with a part of the day for each day looks for both', async () => {
    await say('Do you have Thursday morning or Friday afternoon?')
    const local = await localOf()
    expect(new Set(local.map(({ dayOfWeek }) => dayOfWeek))).toEqual(new Set([4, 5]))
    expect(local.every((at) => (at.dayOfWeek === 4 ? at.hour < 12 : at.hour >= 12 && at.hour < 17))).toBe(
      true,
    )
  })

  it('beside a choice books nothing and loses nothing: a person reads it', async () => {
    await say('1 works but do you have anything later?')
    expect(await booked()).toBe(0)
    expect((await offers()).map(({ state }) => state)).toEqual(['open'])
    expect(await conversation()).toMatchObject({ status: 'needs_staff' })
  })
})

describe('a change of mind', () => {
  it('counts when another number follows the first', async () => {
    await say('1')
    await say('2')
    const visits = await db().appointment.findMany({
      where: { patient_id: desk.patient.id, state: 'booked' },
    })
    expect(visits.map(({ starts_at }) => zonedTime(starts_at.getTime(), desk.clinic.time_zone).hour)).toEqual(
      [11],
    )
  })

  it('is asked about when the number comes after the offer’s time', async () => {
    await say('1')
    desk.ctx.advance(25 * 60 * 60_000)
    await say('2')
    const visits = await db().appointment.findMany({
      where: { patient_id: desk.patient.id, state: 'booked' },
    })
    expect(visits.map(({ starts_at }) => zonedTime(starts_at.getTime(), desk.clinic.time_zone).hour)).toEqual(
      [10],
    )
  })

  it('takes back a no that was said before the new times were seen', async () => {
    const at = desk.ctx.now()
    await textFrom(desk, 'none')
    const yes = await textFrom(desk, 'actually 2')
    await db().smsMessage.update({ where: { id: yes.id }, data: { received_at: new Date(at + 1) } })
    await drain(desk.ctx)
    expect(await booked()).toBe(1)
    expect(await db().offer.count({ where: { conversation_id: sent.conversation.id, state: 'open' } })).toBe(
      0,
    )
  })
})
