import { queryOptions } from '@tanstack/react-query'
import type { ApiKeyView, CreateApiKeyInput, CreatedApiKeyView } from '#lib/domain/staff/schema.ts'
import { apiFetch } from './fetch.ts'
import { type Listed, listed } from './listed.ts'

/** The keys of the login's clinics and those of all clinics, newest first. Answered to administrators only. */
export const apiKeysQuery = () =>
  queryOptions({
    queryKey: ['api-keys', 'list'],
    queryFn: async ({ signal }) => listed(await apiFetch<Listed<ApiKeyView>>('/api/keys', { signal })),
  })

export const createApiKey = (input: CreateApiKeyInput) =>
  apiFetch<CreatedApiKeyView>('/api/keys', { method: 'POST', body: input })

export const revokeApiKey = (id: string) => apiFetch<ApiKeyView>(`/api/keys/${id}`, { method: 'DELETE' })

/** The old key works on for so many hours. */
export const rotateApiKey = (id: string, overlap_hours: number) =>
  apiFetch<CreatedApiKeyView>(`/api/keys/${id}/rotation`, { method: 'POST', body: { overlap_hours } })
