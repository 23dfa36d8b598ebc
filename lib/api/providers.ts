import { queryOptions } from '@tanstack/react-query'
import type {
  ProviderView,
  SaveProviderInput,
  SaveServiceTypeInput,
  ServiceTypeView,
  SetExceptionInput,
  SetExceptionResult,
} from '#lib/domain/scheduling/schema.ts'
import { apiFetch, toQuery } from './fetch.ts'
import { type Listed, listed } from './listed.ts'

/** The providers of a clinic, with hours and coming time off. */
export const providersQuery = (clinicId: string | undefined) =>
  queryOptions({
    queryKey: ['providers', 'list', clinicId],
    queryFn: async ({ signal }) =>
      listed(
        await apiFetch<Listed<ProviderView>>(`/api/providers${toQuery({ clinic_id: clinicId })}`, { signal }),
      ),
    enabled: clinicId !== undefined,
  })

/** What can be booked at a clinic, and how long it takes. */
export const serviceTypesQuery = (clinicId: string | undefined) =>
  queryOptions({
    queryKey: ['service-types', 'list', clinicId],
    queryFn: async ({ signal }) =>
      listed(
        await apiFetch<Listed<ServiceTypeView>>(`/api/service-types${toQuery({ clinic_id: clinicId })}`, {
          signal,
        }),
      ),
    enabled: clinicId !== undefined,
  })

export function saveProvider({ provider_id: id, ...input }: SaveProviderInput): Promise<ProviderView> {
  if (id === undefined || id === null) return apiFetch('/api/providers', { method: 'POST', body: input })
  return apiFetch(`/api/providers/${id}`, { method: 'PUT', body: input })
}

/** Other hours on one date, none, or with `windows: null` the weekly ones again. */
export const setException = ({ provider_id, ...input }: SetExceptionInput) =>
  apiFetch<SetExceptionResult>(`/api/providers/${provider_id}/exceptions`, { method: 'PUT', body: input })

export function saveServiceType({
  service_type_id: id,
  ...input
}: SaveServiceTypeInput): Promise<ServiceTypeView> {
  if (id === undefined || id === null) return apiFetch('/api/service-types', { method: 'POST', body: input })
  return apiFetch(`/api/service-types/${id}`, { method: 'PUT', body: input })
}
