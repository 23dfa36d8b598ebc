import { queryOptions } from '@tanstack/react-query'
import type { SendStaffTextInput, TextPreview, TextWait } from '#lib/domain/messaging/schema.ts'
import type { CarrierAnswer, TextDetail } from '#lib/domain/messaging/text-schema.ts'
import { apiFetch } from './fetch.ts'

export const sendText = (input: SendStaffTextInput) =>
  apiFetch<{ message_id: string; waits?: TextWait | null }>('/api/texts', { method: 'POST', body: input })

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

/** One text with its tries and what may be done with it. */
export const textQuery = (messageId: string) =>
  queryOptions({
    queryKey: ['conversations', 'text', messageId],
    queryFn: ({ signal }) => apiFetch<TextDetail>(`/api/texts/${messageId}`, { signal }),
  })

/** Takes a text back that has not left yet. */
export const cancelText = (messageId: string) =>
  apiFetch<unknown>(`/api/texts/${messageId}/cancellation`, { method: 'POST', body: {} })

/** Sends a waiting text now; the reason is kept. */
export const sendTextNow = (messageId: string, reason: string) =>
  apiFetch<unknown>(`/api/texts/${messageId}/release`, { method: 'POST', body: { reason } })

/** Asks the carrier what became of a text, and stores what it says. */
export const askCarrier = (messageId: string) =>
  apiFetch<CarrierAnswer>(`/api/texts/${messageId}/carrier-status`, { method: 'POST', body: {} })
