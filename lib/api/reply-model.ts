import { queryOptions } from '@tanstack/react-query'
import type { ReplyModelView } from '#lib/domain/operations/reply-model-schema.ts'
import { apiFetch } from './fetch.ts'

export const replyModelQuery = () =>
  queryOptions({
    queryKey: ['reply-model'],
    queryFn: ({ signal }) => apiFetch<ReplyModelView>('/api/reply-model', { signal }),
  })

export const setReplyModel = (is_on: boolean): Promise<ReplyModelView> =>
  apiFetch('/api/reply-model', { method: 'PUT', body: { is_on } })
