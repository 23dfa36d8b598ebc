import { expect, it } from 'vitest'
import { mutate } from '#lib/core/mutate.ts'
import { testCtx } from '#lib/test/context.ts'
import { makeDesk } from '#lib/test/messaging.ts'
import { openTestDatabase } from '#lib/test/open-database.ts'
import { auditOf } from '#lib/test/scheduling.ts'
import { rememberLanguage } from './remember-language.ts'
import { savePatient } from './save.ts'
import { phoneOf } from './view.ts'

const { db } = openTestDatabase()

it('remembers which language a patient writes in, and says so once', async () => {
  const desk = await makeDesk(testCtx(db()))
  const remember = () =>
    mutate(desk.ctx, { name: 'test', permission: null }, (tx) =>
      rememberLanguage(tx, { patient_id: desk.patient.id, language: 'es' }),
    )
  expect([await remember(), await remember()]).toEqual([true, false])
  const event = await auditOf(db(), 'patient.language_changed', desk.patient.id)
  expect(event.detail).toEqual({ language: 'es' })
  const kept = {
    clinic_id: desk.clinic.id,
    patient_id: desk.patient.id,
    first_name: 'Maria',
    last_name: 'Lopez',
    phone_number: phoneOf(desk.ctx, desk.patient),
  }
  expect(await savePatient(desk.clerk, kept)).toMatchObject({ language: 'es' })
  expect(await savePatient(desk.clerk, { ...kept, language: 'en' })).toMatchObject({ language: 'en' })
  const fresh = { ...kept, patient_id: null, phone_number: '+12125550999' }
  expect(await savePatient(desk.clerk, fresh)).toMatchObject({ language: 'en' })
})
