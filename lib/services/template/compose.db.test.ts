import { beforeEach, describe, expect, it } from 'vitest'
import type { Patient } from '#lib/db/generated/client.ts'
import type { SaveWordingInput } from '#lib/domain/messaging/templates/schema.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { drain } from '#lib/test/drain.ts'
import { makeClinic, makePatient, makeServiceType } from '#lib/test/factories.ts'
import { type Desk, lastDecision, makeDesk, offerThree, textFrom, textsTo } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf, refusal } from '#lib/test/scheduling.ts'
import { approvedAnswer } from '../answer/approved.ts'
import { composeText } from './compose.ts'
import { saveWording } from './save.ts'

const { db } = openTestDatabase()
let desk: Desk
let admin: Desk['clerk']
let ana: Patient
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
  admin = { ...desk.ctx, actor: staffActor('admin', [desk.clinic.id]) }
  ana = await makePatient(desk.ctx, desk.clinic.id, { first_name: 'Ana', language: 'es' })
})

const save = (fields: Partial<SaveWordingInput>) =>
  saveWording(admin, {
    clinic_id: desk.clinic.id,
    key: 'person_will_answer',
    language: 'en',
    text: '{clinic}: somebody reads this soon.',
    ...fields,
  })
const compose = (patient: Patient, service_type_id: string | null = null) =>
  composeText(desk.ctx, 'person_will_answer', { clinic: desk.clinic, patient, service_type_id })

describe('composeText', () => {
  it('says it in the language of the patient', async () => {
    expect((await compose(desk.patient)).text).toContain('a person will read your text')
    const spanish = await compose(ana)
    expect(spanish.text).toContain('una persona va a leer su mensaje')
    expect(spanish.version).toMatch(/^person_will_answer\/es#default-/)
  })

  it('in the words of the service type, else of the clinic, else the default', async () => {
    await save({})
    await save({ service_type_id: desk.service.id, text: '{clinic}: about your check-up, soon.' })
    expect(await compose(desk.patient)).toEqual({
      text: `${desk.clinic.name}: somebody reads this soon.`,
      version: 'person_will_answer/en#1',
    })
    expect(await compose(desk.patient, desk.service.id)).toEqual({
      text: `${desk.clinic.name}: about your check-up, soon.`,
      version: 'person_will_answer/en@service#1',
    })
    const other = await makeServiceType(desk.ctx, desk.clinic.id)
    expect((await compose(desk.patient, other.id)).version).toBe('person_will_answer/en#1')
    expect((await compose(ana, desk.service.id)).version).toMatch(/#default-/)
    await save({ text: null })
    expect((await compose(desk.patient)).version).toMatch(/#default-/)
  })

  it('rather says the default than nothing when a wording no longer fits its text', async () => {
    await save({})
    await db().textTemplate.updateMany({ data: { text: '{clinic}: at {time}' } })
    expect((await compose(desk.patient)).version).toMatch(/#default-/)
  })

  it('keeps every version, and the text that went out names its own', async () => {
    const offer = '{clinic}: pick one, {first_name}. {options} {opt_out}'
    await save({ key: 'offer', text: offer })
    const second = await save({ key: 'offer', text: `${offer} Thanks.` })
    expect(await save({ key: 'offer', text: `${offer} Thanks.` })).toEqual(second)
    await offerThree(desk)
    const [text] = await textsTo(desk)
    expect(text).toMatchObject({ text_version: 'offer/en#2' })
    expect(text!.text).toMatch(/: pick one, Maria\. 1\. Tue Nov 24.* Thanks\.$/s)
    const rows = await db().textTemplate.findMany({ where: { key: 'offer' }, orderBy: { version: 'asc' } })
    expect(rows.map((row) => [row.version, row.replaced_at === null])).toEqual([
      [1, false],
      [2, true],
    ])
    const event = await auditOf(db(), 'wording.changed', rows[1]!.id)
    expect(event).toMatchObject({ actor_name: admin.actor.name, detail: { key: 'offer', version: 2 } })
  })

  it('offers, and hears no, in Spanish', async () => {
    await offerThree(desk, { patient_id: ana.id })
    await drain(desk.ctx)
    const [offer] = await textsTo(desk, ana.id)
    expect(offer!.text).toContain('horarios de cita para Ana.')
    expect(offer!.text).toContain('1. mar 24 nov, 10:00 AM, Dr. Ada Smith\n')
    await textFrom(desk, 'Ninguno', ana)
    await drain(desk.ctx)
    expect(await lastDecision(desk)).toMatchObject({ reading: 'none', offer_id: offer!.offer_id })
    expect((await textsTo(desk, ana.id)).at(-1)!.text).toContain('otros horarios para Ana.')
  })
})

describe('saveWording', () => {
  it('refuses names that are not on the list, that the text knows nothing of, and a missing one', async () => {
    const diagnosis = await refusal(save({ text: '{clinic}: {diagnosis}' }), 'invalid_input')
    expect(diagnosis.message).toContain('There is no {diagnosis}')
    const time = await refusal(save({ text: '{clinic}: {time}' }), 'invalid_input')
    expect(time.message).toContain('This text knows no {time}')
    const bare = await refusal(save({ key: 'offer', text: '{clinic}: {options}' }), 'invalid_input')
    expect(bare.message).toContain('{opt_out}')
  })

  it('stays in scope and needs the right to change settings', async () => {
    const elsewhere = await makeClinic(desk.ctx)
    const foreign = await makeServiceType(desk.ctx, elsewhere.id)
    await refusal(save({ clinic_id: elsewhere.id }), 'not_found')
    await refusal(save({ service_type_id: foreign.id }), 'not_found')
    const text = '{clinic}: hello'
    const asClerk = { clinic_id: desk.clinic.id, key: 'withdrawn', language: 'en', text } as const
    await refusal(saveWording(desk.clerk, asClerk), 'forbidden')
  })
})

describe('approvedAnswer', () => {
  const ask = (fields: Partial<Parameters<typeof approvedAnswer>[1]> = {}) =>
    approvedAnswer(desk.ctx, {
      clinic_id: desk.clinic.id,
      service_type_id: desk.service.id,
      topic: 'parking',
      language: 'en',
      ...fields,
    })

  it('is what the clinic approved, in that language, and otherwise nothing', async () => {
    expect(await ask()).toBeNull()
    await save({ key: 'answer:parking', text: 'Park behind the building, free for patients.' })
    expect(await ask()).toBe('Park behind the building, free for patients.')
    expect(await ask({ language: 'es' })).toBeNull()
    expect(await ask({ topic: 'address' })).toBeNull()
    const elsewhere = await makeClinic(desk.ctx)
    expect(await ask({ clinic_id: elsewhere.id })).toBeNull()
    await save({ key: 'answer:parking', text: null })
    expect(await ask()).toBeNull()
  })

  it('for a service type of its own comes before the clinic’s, and preparation is only for one', async () => {
    const service_type_id = desk.service.id
    await save({ key: 'answer:cost', text: 'Most visits cost $150.' })
    await save({ key: 'answer:cost', service_type_id, text: 'This visit costs $90.' })
    expect(await ask({ topic: 'cost' })).toBe('This visit costs $90.')
    expect(await ask({ topic: 'cost', service_type_id: null })).toBe('Most visits cost $150.')
    const prepare = { key: 'answer:preparation', text: 'Please bring a list of your medicines.' } as const
    const error = await refusal(save(prepare), 'invalid_input')
    expect(error.field).toBe('service_type_id')
    await save({ ...prepare, service_type_id })
    expect(await ask({ topic: 'preparation' })).toBe(prepare.text)
  })
})
