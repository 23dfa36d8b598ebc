import { infiniteQueryOptions } from '@tanstack/react-query'
import type { AuditPage } from '#lib/domain/staff/schema.ts'
import { apiFetch, toQuery } from './fetch.ts'

interface AuditFilters {
  clinic_id?: string
  conversation_id?: string
  patient_id?: string
  /** Only what was refused. */
  denied?: 'true'
}

/** Who did what, newest first, page under page. */
export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ['audit', 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      apiFetch<AuditPage>(`/api/audit${toQuery({ ...filters, cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (previous) => previous,
  })
