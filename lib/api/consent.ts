import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  ConsentView,
  OptedOutPage,
  RecordOptInInput,
  RecordOptOutInput,
} from '#lib/domain/consent/schema.ts'
import { apiFetch, toQuery } from './fetch.ts'

/** Whether a patient's number may be texted, and how that came about. */
export const consentQuery = (patientId: string) =>
  queryOptions({
    queryKey: ['patients', 'consent', patientId],
    queryFn: ({ signal }) => apiFetch<ConsentView>(`/api/patients/${patientId}/consent`, { signal }),
  })

export const recordOptOut = ({ patient_id, ...body }: RecordOptOutInput): Promise<ConsentView> =>
  apiFetch(`/api/patients/${patient_id}/opt-out`, { method: 'POST', body })

export const recordOptIn = ({ patient_id, ...body }: RecordOptInInput): Promise<ConsentView> =>
  apiFetch(`/api/patients/${patient_id}/opt-in`, { method: 'POST', body })

/** Everybody whose number has opted out, latest first. For administrators. */
export const optOutsQuery = (clinicId: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['patients', 'opt-outs', clinicId ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      apiFetch<OptedOutPage>(`/api/opt-outs${toQuery({ clinic_id: clinicId, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
