import { describe, expect, it } from 'vitest'
import type { ProviderView } from '#lib/domain/scheduling/schema.ts'
import { providerDefaults, providerForm, toProviderInput } from './provider-form-schema.ts'

const CLINIC = '00000000-0000-7000-8000-000000000001'
const provider: ProviderView = {
  id: '00000000-0000-7000-8000-000000000002',
  clinic_id: CLINIC,
  name: 'Dr. Smith',
  specialty: null,
  aliases: ['prov_7'],
  is_external: false,
  is_active: true,
  service_types: [{ id: '00000000-0000-7000-8000-000000000003', name: 'Follow-up' }],
  availability: [
    {
      id: '00000000-0000-7000-8000-000000000004',
      weekday: 7,
      start_local: '18:00',
      end_local: '24:00',
      from_date: '2026-12-01',
      until_date: null,
      time_zone: 'America/New_York',
    },
  ],
  hours_version: 3,
  time_off: [],
  exceptions: [],
  agent: null,
  version: 5,
}
const row = { weekday: '1', start_local: '09:00', end_local: '17:00', from_date: '', until_date: '' }
const problemsOf = (hours: object) =>
  providerForm
    .safeParse({ ...providerDefaults(provider), hours: [{ ...row, ...hours }] })
    .error?.issues.map((issue) => issue.path.join('.')) ?? []

describe('the provider’s form', () => {
  it('says to the API what it was opened with, when nothing was changed', () => {
    const form = providerForm.parse(providerDefaults(provider))
    expect(toProviderInput(form, CLINIC, provider)).toEqual({
      clinic_id: CLINIC,
      provider_id: provider.id,
      name: 'Dr. Smith',
      specialty: null,
      aliases: ['prov_7'],
      is_active: true,
      service_type_ids: ['00000000-0000-7000-8000-000000000003'],
      hours: [
        { weekday: 7, start_local: '18:00', end_local: '24:00', from_date: '2026-12-01', until_date: null },
      ],
      version: 5,
    })
  })

  it('expects no version of a provider that is new', () => {
    const input = toProviderInput({ ...providerDefaults(undefined), name: 'Dr. New' }, CLINIC, undefined)
    expect(input).toMatchObject({ provider_id: null, version: null, is_active: true, hours: [] })
  })

  it('takes midnight as the end of a day', () => {
    expect(problemsOf({ start_local: '18:00', end_local: '00:00' })).toEqual([])
  })

  it('refuses hours that end before they start and dates in the wrong order, each at its field', () => {
    expect(problemsOf({ end_local: '08:00' })).toEqual(['hours.0.end_local'])
    expect(problemsOf({ end_local: '09:00' })).toEqual(['hours.0.end_local'])
    expect(problemsOf({ from_date: '2026-12-02', until_date: '2026-12-01' })).toEqual(['hours.0.until_date'])
    expect(problemsOf({ from_date: '2026-12-02', until_date: '2026-12-02' })).toEqual([])
    expect(problemsOf({ from_date: '2026-02-30' })).toEqual(['hours.0.from_date'])
  })
})
