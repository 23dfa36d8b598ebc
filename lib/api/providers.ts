import { queryOptions } from '@tanstack/react-query'
import type { ProviderView, ServiceTypeView } from '#lib/domain/scheduling/schema.ts'
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
