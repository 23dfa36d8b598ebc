import { queryOptions } from '@tanstack/react-query'
import type { SaveTextPolicyInput, TextCosts, TextPolicyView } from '#lib/domain/messaging/text-schema.ts'
import { apiFetch, toQuery } from './fetch.ts'

/** How a carrier is can change without an event, as when its rest ends. */
const REFRESH_MS = 30_000

/** A clinic's rules for texts, and how each carrier is. */
export const textPolicyQuery = (clinicId: string) =>
  queryOptions({
    queryKey: ['text-policy', clinicId],
    queryFn: ({ signal }) => apiFetch<TextPolicyView>(`/api/clinics/${clinicId}/text-policy`, { signal }),
    refetchInterval: REFRESH_MS,
  })

export const saveTextPolicy = ({ clinic_id: id, ...body }: SaveTextPolicyInput): Promise<TextPolicyView> =>
  apiFetch(`/api/clinics/${id}/text-policy`, { method: 'PUT', body })

/** What the texts of one month cost; the present month without one. */
export const textCostsQuery = (clinicId: string, month?: string) =>
  queryOptions({
    queryKey: ['text-policy', clinicId, 'costs', month ?? 'now'],
    queryFn: ({ signal }) =>
      apiFetch<TextCosts>(`/api/clinics/${clinicId}/text-costs${toQuery({ month })}`, { signal }),
  })
