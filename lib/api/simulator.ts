import { queryOptions } from '@tanstack/react-query'
import type { SimulatorPhone } from '#lib/domain/messaging/simulator-schema.ts'
import type { AdvancedClock } from '#lib/domain/staff/schema.ts'
import { apiFetch, toQuery } from './fetch.ts'

/** The phones that a clinic last wrote with, the latest first; mock gateway only. Refreshed as conversations are. */
export const phonesQuery = (clinicId: string | undefined, isMock: boolean) =>
  queryOptions({
    queryKey: ['conversations', 'phones', clinicId],
    queryFn: ({ signal }) =>
      apiFetch<SimulatorPhone[]>(`/api/simulator${toQuery({ clinic_id: clinicId })}`, { signal }),
    enabled: clinicId !== undefined && isMock,
  })

/** The phone of one patient, where it is not among the latest; null when the clinic never wrote with it. */
export const patientPhoneQuery = (clinicId: string, patientId: string, isNeeded: boolean) =>
  queryOptions({
    queryKey: ['conversations', 'phones', clinicId, patientId],
    queryFn: async ({ signal }) => {
      const query = toQuery({ clinic_id: clinicId, patient_id: patientId })
      const phones = await apiFetch<SimulatorPhone[]>(`/api/simulator${query}`, { signal })
      return phones[0] ?? null
    },
    enabled: isNeeded,
  })

/** Moves the product's clock for every process, and runs what comes due. Mock gateway only; it never goes back. */
export const advanceClock = (minutes: number) =>
  apiFetch<AdvancedClock>('/api/clock/advance', { method: 'POST', body: { minutes } })
