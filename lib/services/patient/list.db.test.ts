import { beforeEach, describe, expect, it } from 'vitest'
import { testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeClinic, makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, TUESDAY, textFrom } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { bookAppointment } from '../appointment/book.ts'
import { getPatient } from './get.ts'
import { listPatients } from './list.ts'
import { phoneOf } from './view.ts'

const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  await db().patient.update({
    where: { id: desk.patient.id },
    data: { first_name: 'Zoe', last_name: 'Zimmer' },
  })
})

const add = (first_name: string, last_name: string) =>
  makePatient(desk.ctx, desk.clinic.id, { first_name, last_name })
const names = async (query: Parameters<typeof listPatients>[1] = {}) =>
  (await listPatients(desk.clerk, query)).items.map((patient) => patient.name)

describe('listPatients', () => {
  it('lists the actor’s clinics by last name, and nobody of another clinic', async () => {
    await add('Ann', 'Baker')
    await add('Bea', 'Abbot')
    await makePatient(desk.ctx, (await makeClinic(desk.ctx)).id, { last_name: 'Aaron' })
    expect(await names()).toEqual(['Bea Abbot', 'Ann Baker', 'Zoe Zimmer'])
  })

  it('pages without gap or repetition, also among equal names', async () => {
    for (let count = 0; count < 5; count += 1) await add('Kim', 'Lee')
    await add('Amy', 'Able')
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listPatients(desk.clerk, { limit: 2, cursor })
      seen.push(...page.items.map((patient) => patient.id))
      cursor = page.next_cursor ?? undefined
    } while (cursor)
    expect(seen).toHaveLength(7)
    expect(new Set(seen).size).toBe(7)
  })

  it('goes on after the longest name of three-byte letters', async () => {
    await add('A', '語'.repeat(60))
    await add('B', '語'.repeat(60))
    const { next_cursor } = await listPatients(desk.clerk, { limit: 2 })
    const rest = await listPatients(desk.clerk, { limit: 2, cursor: next_cursor! })
    expect(rest.items).toHaveLength(1)
  })

  it('finds by the start of each word of the name, in any order and case', async () => {
    await add('María José', 'Ruiz')
    await add('Mary', 'Jones')
    expect(await names({ q: 'maría' })).toEqual(['María José Ruiz'])
    expect(await names({ q: 'ru MARÍA' })).toEqual(['María José Ruiz'])
    expect(await names({ q: 'ones' })).toEqual([])
  })

  it('takes % and _ as what they are', async () => {
    await add('100%', 'Sure')
    await add('1000', 'Other')
    expect(await names({ q: '100%' })).toEqual(['100% Sure'])
    expect(await names({ q: '%' })).toEqual([])
    expect(await names({ q: '_' })).toEqual([])
    expect(await names({ q: '\\' })).toEqual([])
  })

  it('finds by a whole phone number however it is written, never by a part of one', async () => {
    const phone = phoneOf(desk.ctx, desk.patient)
    const national = `(${phone.slice(2, 5)}) ${phone.slice(5, 8)}-${phone.slice(8)}`
    expect(await names({ q: phone })).toEqual(['Zoe Zimmer'])
    expect(await names({ q: national })).toEqual(['Zoe Zimmer'])
    expect(await names({ q: phone.slice(0, -2) })).toEqual([])
  })

  it('reads a number as the clinics’ countries write it', async () => {
    await db().clinic.update({ where: { id: desk.clinic.id }, data: { country: 'GB' } })
    await makePatient(desk.ctx, desk.clinic.id, {
      first_name: 'Tom',
      last_name: 'Hill',
      phone_number: '+442079460958',
    })
    expect(await names({ q: '020 7946 0958' })).toEqual(['Tom Hill'])
  })

  it('refuses a cursor that it did not give out', async () => {
    expect((await refusal(listPatients(desk.clerk, { cursor: 'forged' }), 'invalid_input')).field).toBe(
      'cursor',
    )
  })
})

describe('getPatient', () => {
  it('shows visits by what is ahead and what is past, holds left out, and the conversations', async () => {
    const booking = (clock: string) =>
      bookAppointment(desk.clerk, {
        clinic_id: desk.clinic.id,
        patient_id: desk.patient.id,
        provider_id: desk.providers[1]!.id,
        service_type_id: desk.service.id,
        starts_at: TUESDAY(clock),
        notify_patient: false,
      })
    const early = await booking('09:00')
    const late = await booking('16:00')
    const { conversation } = await offerThree(desk)
    desk.ctx.advance(Date.parse(TUESDAY('12:00')) - desk.ctx.now())
    const patient = await getPatient(desk.clerk, desk.patient.id)
    expect(patient.upcoming.map((visit) => visit.id)).toEqual([late.id])
    expect(patient.past.map((visit) => visit.id)).toEqual([early.id])
    expect(patient.conversations.map((each) => each.id)).toEqual([conversation.id])
  })

  it('says when the number has opted out', async () => {
    await textFrom(desk, 'STOP')
    await drain(desk.ctx)
    expect(await getPatient(desk.clerk, desk.patient.id)).toMatchObject({ is_opted_out: true })
  })
})
