import { beforeEach, describe, expect, it } from 'vitest'
import { bookAppointment } from '#lib/services/appointment/book.ts'
import { staffActor, testCtx } from '#lib/test/context.ts'
import { makeClinic } from '#lib/test/factories.ts'
import { type Desk, makeDesk, offerThree, TUESDAY } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { refusal } from '#lib/test/scheduling.ts'
import { listWordings } from './list.ts'
import { previewWording } from './preview.ts'
import { saveWording } from './save.ts'

const { db } = openTestDatabase()
let desk: Desk
beforeEach(async () => {
  desk = await makeDesk(testCtx(db()))
})
const preview = (fields: Partial<Parameters<typeof previewWording>[1]> = {}) =>
  previewWording(desk.clerk, {
    clinic_id: desk.clinic.id,
    key: 'reminder',
    language: 'es',
    text: '{clinic}: {first_name}, {date}, {time}. {opt_out}',
    ...fields,
  })

describe('previewWording', () => {
  it('writes for the patient whose visit is next, with segments and price', async () => {
    await bookAppointment(desk.clerk, {
      clinic_id: desk.clinic.id,
      patient_id: desk.patient.id,
      provider_id: desk.providers[0]!.id,
      service_type_id: desk.service.id,
      starts_at: TUESDAY('15:00'),
    })
    const shown = await preview()
    expect(shown).toMatchObject({
      problems: [],
      preview: { segments: 1, encoding: 'GSM-7', currency: 'USD' },
    })
    expect(shown.about).toContain('Maria')
    expect(shown.preview?.text).toBe(
      `${desk.clinic.name}: Maria, mar 24 nov, 3:00 PM. STOP para no recibir textos.`,
    )
  })

  it('shows the options that were offered last', async () => {
    await offerThree(desk)
    const shown = await preview({ key: 'offer', language: 'en', text: '{clinic}: {options} {opt_out}' })
    expect(shown.preview?.text).toContain('3. Tue Nov 24, 2:00 PM, Dr. Ben Johnson')
  })

  it('uses usual names in an empty clinic, and says what speaks against the words', async () => {
    const shown = await preview({ text: '{clinic}: reply YES to confirm {diagnosis}' })
    expect(shown).toMatchObject({ about: null, preview: null })
    expect(shown.problems.join()).toMatch(/no \{diagnosis\}.*\{opt_out\}.*words of the carriers/s)
    expect((await preview()).preview?.text).toContain('Alexandra')
  })

  it('stays in scope', async () => {
    const elsewhere = await makeClinic(desk.ctx)
    await refusal(preview({ clinic_id: elsewhere.id }), 'not_found')
    await refusal(listWordings(desk.clerk, { clinic_id: elsewhere.id }), 'not_found')
  })
})

it('lists what holds, and with a key every version', async () => {
  const admin = { ...desk.ctx, actor: staffActor('admin', [desk.clinic.id]) }
  const at = { clinic_id: desk.clinic.id, key: 'withdrawn', language: 'en' } as const
  await saveWording(admin, { ...at, text: '{clinic}: one.' })
  await saveWording(admin, { ...at, text: '{clinic}: two.' })
  const { clinic_id } = at
  expect((await listWordings(desk.clerk, { clinic_id })).map(({ text }) => text)).toEqual(['{clinic}: two.'])
  const all = await listWordings(desk.clerk, { clinic_id, key: 'withdrawn' })
  expect(all.map(({ version, changed_by }) => [version, changed_by])).toEqual([
    [2, admin.actor.name],
    [1, admin.actor.name],
  ])
})
