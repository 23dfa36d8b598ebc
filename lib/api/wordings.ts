import { queryOptions } from '@tanstack/react-query'
import type {
  PreviewWordingInput,
  SaveWordingInput,
  WordingPreview,
  WordingView,
} from '#lib/domain/messaging/templates/schema.ts'
import { apiFetch, toQuery } from './fetch.ts'
import { type Listed, listed } from './listed.ts'

const read = async (query: Record<string, string | undefined>, signal: AbortSignal) =>
  listed(await apiFetch<Listed<WordingView>>(`/api/wordings${toQuery(query)}`, { signal }))

/** What a clinic says in place of the defaults, and its approved answers. */
export const wordingsQuery = (clinicId: string | undefined) =>
  queryOptions({
    queryKey: ['wordings', 'list', clinicId],
    queryFn: ({ signal }) => read({ clinic_id: clinicId }, signal),
    enabled: clinicId !== undefined,
  })

/** Every version of one text, the newest first. */
export const wordingVersionsQuery = (clinicId: string, key: string) =>
  queryOptions({
    queryKey: ['wordings', 'versions', clinicId, key],
    queryFn: ({ signal }) => read({ clinic_id: clinicId, key }, signal),
  })

export const wordingPreviewQuery = (input: PreviewWordingInput) =>
  queryOptions({
    queryKey: ['wordings', 'preview', input],
    queryFn: ({ signal }) =>
      apiFetch<WordingPreview>('/api/wordings/preview', { method: 'POST', body: input, signal }),
    placeholderData: (previous) => previous,
    enabled: input.text !== '',
  })

export const saveWording = (input: SaveWordingInput) =>
  apiFetch<WordingView>('/api/wordings', { method: 'PUT', body: input })
