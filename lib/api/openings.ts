import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  OpeningDetail,
  OpeningPage,
  OpeningPreview,
  PreviewOpeningInput,
} from '#lib/domain/waiting-list/schema.ts'
import { apiFetch, toQuery } from './fetch.ts'

/** Freed times of a clinic, the latest first, page under page. */
export const openingsQuery = (filters: { clinic_id?: string }) =>
  infiniteQueryOptions({
    queryKey: ['openings', 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      apiFetch<OpeningPage>(`/api/openings${toQuery({ ...filters, cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** One freed time with the chain that it belongs to. */
export const openingQuery = (id: string) =>
  queryOptions({
    queryKey: ['openings', 'detail', id],
    queryFn: ({ signal }) => apiFetch<OpeningDetail>(`/api/openings/${id}`, { signal }),
  })

/** Who would be asked about an example time. Changes nothing; off while the example is incomplete. */
export const openingPreviewQuery = (input: PreviewOpeningInput | undefined) =>
  queryOptions({
    queryKey: ['waiting-list', 'preview', input],
    queryFn: ({ signal }) =>
      apiFetch<OpeningPreview>('/api/openings/preview', { method: 'POST', body: input, signal }),
    enabled: input !== undefined,
    placeholderData: (previous) => previous,
    retry: false,
  })
