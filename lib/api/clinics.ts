import { queryOptions } from '@tanstack/react-query'
import type { ClinicView, SaveClinicInput } from '#lib/domain/staff/schema.ts'
import { apiFetch } from './fetch.ts'
import { type Listed, listed } from './listed.ts'

/** The clinics that the login works for, the default one first. */
export const clinicsQuery = () =>
  queryOptions({
    queryKey: ['clinics', 'list'],
    queryFn: async ({ signal }) => listed(await apiFetch<Listed<ClinicView>>('/api/clinics', { signal })),
  })

export function saveClinic({ clinic_id: id, ...input }: SaveClinicInput): Promise<ClinicView> {
  if (id === undefined || id === null) return apiFetch('/api/clinics', { method: 'POST', body: input })
  return apiFetch(`/api/clinics/${id}`, { method: 'PUT', body: input })
}
