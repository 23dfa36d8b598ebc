import { describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { takeOver } from '#lib/services/conversation/take-over.ts'
import { keyActor, staffActor, type TestCtx, testCtx } from '#lib/test/context.ts'
import { makeClinic, makeFrontDesk, makeProvider } from '#lib/test/factories.ts'
import { workBeside } from '#lib/test/mcp.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { sendAppointmentSms } from './send-appointment-sms.ts'
import { simulateUserSmsResponse } from './simulate-user-sms-response.ts'

const database = openTestDatabase()
const PHONE = '+12125550142'
const DAY = '2026-11-24'
const SCOPES = ['offers:send', 'conversations:read', 'sms:simulate']

async function setting(names = ['Dr. Ada Smith', 'Dr. Ben Johnson']) {
  const ctx = testCtx(database.db())
  const desk = await makeFrontDesk(ctx, { provider_names: names })
  const agent = actingAs(ctx, keyActor(SCOPES, [desk.clinic.id])) as TestCtx
  return { ctx, desk, agent }
}

let phones = 0
const newPhone = () => `+1212556${String(1000 + ++phones).slice(-4)}`
const slot = (fields: object = {}) => ({
  slot_number: 1,
  date: DAY,
  time: '10:00 AM',
  provider: 'Smith',
  ...fields,
})
const send = (ctx: TestCtx, fields: object = {}) =>
  sendAppointmentSms.call(ctx, { phone_number: PHONE, appointment_slots: [slot()], ...fields })
const answer = (ctx: TestCtx, conversation_id: string, response: string) =>
  simulateUserSmsResponse.call(ctx, { conversation_id, response })
const refused = (ctx: TestCtx, fields: object) => expect(send(ctx, fields)).rejects
/** Does what a worker does until `act` has its answer. */
async function whileWorking<T>(ctx: TestCtx, act: () => Promise<T>): Promise<T> {
  const stop = workBeside(ctx)
  try {
    return await act()
  } finally {
    await stop()
  }
}

const counts = async (ctx: TestCtx, clinic_id: string) => ({
  texts: await ctx.db.smsMessage.count({ where: { clinic_id } }),
  patients: await ctx.db.patient.count({ where: { clinic_id } }),
  providers: await ctx.db.provider.count({ where: { clinic_id } }),
  offers: await ctx.db.offer.count({ where: { clinic_id } }),
})

describe('what it sends', () => {
  it('is the text of the seed’s slots, in the clinic’s time, to a patient made of the number', async () => {
    const { agent, desk } = await setting()
    const answer = await send(agent, {
      appointment_slots: [
        slot({ cost_estimate: '$150' }),
        slot({ slot_number: 2, time: '14:00', provider: 'Dr. Johnson', cost_estimate: '$180' }),
        slot({ slot_number: 3, date: '2026-11-25', time: '9:00 am', provider: 'Ada Smith, MD' }),
      ],
      conversation_id: 'conv_123',
    })
    expect(answer).toMatchObject({
      conversation_id: 'conv_123',
      status: 'awaiting_response',
      provider: 'mock',
      warnings: [],
    })
    expect(answer.message_preview).toContain(desk.clinic.name)
    expect(answer.message_preview).toMatch(/1\. .*10:00 AM, Dr\. (Ada )?Smith.*\$150/)
    expect(answer.message_preview).toMatch(/2\. .*2:00 PM, Dr\. (Ben )?Johnson.*\$180/)
    expect(answer.message_preview).toMatch(/Reply STOP to opt out/)
    const options = await agent.db.offerOption.findMany({
      where: { offer: { conversation: { external_id: 'conv_123', clinic_id: desk.clinic.id } } },
      orderBy: { slot_number: 'asc' },
    })
    expect(options.map((option) => option.starts_at.toISOString())).toEqual([
      '2026-11-24T15:00:00.000Z',
      '2026-11-24T19:00:00.000Z',
      '2026-11-25T14:00:00.000Z',
    ])
    const [patient] = await agent.db.patient.findMany({ where: { clinic_id: desk.clinic.id, is_stub: true } })
    expect(patient?.phone_index).toBe(agent.sealer.phoneIndex(PHONE))
  })

  it('means whom staff also call so, and makes nobody of that name', async () => {
    const { agent, desk } = await setting()
    const before = await counts(agent, desk.clinic.id)
    await agent.db.provider.updateMany({
      where: { clinic_id: desk.clinic.id, surname_key: 'smith' },
      data: { aliases: ['prov_7'] },
    })
    const answer = await send(agent, { appointment_slots: [slot({ provider: 'PROV 7' })] })
    expect(answer.message_preview).toContain('Smith')
    expect((await counts(agent, desk.clinic.id)).providers).toBe(before.providers)
  })

  it('finds the patient who has the number, and the one of a shared number that the clinic last wrote with', async () => {
    const { ctx, agent, desk } = await setting()
    const phone = newPhone()
    const [older, younger] = [desk.patient, (await makeFrontDesk(ctx)).patient]
    const index = ctx.sealer.phoneIndex(phone)
    for (const { id } of [older, younger]) {
      const sealed = ctx.sealer.seal({ table: 'patient', column: 'phone_sealed', id }, phone)
      await ctx.db.patient.update({
        where: { id },
        data: { phone_index: index, phone_sealed: sealed, clinic_id: desk.clinic.id },
      })
    }
    await send(agent, { phone_number: phone, conversation_id: 'first' })
    const first = await ctx.db.conversation.findFirstOrThrow({
      where: { external_id: 'first', clinic_id: desk.clinic.id },
    })
    expect(first.patient_id).toBe(older.id)
    await ctx.db.conversation.update({ where: { id: first.id }, data: { patient_id: younger.id } })
    await send(agent, {
      phone_number: phone,
      conversation_id: 'second',
      appointment_slots: [slot({ time: '11:00' })],
    })
    const second = await ctx.db.conversation.findFirstOrThrow({
      where: { external_id: 'second', clinic_id: desk.clinic.id },
    })
    expect(second.patient_id).toBe(younger.id)
  })

  it('takes a length of its own, else the default service’s', async () => {
    const { agent, desk } = await setting()
    await send(agent, {
      appointment_slots: [slot({ duration_minutes: 50 }), slot({ slot_number: 2, time: '3:00 PM' })],
    })
    const options = await agent.db.offerOption.findMany({
      where: { offer: { clinic_id: desk.clinic.id } },
      orderBy: { slot_number: 'asc' },
    })
    expect(
      options.map(({ starts_at, ends_at }) => (ends_at.getTime() - starts_at.getTime()) / 60_000),
    ).toEqual([50, 30])
  })

  it('warns of a number that is possible but nobody’s, and refuses it on a carrier', async () => {
    const { agent, ctx, desk } = await setting()
    const answer = await send(agent, { phone_number: '+11234567890' })
    expect(answer.warnings).toEqual([expect.stringContaining('no numbering plan')])
    const carrier = testCtx(ctx.db, { config: { isMockGateway: false } })
    const onCarrier = actingAs(carrier, keyActor(SCOPES, [desk.clinic.id])) as TestCtx
    await refused(onCarrier, { phone_number: '+11234567891' }).toMatchObject({ field: 'phone_number' })
  })
})

describe('what it refuses, naming the field and sending nothing', () => {
  it.each([
    ['a slot in the past', { appointment_slots: [slot({ date: '2026-11-20' })] }, 'appointment_slots.0.date'],
    ['an impossible date', { appointment_slots: [slot({ date: '2026-02-30' })] }, 'appointment_slots.0.date'],
    ['a date in words', { appointment_slots: [slot({ date: 'tomorrow' })] }, 'appointment_slots.0.date'],
    ['a time in words', { appointment_slots: [slot({ time: 'noonish' })] }, 'appointment_slots.0.time'],
    [
      'a number twice',
      { appointment_slots: [slot(), slot({ time: '11:00' })] },
      'appointment_slots.1.slot_number',
    ],
    ['a bad phone number', { phone_number: '12' }, 'phone_number'],
    ['no slots', { appointment_slots: [] }, 'appointment_slots'],
    ['ten slots', { appointment_slots: Array.from({ length: 10 }, () => slot()) }, 'appointment_slots'],
    [
      'a nameless provider',
      { appointment_slots: [slot({ provider: '...' })] },
      'appointment_slots.0.provider',
    ],
    ['a bad conversation id', { conversation_id: 'a b' }, 'conversation_id'],
    ['a clinic that is none', { clinic: 'Atlantis' }, 'clinic'],
    ['a cost that is too long', { cost_estimate: '$'.repeat(41) }, 'cost_estimate'],
  ])('%s', async (_name, fields, field) => {
    const { agent, desk } = await setting()
    const before = await counts(agent, desk.clinic.id)
    await refused(agent, fields).toMatchObject({ code: 'invalid_input', field })
    expect(await counts(agent, desk.clinic.id)).toEqual(before)
  })

  it.each([
    ['does not exist', '2027-03-14', '2:30 AM'],
    ['happens twice', '2026-11-01', '1:30 AM'],
  ])('a local time that %s, asking for an offset', async (_name, date, time) => {
    const ctx = testCtx(database.db(), { now: Date.parse('2026-10-20T12:00:00Z') })
    const desk = await makeFrontDesk(ctx)
    const agent = actingAs(ctx, keyActor(SCOPES, [desk.clinic.id])) as TestCtx
    await refused(agent, { appointment_slots: [slot({ date, time, provider: 'Outside' })] }).toMatchObject({
      field: 'appointment_slots.0.time',
      message: expect.stringContaining('offset'),
    })
    const said = {
      appointment_slots: [slot({ date, time: `${time.slice(0, 4)}-05:00`, provider: 'Outside' })],
    }
    if (date === '2026-11-01') expect(await send(agent, said)).toHaveProperty('message_id')
  })

  it('a slot that somebody else holds, by its number', async () => {
    const { agent, desk } = await setting()
    await send(agent, { phone_number: newPhone() })
    const before = await counts(agent, desk.clinic.id)
    const twoSlots = [slot({ slot_number: 4, time: '2:00 PM' }), slot({ slot_number: 7 })]
    await refused(agent, { phone_number: newPhone(), appointment_slots: twoSlots }).toMatchObject({
      code: 'conflict',
      field: expect.stringMatching(/^appointment_slots\.1/),
      message: expect.stringContaining('lot 7'),
    })
    expect(await counts(agent, desk.clinic.id)).toEqual(before)
  })

  it('a time outside a known provider’s hours, unless the key may override', async () => {
    const { agent, ctx, desk } = await setting()
    const late = { appointment_slots: [slot({ time: '9:00 PM' })] }
    await refused(agent, late).toMatchObject({ field: expect.stringMatching(/^appointment_slots\.0/) })
    const strong = actingAs(ctx, keyActor([...SCOPES, 'bookings:override'], [desk.clinic.id])) as TestCtx
    expect(await send(strong, late)).toHaveProperty('message_id')
  })

  it('a conversation of another phone, and one that staff have taken over', async () => {
    const { agent, ctx, desk } = await setting()
    await send(agent, { conversation_id: 'conv_a' })
    await refused(agent, { conversation_id: 'conv_a', phone_number: newPhone() }).toMatchObject({
      code: 'conflict',
      field: 'conversation_id',
    })
    const row = await ctx.db.conversation.findFirstOrThrow({
      where: { external_id: 'conv_a', clinic_id: desk.clinic.id },
    })
    await takeOver(actingAs(ctx, staffActor('scheduler', [desk.clinic.id])), { conversation_id: row.id })
    const other = { conversation_id: 'conv_a', appointment_slots: [slot({ time: '11:00' })] }
    await refused(agent, other).toMatchObject({ code: 'staff_has_it' })
  })

  it('a number that has opted out', async () => {
    const { agent, ctx } = await setting()
    const phone = newPhone()
    await send(agent, { phone_number: phone, conversation_id: 'stop_me' })
    await whileWorking(ctx, () => answer(agent, 'stop_me', 'STOP'))
    await refused(agent, { phone_number: phone }).toMatchObject({ code: 'opted_out' })
  })

  it('a key without the scope', async () => {
    const { ctx, desk } = await setting()
    const weak = actingAs(ctx, keyActor(['conversations:read'], [desk.clinic.id])) as TestCtx
    await refused(weak, {}).toMatchObject({ code: 'forbidden' })
  })
})

describe('sending twice', () => {
  it('the same slots in the same conversation within ten minutes is one text', async () => {
    const { agent, desk } = await setting()
    const first = await send(agent, { conversation_id: 'twice' })
    agent.advance(9 * 60_000)
    expect(await send(agent, { conversation_id: 'twice' })).toEqual(first)
    expect((await counts(agent, desk.clinic.id)).texts).toBe(1)
  })

  it('is one text also when the patient has answered meanwhile', async () => {
    const { agent, ctx, desk } = await setting()
    const first = await send(agent, { phone_number: newPhone(), conversation_id: 'answered' })
    const booked = await whileWorking(ctx, () => answer(agent, 'answered', '1'))
    expect(booked).toMatchObject({ status: 'confirmed' })
    const before = await counts(agent, desk.clinic.id)
    const phone_number = `+1212556${String(1000 + phones).slice(-4)}`
    const again = await send(agent, { phone_number, conversation_id: 'answered' })
    expect(again.message_id).toBe(first.message_id)
    expect(again.status).toBe('confirmed')
    expect(await counts(agent, desk.clinic.id)).toEqual(before)
  })

  it('with one key is one text, and another request under that key is refused', async () => {
    const { agent, desk } = await setting()
    const fields = { phone_number: newPhone(), idempotency_key: 'once' }
    const answers = await Promise.all([send(agent, fields), send(agent, fields), send(agent, fields)])
    expect(new Set(answers.map(({ message_id }) => message_id)).size).toBe(1)
    expect((await counts(agent, desk.clinic.id)).texts).toBe(1)
    await refused(agent, { ...fields, phone_number: newPhone() }).toMatchObject({ field: 'idempotency_key' })
  })

  it('to one unknown number at one time makes one patient', async () => {
    const { agent, desk } = await setting()
    const phone = newPhone()
    const times = ['9:00', '10:00', '11:00', '12:00']
    await Promise.all(
      times.map((time, index) =>
        send(agent, {
          phone_number: phone,
          conversation_id: `c${index}`,
          appointment_slots: [slot({ time, provider: `Guest ${index}` })],
        }),
      ),
    )
    expect(await agent.db.patient.count({ where: { clinic_id: desk.clinic.id, is_stub: true } })).toBe(1)
  })
})

describe('who is meant by a provider', () => {
  it('is an external one when nobody here has the name, kept once, whose time no two visits share', async () => {
    const { agent, desk } = await setting()
    const outside = { appointment_slots: [slot({ provider: 'Dr. Zoë Outsider', time: '11:00 PM' })] }
    await send(agent, { phone_number: newPhone(), ...outside })
    const [known] = await agent.db.provider.findMany({
      where: { clinic_id: desk.clinic.id, is_external: true },
    })
    expect(known).toMatchObject({ name: 'Dr. Zoë Outsider', is_external: true })
    const twin = { appointment_slots: [slot({ provider: 'zoe outsider', time: '23:00' })] }
    await refused(agent, { phone_number: newPhone(), ...twin }).toMatchObject({ code: 'conflict' })
  })

  it('is asked for by whole name when a surname fits several', async () => {
    const { agent } = await setting(['Dr. Ada Smith', 'Dr. Ben Smith'])
    await refused(agent, {}).toMatchObject({
      field: 'appointment_slots.0.provider',
      message: 'Smith could be Dr. Ada Smith or Dr. Ben Smith. Write the whole name.',
      legal: ['Dr. Ada Smith', 'Dr. Ben Smith'],
    })
    expect(await send(agent, { appointment_slots: [slot({ provider: 'BEN SMITH' })] })).toHaveProperty(
      'message_id',
    )
  })

  it('fixes the clinic, and with it the zone, when only another clinic of the key knows the name', async () => {
    const { ctx, desk } = await setting()
    const west = await makeClinic(ctx, { time_zone: 'America/Los_Angeles', name: `West ${ctx.newId()}` })
    await makeProvider(ctx, west.id, { name: 'Dr. Wanda Westwood', time_zone: 'America/Los_Angeles' })
    const agent = actingAs(ctx, keyActor(SCOPES, [desk.clinic.id, west.id])) as TestCtx
    const same = { phone_number: newPhone(), conversation_id: 'west' }
    await send(agent, { ...same, appointment_slots: [slot({ provider: 'Westwood' })] })
    const offer = await ctx.db.offer.findFirstOrThrow({
      where: { clinic_id: west.id },
      include: { options: true },
    })
    expect(offer.options[0]?.starts_at.toISOString()).toBe('2026-11-24T18:00:00.000Z')
    // The conversation stays where it is, without saying so again.
    await send(agent, { ...same, appointment_slots: [slot({ provider: 'Somebody New', time: '4:00 PM' })] })
    expect(await ctx.db.provider.count({ where: { clinic_id: west.id, name: 'Somebody New' } })).toBe(1)
  })

  it('must be of one clinic in one text, and of a named one when two clinics know the name', async () => {
    const { ctx, desk } = await setting()
    const [a, b] = [
      await makeClinic(ctx, { name: `A ${ctx.newId()}` }),
      await makeClinic(ctx, { name: `B ${ctx.newId()}` }),
    ]
    await makeProvider(ctx, a.id, { name: 'Dr. Una Unique' })
    await makeProvider(ctx, a.id, { name: 'Dr. Tom Twin' })
    await makeProvider(ctx, b.id, { name: 'Dr. Tim Twin' })
    await ctx.db.clinic.updateMany({ data: { is_default: false } })
    await ctx.db.clinic.update({ where: { id: desk.clinic.id }, data: { is_default: true } })
    const agent = actingAs(ctx, keyActor(SCOPES, [desk.clinic.id, a.id, b.id])) as TestCtx
    const mixed = [slot(), slot({ slot_number: 2, provider: 'Unique', time: '11:00' })]
    await refused(agent, { appointment_slots: mixed }).toMatchObject({
      field: 'appointment_slots.1.provider',
    })
    const twins = { appointment_slots: [slot({ provider: 'Twin' })] }
    await refused(agent, twins).toMatchObject({ field: 'clinic', legal: [a.name, b.name] })
    expect(
      await send(agent, { phone_number: newPhone(), ...twins, clinic: b.name.toLowerCase() }),
    ).toHaveProperty('message_id')
  })

  it('is not somebody who no longer takes appointments', async () => {
    const { agent, ctx, desk } = await setting()
    await ctx.db.provider.update({ where: { id: desk.providers[0]!.id }, data: { is_active: false } })
    await refused(agent, { appointment_slots: [slot({ provider: 'Ada Smith' })] }).toMatchObject({
      field: 'appointment_slots.0.provider',
    })
  })
})
