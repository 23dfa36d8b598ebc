import { queryOptions } from '@tanstack/react-query'
import type { SendStaffTextInput, TextPreview } from '#lib/domain/messaging/schema.ts'
import { apiFetch } from './fetch.ts'

export const sendText = (input: SendStaffTextInput) =>
  apiFetch<unknown>('/api/texts', { method: 'POST', body: input })

/** Sends a text that failed again. Refused while it is not known whether the first one went out. */
export const retryText = (messageId: string) =>
  apiFetch<unknown>(`/api/texts/${messageId}/retry`, { method: 'POST', body: {} })

interface TextPreviewInput {
  clinic_id: string
  patient_id: string
  text: string
}

/** Segments, price and warnings of a text before it is sent; off while it is empty. */
export const textPreviewQuery = (input: TextPreviewInput) =>
  queryOptions({
    queryKey: ['texts', 'preview', input],
    queryFn: ({ signal }) =>
      apiFetch<TextPreview>('/api/texts/preview', { method: 'POST', body: input, signal }),
    enabled: input.text.trim() !== '',
    placeholderData: (previous) => previous,
    retry: false,
  })
