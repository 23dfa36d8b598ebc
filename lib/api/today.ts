import { queryOptions } from '@tanstack/react-query'
import type { TodayView } from '#lib/domain/staff/schema.ts'
import { apiFetch, toQuery } from './fetch.ts'

/** What needs staff now, today's visits, open offers and the week's figures of one clinic. */
export const todayQuery = (clinicId: string | undefined) =>
  queryOptions({
    queryKey: ['today', clinicId],
    queryFn: ({ signal }) => apiFetch<TodayView>(`/api/today${toQuery({ clinic_id: clinicId })}`, { signal }),
    enabled: clinicId !== undefined,
  })
