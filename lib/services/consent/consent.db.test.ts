import { beforeEach, describe, expect, it } from 'vitest'
import { actingAs } from '#lib/core/context.ts'
import { mutate } from '#lib/core/mutate.ts'
import type { PhoneNumber } from '#lib/domain/messaging/phone-number.ts'
import { keyActor, staffActor, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeClinic, makePatient } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { strangerTo, viewerOf } from '#lib/test/outsiders.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { resolvePatient } from '../patient/resolve.ts'
import { savePatient } from '../patient/save.ts'
import { phoneOf } from '../patient/view.ts'
import { sendStaffText } from '../sms/send-staff-text.ts'
import { readConsent } from './history.ts'
import { listOptedOut } from './list-opted-out.ts'
import { recordOptIn } from './record-opt-in.ts'
import { recordOptOut } from './record-opt-out.ts'

const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
})

const optOutByStaff = (note?: string) => recordOptOut(desk.clerk, { patient_id: desk.patient.id, note })
const optInByStaff = (reason = 'Signed the form at the desk') =>
  recordOptIn(desk.clerk, { patient_id: desk.patient.id, given: 'on_paper', reason })
const history = async (patient_id = desk.patient.id) =>
  (await readConsent(desk.clerk, { patient_id })).events.map(({ kind, source }) => `${kind} ${source}`)
const greet = () =>
  sendStaffText(desk.clerk, { clinic_id: desk.clinic.id, patient_id: desk.patient.id, text: 'Hello' })
async function say(...texts: string[]) {
  for (const text of texts) {
    desk.ctx.advance(60_000)
    await textFrom(desk, text)
    await drain(desk.ctx)
  }
}
let numbers = 0
const newNumber = () => {
  numbers += 1
  return `+1646557${String(2000 + numbers)}` as PhoneNumber
}

describe('an opt-out that staff record', () => {
  it('ends texts to the number at once, as STOP does: offers, waiting texts, every verb', async () => {
    const { offer, conversation } = await offerThree(desk)
    const consent = await optOutByStaff('Said so on the phone')
    expect(consent).toMatchObject({
      is_opted_out: true,
      is_carrier_block: false,
      events: [
        {
          kind: 'opted_out',
          source: 'staff',
          text: 'Test scheduler recorded that the patient wants no texts',
          note: 'Said so on the phone',
          conversation_id: conversation.id,
        },
      ],
    })
    expect(await db().offer.findUnique({ where: { id: offer.id } })).toMatchObject({ state: 'cancelled' })
    expect(await textsTo(desk)).toMatchObject([{ state: 'cancelled', error_code: 'opted_out' }])
    await refusal(greet(), 'opted_out')
    await auditOf(db(), 'phone.opted_out', desk.patient.phone_index)
  })

  it('is refused when the number has opted out already', async () => {
    await say('STOP')
    await refusal(optOutByStaff(), 'illegal_state')
    expect(await history()).toEqual(['opted_out carrier_word'])
  })

  it('is said by a key as well, and says so', async () => {
    const key = actingAs(desk.ctx, keyActor(['sms:send', 'conversations:read'], [desk.clinic.id]))
    await recordOptOut(key, { patient_id: desk.patient.id })
    expect(await history()).toEqual(['opted_out agent'])
  })

  it('is for those who may text, in their own clinic', async () => {
    const patient_id = desk.patient.id
    await refusal(recordOptOut(viewerOf(desk), { patient_id }), 'forbidden')
    await refusal(recordOptOut(await strangerTo(desk), { patient_id }), 'not_found')
    expect(await history()).toEqual([])
  })
})

describe('an opt-in that staff record', () => {
  it('lifts the opt-out, with how and why, and the words that were shown', async () => {
    await say('STOP')
    desk.ctx.advance(60_000)
    const consent = await optInByStaff()
    expect(consent).toMatchObject({
      is_opted_out: false,
      since: new Date(desk.ctx.now()).toISOString(),
      events: [
        {
          source: 'staff_record',
          given: 'On a signed form',
          note: 'Signed the form at the desk',
          wording: expect.stringContaining('STOP ends them'),
        },
        { source: 'carrier_word' },
      ],
    })
    await auditOf(db(), 'phone.opted_in', desk.patient.phone_index)
    await expect(greet()).resolves.toBeDefined()
  })

  it('warns while the carrier may keep a block of its own', async () => {
    await say('STOP')
    const { is_carrier_block } = await readConsent(desk.clerk, { patient_id: desk.patient.id })
    expect(is_carrier_block).toBe(true)
  })

  it('is on record also for a number that never opted out, each time with its reason', async () => {
    await optInByStaff('First')
    await optInByStaff('Again')
    expect(await history()).toEqual(['opted_in staff_record', 'opted_in staff_record'])
    const lifted = { action: 'phone.opted_in', subject_id: desk.patient.phone_index }
    expect(await db().auditEvent.count({ where: lifted })).toBe(0)
  })

  it('needs a person and a reason: no program can hear a patient', async () => {
    await say('STOP')
    const key = actingAs(desk.ctx, keyActor(['sms:send'], [desk.clinic.id]))
    const input = { patient_id: desk.patient.id, given: 'by_phone', reason: 'Called us' } as const
    await refusal(recordOptIn(key, input), 'forbidden')
    await refusal(recordOptIn(viewerOf(desk), input), 'forbidden')
    await refusal(recordOptIn(await strangerTo(desk), input), 'not_found')
    expect((await refusal(recordOptIn(desk.clerk, { ...input, reason: ' ' }), 'invalid_input')).field).toBe(
      'reason',
    )
    await refusal(greet(), 'opted_out')
  })
})

describe('consent that comes with a number', () => {
  const entry = (phone_number: string) => ({
    clinic_id: desk.clinic.id,
    first_name: 'Rosa',
    last_name: 'Diaz',
    phone_number,
  })

  it('is noted once for staff who put it on file, and again for the next number', async () => {
    const patient = await savePatient(desk.clerk, entry(newNumber()))
    await savePatient(desk.clerk, { ...entry(patient.phone_number), patient_id: patient.id })
    const consent = await readConsent(desk.clerk, { patient_id: patient.id })
    expect(consent.events).toMatchObject([
      { source: 'staff_entry', text: 'Test scheduler put the number on file', text_version: 'entry-1' },
    ])
    await savePatient(desk.clerk, { ...entry(newNumber()), patient_id: patient.id })
    expect(await history(patient.id)).toEqual(['opted_in staff_entry'])
  })

  it('is attested by the key that gave it, once for each key, by its name', async () => {
    const phone_number = newNumber()
    const give = (actor = keyActor(['offers:send'], [desk.clinic.id])) =>
      mutate(actingAs(desk.ctx, actor), { name: 'test.resolve', permission: null }, (tx) =>
        resolvePatient(tx, { clinic_id: desk.clinic.id, phone_number }),
      )
    const first = keyActor(['offers:send'], [desk.clinic.id])
    const patient = await give(first)
    await give(first)
    await give({ ...keyActor(['offers:send'], [desk.clinic.id]), name: 'Second key' })
    const { events } = await readConsent(desk.clerk, { patient_id: patient.id })
    expect(events.map(({ text }) => text)).toEqual([
      'Attested by the key “Second key”, which gave the number',
      'Attested by the key “Test key”, which gave the number',
    ])
    expect(await db().auditEvent.count({ where: { action: 'phone.consent_noted' } })).toBeGreaterThan(0)
  })

  it('never lifts an opt-out, whoever gives the number', async () => {
    await say('STOP')
    const phone_number = phoneOf(desk.ctx, desk.patient)
    const twin = await savePatient(desk.clerk, entry(phone_number))
    const key = actingAs(desk.ctx, keyActor(['offers:send'], [desk.clinic.id]))
    await mutate(key, { name: 'test.resolve', permission: null }, (tx) =>
      resolvePatient(tx, { clinic_id: desk.clinic.id, phone_number: phone_number as PhoneNumber }),
    )
    expect(await history(twin.id)).toEqual(['opted_out carrier_word'])
    await refusal(greet(), 'opted_out')
  })
})

describe('the history', () => {
  it('tells STOP, START and what came between, newest first, with the texts that said so', async () => {
    await say('please stop texting me', 'START', 'START', 'STOP')
    const { events } = await readConsent(desk.clerk, { patient_id: desk.patient.id })
    expect(events.map(({ text }) => text)).toEqual([
      'The patient texted a stop word',
      'The patient texted START',
      'The patient wrote that they want no more texts',
    ])
    const rows = await db().consentEvent.findMany({ where: { phone_index: desk.patient.phone_index } })
    expect(rows.every((row) => row.sms_message_id !== null && row.conversation_id !== null)).toBe(true)
  })

  it('is of the number, and keeps other clinics’ names and notes to themselves', async () => {
    const elsewhere = await makeClinic(desk.ctx)
    const twin = await makePatient(desk.ctx, elsewhere.id, { phone_number: phoneOf(desk.ctx, desk.patient) })
    await optOutByStaff('Private words')
    const theirs = actingAs(desk.ctx, staffActor('scheduler', [elsewhere.id]))
    expect((await readConsent(theirs, { patient_id: twin.id })).events).toMatchObject([
      {
        text: 'Another clinic recorded that the patient wants no texts',
        note: null,
        actor: 'Another clinic',
      },
    ])
  })
})

describe('the answer to STOP', () => {
  it('is one text, and the only one: HELP from an opted-out phone goes to staff', async () => {
    await say('STOP', 'stop', 'HELP')
    expect((await textsTo(desk)).map(({ kind, state }) => `${kind} ${state}`)).toEqual(['carrier delivered'])
    const thread = await db().conversation.findFirstOrThrow({ where: { patient_id: desk.patient.id } })
    expect(thread.needs_staff_reason).toBe('texted_after_opt_out')
  })
})

describe('the list of opted-out numbers', () => {
  it('names everybody of the administrator’s clinics, latest first, page by page', async () => {
    const others = [await makePatient(desk.ctx, desk.clinic.id), await makePatient(desk.ctx, desk.clinic.id)]
    for (const patient of [desk.patient, ...others]) {
      desk.ctx.advance(60_000)
      await recordOptOut(desk.clerk, { patient_id: patient.id })
    }
    await recordOptIn(desk.clerk, { patient_id: others[0]!.id, given: 'by_phone', reason: 'Called us' })
    const admin = actingAs(desk.ctx, staffActor('admin', [desk.clinic.id]))
    const first = await listOptedOut(admin, { limit: 1 })
    expect(first.items).toMatchObject([{ id: others[1]!.id, upcoming_visits: 0 }])
    const second = await listOptedOut(admin, { limit: 1, cursor: first.next_cursor! })
    expect(second).toMatchObject({ items: [{ id: desk.patient.id }], next_cursor: null })
    await refusal(listOptedOut(desk.clerk, {}), 'forbidden')
    expect(await listOptedOut(await strangerTo(desk), {})).toMatchObject({ items: [] })
  })
})
