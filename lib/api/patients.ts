import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  PatientDetail,
  PatientPage,
  PatientView,
  SavePatientInput,
} from '#lib/domain/messaging/schema.ts'
import { apiFetch, toQuery } from './fetch.ts'

interface PatientFilters {
  clinic_id?: string
  q?: string
}

export const patientsQuery = (filters: PatientFilters) =>
  infiniteQueryOptions({
    queryKey: ['patients', 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      apiFetch<PatientPage>(`/api/patients${toQuery({ ...filters, cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (previous) => previous,
  })

/** One patient with visits and conversations. Reading it is audited on the server. */
export const patientQuery = (id: string) =>
  queryOptions({
    queryKey: ['patients', 'detail', id],
    queryFn: ({ signal }) => apiFetch<PatientDetail>(`/api/patients/${id}`, { signal }),
  })

export function savePatient({ patient_id: id, ...input }: SavePatientInput): Promise<PatientView> {
  if (id === undefined || id === null) return apiFetch('/api/patients', { method: 'POST', body: input })
  return apiFetch(`/api/patients/${id}`, { method: 'PUT', body: input })
}
